#include "archiver/gather/read/json_ld.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/bytes.h"
#include "format/base/text.h"

/* A string that is longer is of no interest, and is not decoded. */
#define STRING_MAX 4096

/* An article has fewer authors, and a page names fewer people. */
#define AGENTS_MAX 64

enum key {
	KEY_OTHER,
	KEY_AUTHOR,
	KEY_GRAPH,
	KEY_HEADLINE,
	KEY_ID,
	KEY_LANGUAGE,
	KEY_LICENCE,
	KEY_NAME,
	KEY_PUBLISHED,
	KEY_PUBLISHER,
	KEY_TYPE,
	KEY_URL,
	KEYS
};

static const struct {
	const char *name;
	enum key key;
} NAMES[] = {{"@graph", KEY_GRAPH}, {"@id", KEY_ID}, {"@type", KEY_TYPE}, {"author", KEY_AUTHOR},
	{"creator", KEY_AUTHOR}, {"datePublished", KEY_PUBLISHED}, {"headline", KEY_HEADLINE},
	{"inLanguage", KEY_LANGUAGE}, {"license", KEY_LICENCE}, {"name", KEY_NAME},
	{"publisher", KEY_PUBLISHER}, {"url", KEY_URL}};

/* An object or a list that is open. */
struct level {
	bool list;
	enum key key; /* whose value comes */
	bool value;   /* a value comes, not a key */
	struct slice held[KEYS];
	size_t first_fact; /* those from here on came from within it */
};

/* Somebody who is described in one place and named by this address in others. */
struct agent {
	struct slice id, name, type;
};

struct reading {
	struct slice rest;
	struct page_facts *out;
	struct level levels[JSON_LD_DEPTH];
	size_t depth, deeper; /* levels passed over */
	struct agent agents[AGENTS_MAX];
	size_t agent_count;
	struct bytes string;
};

/* ---- strings --------------------------------------------------------------------------- */

static unsigned
hex4(struct slice s)
{
	static const char digits[] = "0123456789abcdef";
	unsigned v = 0;

	if (s.len < 4)
		return 0xFFFD;
	for (size_t i = 0; i < 4; i++) {
		uint8_t c = s.p[i];
		const char *digit = memchr(digits, c | (c > '9' ? 0x20 : 0), 16);

		if (digit == NULL)
			return 0xFFFD;
		v = v * 16 + (unsigned)(digit - digits);
	}
	return v;
}

static void
put_point(struct bytes *out, uint32_t point)
{
	uint8_t four[4];

	bytes_add(out, slice_of(four, text_put(point, four)));
}

/* The escape behind a backslash; gives its length without that. */
static size_t
put_escape(struct slice s, struct bytes *out)
{
	uint32_t point, low;

	if (s.len == 0)
		return 0;
	if (s.p[0] != 'u') {
		bytes_u8(out, strchr("nrtbf", s.p[0]) != NULL && s.p[0] != 0 ? ' ' : s.p[0]);
		return 1;
	}
	point = hex4(slice_from(s, 1));
	if (point >= 0xD800 && point <= 0xDBFF && s.len >= 11 && s.p[5] == '\\' && s.p[6] == 'u') {
		low = hex4(slice_from(s, 7));
		if (low >= 0xDC00 && low <= 0xDFFF) {
			put_point(out, 0x10000 + ((point & 0x3FF) << 10) + (low & 0x3FF));
			return 11;
		}
	}
	put_point(out, point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
	return s.len < 5 ? s.len : 5;
}

/* Up to the quotation mark that ends it, which is passed over; line breaks may stand in it. */
static struct slice
take_raw_string(struct reading *r)
{
	size_t at = 0;
	struct slice raw;

	while (at < r->rest.len && r->rest.p[at] != '"')
		at += r->rest.p[at] == '\\' ? 2 : 1;
	raw = slice_first(r->rest, at);
	r->rest = slice_from(r->rest, at + 1);
	return raw;
}

/* Named entities that generators leave in strings; others stay as they are. */
static size_t
put_entity(struct slice s, struct bytes *out)
{
	static const struct {
		const char *name;
		uint32_t point;
	} entities[] = {{"&amp;", '&'}, {"&quot;", '"'}, {"&#039;", '\''}, {"&#39;", '\''},
		{"&apos;", '\''}, {"&lt;", '<'}, {"&gt;", '>'}, {"&nbsp;", ' '},
		{"&rsquo;", 0x2019}, {"&lsquo;", 0x2018}, {"&ldquo;", 0x201C}, {"&rdquo;", 0x201D},
		{"&ndash;", 0x2013}, {"&mdash;", 0x2014}, {"&#8217;", 0x2019}, {"&#8216;", 0x2018},
		{"&#8220;", 0x201C}, {"&#8221;", 0x201D}, {"&#8211;", 0x2013}, {"&#8212;", 0x2014},
		{"&#038;", '&'}};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (slice_starts(s, entities[i].name)) {
			put_point(out, entities[i].point);
			return strlen(entities[i].name);
		}
	}
	bytes_u8(out, '&');
	return 1;
}

static struct slice
decoded(struct reading *r, struct slice raw)
{
	bytes_clear(&r->string);
	while (raw.len > 0) {
		size_t n = 1;

		if (raw.p[0] == '\\')
			n += put_escape(slice_from(raw, 1), &r->string);
		else if (raw.p[0] == '&')
			n = put_entity(raw, &r->string);
		else
			bytes_u8(&r->string, raw.p[0] < ' ' ? ' ' : raw.p[0]);
		raw = slice_from(raw, n);
	}
	return arena_copy(r->out->made, line_trim(bytes_slice(&r->string)));
}

/* ---- what objects say ------------------------------------------------------------------------ */

static bool
says(struct slice s, const char *word)
{
	return s.len > 0 && memmem(s.p, s.len, word, strlen(word)) != NULL;
}

static bool
is_article(const struct level *l)
{
	struct slice type = l->held[KEY_TYPE];

	if (type.len == 0)
		return l->held[KEY_HEADLINE].len > 0 && l->held[KEY_PUBLISHED].len > 0;
	return says(type, "Article") || says(type, "Posting") || says(type, "Report") ||
		says(type, "NewsStory") || says(type, "Review");
}

static void
tell_article(struct reading *r, const struct level *l)
{
	struct page_facts *f = r->out;

	page_facts_add(f, PAGE_HEADLINE, l->held[KEY_HEADLINE], "JSON-LD headline", 73);
	page_facts_add(f, PAGE_PUBLISHED, l->held[KEY_PUBLISHED], "JSON-LD datePublished", 89);
	page_facts_add(f, PAGE_LANGUAGE, l->held[KEY_LANGUAGE], "JSON-LD inLanguage", 80);
	page_facts_add(f, PAGE_LICENCE, l->held[KEY_LICENCE], "JSON-LD license", 90);
	page_facts_add(f, PAGE_CANONICAL, l->held[KEY_URL], "JSON-LD url", 60);
}

/* Whose value the object or list at the top is. */
static enum key
key_around(const struct reading *r)
{
	size_t i = r->depth;

	while (i > 0 && r->levels[i - 1].list)
		i--;
	return i == 0 ? KEY_OTHER : r->levels[i - 1].key;
}

/* How what is said of an author is called, and how often it is right. */
static const char *
markup_of(struct slice type, unsigned *percent)
{
	if (says(type, "Person")) {
		*percent = 90;
		return "JSON-LD author Person";
	}
	if (says(type, "Organization")) {
		*percent = 33;
		return "JSON-LD author Organization";
	}
	*percent = 86;
	return "JSON-LD author";
}

/* An author who is only named by his address, until it is known whose that is. */
static const char BY_ADDRESS[] = "JSON-LD author @id";

static void
tell_agent(struct reading *r, const struct level *l, enum key role)
{
	struct slice name = l->held[KEY_NAME];
	unsigned percent;
	const char *markup;

	if (role == KEY_PUBLISHER) {
		page_facts_add(r->out, PAGE_PUBLISHER, name, "JSON-LD publisher", 80);
		return;
	}
	if (name.len == 0) {
		page_facts_add(r->out, PAGE_AUTHOR, l->held[KEY_ID], BY_ADDRESS, 0);
		return;
	}
	markup = markup_of(l->held[KEY_TYPE], &percent);
	page_facts_add(r->out, PAGE_AUTHOR, name, markup, percent);
}

static void
remember_agent(struct reading *r, const struct level *l)
{
	if (l->held[KEY_ID].len > 0 && l->held[KEY_NAME].len > 0 && r->agent_count < AGENTS_MAX)
		r->agents[r->agent_count++] =
			(struct agent){l->held[KEY_ID], l->held[KEY_NAME], l->held[KEY_TYPE]};
}

static const struct agent *
find_agent(const struct reading *r, struct slice id)
{
	for (size_t i = 0; i < r->agent_count; i++)
		if (slice_equal(r->agents[i].id, id))
			return &r->agents[i];
	return NULL;
}

/* Puts names where addresses stand among the facts from `first` on, or takes them out. */
static void
resolve_agents(struct reading *r, size_t first)
{
	size_t kept = first;

	for (size_t i = first; i < r->out->count; i++) {
		struct page_fact f = r->out->at[i];

		if (f.markup == BY_ADDRESS) {
			const struct agent *agent = find_agent(r, f.value);

			if (agent == NULL)
				continue;
			f.value = agent->name;
			f.markup = markup_of(agent->type, &f.percent);
		}
		r->out->at[kept++] = f;
	}
	r->out->count = kept;
}

/* Authors of what is not an article (a comment, a film) are of no interest. */
static void
close_object(struct reading *r)
{
	struct level l = r->levels[--r->depth];
	enum key role = key_around(r);

	remember_agent(r, &l);
	if (role == KEY_AUTHOR || role == KEY_PUBLISHER) {
		tell_agent(r, &l, role);
		return;
	}
	if (is_article(&l))
		tell_article(r, &l);
	else if (says(l.held[KEY_TYPE], "WebPage"))
		page_facts_add(r->out, PAGE_PUBLISHED, l.held[KEY_PUBLISHED],
			"JSON-LD datePublished of the page", 82);
	else if (l.held[KEY_TYPE].len > 0 && l.held[KEY_HEADLINE].len == 0 &&
		r->out->count > l.first_fact)
		r->out->count = l.first_fact;
}

static void
take_value(struct reading *r, struct slice raw)
{
	enum key key = key_around(r);
	struct level *l;
	size_t i = r->depth;

	while (i > 0 && r->levels[i - 1].list)
		i--;
	if (i == 0 || key == KEY_OTHER || key == KEY_GRAPH || raw.len > STRING_MAX)
		return;
	l = &r->levels[i - 1];
	raw = decoded(r, raw);
	if (key == KEY_AUTHOR)
		page_facts_add(r->out, PAGE_AUTHOR, raw, "JSON-LD author", 80);
	else if (key == KEY_PUBLISHER)
		page_facts_add(r->out, PAGE_PUBLISHER, raw, "JSON-LD publisher", 80);
	else if (l->held[key].len == 0)
		l->held[key] = raw;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

static void
open_level(struct reading *r, bool list)
{
	if (r->depth == JSON_LD_DEPTH || r->deeper > 0) {
		r->deeper++;
		return;
	}
	r->levels[r->depth++] =
		(struct level){.list = list, .value = list, .first_fact = r->out->count};
}

static void
close_level(struct reading *r, bool list)
{
	if (r->deeper > 0) {
		r->deeper--;
		return;
	}
	if (r->depth == 0 || r->levels[r->depth - 1].list != list)
		return;
	if (list)
		r->depth--;
	else
		close_object(r);
}

static enum key
key_named(struct slice name)
{
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (slice_is(name, NAMES[i].name))
			return NAMES[i].key;
	return KEY_OTHER;
}

static void
take_string(struct reading *r)
{
	struct slice raw = take_raw_string(r);
	struct level *top = r->depth > 0 ? &r->levels[r->depth - 1] : NULL;

	if (top == NULL || r->deeper > 0)
		return;
	if (top->list || top->value)
		take_value(r, raw);
	else
		top->key = key_named(raw);
}

static void
take_sign(struct reading *r, uint8_t c)
{
	struct level *top = r->depth > 0 && r->deeper == 0 ? &r->levels[r->depth - 1] : NULL;

	if (c == '{' || c == '[')
		open_level(r, c == '[');
	else if (c == '}' || c == ']')
		close_level(r, c == ']');
	else if (top != NULL && !top->list && (c == ':' || c == ','))
		top->value = c == ':';
}

void
json_ld_read(struct slice text, struct page_facts *out)
{
	struct reading r = {
		.rest = text, .out = out, .string = BYTES_UP_TO((size_t)4 * STRING_MAX)};
	size_t first = out->count;

	while (r.rest.len > 0) {
		uint8_t c = r.rest.p[0];

		r.rest = slice_from(r.rest, 1);
		if (c == '"')
			take_string(&r);
		else
			take_sign(&r, c);
	}
	/* An end too early still ends what was open. */
	r.deeper = 0;
	while (r.depth > 0)
		close_level(&r, r.levels[r.depth - 1].list);
	resolve_agents(&r, first);
	if (r.string.failed == RC_NOMEM)
		out->made->failed = RC_NOMEM;
	bytes_release(&r.string);
}
