#include "archiver/gather/read/document_captions.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/page_captions.h"

/* Longer ones, in characters, are no captions unless they are styled as such. */
#define CHARS_MAX 400

/* Longer ones are so only with another sign than a missing stop. */
#define CHARS_OPEN 200

/* Pictures that stand together, waiting for what stands under them. */
struct group {
	size_t first, count;
	bool centred;
};

static bool
begins_with_cue(struct slice s)
{
	static const char *const cues[] = {"ảnh ", "ảnh:", "ảnh.", "hình ", "trong ảnh",
		"chú thích ảnh", "photo:", "photo ", "picture ", "figure ", "fig. ", "image ",
		"bild ", "foto:", "abb. "};

	for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
		if (line_starts(s, cues[i]) > 0)
			return true;
	return false;
}

static bool
ends_as_sentence(struct slice s)
{
	static const char *const ends[] = {".", "!", "?", "…", ":", ";", ",", "”", "\""};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (slice_ends(s, ends[i]))
			return true;
	return false;
}

/* Of tables, which are captioned by the same style. */
static bool
is_of_table(struct slice s)
{
	return line_starts(s, "bảng ") > 0 || line_starts(s, "biểu ") > 0 ||
		line_starts(s, "table ") > 0 || line_starts(s, "tabelle ") > 0;
}

static bool
looks_like_one(const struct document *d, size_t i, bool under_centred)
{
	const struct document_paragraph *p = &d->at[i];
	struct slice text = document_paragraph_text(d, i), credit;

	if (p->kind == DOCUMENT_CAPTION)
		return !is_of_table(text);
	if (p->kind != DOCUMENT_TEXT || p->len == 0 || line_chars(text) > CHARS_MAX)
		return false;
	(void)page_caption_cut(text, &credit);
	if (p->italic || (p->centred && under_centred) || begins_with_cue(text) || credit.len > 0)
		return true;
	return line_chars(text) <= CHARS_OPEN && !ends_as_sentence(text) && !p->bold;
}

static void
tie(struct document *d, size_t picture, size_t paragraph)
{
	d->pictures[picture].caption = paragraph;
	d->at[paragraph].kind = DOCUMENT_CAPTION;
}

static size_t
pictures_in(const struct document *d, size_t paragraph)
{
	size_t first = d->at[paragraph].picture, n = 0;

	while (first != DOCUMENT_NONE && first + n < d->picture_count &&
		d->pictures[first + n].paragraph == paragraph)
		n++;
	return n;
}

/* Many pictures with one line under them: it is under the last. */
static size_t
tie_under(struct document *d, const struct group *g, size_t paragraph)
{
	size_t n = 0;

	while (n < g->count && paragraph + n < d->count &&
		d->at[paragraph + n].picture == DOCUMENT_NONE &&
		looks_like_one(d, paragraph + n, g->centred))
		n++;
	if (n == 1) {
		tie(d, g->first + g->count - 1, paragraph);
	} else {
		for (size_t i = 0; i < n; i++)
			tie(d, g->first + i, paragraph + i);
	}
	return n;
}

/* A picture and its caption in one paragraph, with a line break between. */
static bool
holds_its_own(const struct document *d, size_t i)
{
	const struct document_paragraph *p = &d->at[i];

	return p->len > 0 && !p->floating && p->pictures_lead && looks_like_one(d, i, p->centred);
}

/* A caption that stands over its picture: by its style only. */
static bool
is_above(const struct document *d, size_t i)
{
	return i > 0 && d->at[i - 1].kind == DOCUMENT_CAPTION &&
		d->at[i - 1].picture == DOCUMENT_NONE &&
		!is_of_table(document_paragraph_text(d, i - 1));
}

static bool
is_tied(const struct document *d, size_t paragraph)
{
	for (size_t i = 0; i < d->picture_count; i++)
		if (d->pictures[i].caption == paragraph)
			return true;
	return false;
}

/* The pictures that stand together from paragraph `i` on; gives the paragraph behind them. */
static size_t
collect(const struct document *d, size_t i, struct group *g)
{
	*g = (struct group){.first = d->at[i].picture, .centred = true};
	for (;;) {
		size_t n = d->at[i].picture == g->first + g->count ? pictures_in(d, i) : 0;

		if (n == 0)
			return i;
		g->count += n;
		g->centred = g->centred && d->at[i].centred;
		i++;
		if (d->at[i - 1].len > 0 || i == d->count || d->at[i].picture == DOCUMENT_NONE ||
			d->at[i].len > 0)
			return i;
	}
}

/* Those from paragraph `first` to before `end`, and what may be their captions. */
static size_t
settle(struct document *d, const struct group *g, size_t first, size_t end)
{
	size_t n = 0;

	if (holds_its_own(d, end - 1)) {
		tie(d, g->first + g->count - 1, end - 1);
		return end;
	}
	/* Beside a text, the next paragraph is text, too, unless its style says otherwise. */
	if (d->at[end - 1].len == 0 || (end < d->count && d->at[end].kind == DOCUMENT_CAPTION))
		n = tie_under(d, g, end);
	if (n == 0 && is_above(d, first) && !is_tied(d, first - 1))
		tie(d, g->first, first - 1);
	return end + n;
}

size_t
document_captions_find(struct document *d)
{
	size_t count = 0;

	for (size_t i = 0; i < d->count;) {
		struct group g;
		size_t end;

		if (d->at[i].picture == DOCUMENT_NONE || d->at[i].kind == DOCUMENT_LETTERHEAD) {
			i++;
			continue;
		}
		end = collect(d, i, &g);
		i = settle(d, &g, i, end);
	}
	for (size_t i = 0; i < d->count; i++) {
		if (d->at[i].kind == DOCUMENT_CAPTION &&
			is_of_table(document_paragraph_text(d, i)) && !is_tied(d, i))
			d->at[i].kind = DOCUMENT_TEXT;
		count += d->at[i].kind == DOCUMENT_CAPTION && d->at[i].len > 0;
	}
	return count;
}
