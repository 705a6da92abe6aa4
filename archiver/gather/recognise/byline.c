#include "archiver/gather/recognise/byline.h"

#include "archiver/gather/recognise/agency.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

/* A line of names is shorter, in bytes; a name has no more words. */
#define BYTES_MAX 160
#define WORDS_MAX 6

/* How many lines at the end may say something about the report, and how many under a headline. */
#define END_BLOCKS 4
#define TOP_BLOCKS 3

/* ---- names ----------------------------------------------------------------------------------- */

/* Those who sign together. */
static const char *const GROUPS[] = {"nhóm phóng viên", "nhóm pv", "nhóm tác giả", "phóng viên",
	"pv", "p.v", "pv tổng hợp", "ban biên tập", "btv", "bbt", "ctv"};

static bool
is_group(struct slice s)
{
	for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++)
		if (line_is(s, GROUPS[i]))
			return true;
	return false;
}

/* Letters, marks and what binds them in a name: `T.SỸ`, `O'Brien`, `Jean-Luc`. */
static bool
is_name_sign(uint32_t point)
{
	return point == '.' || point == '\'' || point == 0x2019 || point == '-';
}

/* Small words inside a name: `Ana de la Cruz`, `Jan van der Meer`; the blank ends the word. */
static size_t
particle_len(struct slice s)
{
	static const char *const particles[] = {"de ", "del ", "da ", "das ", "dos ", "du ", "di ",
		"della ", "la ", "le ", "von ", "van ", "der ", "den ", "ten ", "zu ", "bin ",
		"ibn ", "al "};
	uint32_t point;

	if (text_point(s, &point) == 0 || line_is_capital(point))
		return 0;
	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
		size_t n = line_starts(s, particles[i]);

		if (n > 0)
			return n;
	}
	return 0;
}

/* Every word begins with a capital; gives the number of words, 0 where it is no name. */
static size_t
name_words(struct slice s)
{
	size_t words = 0, n;
	bool inside = false;
	uint32_t point;

	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		bool letter = line_is_letter(point);
		size_t particle = letter && !inside && words > 0 ? particle_len(s) : 0;

		if (particle > 0) {
			n = particle;
			continue;
		}
		if (letter && !inside) {
			if (!line_is_capital(point))
				return 0;
			words++;
		} else if (!letter && !(inside && is_name_sign(point)) && line_blank(s) == 0) {
			return 0;
		}
		inside = letter || is_name_sign(point);
	}
	return words;
}

/* Where the next separator of names begins in `s`, and how long it is; s.len where none is. */
static size_t
find_separator(struct slice s, size_t *len)
{
	static const char *const words[] = {"và", "and", "cùng", "et", "und", "y", "e", "и"};
	uint32_t point;
	size_t n;

	for (size_t at = 0; (n = text_point(slice_from(s, at), &point)) > 0; at += n) {
		bool spaced = at > 0 && line_blank(slice_from(s, at - 1)) > 0;

		*len = n;
		if (point == ',' || point == ';' || point == '|' || point == '+' || point == '&' ||
			(line_is_dash(point) && (spaced || point != '-')))
			return at;
		for (size_t i = 0; spaced && i < sizeof words / sizeof *words; i++) {
			*len = line_starts(slice_from(s, at), words[i]);
			/* `Y Moan` is a name. */
			if (*len == n && line_is_capital(point))
				continue;
			if (*len > 0 && line_blank(slice_from(s, at + *len)) > 0)
				return at;
		}
	}
	*len = 0;
	return s.len;
}

/* An agency, or one of its offices: `VOV-ĐBSCL`. */
static bool
is_source(struct slice s, const struct lexicon *own)
{
	size_t dash = slice_find(s, '-');

	return agency_check(s, own) ||
		(dash < s.len && agency_check(slice_first(s, dash), own) &&
			agency_check(slice_from(s, dash + 1), own));
}

/* Takes a source off behind the name: `Lê Thúy/NLĐO`. */
static struct slice
cut_source(struct slice name, const struct lexicon *own, struct byline *b)
{
	size_t at = slice_find(name, '/');
	struct slice source = line_trim(slice_from(name, at + 1));

	if (at == name.len || !is_source(source, own))
		return name;
	b->source = source;
	return line_trim(slice_first(name, at));
}

/* "CDC Hậu Giang", "TTYT huyện": letters that begin what a body is called. */
static bool
is_body(struct slice name, const struct lexicon *own)
{
	struct token t[WORDS_MAX + 1];
	size_t end, count = token_read(name, 0, t, WORDS_MAX + 1, &end);

	if (own == NULL || count < 2 || !t[0].upper)
		return false;
	lexicon_mark(own, t, count);
	return lexicon_match(own, t, count, LEXICON_BODY | LEXICON_NAMED | LEXICON_WHOLE, NULL) > 0;
}

/* All of `s` as names; false where one of them is none. */
static bool
take_names(struct slice s, const struct lexicon *own, struct byline *b, size_t *words)
{
	*words = 0;
	while (s.len > 0) {
		size_t len, at = find_separator(s, &len), n;
		struct slice name = cut_source(line_trim(slice_first(s, at)), own, b);

		n = is_group(name) ? 2 : name_words(name);
		if (n == 0 || n > WORDS_MAX || b->count == BYLINE_NAMES_MAX)
			return false;
		*words = *words > n ? *words : n;
		s = slice_from(s, at + len);
		/* Whose people they are who wrote it. */
		if (b->count > 0 && is_body(name, own)) {
			b->source = name;
			continue;
		}
		b->names[b->count++] = name;
	}
	return b->count > 0;
}

/* ---- labels ------------------------------------------------------------------------------------
 */

static const char *const WROTE[] = {"tin", "bài", "viết", "tác", "giả", "thực", "hiện", "text",
	"story", "author", "authors", "author(s)", "byline", "reporter", "reporters", "words",
	"texte", "texto", "textos", "auteur", "auteurs", "autor", "autora", "autoren", "автор",
	"авторы", "текст", "penulis", "người", "phóng", "viên", "biên", "soạn", "dịch"};
static const char *const PICTURED[] = {"foto", "fotos", "фото", "bild", "bilder", "ảnh", "hình",
	"video", "clip", "photo", "photos", "picture", "pictures", "đồ", "họa"};
static const char *const BINDS[] = {
	"và", "and", "et", "und", "y", "e", "и", "&", ",", "-", "–", "/", "+", "by"};

static bool
is_among(struct slice word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (line_is(word, list[i]))
			return true;
	return false;
}

#define IS_AMONG(word, list) is_among((word), (list), sizeof(list) / sizeof *(list))

/* The next word or sign of a label. */
static struct slice
label_word(struct slice s)
{
	size_t at = 0, n;
	uint32_t point;

	while ((n = text_point(slice_from(s, at), &point)) > 0 &&
		line_blank(slice_from(s, at)) == 0 && (at == 0 || !line_is_one_of(point, ",-/&+")))
		at += n;
	return slice_first(s, at);
}

/* `Tin, bài và ảnh:` at the start of `s`: its length with the colon, or 0. */
static size_t
take_label(struct slice s, struct byline *b)
{
	size_t colon = slice_find(slice_first(s, 60), ':');
	struct slice label = line_trim(slice_first(s, colon));
	bool wrote = false, pictured = false;

	if (colon >= s.len || colon >= 60)
		return 0;
	while (label.len > 0) {
		struct slice word = label_word(label);

		if (IS_AMONG(word, WROTE))
			wrote = true;
		else if (IS_AMONG(word, PICTURED))
			pictured = true;
		else if (!IS_AMONG(word, BINDS))
			return 0;
		label = line_trim(slice_from(label, word.len));
	}
	b->picture = pictured && !wrote;
	return wrote || pictured ? colon + 1 : 0;
}

/* A word that takes what follows it for a source. */
static size_t
take_source_label(struct slice s)
{
	static const char *const labels[] = {"nguồn:", "nguồn :", "source:", "theo:", "theo "};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = line_starts(s, labels[i]);

		if (n > 0)
			return n;
	}
	return 0;
}

/* `Theo Lê Thúy/NLĐO` names an author too; what has a small word in it is half a sentence. */
static bool
take_source(struct slice s, const struct lexicon *own, struct byline *b)
{
	struct slice name = line_trim(s);
	struct slice rest = cut_source(name, own, b);

	b->labelled = true;
	b->percent = 90;
	if (rest.len < name.len && name_words(rest) > 0) {
		b->names[b->count++] = rest;
		return true;
	}
	b->source = name;
	return name_words(name) > 0 || agency_check(name, own);
}

/* `(Tổng hợp)`, `(Theo Reuters)` behind the names: cut off, and its source kept. */
static struct slice
cut_note(struct slice s, const struct lexicon *own, struct byline *b)
{
	size_t open = slice_find(s, '(');
	struct slice note;
	size_t n;

	if (open == 0 || open == s.len || s.p[s.len - 1] != ')')
		return s;
	note = line_trim(slice_of(s.p + open + 1, s.len - open - 2));
	n = take_source_label(note);
	if (n > 0)
		b->source = line_trim(slice_from(note, n));
	else if (agency_check(note, own))
		b->source = note;
	b->labelled = true;
	return line_trim(slice_first(s, open));
}

static size_t
take_by(struct slice s)
{
	static const char *const labels[] = {"written by ", "reporting by ", "reported by ",
		"story by ", "by ", "par ", "von ", "por ", "propos recueillis par ", "bút ký của ",
		"ký của ", "ghi chép của ", "phóng sự của ", "bài của ", "tùy bút của ",
		"truyện ngắn của "};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = line_starts(s, labels[i]);

		/* `Von der Leyen` is a name too. */
		if (n > 0 && particle_len(slice_from(s, n)) == 0)
			return n;
	}
	return 0;
}

/* One word alone may be anything, unless it is written as nobody writes a word: `T.SỸ`. */
static unsigned
how_sure(const struct byline *b, size_t words)
{
	if (b->labelled)
		return 98;
	if (words >= 2)
		return b->count > 3 ? 70 : 95;
	return slice_find(b->names[0], '.') < b->names[0].len ? 90 : 60;
}

bool
byline_parse(struct slice line, const struct lexicon *own, struct byline *out)
{
	struct byline b = {.count = 0};
	size_t n, words;

	*out = b;
	line = line_trim(line);
	if (line.len == 0 || line.len > BYTES_MAX)
		return false;
	if (line.len > 2 && line.p[0] == '(' && line.p[line.len - 1] == ')')
		line = line_trim(slice_of(line.p + 1, line.len - 2));
	n = take_source_label(line);
	if (n > 0) {
		if (!take_source(slice_from(line, n), own, &b))
			return false;
		*out = b;
		return true;
	}
	line = cut_note(line, own, &b);
	n = take_label(line, &b);
	if (n == 0)
		n = take_by(line);
	b.labelled = b.labelled || n > 0;
	line = line_trim(slice_from(line, n));
	if (slice_ends(line, ".") && line.len > 1 && name_words(line) > 1)
		line.len--;
	if (!take_names(line, own, &b, &words))
		return false;
	b.percent = how_sure(&b, words);
	*out = b;
	return true;
}

/* ---- in a story --------------------------------------------------------------------------------
 */

static void
tell(struct story *s, size_t block, const char *field, struct slice value, const char *rule,
	unsigned percent)
{
	story_add_finding(s,
		&(struct story_finding){.field = field,
			.value = value,
			.at = value,
			.block = block,
			.rule = rule,
			.percent = percent});
}

static void
mark(struct story *s, size_t block, const struct byline *b, const char *rule)
{
	s->blocks[block].role = b->picture ? STORY_NOTE
		: b->count > 0		   ? STORY_BYLINE
					   : STORY_SOURCE;
	s->blocks[block].percent = (uint8_t)b->percent;
	for (size_t i = 0; i < b->count; i++)
		tell(s, block, b->picture ? "photographer" : "byline", b->names[i], rule,
			b->percent);
	if (b->source.len > 0)
		tell(s, block, "source", b->source, rule, b->percent);
}

/* From the end upwards, as long as lines say something about the report. */
static bool
find_at_end(struct story *s, const struct lexicon *own)
{
	bool found = false;
	size_t first = s->headline == STORY_NONE ? 1 : s->headline + 1;

	for (size_t i = s->block_count, seen = 0; i-- > first && seen < END_BLOCKS; seen++) {
		struct byline b;

		if (s->blocks[i].role == STORY_MOMENT)
			continue;
		if (!byline_parse(story_block_text(s, i), own, &b) || (found && !b.labelled))
			break;
		mark(s, i, &b, b.labelled ? "labelled line at the end" : "names at the end");
		found = found || (b.count > 0 && !b.picture);
	}
	return found;
}

static void
find_at_top(struct story *s, const struct lexicon *own)
{
	size_t first = s->headline == STORY_NONE ? 0 : s->headline + 1;

	for (size_t i = first; i < s->block_count && i < first + TOP_BLOCKS; i++) {
		struct byline b;

		if (s->blocks[i].role != STORY_BODY)
			continue;
		if (!byline_parse(story_block_text(s, i), own, &b) || b.picture || b.percent < 70)
			break;
		b.percent = b.labelled ? 95 : 75;
		mark(s, i, &b,
			b.labelled ? "labelled line under the headline"
				   : "names under the headline");
		if (b.count > 0)
			break;
	}
}

void
byline_find(struct story *s, const struct lexicon *own)
{
	if (!find_at_end(s, own))
		find_at_top(s, own);
}
