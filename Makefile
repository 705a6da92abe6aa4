# annals -- `make help` lists what this file does.
#
# Every object is built in build/<mode>; nothing is written beside the sources.

PROGRAM := annals
VERSION := 0.1.0

MODE   ?= release
PREFIX ?= /usr/local
CC     ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif

B := build/$(MODE)$(if $(findstring clang,$(CC)),-clang)

# ---- how C is compiled -----------------------------------------------------------------
WARN := -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith \
	-Wcast-qual -Wwrite-strings -Wundef -Wformat=2 -Wvla -Wdouble-promotion \
	-Wimplicit-fallthrough -Wredundant-decls -Wnull-dereference -Wunused-macros

LIBRARIES := libsodium libzstd libcrypto libutf8proc
# A reader of reports whose library is missing is left out: X_without.c stands for X.c.
OPTIONAL := libcmark:archiver/gather/read/read_markdown yaml-0.1:archiver/gather/read/front_matter \
	gumbo:archiver/gather/read/html_tree libarchive:archiver/gather/read/archive_input \
	zlib:archiver/gather/intake/inflater libbrotlidec:archiver/gather/intake/brotli_decoder \
	liblzma:archiver/gather/read/lzma_decoder \
	expat:archiver/gather/read/photo_xmp expat:archiver/gather/read/xml_walk
HAVE     := $(foreach o,$(OPTIONAL),$(if $(shell pkg-config --exists $(firstword $(subst :, ,$o)) && echo yes),$o))
LIBRARIES += $(foreach o,$(HAVE),$(firstword $(subst :, ,$o)))
LEFT_OUT  := $(foreach o,$(OPTIONAL),$(lastword $(subst :, ,$o))$(if $(filter $o,$(HAVE)),_without).c)
LIB_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
LIB_LIBS   := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null)

HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE
HARDEN_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code

OPTIMISE_release  := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
OPTIMISE_asan     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIMISE_coverage := -O0 -g --coverage
OPTIMISE_fuzz     := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

ifeq ($(OPTIMISE_$(MODE)),)
$(error MODE is release, asan, coverage or fuzz, not "$(MODE)")
endif

ALL_CFLAGS := -std=c17 -pedantic -D_GNU_SOURCE -I. -Itests $(WARN) $(HARDEN) \
	$(OPTIMISE_$(MODE)) $(LIB_CFLAGS) -pthread $(CFLAGS)
ALL_LDFLAGS := $(HARDEN_LINK) $(OPTIMISE_$(MODE)) -pthread $(LDFLAGS)

# ---- what there is to build --------------------------------------------------------------
FORMAT_SOURCES  := $(shell find format -name '*.c' | LC_ALL=C sort)
KEYS_SOURCES    := $(shell find keys -name '*.c' | LC_ALL=C sort)
# Word lists, as bytes in a source that a script writes.
LEXICON_TABLES := $(sort $(wildcard archiver/gather/tables/*.tsv))
LEXICON_DATA   := archiver/gather/tables/lexicon_data

PROGRAM_SOURCES := $(filter-out $(LEFT_OUT),$(shell find archiver -name '*.c' ! -name full.c ! -name front.c ! -path 'archiver/pdf/*' | LC_ALL=C sort))
ROOM_OBJECTS    := $(patsubst %.c,$B/%.o,$(FORMAT_SOURCES) $(KEYS_SOURCES) $(PROGRAM_SOURCES) \
	$(LEXICON_DATA).c)
# What is called, and what it runs where reports are read (archiver/front.c says why).
PROGRAMS        := $B/$(PROGRAM) $B/$(PROGRAM)-full
# What reads PDFs is a program of its own, and under the GPL as poppler is (archiver/pdf).
PDF_LIBRARIES   := poppler-glib libjpeg
PDF_PROGRAM     := $(if $(shell pkg-config --exists $(PDF_LIBRARIES) && echo yes),$B/$(PROGRAM)-pdf)
PDF_CFLAGS       = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PDF_LIBRARIES)))
PDF_OBJECTS     := $(patsubst %.c,$B/%.o,$(wildcard archiver/pdf/*.c))

UNIT_SOURCES := $(shell find tests/unit -name '*_test.c' 2>/dev/null | LC_ALL=C sort)
UNIT_TESTS   := $(patsubst tests/%.c,$B/tests/%,$(UNIT_SOURCES))
SUPPORT_OBJECTS := $(patsubst %.c,$B/%.o,$(shell find tests/support -name '*.c' 2>/dev/null | LC_ALL=C sort))
FUZZ_SOURCES := $(shell find tests/fuzz -name '*_fuzz.c' 2>/dev/null | LC_ALL=C sort)
FUZZ_TARGETS := $(patsubst tests/%.c,$B/tests/%,$(FUZZ_SOURCES))

SANITIZED_SCRIPTS := $(addprefix tests/integration/,archives.sh extract.sh gather.sh history.sh \
	inputs.sh keys.sh months.sh)

.DEFAULT_GOAL := all
# V=1 shows the commands; otherwise one short line a file.
SAY = $(if $(V),,@echo '  $(@)';)
.PHONY: all deps test test-unit test-whole test-sanitized test-without demo install uninstall lint fuzz fuzz-build bench bench-gather eval eval-html help clean

all: $(PROGRAMS) $(PDF_PROGRAM)

$B/$(PROGRAM): $B/archiver/front.o
$B/$(PROGRAM)-full: $B/archiver/full.o
$(PROGRAMS): $B/libannals.a
	$(SAY)$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $(filter %.o,$^) $B/libannals.a $(LIB_LIBS)

$B/$(PROGRAM)-pdf: $(PDF_OBJECTS) $B/libannals.a
	$(SAY)$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $^ $(shell pkg-config --libs $(PDF_LIBRARIES)) $(LIB_LIBS)

$B/archiver/pdf/%.o: ALL_CFLAGS += $(PDF_CFLAGS)

$B/libannals.a: $(ROOM_OBJECTS)
	@rm -f $@
	$(SAY)ar rcs $@ $^

$B/$(LEXICON_DATA).c: $(LEXICON_DATA).sh $(LEXICON_TABLES)
	@mkdir -p $(@D)
	$(SAY)LC_ALL=C $(LEXICON_DATA).sh $(LEXICON_TABLES) >$@.new && mv $@.new $@

$B/$(LEXICON_DATA).o: $B/$(LEXICON_DATA).c Makefile
	$(SAY)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$B/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(SAY)$(CC) $(ALL_CFLAGS) -DANNALS_VERSION='"$(VERSION)"' -MMD -MP -c -o $@ $<

$B/tests/unit/%: $B/tests/unit/%.o $(SUPPORT_OBJECTS) $B/libannals.a
	$(SAY)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lcmocka -larchive

$B/tests/fuzz/%: $B/tests/fuzz/%.o $B/libannals.a
	$(SAY)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIB_LIBS)

.SECONDARY:
-include $(shell find $B -name '*.d' 2>/dev/null)
-include tests/fault/fault.mk

-include tests/vectors/vectors.mk

# ---- packages ------------------------------------------------------------------------------
deps:
	@tests/support/packages.sh

# Everything that follows needs the packages first, and pkg-config may only then know them.
AGAIN := $(MAKE) --no-print-directory -j$(shell nproc)

test: deps
	@$(AGAIN) test-unit
	@$(AGAIN) test-whole
	@$(AGAIN) MODE=asan CC=clang test-sanitized

# The same once more, built by the other compiler with its sanitizers: all unit tests, and of
# the whole program what hostile input reaches.
test-sanitized: $(UNIT_TESTS) all
	@tests/support/run-unit.sh $(UNIT_TESTS)
	@ANNALS=$(abspath $B)/$(PROGRAM) tests/support/run-whole.sh $(SANITIZED_SCRIPTS)

test-unit: $(UNIT_TESTS)
	@tests/support/run-unit.sh $(UNIT_TESTS)

test-whole: all
	@ANNALS=$(abspath $B)/$(PROGRAM) tests/support/run-whole.sh

# Not among `test`: ten builds.
test-without: deps
	@tests/without/without.sh $(PACKAGES)

demo: deps
	@$(AGAIN) MODE=release all >/dev/null
	@ANNALS=$(abspath build/release)/$(PROGRAM) tests/demo/demo.sh $(REPORTS)

lint: deps
	@tests/lint/lint.sh

fuzz-build: $(FUZZ_TARGETS)

fuzz: deps
	@$(AGAIN) MODE=fuzz CC=clang fuzz-build
	@tests/fuzz/run.sh $(SECONDS_EACH)

bench: deps
	@$(AGAIN) MODE=release all >/dev/null
	@ANNALS=$(abspath build/release)/$(PROGRAM) tests/bench/bench.sh

bench-gather: deps
	@$(AGAIN) MODE=release all >/dev/null
	@ANNALS=$(abspath build/release)/$(PROGRAM) tests/bench/gather.sh

# Annotated reports are other people's, so they lie elsewhere.
eval: all
	@test -n "$(ANNALS_EVAL)" || { echo "ANNALS_EVAL=FOLDER with annotated reports" >&2; exit 2; }
	@tests/eval/eval.py $B/$(PROGRAM) $(ANNALS_EVAL) $(EVAL_OPTIONS)

eval-html: deps
	@$(AGAIN) MODE=release all >/dev/null
	@ANNALS=$(abspath build/release)/$(PROGRAM) tests/eval/html.sh

# ---- installing ------------------------------------------------------------------------------
MAN_PAGES = $(wildcard archiver/man/*.[15])

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $B/$(PROGRAM) $(DESTDIR)$(PREFIX)/bin/
	install -d $(DESTDIR)$(PREFIX)/lib/annals
	install -m 755 $B/$(PROGRAM)-full $(PDF_PROGRAM) $(DESTDIR)$(PREFIX)/lib/annals/
	for page in $(MAN_PAGES); do \
		section=man$${page##*.}; \
		install -d $(DESTDIR)$(PREFIX)/share/man/$$section; \
		install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/$$section/; \
	done
	install -d $(DESTDIR)$(PREFIX)/share/doc/annals
	install -m 644 README.md SPEC.md LICENSE CHANGELOG.md $(DESTDIR)$(PREFIX)/share/doc/annals/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/$(PROGRAM)
	rm -rf $(DESTDIR)$(PREFIX)/lib/annals
	for page in $(MAN_PAGES); do \
		rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; \
	done
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/annals

clean:
	rm -rf build

help:
	@echo "make                 build annals in build/release"
	@echo "make demo            make, verify and take apart an archive from a dozen reports"
	@echo "                     (REPORTS=DIR: from your own)"
	@echo "make test            all tests; installs the Debian packages they need"
	@echo "                     (ANNALS_CORPUS=DIR: with the large corpora too)"
	@echo "make test-without    builds without each library that may be missing"
	@echo "                     (PACKAGES=gumbo: without these)"
	@echo "make vectors         write tests/vectors anew"
	@echo "make lint            the house rules a machine can hold"
	@echo "make fuzz            every fuzz target for SECONDS_EACH seconds (60)"
	@echo "make bench           create, verify, extract beside tar, zstd and minisign"
	@echo "make bench-gather    how fast texts are read, hard ones too (ANNALS_CORPUS=DIR: a corpus)"
	@echo "make eval            what is read out of annotated reports (ANNALS_EVAL=FOLDER), scored"
	@echo "make eval-html       score saved pages against gold: ANNALS_EVAL_HTML=DIR says where they are"
	@echo "make install         to DESTDIR, PREFIX ($(PREFIX)); make uninstall takes it back"
	@echo "make clean           removes build/"
	@echo "MODE=release|asan|coverage, CC=gcc|clang choose how"
