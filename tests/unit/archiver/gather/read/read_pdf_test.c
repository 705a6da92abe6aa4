#include "archiver/gather/read/read_pdf.h"

#include "archiver/gather/read/pdf_lines.h"
#include "support/scratch.h"
#include "support/story_dump.h"
#include "support/test.h"

/* ---- what annals-pdf would tell -------------------------------------------------------------- */

/* A4 in tenths of a point. */
#define WIDTH  5950
#define HEIGHT 8420

#define LONG_A "Sáng nay xã Lam Sơn tổ chức lễ phát động trồng cây, với hơn năm trăm người"
#define LONG_B "tham gia và hơn một nghìn cây xanh được trồng."

static void
put_head(struct bytes *out, char kind, size_t len)
{
	bytes_u8(out, (uint8_t)kind);
	bytes_u32le(out, (uint32_t)len);
}

static void
put_page(struct bytes *out)
{
	put_head(out, 'N', 8);
	bytes_u32le(out, WIDTH);
	bytes_u32le(out, HEIGHT);
}

static void
put_box(struct bytes *out, uint32_t left, uint32_t top, uint32_t right, uint32_t bottom)
{
	bytes_u32le(out, left);
	bytes_u32le(out, top);
	bytes_u32le(out, right);
	bytes_u32le(out, bottom);
}

static void
put_end(struct bytes *out)
{
	put_head(out, 'E', 4);
	bytes_u32le(out, 1);
}

/*
 * A line, a page ("page"), a picture ("picture"), the end of the text ("end"), a picture's own
 * file ("file", `left` its number), that of another ("same", `top` its number), or why it has
 * none ("out", `top` why).
 */
struct told {
	const char *text;
	uint32_t left, top, right; /* points */
	uint32_t size;		   /* points; 12 where 0 */
	uint32_t flags;
};

static void
put_told(struct bytes *out, const struct told *t)
{
	uint32_t size = t->size == 0 ? 12 : t->size;

	if (strcmp(t->text, "page") == 0) {
		put_page(out);
	} else if (strcmp(t->text, "end") == 0) {
		put_end(out);
	} else if (strcmp(t->text, "file") == 0) {
		put_head(out, 'P', 4);
		bytes_u32le(out, t->left);
	} else if (strcmp(t->text, "same") == 0 || strcmp(t->text, "out") == 0) {
		put_head(out, t->text[0] == 's' ? 'S' : 'O', 8);
		bytes_u32le(out, t->left);
		bytes_u32le(out, t->top);
	} else if (strcmp(t->text, "picture") == 0) {
		put_head(out, 'I', 16);
		put_box(out, t->left * 10, t->top * 10, t->right * 10, t->top * 10 + 1000);
	} else {
		put_head(out, 'L', 24 + strlen(t->text));
		put_box(out, t->left * 10, t->top * 10, t->right * 10, (t->top + size) * 10);
		bytes_u32le(out, size * 10);
		bytes_u32le(out, t->flags);
		bytes_str(out, t->text);
	}
}

#define TOLD_MAX 12

struct reading {
	struct story story;
	struct normal normal;
	struct bytes told;
};

static void
put_all(struct bytes *out, const struct told *list)
{
	bool whole = false;

	for (size_t i = 0; i < TOLD_MAX && list[i].text != NULL; i++) {
		put_told(out, &list[i]);
		whole = whole || strcmp(list[i].text, "end") == 0;
	}
	if (!whole)
		put_end(out);
	put_head(out, 'F', 0);
}

static void
begin(struct reading *r)
{
	story_init(&r->story);
	normal_init(&r->normal);
	r->told = BYTES_UP_TO(65536);
}

static enum rc
read_told(struct reading *r, struct err *e)
{
	return read_pdf_told(bytes_slice(&r->told), 420, &r->normal, &r->story, e);
}

static void
end(struct reading *r)
{
	story_release(&r->story);
	normal_release(&r->normal);
	bytes_release(&r->told);
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

#define PAGE \
	{ \
		"page", 0, 0, 0, 0, 0 \
	}

static const struct {
	const char *what;
	struct told told[TOLD_MAX];
	const char *is;
} ROWS[] = {
	{"lines of a paragraph are joined",
		{PAGE, {LONG_A, 50, 100, 550, 0, 0}, {LONG_B, 50, 114, 300, 0, 0}},
		"b:" LONG_A " " LONG_B},
	{"a line that stops short ends one",
		{PAGE, {LONG_A, 50, 100, 550, 0, 0}, {LONG_B, 50, 114, 300, 0, 0},
			{LONG_A, 50, 128, 550, 0, 0}},
		"b:" LONG_A " " LONG_B " / b:" LONG_A},
	{"a gap ends one",
		{PAGE, {"Xã có cây.", 50, 100, 550, 0, 0}, {"Bà con vui.", 50, 130, 550, 0, 0}},
		"b:Xã có cây. / b:Bà con vui."},
	{"an indented line begins one",
		{PAGE, {"Xã có cây", 50, 100, 550, 0, 0}, {"Bà con vui", 70, 114, 550, 0, 0}},
		"b:Xã có cây / b:Bà con vui"},
	{"an item begins one",
		{PAGE, {"Gồm có", 50, 100, 550, 0, 0}, {"- cây", 50, 114, 550, 0, 0}},
		"b:Gồm có / b:- cây"},
	{"a word broken at the end of a line",
		{PAGE, {"The growers har-", 50, 100, 550, 0, 0},
			{"vested tea.", 50, 114, 200, 0, 0}},
		"b:The growers harvested tea."},
	{"a hyphen before a capital stays",
		{PAGE, {"Growers near Lam-", 50, 100, 550, 0, 0}, {"Son met.", 50, 114, 200, 0, 0}},
		"b:Growers near Lam- Son met."},
	{"a sentence goes on in the next column",
		{PAGE, {"Xã có cây và", 50, 700, 280, 0, 0}, {"bà con vui.", 300, 100, 550, 0, 0}},
		"b:Xã có cây và bà con vui."},
	{"and on the next page, over what stands at its foot and head",
		{PAGE, {"Bản tin số 1", 50, 30, 200, 0, 0}, {"Xã có cây và", 50, 700, 550, 0, 0},
			{"Trang 1/2", 250, 800, 350, 0, 0}, PAGE,
			{"Bản tin số 1", 50, 30, 200, 0, 0}, {"bà con vui.", 50, 100, 200, 0, 0},
			{"Trang 2/2", 250, 800, 350, 0, 0}},
		"b:Xã có cây và bà con vui."},
	{"a page numbered as before the first",
		{PAGE, {"Bà con vui.", 50, 100, 200, 0, 0}, {"iv", 290, 800, 300, 0, 0}},
		"b:Bà con vui."},
	{"the largest letters are the title's, over two centred lines",
		{PAGE, {"Hội chè xuân", 200, 100, 400, 20, 1},
			{"Nậm Hà mở cửa", 180, 122, 420, 20, 1}, {LONG_A, 50, 160, 550, 0, 0},
			{LONG_B, 50, 174, 300, 0, 0}},
		"h:Hội chè xuân Nậm Hà mở cửa / b:" LONG_A " " LONG_B},
	{"larger ones are subheads",
		{PAGE, {"Hội chè xuân", 50, 100, 400, 24, 0}, {LONG_A, 50, 160, 550, 0, 0},
			{"Ngày thứ hai", 50, 200, 150, 16, 0}, {LONG_B, 50, 230, 300, 0, 0}},
		"h:Hội chè xuân / l:" LONG_A " / s:Ngày thứ hai / b:" LONG_B},
	{"what stands under a picture is its caption",
		{PAGE, {"picture", 200, 200, 400, 0, 0}, {LONG_A, 50, 100, 550, 0, 0},
			{LONG_B, 50, 114, 300, 0, 0}, {"Bà con hái chè", 220, 305, 380, 0, 0},
			{LONG_A, 50, 340, 550, 0, 0}, {LONG_B, 50, 354, 300, 0, 0}},
		"b:" LONG_A " " LONG_B " / c:Bà con hái chè / b:" LONG_A " " LONG_B " [ 1]"},
	{"with the picture's file, where it has one",
		{PAGE, {"picture", 200, 200, 400, 0, 0}, {LONG_A, 50, 100, 550, 0, 0},
			{LONG_B, 50, 114, 300, 0, 0}, {"Bà con hái chè", 220, 305, 380, 0, 0},
			{"end", 0, 0, 0, 0, 0}, {"file", 0, 0, 0, 0, 0}},
		"b:" LONG_A " " LONG_B " / c:Bà con hái chè [picture 0 1]"},
	{"pictures without a caption come last, each file once",
		{PAGE, {"picture", 50, 200, 200, 0, 0}, {"picture", 300, 200, 400, 0, 0},
			{"picture", 50, 500, 200, 0, 0}, {"Bà con vui.", 50, 100, 550, 0, 0},
			{"end", 0, 0, 0, 0, 0}, {"out", 0, 2, 0, 0, 0}, {"file", 1, 0, 0, 0, 0},
			{"same", 2, 1, 0, 0, 0}},
		"b:Bà con vui. [picture 1 -]"},
	{"a picture too small in its file has nothing under it",
		{PAGE, {"picture", 200, 200, 400, 0, 0}, {"out", 0, 1, 0, 0, 0},
			{"Bà con hái chè", 220, 305, 380, 0, 0}},
		"b:Bà con hái chè"},
	{"one on three pages is the paper's",
		{PAGE, {"picture", 200, 200, 400, 0, 0}, {"Bà con hái chè", 220, 305, 380, 0, 0},
			PAGE, {"picture", 200, 200, 400, 0, 0}, PAGE,
			{"picture", 200, 200, 400, 0, 0}, {"end", 0, 0, 0, 0, 0},
			{"file", 0, 0, 0, 0, 0}, {"same", 1, 0, 0, 0, 0}, {"same", 2, 0, 0, 0, 0}},
		"b:Bà con hái chè"},
	{"a picture behind the whole page is none",
		{PAGE, {"picture", 0, 0, 5, 0, 0}, {"Bà con hái chè", 220, 105, 380, 0, 0}},
		"b:Bà con hái chè"},
};

static void
puts_lines_together(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct reading r;
		struct err e = ERR_NONE;

		begin(&r);
		put_all(&r.told, ROWS[i].told);
		if (read_told(&r, &e) != RC_OK)
			fail_msg("%s: %s", ROWS[i].what, e.text);
		if (strcmp(story_dump(&r.story), ROWS[i].is) != 0)
			fail_msg("%s: %s", ROWS[i].what, story_dump(&r.story));
		end(&r);
	}
}

/* ---- what is refused ------------------------------------------------------------------------- */

#define NO_END	"annals-pdf did not come to its end: out of time or memory, or by a fault"
#define END	"E\4\0\0\0\0\0\0\0"
#define PICTURE "N\10\0\0\0\1\0\0\0\1\0\0\0I\20\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

static const struct {
	const char *what;
	struct slice told;
	enum rc rc;
	const char *said;
} REFUSED[] = {
	{"nothing", SLICE(""), RC_BAD, NO_END},
	{"a record cut short", SLICE("T\5\0\0\0abc"), RC_BAD, NO_END},
	{"no end", SLICE("T\1\0\0\0a"), RC_BAD, NO_END},
	{"a reason", SLICE("X\x19\0\0\0encrypted with a password"), RC_BAD,
		"encrypted with a password"},
	{"no reason", SLICE("X\0\0\0\0"), RC_BAD, "annals-pdf tells nonsense of it"},
	{"an unknown kind", SLICE("Q\0\0\0\0E\4\0\0\0\0\0\0\0"), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"a line before any page",
		SLICE("L\x19\0\0\0"
		      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0aE\4\0\0\0\0\0\0\0"),
		RC_BAD, "annals-pdf tells nonsense of it"},
	{"a box inside out",
		SLICE("N\10\0\0\0\0\0\0\0\0\0\0\0I\20\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
		RC_BAD, "annals-pdf tells nonsense of it"},
	{"a title that is not UTF-8", SLICE("T\1\0\0\0\xFF"), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"two ends of the text", SLICE(END END), RC_BAD, "annals-pdf tells nonsense of it"},
	{"a line behind the end", SLICE(END "L\0\0\0\0"), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"more behind the end of all", SLICE(END "F\0\0\0\0F"), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"the end of all before that of the text", SLICE("F\0\0\0\0" END), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"a file of no picture", SLICE(END "P\4\0\0\0\0\0\0\0"), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"a picture with its own file as another's",
		SLICE(PICTURE END "S\10\0\0\0\0\0\0\0\0\0\0\0"), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"a file of one that has none", SLICE(PICTURE PICTURE END "S\10\0\0\0\1\0\0\0\0\0\0\0"),
		RC_BAD, "annals-pdf tells nonsense of it"},
	{"left out for no reason", SLICE(PICTURE "O\10\0\0\0\0\0\0\0\0\0\0\0" END), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"left out for an unknown one", SLICE(PICTURE "O\10\0\0\0\0\0\0\0\5\0\0\0" END), RC_BAD,
		"annals-pdf tells nonsense of it"},
	{"pages without text", SLICE("N\10\0\0\0\1\0\0\0\1\0\0\0E\4\0\0\0\1\0\0\0"), RC_BAD,
		"1 page, no text in it: scanned"},
};

static void
refuses_with_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		struct reading r;
		struct err e = ERR_NONE;

		begin(&r);
		bytes_add(&r.told, REFUSED[i].told);
		if (read_told(&r, &e) != REFUSED[i].rc || strcmp(e.text, REFUSED[i].said) != 0)
			fail_msg("%s: %s", REFUSED[i].what, e.text);
		end(&r);
	}
}

static void
takes_any_truncation(void **state)
{
	struct reading r;
	struct err e;
	size_t whole;

	(void)state;
	begin(&r);
	put_all(&r.told, ROWS[8].told);
	whole = r.told.len - 5;
	for (size_t len = 0; len < whole; len++) {
		story_clear(&r.story);
		assert_rc(RC_BAD,
			read_pdf_told(
				slice_first(bytes_slice(&r.told), len), 0, &r.normal, &r.story, &e),
			&e);
	}
	end(&r);
}

/* One of each reason, on one page; the record of files ends early. */
static void
says_what_stays_in_the_document(void **state)
{
	static const char *const said[] = {
		"left in the PDF, pictures that are too small to be photos: 1",
		"left in the PDF, pictures that cannot be had: 2",
		"left in the PDF, pictures: room for 1 (unpacked-files)",
		"annals-pdf ended before it came to the last picture"};
	static const struct told told[TOLD_MAX] = {PAGE, {"picture", 0, 0, 50, 0, 0},
		{"picture", 0, 0, 50, 0, 0}, {"picture", 0, 0, 50, 0, 0},
		{"Bà con vui.", 50, 300, 550, 0, 0}, {"out", 0, 1, 0, 0, 0}, {"out", 1, 2, 0, 0, 0},
		{"out", 2, 2, 0, 0, 0}};
	struct reading r;
	struct err e = ERR_NONE;

	(void)state;
	begin(&r);
	put_all(&r.told, told);
	bytes_cut(&r.told, r.told.len - 5);
	put_head(&r.told, 'W', strlen("room for 1 (unpacked-files)"));
	bytes_str(&r.told, "room for 1 (unpacked-files)");
	bytes_u8(&r.told, 'P');
	assert_rc(RC_OK, read_told(&r, &e), &e);
	assert_int_equal(r.story.warning_count, sizeof said / sizeof *said);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		assert_true(slice_is(r.story.warnings[i], said[i]));
	end(&r);
}

static void
refuses_pdfs_without_its_helper(void **state)
{
	char pdf[] = "a.pdf", none[] = "none.pdf";
	struct intake_report report = {.text = pdf};
	struct reading r;
	struct err e;

	(void)state;
	begin(&r);
	scratch_write("a.pdf", "%PDF-1.7\n");
	assert_rc(RC_UNSUPPORTED, read_pdf(&report, NULL, 0, &r.normal, &r.story, &e), &e);
	assert_string_equal(e.text, "a PDF document, and annals-pdf is not beside this program");
	report.text = none;
	assert_rc(RC_IO, read_pdf(&report, NULL, 0, &r.normal, &r.story, &e), &e);
	end(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_lines_together),
		cmocka_unit_test(refuses_with_a_reason),
		cmocka_unit_test(takes_any_truncation),
		cmocka_unit_test(says_what_stays_in_the_document),
		IN_SCRATCH(refuses_pdfs_without_its_helper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
