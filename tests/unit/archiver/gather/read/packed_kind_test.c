#include "support/test.h"

#include "archiver/gather/read/archive_input.h"
#include "archiver/gather/read/reader.h"
#include "support/packed.h"
#include "support/scratch.h"
#include "support/warc.h"

#include <stdio.h>
#include <zstd.h>

static void
skip_without_libarchive(void)
{
	if (strstr(archive_input_library(), "not in this build") != NULL)
		skip();
}

struct kind_row {
	const char *what, *form;
	struct packed_member members[3];
	enum reader_kind kind;
	const char *told;
};

#define TYPES \
	{ \
		"[Content_Types].xml", "<Types/>", 'f' \
	}
#define LAST \
	{ \
		"z.txt", "Tin\n", 'f' \
	}

static const struct kind_row ROWS[] = {
	{"reports", "zip", {{"a.txt", "Tin\n", 'f'}, {"b.txt", "Tin\n", 'f'}, LAST}, READER_ARCHIVE,
		"a zip archive"},
	{"reports that speak of documents", "zip",
		{{"x/[Content_Types].xml", "", 'f'}, {"word/document.xml", "", 'f'}, LAST},
		READER_ARCHIVE, "a zip archive"},
	{"DOCX", "zip", {TYPES, {"word/document.xml", "<w/>", 'f'}, LAST}, READER_DOCX,
		"a DOCX document"},
	{"a spreadsheet", "zip", {TYPES, {"xl/workbook.xml", "<w/>", 'f'}, LAST}, READER_UNKNOWN,
		"a spreadsheet or slides, not a text"},
	{"slides", "zip", {TYPES, {"ppt/presentation.xml", "<w/>", 'f'}, LAST}, READER_UNKNOWN,
		"a spreadsheet or slides, not a text"},
	{"ODT", "zip",
		{{"mimetype", "application/vnd.oasis.opendocument.text", 'f'},
			{"content.xml", "<o/>", 'f'}, LAST},
		READER_ODT, "an ODT document"},
	{"an ODT whose type has a line end", "zip",
		{{"mimetype", "application/vnd.oasis.opendocument.text\n", 'f'},
			{"content.xml", "<o/>", 'f'}, LAST},
		READER_ODT, "an ODT document"},
	{"a spreadsheet of OpenDocument", "zip",
		{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 'f'},
			{"content.xml", "<o/>", 'f'}, LAST},
		READER_UNKNOWN, "an OpenDocument file that is no text"},
	{"EPUB", "zip",
		{{"mimetype", "application/epub+zip", 'f'}, {"OEBPS/1.xhtml", "<html/>", 'f'},
			LAST},
		READER_UNKNOWN, "a book in EPUB"},
	{"WACZ", "zip", {{"datapackage.json", "{}", 'f'}, {"archive/data.warc.gz", "", 'f'}, LAST},
		READER_WEB_ARCHIVE, "a web archive"},
	{"tar", "tar", {{"a.txt", "Tin\n", 'f'}, LAST, {"y", "y", 'f'}}, READER_ARCHIVE,
		"a tar archive"},
	{"tar in gzip", "tar.gz", {{"a.txt", "Tin\n", 'f'}, LAST, {"y", "y", 'f'}}, READER_ARCHIVE,
		"a tar archive"},
	{"tar in xz", "tar.xz", {{"a.txt", "Tin\n", 'f'}, LAST, {"y", "y", 'f'}}, READER_ARCHIVE,
		"a tar archive"},
	{"tar in zstd", "tar.zst", {{"a.txt", "Tin\n", 'f'}, LAST, {"y", "y", 'f'}}, READER_ARCHIVE,
		"a tar archive"},
	{"tar in bzip2", "tar.bz2", {{"a.txt", "Tin\n", 'f'}, LAST, {"y", "y", 'f'}},
		READER_ARCHIVE, "a tar archive"},
	{"7z", "7z", {{"a.txt", "Tin\n", 'f'}, LAST, {"y", "y", 'f'}}, READER_ARCHIVE,
		"a 7z archive"},
};

static void
tells_by_what_is_in_it(void **state)
{
	struct reader_guess guess;
	struct err e;

	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		packed_make("file", ROWS[i].form, ROWS[i].members, 3);
		assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
		if (guess.kind != ROWS[i].kind || strcmp(guess.what, ROWS[i].told) != 0)
			fail_msg("%s: kind %d, %s", ROWS[i].what, guess.kind, guess.what);
	}
}

static void
takes_what_is_damaged_for_what_it_began_as(void **state)
{
	struct reader_guess guess;
	struct err e;

	(void)state;
	skip_without_libarchive();
	scratch_write("file", "PK\x03\x04 and nothing more");
	assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
	assert_int_equal(guess.kind, READER_ARCHIVE);
	scratch_write("file", "\x1F\x8B and nothing more");
	assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
	assert_int_equal(guess.kind, READER_COMPRESSED);
}

static void
takes_web_archives_in_gzip_and_zstd(void **state)
{
	struct bytes file = BYTES_UP_TO(4096);
	uint8_t packed[256];
	struct reader_guess guess;
	struct err e;

	(void)state;
	skip_without_libarchive();
	warc_gzip(slice_str("WARC/1.0\r\n"), &file);
	warc_save("file", bytes_slice(&file));
	assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
	assert_int_equal(guess.kind, READER_WEB_ARCHIVE);
	warc_save("file",
		slice_of(packed, ZSTD_compress(packed, sizeof packed, "WARC/1.0\r\n", 10, 3)));
	assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
	assert_int_equal(guess.kind, READER_WEB_ARCHIVE);
	scratch_write("file", "\x5D\x2A\x4D\x18\1");
	assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
	assert_int_equal(guess.kind, READER_UNKNOWN);
	assert_string_equal(guess.what, "zstd with a dictionary, as web archives may be");
	bytes_release(&file);
}

static void
takes_any_other_file_in_gzip_for_itself(void **state)
{
	static const char *const contents[] = {
		"Tin ngày 5/6\n", "<html>", "PK\x05\x06", "\x1F\x8B\x08", ""};
	struct reader_guess guess;
	struct err e;

	(void)state;
	skip_without_libarchive();
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		struct bytes file = BYTES_UP_TO(4096);

		warc_gzip(slice_str(contents[i]), &file);
		warc_save("file", bytes_slice(&file));
		assert_rc(RC_OK, reader_guess_file("file", &guess, &e), &e);
		if (guess.kind != READER_COMPRESSED)
			fail_msg("\"%s\": kind %d", contents[i], guess.kind);
		bytes_release(&file);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(tells_by_what_is_in_it),
		IN_SCRATCH(takes_what_is_damaged_for_what_it_began_as),
		IN_SCRATCH(takes_web_archives_in_gzip_and_zstd),
		IN_SCRATCH(takes_any_other_file_in_gzip_for_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
