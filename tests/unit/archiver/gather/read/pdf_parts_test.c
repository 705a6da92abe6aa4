#include "archiver/gather/read/pdf_parts.h"

#include "archiver/gather/intake/parts.h"
#include "support/scratch.h"
#include "support/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define END "E\4\0\0\0\0\0\0\0"

/* Two pictures, of five bytes and of two. */
#define FIRST  "P\x09\0\0\0\0\0\0\0black"
#define SECOND "P\6\0\0\0\1\0\0\0it"
#define OTHER  "S\x08\0\0\0\2\0\0\0\1\0\0\0"
#define LAST   "F\0\0\0\0"

#define OUT "O\x08\0\0\0\1\0\0\0\3\0\0\0"

/* What is left of the two in the records. */
#define FIRST_IS  "P\4\0\0\0\0\0\0\0"
#define SECOND_IS "P\4\0\0\0\1\0\0\0"

static struct unpack_limits
plenty(void)
{
	struct unpack_limits room = UNPACK_LIMITS_DEFAULT;

	unpack_limits_start(&room, 1000);
	return room;
}

/* What came of it all, told so many bytes at a time. */
static enum rc
tell(struct slice all, size_t step, const char *folder, const struct unpack_limits *room,
	struct bytes *told, struct err *e)
{
	struct pdf_parts *p;
	enum rc rc = pdf_parts_new(folder, room, told, &p, e);

	while (rc == RC_OK && all.len > 0) {
		rc = pdf_parts_put(p, slice_first(all, step), e);
		all = slice_from(all, step);
	}
	pdf_parts_free(p);
	return rc;
}

/* The file of a picture, or "-". */
static const char *
picture(const char *folder, uint32_t number)
{
	static char content[64];
	struct bytes address = BYTES_UP_TO(PDF_PARTS_ADDRESS_MAX), path = BYTES_UP_TO(256);
	FILE *f;
	size_t len = 0;

	pdf_parts_address(number, &address);
	parts_path(folder, bytes_slice(&address), &path);
	bytes_u8(&path, 0);
	f = fopen((const char *)path.p, "rb");
	if (f != NULL) {
		len = fread(content, 1, sizeof content - 1, f);
		fclose(f);
	}
	content[len] = '\0';
	bytes_release(&address);
	bytes_release(&path);
	return f == NULL ? "-" : content;
}

static void
takes_pictures_out_however_they_come(void **state)
{
	const struct slice all = SLICE("T\1\0\0\0t" END FIRST SECOND OTHER LAST);
	const struct slice is = SLICE("T\1\0\0\0t" END FIRST_IS SECOND_IS OTHER LAST);
	struct unpack_limits room = plenty();

	(void)state;
	assert_int_equal(mkdir("parts", 0700), 0);
	for (size_t step = 1; step <= all.len; step++) {
		struct bytes told = BYTES_UP_TO(256);
		struct err e;

		assert_rc(RC_OK, tell(all, step, "parts", &room, &told, &e), &e);
		assert_true(slice_equal(bytes_slice(&told), is));
		assert_string_equal(picture("parts", 0), "black");
		assert_string_equal(picture("parts", 1), "it");
		bytes_release(&told);
	}
}

static void
leaves_no_half_a_picture(void **state)
{
	const struct slice all = SLICE(END FIRST SECOND);
	struct unpack_limits room = plenty();

	(void)state;
	assert_int_equal(mkdir("parts", 0700), 0);
	for (size_t len = 0; len < all.len; len++) {
		struct bytes told = BYTES_UP_TO(256);
		struct err e;

		assert_rc(RC_OK, tell(slice_first(all, len), len, "parts", &room, &told, &e), &e);
		assert_string_equal(picture("parts", 1), "-");
		bytes_release(&told);
	}
}

static const struct {
	const char *what;
	struct unpack_limits room;
	const char *first, *said;
} LIMITED[] = {
	{"bytes in all", {.bytes = 6, .members = 9, .ratio = 100, .packed = 9}, "black",
		"7 bytes and more come out of it, room for 6 (unpacked-size)"},
	{"pictures", {.bytes = 99, .members = 1, .ratio = 100, .packed = 9}, "black",
		"2 files and more in it, room for 1 (unpacked-files)"},
	{"the first is too much", {.bytes = 4, .members = 9, .ratio = 100, .packed = 9}, "-",
		"5 bytes and more come out of it, room for 4 (unpacked-size)"},
};

static void
leaves_out_what_is_beyond_a_limit(void **state)
{
	const struct slice pictures = SLICE(END FIRST SECOND LAST), out = SLICE(OUT LAST);

	(void)state;
	for (size_t i = 0; i < sizeof LIMITED / sizeof *LIMITED; i++) {
		char folder[] = {'p', (char)('0' + i), '\0'};
		struct bytes told = BYTES_UP_TO(1024);
		struct slice said = slice_str(LIMITED[i].said), all;
		struct err e;

		assert_int_equal(mkdir(folder, 0700), 0);
		assert_rc(RC_OK, tell(pictures, 1, folder, &LIMITED[i].room, &told, &e), &e);
		all = bytes_slice(&told);
		if (strcmp(picture(folder, 0), LIMITED[i].first) != 0 ||
			strcmp(picture(folder, 1), "-") != 0 ||
			memmem(all.p, all.len, said.p, said.len) == NULL)
			fail_msg("%s", LIMITED[i].what);
		assert_true(slice_equal(slice_from(all, all.len - out.len), out));
		bytes_release(&told);
	}
}

static void
refuses_a_picture_without_its_number(void **state)
{
	const struct slice short_one = SLICE("P\3\0\0\0\0\0\0\0\0");
	struct unpack_limits room = plenty();
	struct bytes told = BYTES_UP_TO(256);
	struct err e;

	(void)state;
	assert_rc(RC_BAD, tell(short_one, 99, NULL, &room, &told, &e), &e);
	assert_string_equal(e.text, "annals-pdf tells nonsense of it");
	bytes_release(&told);
}

/* There is no launcher here: nobody could be asked. */
static void
asks_once(void **state)
{
	char text[] = "a.pdf", folder[] = "parts";
	struct intake_report report = {.text = text, .parts = folder, .room = plenty()};
	struct bytes path = BYTES_UP_TO(256), told = BYTES_UP_TO(256);
	struct err e;

	(void)state;
	assert_int_equal(mkdir("parts", 0700), 0);
	scratch_write("a.pdf", "%PDF-1.7\n");
	assert_rc(RC_UNSUPPORTED, pdf_parts_read(&report, NULL, &told, &e), &e);
	parts_path("parts", slice_str("what annals-pdf tells"), &path);
	bytes_u8(&path, 0);
	scratch_write((const char *)path.p, "told before");
	assert_rc(RC_OK, pdf_parts_read(&report, NULL, &told, &e), &e);
	assert_slice_is(bytes_slice(&told), "told before");
	bytes_release(&path);
	bytes_release(&told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(takes_pictures_out_however_they_come),
		IN_SCRATCH(leaves_no_half_a_picture),
		IN_SCRATCH(leaves_out_what_is_beyond_a_limit),
		IN_SCRATCH(refuses_a_picture_without_its_number),
		IN_SCRATCH(asks_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
