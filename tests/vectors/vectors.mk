# The vectors, made again where their bytes are to change.
.PHONY: vectors
vectors: $B/tests/vectors/make_vectors
	@rm -f tests/vectors/*.tar.zst
	$< tests/vectors

$B/tests/vectors/make_vectors: $B/tests/vectors/make_vectors.o $(SUPPORT_OBJECTS) $B/libannals.a
	$(SAY)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lcmocka
