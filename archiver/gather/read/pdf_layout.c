#include "archiver/gather/read/pdf_layout.h"

#include "archiver/gather/read/pdf_parts.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

#include <stdlib.h>

/* A head or foot lies within this part of a page's height. */
#define MARGIN_PART 9

/* One centimetre in tenths of a point: smaller pictures are ornaments. */
#define PICTURE_MIN 283

/* A caption stands no further under its picture than two lines: tenths of a point. */
#define CAPTION_FAR 300

/* Lines that are set further apart than by one more line are no paragraph. */
#define GAP_USUAL_MAX 100

/* Paragraphs stand further apart than their lines, by so many percent of a line's height. */
#define GAP_MORE 35

/* So many pictures on a page may have something under them. */
#define PAGE_PICTURES_MAX 64

#define NO_PICTURE SIZE_MAX

/* A title of more lines is none. */
#define TITLE_LINES_MAX 5

/* ---- heads and feet -------------------------------------------------------------------------- */

struct margin {
	uint64_t hash; /* of the text without digits, and of the side */
	size_t line;
};

static bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

/* FNV-1a, 64 bits. */
static uint64_t
hash_without_digits(struct slice s, bool foot)
{
	uint64_t h = UINT64_C(0xCBF29CE484222325) + foot;

	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.p[i]))
			h = (h ^ s.p[i]) * UINT64_C(0x100000001B3);
	return h;
}

/* `iv`, as books number what stands before their first page. */
static bool
is_roman(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr("ivxlc", s.p[i]) == NULL || s.p[i] == 0)
			return false;
	return s.len > 0 && s.len <= 6;
}

/* `3`, `- 3 -`, `3/12`, `Trang 3`, `Page 3 of 12`. */
static bool
is_page_number(struct slice s)
{
	static const char *const words[] = {"trang ", "page ", "seite "};
	size_t digits = 0;

	s = line_trim(s);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		s = slice_from(s, line_starts(s, words[i]));
	for (size_t i = 0; i < s.len; i++) {
		if (slice_starts(slice_from(s, i), "of "))
			i += 2;
		else if (is_digit(s.p[i]))
			digits++;
		else if (strchr("-/| ", s.p[i]) == NULL || s.p[i] == 0)
			return false;
	}
	return digits > 0 && digits <= 8;
}

static int
compare(const void *a, const void *b)
{
	const struct margin *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

static bool
is_in_margin(const struct pdf_lines *p, const struct pdf_line *l, bool *foot)
{
	uint32_t part = p->pages[l->page].height / MARGIN_PART;

	*foot = l->at.top + part > p->pages[l->page].height;
	return *foot || l->at.bottom < part;
}

/* Those that are on half of the pages, and on two at least. */
static void
drop_repeated(struct pdf_lines *p, const struct margin *list, size_t count)
{
	for (size_t i = 0, n; i < count; i += n) {
		size_t pages = 1;

		for (n = 1; i + n < count && list[i + n].hash == list[i].hash; n++)
			pages += p->at[list[i + n].line].page != p->at[list[i + n - 1].line].page;
		if (pages < 2 || 2 * pages < p->page_count)
			continue;
		for (size_t k = 0; k < n; k++)
			p->at[list[i + k].line].dropped = true;
	}
}

static enum rc
drop_margins(struct pdf_lines *p, struct err *e)
{
	struct margin *list = calloc(p->count + 1, sizeof *list);
	size_t count = 0;
	bool foot;

	if (list == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < p->count; i++) {
		if (!is_in_margin(p, &p->at[i], &foot))
			continue;
		if (is_page_number(p->at[i].text) || is_roman(line_trim(p->at[i].text)))
			p->at[i].dropped = true;
		else
			list[count++] =
				(struct margin){hash_without_digits(p->at[i].text, foot), i};
	}
	qsort(list, count, sizeof *list, compare);
	drop_repeated(p, list, count);
	free(list);
	return RC_OK;
}

/* ---- letters --------------------------------------------------------------------------------- */

/* Sizes in whole points, up to which they are told apart. */
#define SIZES 128

static unsigned
size_of(const struct pdf_line *l)
{
	unsigned points = (l->size + 5) / 10;

	return points < SIZES ? points : SIZES - 1;
}

/* The size of most letters. */
static unsigned
usual_size(const struct pdf_lines *p)
{
	uint64_t letters[SIZES] = {0};
	unsigned best = 0;

	for (size_t i = 0; i < p->count; i++)
		if (!p->at[i].dropped)
			letters[size_of(&p->at[i])] += p->at[i].text.len;
	for (unsigned i = 1; i < SIZES; i++)
		if (letters[i] > letters[best])
			best = i;
	return best;
}

static unsigned
largest_on_first_page(const struct pdf_lines *p)
{
	unsigned best = 0;

	for (size_t i = 0; i < p->count && p->at[i].page == 0; i++)
		if (!p->at[i].dropped && line_chars(p->at[i].text) > 3 && size_of(&p->at[i]) > best)
			best = size_of(&p->at[i]);
	return best;
}

/* ---- where a paragraph ends ------------------------------------------------------------------ */

struct laying {
	const struct pdf_lines *lines;
	struct document *document;
	unsigned usual, largest; /* size of letters */
	unsigned gap;		 /* between lines of a paragraph, in percent of their height */
	size_t titles;		 /* paragraphs in the largest letters so far */
	size_t picture;		 /* the first on the page at hand */
	bool *put, *file_put;	 /* of each picture, whether it has been put; and its own file */
};

static uint32_t
distance(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

static uint32_t
middle(const struct pdf_box *b)
{
	return b->left + (b->right - b->left) / 2;
}

/* Whether one stands over or under the other. */
static bool
overlap(const struct pdf_box *a, const struct pdf_box *b)
{
	return a->left < b->right && b->left < a->right;
}

static bool
ends_sentence(struct slice s)
{
	static const char *const ends[] = {
		".", "!", "?", "…", ":", ";", "”", "\"", ")", "»", "。", "！", "？"};

	s = line_trim(s);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(s, ends[i]))
			return true;
	return false;
}

static bool
begins_small(struct slice s)
{
	uint32_t point;

	return text_point(s, &point) > 0 && line_is_letter(point) && !line_is_capital(point);
}

static bool
begins_item(struct slice s)
{
	return s.len > 1 &&
		(slice_starts(s, "- ") || slice_starts(s, "• ") || slice_starts(s, "+ ") ||
			slice_starts(s, "* "));
}

/* Two lines on one height, the second behind the first: parts of one, as in justified text. */
static bool
is_beside(const struct pdf_line *a, const struct pdf_line *b)
{
	uint32_t height = a->at.bottom - a->at.top;

	return a->page == b->page && distance(a->at.top, b->at.top) * 3 < height &&
		b->at.left >= a->at.right && b->at.left - a->at.right < height;
}

/* How far right lines around `i` reach that stand over or under it. */
static uint32_t
right_edge(const struct pdf_lines *p, size_t i)
{
	uint32_t right = p->at[i].at.right;
	size_t low = i < 3 ? 0 : i - 3, high = i + 4 < p->count ? i + 4 : p->count;

	for (size_t k = low; k < high; k++)
		if (p->at[k].page == p->at[i].page && !p->at[k].dropped &&
			size_of(&p->at[k]) == size_of(&p->at[i]) &&
			overlap(&p->at[k].at, &p->at[i].at) && p->at[k].at.right > right)
			right = p->at[k].at.right;
	return right;
}

static bool
are_centred(const struct pdf_line *a, const struct pdf_line *b)
{
	return distance(middle(&a->at), middle(&b->at)) < 30 &&
		distance(a->at.left, b->at.left) > 30;
}

/* Line `b` under line `a`: how far, in percent of its height; GAPS where it is not under it. */
#define GAPS 200

static unsigned
gap_between(const struct pdf_line *a, const struct pdf_line *b)
{
	uint32_t height = a->at.bottom - a->at.top, gap;

	if (a->page != b->page || height == 0 || b->at.top + height / 2 < a->at.bottom ||
		!overlap(&a->at, &b->at))
		return GAPS;
	gap = b->at.top > a->at.bottom ? b->at.top - a->at.bottom : 0;
	return gap / height >= GAPS / 100 ? GAPS : gap * 100 / height;
}

/* Lines of a paragraph stand closer than paragraphs do: a tenth of all lines at the least. */
static unsigned
usual_gap(const struct pdf_lines *p)
{
	size_t seen[GAPS] = {0}, all = 0, sum = 0;
	const struct pdf_line *last = NULL;
	unsigned gap;

	for (size_t i = 0; i < p->count; i++) {
		if (p->at[i].dropped)
			continue;
		gap = last == NULL ? GAPS : gap_between(last, &p->at[i]);
		if (gap < GAPS) {
			seen[gap]++;
			all++;
		}
		last = &p->at[i];
	}
	for (gap = 0; gap < GAP_USUAL_MAX; gap++) {
		sum += seen[gap];
		if (sum * 10 >= all)
			break;
	}
	return gap;
}

/* Line `i` goes on what line `before` says, under it. */
static bool
goes_on_under(const struct laying *x, size_t before, size_t i)
{
	const struct pdf_lines *p = x->lines;
	const struct pdf_line *a = &p->at[before], *b = &p->at[i];
	unsigned gap = gap_between(a, b);

	if (gap == GAPS || gap > x->gap + GAP_MORE || begins_item(b->text))
		return false;
	if (are_centred(a, b))
		return a->bold == b->bold && !ends_sentence(a->text);
	/* Indented, or behind one that stops short of where others do. */
	if (b->at.left > a->at.left + a->size * 8 / 10)
		return false;
	return a->at.right + a->size * 4 >= right_edge(p, before) || begins_small(b->text);
}

static bool
goes_on(const struct laying *x, size_t before, size_t i)
{
	const struct pdf_lines *p = x->lines;
	const struct pdf_line *a = &p->at[before], *b = &p->at[i];

	if (size_of(a) != size_of(b))
		return false;
	if (is_beside(a, b))
		return true;
	if (a->page == b->page && goes_on_under(x, before, i))
		return true;
	/* In the next column, or on the next page. */
	return (a->page != b->page || b->at.bottom < a->at.top) && !ends_sentence(a->text) &&
		begins_small(b->text);
}

/* ---- paragraphs ------------------------------------------------------------------------------ */

/* Ends in a hyphen that a line's end put there: a letter before it, a small one behind. */
static size_t
hyphen_at_end(struct slice s, struct slice next)
{
	size_t n = slice_ends(s, "\xC2\xAD") || slice_ends(s, "\xE2\x80\x90") ? 2 : 0;

	if (slice_ends(s, "\xE2\x80\x90"))
		n = 3;
	else if (slice_ends(s, "-"))
		n = 1;
	if (n == 0 || s.len <= n || !begins_small(next))
		return 0;
	return s.p[s.len - n - 1] > ' ' && !is_digit(s.p[s.len - n - 1]) ? n : 0;
}

static unsigned
look_of(const struct pdf_line *l)
{
	return (l->bold ? DOCUMENT_BOLD : 0U) | (l->italic ? DOCUMENT_ITALIC : 0U);
}

static void
put_line(struct laying *x, const struct pdf_line *l, const struct pdf_line *next)
{
	struct slice text = line_trim(l->text);
	size_t hyphen = next == NULL ? 0 : hyphen_at_end(text, line_trim(next->text));

	text.len -= hyphen;
	document_text(x->document, text, look_of(l));
	if (hyphen == 0)
		document_text(x->document, slice_str(" "), DOCUMENT_PLAIN);
}

static void
set_kind(struct laying *x, const struct pdf_line *first, size_t lines)
{
	struct document_paragraph *p = document_now(x->document);
	unsigned size = size_of(first);

	if (p == NULL || size * 10 < x->usual * 12 - 5 || lines > TITLE_LINES_MAX)
		return;
	if (size == x->largest && first->page == 0 && x->titles++ == 0) {
		p->kind = DOCUMENT_TITLE;
	} else {
		p->kind = DOCUMENT_HEADING;
		p->level = 2;
	}
}

static bool
is_picture(const struct pdf_lines *p, const struct pdf_picture *picture)
{
	const struct pdf_page *page = &p->pages[picture->page];
	uint32_t width = picture->at.right - picture->at.left,
		 height = picture->at.bottom - picture->at.top;

	if (picture->left_out == PDF_TOO_SMALL || picture->left_out == PDF_BACKGROUND ||
		picture->left_out == PDF_REPEATED)
		return false;
	/* Not an ornament, and not what a scanned or coloured page lies on. */
	return width >= PICTURE_MIN && height >= PICTURE_MIN &&
		(uint64_t)width * height * 10 < (uint64_t)page->width * page->height * 8;
}

static bool
stands_under(const struct pdf_line *l, const struct pdf_picture *picture)
{
	return l->page == picture->page && overlap(&l->at, &picture->at) &&
		l->at.top + 20 >= picture->at.bottom &&
		l->at.top < picture->at.bottom + CAPTION_FAR;
}

/* A picture that line `i` stands under; its line is narrower, and centred or smaller. */
static size_t
picture_over(struct laying *x, size_t i)
{
	const struct pdf_lines *p = x->lines;
	const struct pdf_line *l = &p->at[i];
	size_t end;

	while (x->picture < p->picture_count && p->pictures[x->picture].page < l->page)
		x->picture++;
	end = x->picture + PAGE_PICTURES_MAX;
	for (size_t k = x->picture; k < p->picture_count && k < end; k++)
		if (!x->put[k] && is_picture(p, &p->pictures[k]) &&
			stands_under(l, &p->pictures[k]))
			return k;
	return NO_PICTURE;
}

static bool
has_new_file(const struct laying *x, size_t i)
{
	uint32_t file = x->lines->pictures[i].file;

	return file != PDF_LINES_NO_FILE && !x->file_put[file];
}

/* Line `l` stands under it; it may have no file, and what is under it is a caption all the same. */
static void
put_picture(struct laying *x, size_t i, const struct pdf_line *l)
{
	const struct pdf_picture *picture = &x->lines->pictures[i];
	struct bytes address = BYTES_UP_TO(PDF_PARTS_ADDRESS_MAX);
	struct document_paragraph *now;

	if (has_new_file(x, i)) {
		pdf_parts_address(picture->file, &address);
		x->file_put[picture->file] = true;
	}
	document_begin(x->document);
	now = document_now(x->document);
	if (now != NULL && l != NULL)
		now->centred = distance(middle(&l->at), middle(&picture->at)) < 100 &&
			(uint64_t)(l->at.right - l->at.left) * 10 <
				(uint64_t)x->lines->pages[l->page].width * 7;
	document_picture(x->document, bytes_slice(&address), SLICE_EMPTY);
	document_end(x->document);
	x->put[i] = true;
	bytes_release(&address);
}

/* Behind the text, where nothing is taken for what stands under them. */
static void
put_others(struct laying *x)
{
	for (size_t i = 0; i < x->lines->picture_count; i++)
		if (!x->put[i] && has_new_file(x, i))
			put_picture(x, i, NULL);
}

/* Lines from `first` on as one paragraph; gives the line behind it. */
static size_t
put_paragraph(struct laying *x, size_t first)
{
	const struct pdf_lines *p = x->lines;
	size_t picture = picture_over(x, first), last = first, lines = 1, i;

	if (picture != NO_PICTURE)
		put_picture(x, picture, &p->at[first]);
	document_begin(x->document);
	if (picture != NO_PICTURE && document_now(x->document) != NULL)
		document_now(x->document)->centred = true;
	for (i = first + 1; i < p->count; i++) {
		if (p->at[i].dropped)
			continue;
		if (!goes_on(x, last, i))
			break;
		put_line(x, &p->at[last], &p->at[i]);
		last = i;
		lines++;
	}
	put_line(x, &p->at[last], NULL);
	set_kind(x, &p->at[first], lines);
	document_end(x->document);
	return i;
}

enum rc
pdf_layout(struct pdf_lines *p, struct document *d, struct err *e)
{
	struct laying x = {.lines = p, .document = d};
	enum rc rc = drop_margins(p, e);

	if (rc != RC_OK)
		return rc;
	x.put = calloc(2 * p->picture_count + 1, sizeof *x.put);
	if (x.put == NULL)
		return err_nomem(e);
	x.file_put = x.put + p->picture_count;
	x.usual = usual_size(p);
	x.gap = usual_gap(p);
	x.largest = largest_on_first_page(p);
	for (size_t i = 0; i < p->count;)
		i = p->at[i].dropped ? i + 1 : put_paragraph(&x, i);
	put_others(&x);
	free(x.put);
	d->facts.title = p->title;
	d->facts.creator = p->author;
	d->facts.created = p->made;
	d->facts.modified = p->changed;
	return RC_OK;
}
