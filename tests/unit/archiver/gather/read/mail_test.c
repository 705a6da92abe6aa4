#include "archiver/gather/read/mail.h"

#include "archiver/gather/read/declared_charset.h"
#include "archiver/gather/read/mail_words.h"
#include "archiver/gather/read/transfer.h"
#include "format/base/limits.h"
#include "support/test.h"

/* ---- transfer encodings ------------------------------------------------------------------- */

static void
undoes_transfer_encodings(void **state)
{
	static const struct {
		const char *what, *text, *raw;
		char how;
	} rows[] = {
		{"base64", "SGFpIGLDoGk=", "Hai bài", 'b'},
		{"base64 in lines", "SGFp\r\n IGLD\noGk=\n", "Hai bài", 'b'},
		{"base64 without padding", "SGE", "Ha", 'b'},
		{"base64 with foreign signs", "S-G*Fp", "Hai", 'b'},
		{"base64, one digit", "S", "", 'b'},
		{"two stretches", "SGE=SGE=", "HaHa", 'b'},
		{"quoted", "b=C3=A0i=\r\n cu=\n", "bài cu", 'q'},
		{"quoted, blanks before the end", "a= \t\r\nb", "ab", 'q'},
		{"no escape", "1=2 =G0 =", "1=2 =G0 =", 'q'},
		{"an underscore in a body", "a_b", "a_b", 'q'},
		{"an underscore in a header", "a_b=20c", "a b c", 'w'},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(256);

		if (rows[i].how == 'b')
			transfer_base64(slice_str(rows[i].text), &out);
		else
			transfer_quoted(slice_str(rows[i].text), rows[i].how == 'w', &out);
		if (!slice_is(bytes_slice(&out), rows[i].raw))
			fail_msg("%s: %.*s", rows[i].what, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
	}
}

static void
decodes_what_is_declared(void **state)
{
	static const struct {
		const char *label;
		struct slice raw;
		const char *text; /* NULL where it is left to others */
	} rows[] = {
		{"UTF-8", SLICE("bài"), "bài"},
		{"utf-8", SLICE("b\xE0i"), NULL},
		{"us-ascii", SLICE("b\xE0i"), NULL},
		{"ISO-8859-1", SLICE("b\xE0i"), "bài"},
		{"windows-1258", SLICE("b\xE0i"), "bài"},
		{"gb2312", SLICE("\xD6\xD0\xCE\xC4"), "中文"},
		{"Shift_JIS", SLICE("\x93\xFA\x96\x7B"), "日本"},
		{"euc-kr", SLICE("\xC7\xD1\xB1\xDB"), "한글"},
		{"iso-2022-jp", SLICE("\x1B$BF|K\\\x1B(B!"), "日本!"},
		{"big5", SLICE("\xA4\xA4\xA4\xE5"), "中文"},
		{"gbk", SLICE("\xD6\xD0\xFF\xCE\xC4\xD6"), "中\xEF\xBF\xBD文\xEF\xBF\xBD"},
		{"utf-16be", SLICE("\0H\0i"), "Hi"},
		{"utf-7", SLICE("+AGE-"), NULL},
		{"", SLICE("x"), NULL},
		{"UNICODE//TRANSLIT", SLICE("x"), NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(256);
		bool done = declared_charset_decode(slice_str(rows[i].label), rows[i].raw, &out);

		if (done != (rows[i].text != NULL) ||
			(done && !slice_is(bytes_slice(&out), rows[i].text)))
			fail_msg("%s: %d, %.*s", rows[i].label, done, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
	}
}

/* ---- fields --------------------------------------------------------------------------------- */

static void
decodes_words_of_fields(void **state)
{
	static const struct {
		const char *value, *text;
	} rows[] = {
		{"Plain", "Plain"},
		{"a\r\n  b", "a b"},
		{"=?utf-8?B?SGFpIGLDoGk=?=", "Hai bài"},
		{"=?UTF-8?q?b=C3=A0i_m=E1=BB=9Bi?=", "bài mới"},
		{"=?utf-8?q?b=C3?= =?utf-8?q?=A0i?=", "bài"},
		{"=?utf-8?q?a?=\r\n =?iso-8859-1?q?=E0?= x", "aà x"},
		{"Re: =?utf-8*vi?Q?b=C3=A0i?= cu", "Re: bài cu"},
		{"=?utf-8?x?a?=", "=?utf-8?x?a?="},
		{"=?utf-8?q?a", "=?utf-8?q?a"},
		{"=?=?=?", "=?=?=?"},
		{"=?nobody?q?a?=", "a"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(256);

		mail_words_decode(slice_str(rows[i].value), &out);
		if (!slice_is(bytes_slice(&out), rows[i].text))
			fail_msg("%s: %.*s", rows[i].value, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
	}
}

static void
reads_dates(void **state)
{
	static const struct {
		const char *value, *moment; /* NULL for none */
	} rows[] = {
		{"Fri, 28 Jul 2023 16:44:00 +0700", "2023-07-28T16:44:00+07:00"},
		{"28 Jul 2023 16:44 +0700 (ICT)", "2023-07-28T16:44:00+07:00"},
		{"Fri, 28 Jul 23 16:44:05 GMT", "2023-07-28T16:44:05Z"},
		{"1 Jan 99 00:00:00 EST", "1999-01-01T00:00:00-05:00"},
		{"Fri, 28 July 2023 16:44:60 -0330", "2023-07-28T16:44:59-03:30"},
		{"Fri, 28 Jul 2023 16:44:00", "2023-07-28T16:44:00Z"},
		{"31 Feb 2023 10:00:00 +0000", NULL},
		{"28 Xyz 2023 10:00:00 +0000", NULL},
		{"2023-07-28", NULL},
		{"Friday", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(64);
		struct civil when;
		bool is = mail_words_date(slice_str(rows[i].value), &when);

		if (is)
			civil_write(&when, &out);
		if (is != (rows[i].moment != NULL) ||
			(is && !slice_is(bytes_slice(&out), rows[i].moment)))
			fail_msg("%s: %.*s", rows[i].value, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
	}
}

static void
reads_mailboxes(void **state)
{
	static const struct {
		const char *value, *name, *address;
	} rows[] = {
		{"An <an@example.org>", "An", "an@example.org"},
		{"\"Le, An\" <an@example.org>, b@c", "Le, An", "an@example.org"},
		{"=?utf-8?q?L=C3=AA?= <a@b>", "Lê", "a@b"},
		{"a@b (Lan)", "Lan", "a@b"},
		{"a@b", "", "a@b"},
		{"<a@b", "", "a@b"},
		{"", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes name = BYTES_UP_TO(256);
		struct slice address;

		mail_words_mailbox(slice_str(rows[i].value), &name, &address);
		assert_true(slice_is(bytes_slice(&name), rows[i].name));
		assert_true(slice_is(address, rows[i].address));
		bytes_release(&name);
	}
}

static void
finds_fields_and_parameters(void **state)
{
	static const struct slice fields = SLICE(
		"Subject: one\r\n two\r\nsubject: other\nX:\n"
		"Content-Type: image/jpeg; charset=\"a;b\\\"c\" ;\n name*0*=utf-8'vi'%E1%BA%A3nh;"
		" name*1=\" 1.jpg\"; size=3\n");
	static const struct {
		const char *name, *value;
	} rows[] = {{"charset", "a;b\"c"}, {"name", "ảnh 1.jpg"}, {"size", "3"}, {"none", ""}};
	struct slice value;

	(void)state;
	assert_true(mail_field(fields, "Subject", &value));
	assert_slice_is(value, "one\r\n two");
	assert_true(mail_field(fields, "X", &value));
	assert_int_equal(value.len, 0);
	assert_false(mail_field(fields, "Sub", &value));
	assert_true(mail_field(fields, "content-type", &value));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes out = BYTES_UP_TO(256);

		mail_parameter(value, rows[i].name, &out);
		if (!slice_is(bytes_slice(&out), rows[i].value))
			fail_msg("%s: %.*s", rows[i].name, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
	}
}

/* ---- parts ----------------------------------------------------------------------------------- */

static enum rc
see(void *ctx, const struct mail_part *p, struct err *e)
{
	(void)e;
	bytes_fmt(ctx, "[%u%s %.*s:", p->depth, p->alternative ? "a" : "", SLICE_FMT(mail_type(p)));
	mail_body(p, ctx);
	bytes_str(ctx, "]");
	return RC_OK;
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

static void
walks_through_parts(void **state)
{
	static const struct {
		const char *what, *raw, *seen;
	} rows[] = {
		{"one part", "Subject: x\n\nhi\n", "[0 text/plain:hi\n]"},
		{"no body", "Subject: x\n", "[0 text/plain:]"},
		{"nothing", "", "[0 text/plain:]"},
		{"two",
			MIXED
			"before\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo\r\n--b--\nafter\n",
			"[1 text/plain:one][1 text/html:two]"},
		{"no end", MIXED "--b\n\none\n--b\n\ntwo\n",
			"[1 text/plain:one][1 text/plain:two]"},
		{"no part", MIXED "nothing\n", ""},
		{"a longer boundary is another", MIXED "--b\n\n--bb\n--b--\n",
			"[1 text/plain:--bb]"},
		{"blanks behind it", MIXED "--b \t\r\n\nx\n--b-- \n", "[1 text/plain:x]"},
		{"parts in parts",
			MIXED
			"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nx\n--c\n"
			"Content-Type: TEXT/HTML\n\ny\n--c--\n--b\n\nz\n--b--\n",
			"[2a text/plain:x][2a TEXT/HTML:y][1 text/plain:z]"},
		{"an inner part without an end",
			MIXED
			"--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--b\n\ny\n--b--\n",
			"[2 text/plain:x][1 text/plain:y]"},
		{"a mail in the mail stays whole",
			MIXED "--b\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--b--\n",
			"[1 message/rfc822:Subject: y\n\nz]"},
		{"encoded", "Content-Transfer-Encoding: BASE64\n\nSGk=\n", "[0 text/plain:Hi]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct mail_part whole = mail_open(slice_str(rows[i].raw));
		struct bytes out = BYTES_UP_TO(4096);
		struct err e;

		assert_rc(RC_OK, mail_walk(&whole, see, &out, &e), &e);
		if (!slice_is(bytes_slice(&out), rows[i].seen))
			fail_msg("%s: %.*s", rows[i].what, SLICE_FMT(bytes_slice(&out)));
		bytes_release(&out);
	}
}

static void
keeps_to_its_limits(void **state)
{
	struct bytes raw = BYTES_UP_TO(4 * MAIL_FIELDS_MAX), out = BYTES_UP_TO(GIB);
	struct mail_part whole;
	struct err e;

	(void)state;
	for (int i = 0; i < 100; i++)
		bytes_fmt(&raw, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	whole = mail_open(bytes_slice(&raw));
	assert_rc(RC_LIMIT, mail_walk(&whole, see, &out, &e), &e);
	bytes_clear(&raw);
	bytes_str(&raw, MIXED);
	for (int i = 0; i <= MAIL_PARTS_MAX; i++)
		bytes_str(&raw, "--b\n\nx\n");
	whole = mail_open(bytes_slice(&raw));
	assert_rc(RC_LIMIT, mail_walk(&whole, see, &out, &e), &e);
	bytes_clear(&raw);
	while (raw.len <= MAIL_FIELDS_MAX)
		bytes_str(&raw, "X-Field: x\n");
	whole = mail_open(bytes_slice(&raw));
	assert_rc(RC_LIMIT, mail_walk(&whole, see, &out, &e), &e);
	whole = mail_open(slice_str("Content-Type: multipart/mixed\n\n--b\n"));
	assert_rc(RC_BAD, mail_walk(&whole, see, &out, &e), &e);
	bytes_release(&raw);
	bytes_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(undoes_transfer_encodings),
		cmocka_unit_test(decodes_what_is_declared),
		cmocka_unit_test(decodes_words_of_fields),
		cmocka_unit_test(reads_dates),
		cmocka_unit_test(reads_mailboxes),
		cmocka_unit_test(finds_fields_and_parameters),
		cmocka_unit_test(walks_through_parts),
		cmocka_unit_test(keeps_to_its_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
