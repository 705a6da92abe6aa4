#include "archiver/gather/read/html_guard.h"

/* The longest name of a tag that is looked at; no longer one means anything. */
#define NAME_MAX_BYTES 15

/* How far up an end tag is looked for; beyond, it is taken for one of nothing. */
#define SEARCH_MAX 64

enum trait {
	VOID = 1,	/* has no end tag */
	IMPLIED = 2,	/* ends where the next of its kind begins, so it does not nest by itself */
	FORMATTING = 4, /* opened again in every paragraph until its own end tag */
	ORDINARY = 8,	/* its end tag does not reach over a block */
	DROPPED = 16,	/* with all that is in it */
	BARRIER = 32	/* end tags of others do not reach over it */
};

struct known {
	const char *name;
	unsigned traits;
};

static const struct known KNOWN[] = {{"a", FORMATTING}, {"applet", BARRIER}, {"area", VOID},
	{"b", FORMATTING}, {"base", VOID}, {"basefont", VOID}, {"bgsound", VOID},
	{"big", FORMATTING}, {"br", VOID}, {"caption", BARRIER}, {"code", FORMATTING},
	{"col", VOID}, {"colgroup", IMPLIED}, {"dd", IMPLIED}, {"dt", IMPLIED}, {"em", FORMATTING},
	{"embed", VOID}, {"font", FORMATTING}, {"frame", VOID}, {"hr", VOID}, {"i", FORMATTING},
	{"iframe", DROPPED}, {"image", VOID}, {"img", VOID}, {"input", VOID}, {"keygen", VOID},
	{"li", IMPLIED}, {"link", VOID}, {"marquee", BARRIER}, {"math", DROPPED}, {"meta", VOID},
	{"nobr", FORMATTING}, {"noembed", DROPPED}, {"noframes", DROPPED}, {"object", BARRIER},
	{"optgroup", IMPLIED}, {"option", IMPLIED}, {"p", IMPLIED}, {"param", VOID},
	{"plaintext", VOID}, {"s", FORMATTING}, {"script", DROPPED}, {"small", FORMATTING},
	{"source", VOID}, {"span", ORDINARY}, {"strike", FORMATTING}, {"strong", FORMATTING},
	{"style", DROPPED}, {"svg", DROPPED}, {"table", BARRIER}, {"tbody", IMPLIED},
	{"td", IMPLIED}, {"template", BARRIER}, {"textarea", DROPPED}, {"tfoot", IMPLIED},
	{"th", IMPLIED}, {"thead", IMPLIED}, {"tr", IMPLIED}, {"track", VOID}, {"tt", FORMATTING},
	{"u", FORMATTING}, {"wbr", VOID}, {"xmp", DROPPED}};

#define KNOWN_COUNT (sizeof KNOWN / sizeof *KNOWN)

struct tag {
	char name[NAME_MAX_BYTES + 1]; /* small letters, cut */
	unsigned traits;
	int known; /* index, or -1 */
	bool end;
	bool json; /* type is application/ld+json */
	size_t attributes;
};

struct guard {
	struct slice page;
	struct bytes *out;
	size_t at;
	size_t left_out;
	size_t depth;
	char open[HTML_GUARD_DEPTH][NAME_MAX_BYTES + 1];
	unsigned traits[HTML_GUARD_DEPTH];
	size_t formats[KNOWN_COUNT]; /* open ones of each name */
	size_t formats_open;
	bool endless[KNOWN_COUNT]; /* no end tag of that name follows any more */
};

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

static bool
is_letter(uint8_t c)
{
	c = lower(c);
	return c >= 'a' && c <= 'z';
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static uint8_t
byte_at(const struct guard *g, size_t at)
{
	return at < g->page.len ? g->page.p[at] : 0;
}

/* ---- one tag --------------------------------------------------------------------------- */

static int
find_known(const char *name)
{
	size_t low = 0, high = KNOWN_COUNT;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, KNOWN[middle].name);

		if (order == 0)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

/* From behind '<' or '</'; gives where the name ends. */
static size_t
read_name(const struct guard *g, size_t at, struct tag *t)
{
	size_t n = 0;

	for (; at < g->page.len; at++) {
		uint8_t c = g->page.p[at];

		if (is_blank(c) || c == '/' || c == '>')
			break;
		if (n < NAME_MAX_BYTES)
			t->name[n++] = (char)lower(c);
	}
	t->name[n] = '\0';
	t->known = find_known(t->name);
	t->traits = t->known < 0 ? 0 : KNOWN[t->known].traits;
	return at;
}

/* The value of an attribute, from behind the '='; gives where it ends. */
static size_t
read_value(const struct guard *g, size_t at, struct slice *value)
{
	uint8_t quote;
	size_t start;

	while (at < g->page.len && is_blank(g->page.p[at]))
		at++;
	quote = byte_at(g, at);
	if (quote == '"' || quote == '\'') {
		*value = slice_from(g->page, at + 1);
		*value = slice_first(*value, slice_find(*value, quote));
		return at + 2 + value->len;
	}
	start = at;
	while (at < g->page.len && !is_blank(g->page.p[at]) && g->page.p[at] != '>')
		at++;
	*value = slice_of(g->page.p + start, at - start);
	return at;
}

static bool
names_json(struct slice value)
{
	static const char type[] = "application/ld+json";

	if (value.len < sizeof type - 1)
		return false;
	for (size_t i = 0; i < sizeof type - 1; i++)
		if (lower(value.p[i]) != (uint8_t)type[i])
			return false;
	return true;
}

/* The attributes up to the '>'; gives where it stands, or the page's end. */
static size_t
read_attributes(const struct guard *g, size_t at, struct tag *t)
{
	while (at < g->page.len) {
		struct slice value = SLICE_EMPTY;

		while (at < g->page.len && (is_blank(g->page.p[at]) || g->page.p[at] == '/'))
			at++;
		if (byte_at(g, at) == '>' || at >= g->page.len)
			break;
		t->attributes++;
		/* A '=' may be a name's first character. */
		do
			at++;
		while (at < g->page.len && !is_blank(g->page.p[at]) && g->page.p[at] != '/' &&
			g->page.p[at] != '>' && g->page.p[at] != '=');
		while (at < g->page.len && is_blank(g->page.p[at]))
			at++;
		if (byte_at(g, at) != '=')
			continue;
		at = read_value(g, at + 1, &value);
		t->json = t->json || names_json(value);
	}
	return at < g->page.len ? at : g->page.len;
}

/* ---- which elements are open --------------------------------------------------------------- */

/* Takes one element out, from the middle too: an end of formatting leaves the blocks open. */
static void
close_at(struct guard *g, size_t at)
{
	size_t after = g->depth - at - 1;

	memmove(g->open[at], g->open[at + 1], after * sizeof g->open[0]);
	memmove(&g->traits[at], &g->traits[at + 1], after * sizeof g->traits[0]);
	g->depth--;
}

static void
close_tag(struct guard *g, const struct tag *t)
{
	bool formatting = (t->traits & FORMATTING) != 0;

	for (size_t i = g->depth, seen = 0; i-- > 0 && seen < SEARCH_MAX; seen++) {
		if (strcmp(g->open[i], t->name) == 0) {
			if (formatting)
				close_at(g, i);
			else
				g->depth = i;
			break;
		}
		if ((g->traits[i] & BARRIER) != 0)
			return; /* the parser ignores it, too */
		if (t->traits == ORDINARY && (g->traits[i] & (FORMATTING | ORDINARY)) == 0)
			return;
	}
	if (formatting && g->formats[t->known] > 0) {
		g->formats[t->known]--;
		g->formats_open--;
	}
}

/* False where a limit leaves the tag out. */
static bool
open_tag(struct guard *g, const struct tag *t)
{
	if ((t->traits & (VOID | IMPLIED)) != 0)
		return true;
	if (g->depth == HTML_GUARD_DEPTH)
		return false;
	if ((t->traits & FORMATTING) != 0) {
		if (g->formats_open == HTML_GUARD_FORMATS)
			return false;
		g->formats[t->known]++;
		g->formats_open++;
	}
	memcpy(g->open[g->depth], t->name, sizeof t->name);
	g->traits[g->depth++] = t->traits;
	return true;
}

/* ---- the pass -------------------------------------------------------------------------------- */

/* Where `</name` stands from `from` on, or the page's end. */
static size_t
find_end(const struct guard *g, size_t from, const char *name)
{
	size_t len = strlen(name);

	for (;; from++) {
		size_t same = 0;

		from += slice_find(slice_from(g->page, from), '<');
		if (from + 2 + len > g->page.len)
			return g->page.len;
		if (g->page.p[from + 1] != '/')
			continue;
		while (same < len && lower(g->page.p[from + 2 + same]) == (uint8_t)name[same])
			same++;
		if (same == len && !is_letter(byte_at(g, from + 2 + len)))
			return from;
	}
}

/* JSON-LD goes along, unless it could be read in two ways. */
static void
keep_json(struct guard *g, size_t start, size_t end)
{
	struct slice json = slice_of(g->page.p + start, end - start);

	if (memmem(json.p, json.len, "<!--", 4) != NULL)
		return;
	bytes_str(g->out, "<script type=application/ld+json>");
	bytes_add(g->out, json);
	bytes_str(g->out, "</script>");
}

/*
 * Passes over an element with its content. A script or a frame without an end
 * is one up to the page's end, for every parser; a drawing is not.
 */
static void
drop_element(struct guard *g, const struct tag *t, size_t start)
{
	bool drawing = strcmp(t->name, "svg") == 0 || strcmp(t->name, "math") == 0;
	size_t end = g->page.len;

	if (!g->endless[t->known])
		end = find_end(g, start, t->name);
	if (end == g->page.len) {
		g->endless[t->known] = true;
		if (drawing)
			return;
	}
	if (t->json && strcmp(t->name, "script") == 0)
		keep_json(g, start, end);
	g->at = end + slice_find(slice_from(g->page, end), '>') + 1;
}

static void
pass_tag(struct guard *g)
{
	struct tag t = {.end = byte_at(g, g->at + 1) == '/'};
	size_t start = g->at;
	size_t close = read_attributes(g, read_name(g, start + 1 + t.end, &t), &t);
	bool kept = true;

	g->at = close + 1;
	if (close == g->page.len)
		return;
	if ((t.traits & DROPPED) != 0) {
		if (!t.end &&
			!(g->page.p[close - 1] == '/' && (t.name[0] == 'm' || t.name[1] == 'v')))
			drop_element(g, &t, close + 1);
		return;
	}
	if (strcmp(t.name, "plaintext") == 0)
		return;
	if (t.end)
		close_tag(g, &t);
	else
		kept = t.attributes <= HTML_GUARD_ATTRIBUTES && open_tag(g, &t);
	if (kept)
		bytes_add(g->out, slice_of(g->page.p + start, close + 1 - start));
	else
		g->left_out++;
}

/* A comment, a doctype, a processing instruction: none of them is in an article. */
static void
pass_comment(struct guard *g)
{
	struct slice rest = slice_from(g->page, g->at);
	const uint8_t *end;

	if (!slice_starts(rest, "<!--")) {
		g->at += slice_find(rest, '>') + 1;
		return;
	}
	if (slice_starts(rest, "<!-->") || slice_starts(rest, "<!--->")) {
		g->at += slice_find(rest, '>') + 1;
		return;
	}
	rest = slice_from(rest, 4);
	end = rest.len == 0 ? NULL : memmem(rest.p, rest.len, "-->", 3);
	g->at = end == NULL ? g->page.len : (size_t)(end - g->page.p) + 3;
}

static bool
is_control(uint8_t c)
{
	return (c < 0x20 && !is_blank(c)) || c == 0x7F;
}

/* Control characters mean nothing in a page, and the parser would put U+FFFD there. */
static void
add_text(struct guard *g, struct slice text)
{
	while (text.len > 0) {
		size_t n = 0;

		while (n < text.len && !is_control(text.p[n]))
			n++;
		bytes_add(g->out, slice_first(text, n));
		text = slice_from(text, n + 1);
	}
}

size_t
html_guard_copy(struct slice page, struct bytes *out)
{
	struct guard g = {.page = page, .out = out};

	bytes_reserve(out, page.len);
	/* Quirks of old pages are of no interest, so all are parsed by the standard's rules. */
	bytes_str(out, "<!DOCTYPE html>");
	while (g.at < page.len) {
		size_t text = slice_find(slice_from(page, g.at), '<');
		uint8_t next;

		add_text(&g, slice_first(slice_from(page, g.at), text));
		g.at += text;
		next = byte_at(&g, g.at + 1);
		if (is_letter(next) || (next == '/' && is_letter(byte_at(&g, g.at + 2)))) {
			pass_tag(&g);
		} else if (next == '!' || next == '?' || next == '/') {
			pass_comment(&g);
		} else if (g.at < page.len) {
			bytes_str(out, "&lt;");
			g.at++;
		}
	}
	return g.left_out;
}
