# What makes calls of the C library fail: a library for LD_PRELOAD, so without sanitizers.
INJECT := $B/tests/fault/inject.so

$(INJECT): tests/fault/inject.c tests/fault/fault.mk
	@mkdir -p $(@D)
	$(SAY)$(CC) -std=c17 -pedantic -D_GNU_SOURCE $(WARN) -O2 -g -fPIC -fno-builtin-malloc \
		-shared -o $@ $< -ldl

test-whole: $(INJECT)
