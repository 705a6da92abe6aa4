#include "archiver/gather/recognise/page_byline.h"

#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

/* A line with names in it has at most so many characters, a name so many words. */
#define LINE_CHARS_MAX 160
#define NAME_WORDS_MAX 6
#define NAME_BYTES_MAX 100

/* How many paragraphs above and below a headline may hold the byline. */
#define ABOVE 4
#define BELOW 12

/* Authors beside one another are so many elements and texts apart at most. */
#define NEXT_NODES 12

/* An element named an author with more in it is a box about one. */
#define NAMED_BYTES_MAX 80

/* An element with a name in it has fewer elements and texts; what is within is read once. */
#define NAMED_NODES_MAX 64

/* So many paragraphs at the end may hold it. */
#define END 4

/* ---- one name --------------------------------------------------------------------------- */

static const char *const LEADS[] = {"by:", "by ", "von:", "von ", "por:", "por ", "par:", "par ",
	"di ", "da ", "door ", "av ", "af ", "text:", "text ", "texto:", "from ", "written by",
	"vom ", "posted by", "published by", "reported by", "story by",
	"author:", "autor:", "autora:", "author ", "autor ",
	"auteur:", "tác giả:", "bài:", "bài, ảnh:", "theo ", "words by", "words:", "reviewed by",
	"guest post by", "article by", "edited by", "an article by", "posté par", "écrit par",
	"publié par", "escrito por", "publicado por", "geschrieben von",
	"redakteur:", "redaktion:", "автор:", "posted on"};

/* Words that no name has, in small letters. */
static const char *const NO_NAME[] = {"ago", "minutes", "hours", "admin", "administrator",
	"published", "updated", "posted", "read", "share", "comments", "comment", "view", "contact",
	"follow", "email", "subscribe", "http", "unknown", "anonymous", "redazione", "archive",
	"here", "profile", "articles", "more", "about", "page", "online", "website", "author",
	"authors", "guest", "default", "super", "user", "null", "undefined", "veröffentlicht",
	"publiziert", "geschrieben", "publié", "publicado", "pressemitteilung", "recipe", "twitter",
	"bluesky", "facebook", "linkedin", "instagram", "redaktion", "redacción", "rédaction",
	"newsletter", "autoren", "autoreninfo", "publisher", "advertising", "agencies", "gmbh",
	"ag", "inc", "inc.", "llc", "ltd", "conclusion"};

static struct slice
without_lead(struct slice s)
{
	for (int round = 0; round < 2; round++) {
		s = line_trim(s);
		while (s.len > 0 && strchr(":-|,;(@·•/–", s.p[0]) != NULL && s.p[0] < 0x80)
			s = line_trim(slice_from(s, 1));
		for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS; i++) {
			size_t n = line_starts(s, LEADS[i]);

			if (n > 0) {
				s = line_trim(slice_from(s, n));
				break;
			}
		}
	}
	return s;
}

static size_t
words_in(struct slice s, bool *capital)
{
	size_t words = 0, n;
	bool inside = false;
	uint32_t point;

	*capital = false;
	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		bool blank = line_blank(s) > 0;

		if (!blank && !inside)
			words++;
		*capital = *capital || line_is_capital(point) || point >= 0x3000;
		inside = !blank;
	}
	return words;
}

/* True where one of its words is of no name. */
static bool
has_no_name(struct slice s)
{
	while ((s = line_trim(s)).len > 0) {
		size_t len = 0;

		while (len < s.len && line_blank(slice_from(s, len)) == 0)
			len++;
		for (size_t i = 0; i < sizeof NO_NAME / sizeof *NO_NAME; i++)
			if (line_is(slice_first(s, len), NO_NAME[i]))
				return true;
		s = slice_from(s, len);
	}
	return false;
}

static bool
is_name(struct slice s)
{
	bool capital;
	size_t words = words_in(s, &capital);

	/* Who signs with one small word does so everywhere; several small words are a sentence. */
	if (s.len < 3 || s.len > NAME_BYTES_MAX || words == 0 || words > NAME_WORDS_MAX ||
		(!capital && words > 1))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((s.p[i] >= '0' && s.p[i] <= '9') || strchr("@:/?!=<>{}[]_#", s.p[i]) != NULL)
			return false;
	return !has_no_name(s);
}

static bool
is_same(struct slice a, struct slice b)
{
	struct bytes x = BYTES_UP_TO(4096), y = BYTES_UP_TO(4096);
	bool same;

	line_fold(a, &x);
	line_fold(b, &y);
	same = x.len > 0 && slice_equal(bytes_slice(&x), bytes_slice(&y));
	bytes_release(&x);
	bytes_release(&y);
	return same;
}

/* Its letters and digits alone, folded. */
static void
add_letters(struct slice s, struct bytes *out)
{
	struct bytes folded = BYTES_UP_TO(4096);

	line_fold(s, &folded);
	for (size_t i = 0; i < folded.len; i++)
		if (folded.p[i] >= 0x80 || (folded.p[i] >= 'a' && folded.p[i] <= 'z') ||
			(folded.p[i] >= '0' && folded.p[i] <= '9'))
			bytes_u8(out, folded.p[i]);
	bytes_release(&folded);
}

/* True where it is a name within the address's host: not the last, which is a country or a kind. */
static bool
names_host(struct slice name, struct slice address)
{
	struct bytes wanted = BYTES_UP_TO(4096), label = BYTES_UP_TO(4096);
	const uint8_t *scheme = address.len > 0 ? memmem(address.p, address.len, "://", 3) : NULL;
	bool same = false;
	size_t begins, i;

	if (scheme == NULL)
		return false;
	add_letters(name, &wanted);
	begins = i = (size_t)(scheme - address.p) + 3;
	for (; i < address.len && address.p[i] != '/' && !same; i++) {
		if (address.p[i] != '.')
			continue;
		bytes_clear(&label);
		add_letters(slice_of(address.p + begins, i - begins), &label);
		same = wanted.len > 0 && slice_equal(bytes_slice(&wanted), bytes_slice(&label));
		begins = i + 1;
	}
	bytes_release(&wanted);
	bytes_release(&label);
	return same;
}

static bool
is_house(struct slice name, const struct page_facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->at[i].kind == PAGE_CANONICAL && names_host(name, facts->at[i].value))
			return true;
	for (size_t i = 0; i < facts->count; i++)
		if ((facts->at[i].kind == PAGE_SITE || facts->at[i].kind == PAGE_PUBLISHER) &&
			is_same(name, facts->at[i].value))
			return true;
	return false;
}

static void
add_name(struct page_byline *out, struct slice name, const struct page_facts *facts)
{
	name = without_lead(name);
	while (name.len > 0 && strchr(".,;:)-|", name.p[name.len - 1]) != NULL)
		name = line_trim(slice_first(name, name.len - 1));
	if (!is_name(name) || is_house(name, facts) || out->count == PAGE_BYLINE_NAMES_MAX)
		return;
	for (size_t i = 0; i < out->count; i++)
		if (is_same(out->names[i], name))
			return;
	out->names[out->count++] = name;
}

/* What separates names, and its length; a bar or a bracket ends them. */
static size_t
separator_at(struct slice s, bool *last)
{
	static const char *const between[] = {", ", "; ", ";", " and ", " & ", " und ", " et ",
		" y ", " và ", " with ", " e ", " i "};
	static const char *const behind[] = {" | ", " - ", " – ", " — ", "(", " · ", " • ", " for ",
		"\n", " für ", " in ", " on ", " at ", " // ", " / ", ", der ", " am ", " le ",
		" del "};

	*last = false;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		if (slice_starts(s, behind[i])) {
			*last = true;
			return strlen(behind[i]);
		}
	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if (line_starts(s, between[i]) > 0 && slice_starts(s, between[i]))
			return strlen(between[i]);
	return 0;
}

/* All names in a line; a part that is none ends them, for it tells what they are. */
static void
add_line(struct page_byline *out, struct slice s, const struct page_facts *facts)
{
	s = without_lead(s);
	while (s.len > 0) {
		size_t at = 0, n = 0, before = out->count;
		bool last = false;

		while (at < s.len && (n = separator_at(slice_from(s, at), &last)) == 0)
			at++;
		add_name(out, slice_first(s, at), facts);
		if (last || (out->count == before && before > 0))
			return;
		s = line_trim(slice_from(s, at + n));
	}
}

/* ---- where names stand ------------------------------------------------------------------------
 */

/* All facts of the source that is right most often and names somebody. */
static void
ask_facts(const struct page_facts *facts, unsigned at_least, struct page_byline *out)
{
	unsigned below = 101;

	while (out->count == 0 && below > at_least) {
		const struct page_fact *best = NULL;

		for (size_t i = 0; i < facts->count; i++) {
			const struct page_fact *f = &facts->at[i];

			if (f->kind == PAGE_AUTHOR && f->percent < below &&
				f->percent >= at_least &&
				(best == NULL || f->percent > best->percent))
				best = f;
		}
		if (best == NULL)
			return;
		below = best->percent;
		for (size_t i = 0; i < facts->count; i++)
			if (facts->at[i].kind == PAGE_AUTHOR && facts->at[i].percent == below)
				add_line(out, facts->at[i].value, facts);
		out->markup = best->markup;
		out->percent = best->percent;
	}
}

static bool
is_away(unsigned marks)
{
	return (marks & (HTML_MARK_JUNK | HTML_MARK_COMMENTS)) != 0;
}

/* Elements whose rel or itemprop says author. */
static bool
says_author(const struct html_page *p, size_t i)
{
	return slice_is(html_page_attribute(p, i, "rel"), "author") ||
		slice_is(html_page_attribute(p, i, "itemprop"), "author");
}

static void
ask_elements(const struct html_page *p, const struct page_facts *facts, struct arena *made,
	struct page_byline *out)
{
	struct bytes text = BYTES_UP_TO((size_t)64 * 1024);

	for (size_t i = 0; i < p->count; i++) {
		if (p->nodes[i].tag == HTML_TEXT || p->nodes[i].end - i > NAMED_NODES_MAX ||
			(p->nodes[i].marks & HTML_MARK_BYLINE) == 0 ||
			is_away(p->nodes[i].inherits) || !says_author(p, i) ||
			p->nodes[i].tag == HTML_META || p->nodes[i].tag == HTML_LINK)
			continue;
		bytes_clear(&text);
		html_page_text(p, i, &text);
		if (text.len == 0 || text.len > LINE_CHARS_MAX)
			continue;
		add_line(out, arena_copy(made, bytes_slice(&text)), facts);
		i = p->nodes[i].end - 1;
		out->markup = "rel or itemprop author";
		out->percent = 85;
	}
	bytes_release(&text);
}

/* Lines named byline or author, or that begin with `By`, around the headline. */
static void
ask_lines(const struct html_blocks *b, const struct html_body *body, size_t headline,
	const struct page_facts *facts, struct page_byline *out)
{
	size_t middle = headline == SIZE_MAX ? body->first : headline;
	size_t from = middle > ABOVE ? middle - ABOVE : 0;
	size_t to = middle + BELOW < b->count ? middle + BELOW : b->count;

	if (to < body->first && body->first < middle + 3 * BELOW)
		to = body->first;
	for (size_t i = from; i < to && out->count == 0; i++) {
		const struct html_block *at = &b->at[i];
		struct slice text = html_block_text(b, i);
		bool named = (at->marks & HTML_MARK_BYLINE) != 0;
		bool opens = line_starts(text, "by ") > 0 || line_starts(text, "von ") > 0 ||
			line_starts(text, "par ") > 0 || line_starts(text, "por ") > 0;

		if (i == headline || at->chars > LINE_CHARS_MAX || is_away(at->marks) ||
			at->role == HTML_ROLE_CAPTION || (!named && (!opens || at->chars > 80)))
			continue;
		add_line(out, text, facts);
		out->markup = named ? "line named a byline" : "line by the headline";
		out->percent = named ? 76 : 65;
	}
}

/* An address of somebody's page, as most systems make it; rel may say more than author. */
static bool
leads_to_author(const struct html_page *p, size_t i)
{
	static const char *const folders[] = {"/author/", "/authors/", "/autor/", "/autoren/",
		"/auteur/", "/contributor/", "/staff/", "/profile/"};
	struct slice href = html_page_attribute(p, i, "href");
	struct slice rel = html_page_attribute(p, i, "rel");

	if (p->nodes[i].tag != HTML_A)
		return false;
	if (rel.len > 0 && memmem(rel.p, rel.len, "author", 6) != NULL)
		return true;
	for (size_t k = 0; k < sizeof folders / sizeof *folders && href.len > 0; k++)
		if (memmem(href.p, href.len, folders[k], strlen(folders[k])) != NULL)
			return true;
	return false;
}

struct region {
	size_t from, end; /* nodes */
};

/* From a little above the headline to a little behind the article. */
static struct region
region_of(const struct html_page *p, const struct html_blocks *b, const struct html_body *body,
	size_t headline)
{
	size_t middle = headline == SIZE_MAX ? body->first : headline;
	size_t from = middle > ABOVE ? middle - ABOVE : 0;
	size_t to = body->last + END < b->count ? body->last + END : b->count;

	return (struct region){from < b->count ? b->at[from].first : p->count,
		to < b->count ? b->at[to].first : p->count};
}

/* A box named an author has more in it than the name. */
static bool
holds_named(const struct html_page *p, size_t node)
{
	for (size_t i = node + 1; i < p->nodes[node].end && i < node + NEXT_NODES; i++)
		if (p->nodes[i].tag != HTML_TEXT &&
			((p->nodes[i].marks & HTML_MARK_BYLINE) != 0 || leads_to_author(p, i)))
			return true;
	return false;
}

/*
 * Elements within a line that lead to somebody's page, or else are named so: the line itself
 * tells more, such as when and in what section. Those beside one another are authors together.
 */
static void
ask_named(const struct html_page *p, struct region in, bool links, const struct page_facts *facts,
	struct page_byline *out)
{
	struct bytes text = BYTES_UP_TO((size_t)64 * 1024);
	size_t last = 0;

	for (size_t i = in.from; i < in.end; i++) {
		const struct html_node *n = &p->nodes[i];
		size_t before = out->count;

		if (n->tag == HTML_TEXT || n->end - i > NAMED_NODES_MAX ||
			(n->inherits & HTML_MARK_COMMENTS) != 0 ||
			(links ? !leads_to_author(p, i)
			       : (n->marks & HTML_MARK_BYLINE) == 0 || holds_named(p, i)))
			continue;
		if (out->count > 0 && i > last + NEXT_NODES)
			break;
		bytes_clear(&text);
		html_page_text(p, i, &text);
		if (text.len == 0 || text.len > NAMED_BYTES_MAX)
			continue;
		add_line(out, arena_copy(facts->made, bytes_slice(&text)), facts);
		if (out->count == before)
			continue;
		out->markup = links ? "link to an author" : "element named an author";
		out->percent = 76;
		last = i = n->end - 1;
	}
	bytes_release(&text);
}

static bool
is_right(const struct html_page *p, size_t node)
{
	struct slice align = html_page_attribute(p, node, "align");
	struct slice style = html_page_attribute(p, node, "style");

	return slice_is(align, "right") ||
		(style.len > 0 && memmem(style.p, style.len, "text-align:right", 16) != NULL) ||
		(style.len > 0 && memmem(style.p, style.len, "text-align: right", 17) != NULL);
}

/* Names in bold, to the right, or named so, behind the last sentence. */
static void
ask_end(const struct html_page *p, struct html_blocks *b, const struct html_body *body,
	const struct page_facts *facts, struct page_byline *out)
{
	size_t to = body->last + END < body->end ? body->last + END : body->end;
	size_t from = body->last > body->first + END ? body->last - END : body->first;
	bool known = out->count > 0;

	for (size_t i = to; i-- > from;) {
		struct html_block *at = &b->at[i];
		bool named = (at->marks & HTML_MARK_BYLINE) != 0;
		struct byline line;

		if (at->chars > LINE_CHARS_MAX || is_away(at->marks) ||
			at->role == HTML_ROLE_CAPTION)
			continue;
		if (!named && at->level > 0)
			continue;
		if (!named && at->bold * 10 < at->chars * 9 && !is_right(p, at->node))
			continue;
		if (!byline_parse(html_block_text(b, i), NULL, &line) || line.count == 0 ||
			line.picture)
			continue;
		at->role = HTML_ROLE_OUT;
		if (known)
			continue;
		for (size_t k = 0; k < line.count; k++)
			add_name(out, line.names[k], facts);
		out->markup = "names at the end";
		out->percent = 85;
	}
}

void
page_byline_find(const struct html_page *p, struct html_blocks *b, const struct html_body *body,
	size_t headline, const struct page_facts *facts, struct page_byline *out)
{
	*out = (struct page_byline){.count = 0};
	ask_facts(facts, 86, out);
	if (out->count == 0)
		ask_elements(p, facts, facts->made, out);
	if (out->count == 0)
		ask_facts(facts, 79, out);
	if (out->count == 0)
		ask_lines(b, body, headline, facts, out);
	ask_end(p, b, body, facts, out);
	if (out->count == 0)
		ask_named(p, region_of(p, b, body, headline), true, facts, out);
	if (out->count == 0)
		ask_named(p, region_of(p, b, body, headline), false, facts, out);
	if (out->count == 0)
		ask_facts(facts, 70, out);
}
