#include "support/test.h"

#include "archiver/gather/read/html_sign.h"
#include "archiver/gather/read/reader.h"

struct sign_row {
	const char *first;
	bool page;
};

static const struct sign_row ROWS[] = {
	{"<!DOCTYPE html>", true},
	{"<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", true},
	{"<!doctypehtml><meta charset=utf-8>", true},
	{"<!DOCTYPE\n\thtml>", true},
	{"\xEF\xBB\xBF \r\n<HTML lang=vi>", true},
	{"<style>p{color:red}</style><p>Tin</p>", true},
	{"<script>var a = 1 < 2;</script>", true},
	{"<br />\n<b>Warning</b>: a note of the server", true},
	{"<br/>", true},
	{"<LINK rel=stylesheet>", true},
	{"<!-- saved --><!-- twice -->\n<div\nid=a>", true},
	{"<!-- a comment that is not over yet", true},
	{"<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'>", true},
	{"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"x\" \"y\">", true},
	{"<?php echo 1 ?><p>Tin", true},
	{"<?xml version='1.0'?><article><p>x</p></article>", false},
	{"<?xml version='1.0'?><!-- a comment that is not over yet", false},
	{"<?xml version='1.0'?><htmlx></htmlx>", false},
	{"<!DOCTYPE nitf SYSTEM 'nitf.dtd'>", false},
	{"<!DOCTYPE htmlx>", false},
	{"<nitf><body></body></nitf>", false},
	{"<brand>x</brand>", false},
	{"<br", false},
	{"<", false},
	{"", false},
	{"<!-- x --> Tin", false},
	{"Tin <b>x</b>", false},
	{"< p>Tin", false},
	{"<<p>", false},
};

static void
a_page_is_told_by_the_tag_that_it_begins_with(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct slice first = slice_str(ROWS[i].first);

		if (html_sign_check(first) != ROWS[i].page)
			fail_msg("%s", ROWS[i].first);
		if (ROWS[i].page != (reader_guess(first).kind == READER_HTML))
			fail_msg("guessed otherwise: %s", ROWS[i].first);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_told_by_the_tag_that_it_begins_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
