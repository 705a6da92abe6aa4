#include "archiver/gather/recognise/page_names.h"

#include "archiver/gather/recognise/day.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

#define WORDS_MAX 6
#define BYTES_MAX 100

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- what stands before a name ----------------------------------------------------------- */

/* Before a blank or a sign; before a sign alone where a ':' stands behind them. */
static const char *const LEADS[] = {"by", "von", "vom", "por", "par", "door", "from", "written by",
	"posted by", "published by", "reported by", "story by", "words by", "words:", "article by",
	"an article by", "guest post by", "author", "authors", "autor", "autora", "autoren",
	"auteur", "auteurs", "autore", "text:", "text by", "text von",
	"texte:", "texto:", "testo:", "redakteur:", "redaktion:", "автор", "текст:", "posté par",
	"écrit par", "publié par", "rédigé par", "escrito por", "publicado por", "scritto da",
	"geschrieben von", "verfasst von", "erstellt von", "geschreven door", "tác giả",
	"bài:", "bài, ảnh:", "theo", "über", "about", "view all posts by", "all posts by",
	"posts by", "alle beiträge von", "alle beiträge anzeigen von", "zeige alle beiträge von",
	"beiträge von", "beitrag von", "blog beitrag von", "insights from",
	"contributors:", "contributor:", "herausgeber:", "posted", "posted on", "published on",
	"plus par", "von:", "gastbeitrag von", "ein beitrag von", "ein gastbeitrag von",
	"un article de"};

/* In small letters only: with a capital they begin names. */
static const char *const SMALL_LEADS[] = {"di", "da", "de", "av", "af"};

/* Who these name did not write the text. */
static const char *const OTHERS[] = {"reviewed by", "medically reviewed by", "edited by",
	"fact checked by", "fact-checked by", "translated by", "photograph by", "photographs by",
	"photography by", "photo by", "photos by", "photo:", "photos:", "illustration by",
	"illustrated by", "illustrations by", "image by", "images by", "video by",
	"foto:", "fotos:", "bild:", "bilder:", "ảnh:", "geprüft von", "übersetzt von",
	"approved by", "sponsored by", "powered by"};

/* How many bytes of `s` the words take, with the signs behind them; 0 where it begins otherwise. */
static size_t
lead_len(struct slice s, const char *words)
{
	size_t len = strlen(words), n, at;
	bool sign = words[len - 1] == ':', any = false;
	char word[40];

	memcpy(word, words, len);
	word[len - sign] = '\0';
	n = at = line_starts(s, word);
	while (n > 0 && at < s.len) {
		size_t blank = line_blank(slice_from(s, at));

		if (blank == 0 && strchr(":-|", s.p[at]) == NULL)
			break;
		any = any || blank == 0;
		at += blank > 0 ? blank : 1;
	}
	return n == 0 || (at == n && at < s.len) || (sign && !any) ? 0 : at;
}

static size_t
longest_lead(struct slice s, const char *const *list, size_t count)
{
	size_t longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t n = lead_len(s, list[i]);

		longest = n > longest ? n : longest;
	}
	return longest;
}

/* `ByAnna Berg`, `Byby Anna Berg`, as is left where an element ended between. */
static size_t
glued_by(struct slice s)
{
	uint32_t point;

	if (line_starts(s, "by") == 0 || s.len < 4 || text_point(slice_from(s, 2), &point) == 0)
		return 0;
	return line_is_capital(point) && line_is_letter(point) && s.p[1] == 'y' ? 2
		: line_starts(slice_from(s, 2), "by ") > 0			? 2
										: 0;
}

static struct slice
without_signs(struct slice s)
{
	s = line_trim(s);
	for (;;) {
		size_t n = s.len > 0 && strchr(":-|,;(@/~+*", s.p[0]) != NULL ? 1
			: slice_starts(s, "·")				      ? strlen("·")
			: slice_starts(s, "•")				      ? strlen("•")
			: slice_starts(s, "–")				      ? strlen("–")
			: slice_starts(s, "—")				      ? strlen("—")
									      : 0;

		if (n == 0)
			return s;
		s = line_trim(slice_from(s, n));
	}
}

static struct slice
without_lead(struct slice s)
{
	for (int round = 0; round < 3; round++) {
		size_t n;

		s = without_signs(s);
		n = longest_lead(s, LEADS, COUNT(LEADS));
		if (n == 0 && s.len > 0 && s.p[0] >= 'a' && s.p[0] <= 'z')
			n = longest_lead(s, SMALL_LEADS, COUNT(SMALL_LEADS));
		if (n == 0)
			n = glued_by(s);
		if (n == 0)
			return s;
		s = slice_from(s, n);
	}
	return without_signs(s);
}

/* ---- what is a name -------------------------------------------------------------------------
 */

/* Words that no name has, in small letters. */
static const char *const NO_NAME[] = {"ago", "minutes", "hours", "published", "updated", "posted",
	"comments", "comment", "email", "subscribe", "http", "unknown", "anonymous", "redazione",
	"archive", "profile", "articles", "about", "online", "website", "author", "authors",
	"guest", "default", "super", "user", "null", "undefined", "veröffentlicht", "publiziert",
	"geschrieben", "publié", "publicado", "pressemitteilung", "recipe", "twitter", "bluesky",
	"facebook", "linkedin", "instagram", "redacción", "rédaction", "newsletter", "autoren",
	"autoreninfo", "publisher", "advertising", "agencies", "gmbh", "ag", "inc", "inc.", "llc",
	"ltd", "conclusion", "is", "are", "was", "und", "weitere", "informationen", "anmelden",
	"login", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
	"bundesministerium", "bundesverband", "autor", "autorin", "auteur",
	"http:", "https:", "guidelines", "advertisement", "permalink", "kommentare", "kommentar",
	"drucken", "teilen", "stories", "foto", "bild", "©", "datum", "interview", "reportage",
	"article", "artikel", "quelle"};

/* Words that tell readers what to do: a name may end in them, but none begins so. */
static const char *const COMMANDS[] = {
	"read", "share", "view", "contact", "follow", "search", "more", "page", "text", "here"};

/* Of an account that is nobody's name. */
static const char *const NOBODY[] = {"admin", "administrator", "root", "editor", "redaktion",
	"staff", "webmaster", "von", "by", "staff writer", "red", "red.", "phd", "ph.d", "md",
	"m.d", "ma", "mba", "dr", "on", "in", "the", "and", "https", "name", "editors",
	"contributor", "contributors", "writer", "reporter", "founder", "co-founder"};

static bool
is_among(struct slice s, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (line_is(s, list[i]))
			return true;
	return false;
}

/* The first word of `s`, which has no blank at its beginning. */
static struct slice
first_word(struct slice s)
{
	size_t len = 0;

	while (len < s.len && line_blank(slice_from(s, len)) == 0)
		len++;
	return slice_first(s, len);
}

static bool
has_no_name(struct slice s)
{
	if (is_among(first_word(line_trim(s)), COMMANDS, COUNT(COMMANDS)))
		return true;
	while ((s = line_trim(s)).len > 0) {
		struct slice word = first_word(s);

		if (is_among(word, NO_NAME, COUNT(NO_NAME)))
			return true;
		s = slice_from(s, word.len);
	}
	return false;
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

/* `anna77`, `Anna_B`: one word of letters, digits and what binds them. */
static bool
is_account(struct slice s)
{
	uint32_t point;
	size_t n;

	if (text_point(s, &point) == 0 || !line_is_letter(point))
		return false;
	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n))
		if (!line_is_letter(point) && !(point >= '0' && point <= '9') &&
			!line_is_one_of(point, "_.-"))
			return false;
	return true;
}

/* `example.com`: a site, whoever writes there. */
static bool
is_site(struct slice s)
{
	size_t dot = s.len;

	while (dot > 0 && s.p[dot - 1] != '.')
		if (s.p[--dot] < 'a' || s.p[dot] > 'z')
			return false;
	return dot > 3 && s.len - dot >= 2 && s.len - dot <= 4 && s.p[dot - 2] != '.';
}

static bool
is_name(struct slice s, bool told)
{
	bool capital;
	size_t words = words_in(s, &capital);

	if (s.len < (told ? 2 : 3) || s.len > BYTES_MAX || words == 0 || words > WORDS_MAX ||
		is_among(s, NOBODY, COUNT(NOBODY)) || is_site(s) || has_no_name(s))
		return false;
	if (told && words == 1 && is_account(s))
		return true;
	/* Who signs with one small word does so everywhere; several small words are a sentence. */
	if (!capital && words > (told ? 3 : 1))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((s.p[i] >= '0' && s.p[i] <= '9') || strchr("@:/?!=<>{}[]_#", s.p[i]) != NULL)
			return false;
	return true;
}

/* ---- what stands behind a name ----------------------------------------------------------------
 */

/* Words that begin what somebody is, behind a name of two words or more. */
static const char *const ROLES[] = {"senior", "chief", "staff", "deputy", "managing", "associate",
	"assistant", "contributing", "executive", "freelance", "founder", "co-founder", "editor",
	"reporter", "correspondent", "writer", "journalist", "columnist", "contributor",
	"redakteur", "redakteurin", "erstellt", "chefredakteur", "volontär", "volontärin", "⋅", "→",
	"shares"};

static struct slice
without_role(struct slice s)
{
	struct slice rest = s;
	size_t words = 0;

	while ((rest = line_trim(rest)).len > 0) {
		struct slice word = first_word(rest);

		if ((words >= 2 && is_among(word, ROLES, COUNT(ROLES))) ||
			(words > 0 && slice_is(word, "→")))
			return line_trim(slice_first(s, (size_t)(word.p - s.p)));
		words++;
		rest = slice_from(rest, word.len);
	}
	return s;
}

/* Words of which one is enough to make a part behind a comma what somebody is or where. */
static const char *const POSTS[] = {"director", "editor", "manager", "expert", "founder",
	"co-founder", "columnist", "reviewer", "writer", "reporter", "correspondent", "professor",
	"analyst", "strategist", "specialist", "officer", "president", "ceo", "cto", "university",
	"institute", "department", "network", "redakteur", "redakteurin", "redaktion",
	"geschäftsführer", "journalist", "staff", "team", "contributor", "phd", "md", "mba", "rn",
	"chefredakteur", "producer", "author"};

static bool
is_post(struct slice s)
{
	while ((s = line_trim(s)).len > 0) {
		struct slice word = first_word(s);

		s = slice_from(s, word.len);
		while (word.len > 0 && strchr(".,;", word.p[word.len - 1]) != NULL)
			word.len--;
		if (is_among(word, POSTS, COUNT(POSTS)))
			return true;
	}
	return false;
}

static struct slice
without_end(struct slice s)
{
	while (s.len > 0 && strchr(".,;:)-|", s.p[s.len - 1]) != NULL)
		s = line_trim(slice_first(s, s.len - 1));
	return s;
}

/* What separates names, and its length; behind a bar or a bracket something else follows. */
static size_t
separator_at(struct slice s, bool *other)
{
	static const char *const between[] = {", ", "; ", ";", " and ", " & ", " und ", " et ",
		" y ", " và ", " with ", " e ", " i ", " и "};
	static const char *const behind[] = {" | ", " - ", " – ", " — ", "(", " · ", " • ", " ∙ ",
		" ⋅ ", " for ", "\n", " für ", " in ", " on ", " at ", " // ", " / ", "/", ", der ",
		" am ", " le ", " del ", "|", ":"};
	/* In any case. */
	static const char *const others[] = {" edited by ", " photo", " illustration by ",
		" illustrations by ", " medically reviewed", " reviewed by ", " updated ",
		" published ", " posted ", " on behalf of "};

	*other = false;
	for (size_t i = 0; i < COUNT(behind); i++)
		if (slice_starts(s, behind[i])) {
			*other = true;
			return strlen(behind[i]);
		}
	for (size_t i = 0; s.p[0] == ' ' && i < COUNT(others); i++)
		if (line_starts(s, others[i]) > 0) {
			*other = true;
			return strlen(others[i]);
		}
	for (size_t i = 0; i < COUNT(between); i++)
		if (line_starts(s, between[i]) > 0 && slice_starts(s, between[i]))
			return strlen(between[i]);
	return 0;
}

static bool
has_digit(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* What stands behind `by` in a part that begins with a day; empty where nothing does. */
static struct slice
behind_by(struct slice s)
{
	static const char *const words[] = {" by ", " von ", " par ", " por "};

	for (size_t at = 0; at < s.len; at++)
		for (size_t i = 0; i < COUNT(words); i++)
			if (line_starts(slice_from(s, at), words[i]) > 0)
				return slice_from(s, at + strlen(words[i]));
	return SLICE_EMPTY;
}

static void
add(struct page_names *out, struct slice name, bool told)
{
	name = without_end(without_role(without_end(line_trim(name))));
	if (is_name(name, told) && out->count < PAGE_NAMES_MAX && !page_names_have(out, name))
		out->at[out->count++] = name;
}

static bool
is_address(struct slice s)
{
	return line_starts(s, "http:") > 0 || line_starts(s, "https:") > 0 ||
		line_starts(s, "www.") > 0;
}

void
page_names_read(struct slice line, bool told, struct page_names *out)
{
	size_t before = out->count;

	if (is_address(line))
		return;
	if (told && is_account(line_trim(line)) && !has_no_name(line)) {
		add(out, line, true);
		return;
	}
	while (line.len > 0) {
		size_t at = 0, n = 0, had = out->count;
		struct slice part, by;
		bool other = false;

		line = without_lead(line);
		if (longest_lead(line, OTHERS, COUNT(OTHERS)) > 0)
			return;
		while (at < line.len && (n = separator_at(slice_from(line, at), &other)) == 0)
			at++;
		part = slice_first(line, at);
		if (out->count > 0 && is_post(part))
			return;
		by = has_digit(part) ? behind_by(part) : SLICE_EMPTY;
		add(out, by.len > 0 ? by : part, told);
		/* A part that is no name tells what those before it are; a day may stand first. */
		if ((other && out->count > before) || (out->count == had && had > before) ||
			(other && !has_digit(part) && out->count == had))
			return;
		line = line_trim(slice_from(line, at + n));
	}
}

/* ---- names beside one another -------------------------------------------------------------------
 */

bool
page_names_same(struct slice a, struct slice b)
{
	struct bytes x = BYTES_UP_TO(4096), y = BYTES_UP_TO(4096);
	bool same;

	line_fold(line_trim(a), &x);
	line_fold(line_trim(b), &y);
	same = x.len > 0 && slice_equal(bytes_slice(&x), bytes_slice(&y));
	bytes_release(&x);
	bytes_release(&y);
	return same;
}

bool
page_names_have(const struct page_names *n, struct slice name)
{
	for (size_t i = 0; i < n->count; i++)
		if (page_names_same(n->at[i], name))
			return true;
	return false;
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

bool
page_names_is_house(struct slice name, const struct page_facts *facts)
{
	for (size_t i = 0; i < facts->count; i++) {
		const struct page_fact *f = &facts->at[i];

		if (f->kind == PAGE_CANONICAL && names_host(name, f->value))
			return true;
		if ((f->kind == PAGE_SITE || f->kind == PAGE_PUBLISHER) &&
			page_names_same(name, f->value))
			return true;
	}
	return false;
}
