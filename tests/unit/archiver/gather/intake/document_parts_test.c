#include "archiver/gather/intake/document_parts.h"

#include "archiver/gather/intake/parts.h"
#include "archiver/gather/read/archive_input.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/test.h"

#include <sys/stat.h>

static const struct packed_member MEMBERS[] = {
	{"word/document.xml", "<w/>", 'f'},
	{"word/media/image1.png", "ảnh", 'f'},
	{"word/media/image2.png", "../../a.odt", 'l'},
	{"Pictures/a.png", "b", 'f'},
	{"other/media/a.png", "c", 'f'},
};

static bool
is_laid_out(const char *name)
{
	struct bytes path = BYTES_UP_TO(256);
	struct stat st;
	bool is;

	parts_path("parts", slice_str(name), &path);
	bytes_u8(&path, 0);
	is = lstat((const char *)path.p, &st) == 0 && S_ISREG(st.st_mode);
	bytes_release(&path);
	return is;
}

static void
begin(struct unpack_limits *limits)
{
	if (strstr(archive_input_library(), "not in this build") != NULL)
		skip();
	packed_make("a.odt", "zip", MEMBERS, sizeof MEMBERS / sizeof *MEMBERS);
	assert_int_equal(mkdir("parts", 0700), 0);
	unpack_limits_start(limits, 1000);
}

static void
lays_out_pictures_and_nothing_else(void **state)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	begin(&limits);
	assert_rc(RC_OK, document_parts_unpack("a.odt", "parts", &limits, &e), &e);
	assert_true(is_laid_out("word/media/image1.png"));
	assert_true(is_laid_out("Pictures/a.png"));
	assert_false(is_laid_out("word/document.xml"));
	assert_false(is_laid_out("word/media/image2.png"));
	assert_false(is_laid_out("other/media/a.png"));
}

static void
keeps_within_limits(void **state)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	limits.members = 2;
	begin(&limits);
	assert_rc(RC_LIMIT, document_parts_unpack("a.odt", "parts", &limits, &e), &e);
}

static void
leaves_to_the_reader_what_is_no_zip(void **state)
{
	struct unpack_limits limits = UNPACK_LIMITS_DEFAULT;
	struct err e;

	(void)state;
	begin(&limits);
	scratch_write("a.odt", "PK\3\4 and no more");
	assert_rc(RC_OK, document_parts_unpack("a.odt", "parts", &limits, &e), &e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(lays_out_pictures_and_nothing_else),
		IN_SCRATCH(keeps_within_limits),
		IN_SCRATCH(leaves_to_the_reader_what_is_no_zip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
