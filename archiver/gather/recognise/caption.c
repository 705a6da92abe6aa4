#include "archiver/gather/recognise/caption.h"

#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/tables/token.h"
#include "archiver/gather/tables/words.h"
#include "format/base/text.h"

/* Longer blocks, in characters, are no captions, whatever they look like. */
#define CHARS_MAX 420

/* Longer ones are so only without a final stop, or with a credit. */
#define CHARS_SHORT 200

/* Nothing with more lines like captions than this is a report with pictures. */
#define FINDINGS_MAX 2000

/* A name behind `Ảnh:` has at most so many characters. */
#define CREDIT_MAX 60

/* Findings are written from here on. */
#define DOUBT_MIN 30

/* ---- what a block shows -------------------------------------------------------------------------
 */

enum sign {
	SIGN_CREDIT,
	SIGN_CREDITED,
	SIGN_OPEN_END,
	SIGN_SCENE,
	SIGN_OPENING,
	SIGN_PERSON,
	SIGN_REPEATS,
	SIGN_SHORT,
	SIGN_SHORTER,
	SIGN_COMMON,
	SIGN_LONG,
	SIGN_LONGER,
	SIGN_TINY,
	SIGN_INTRODUCES,
	SIGN_ITEM,
	SIGN_QUOTE,
	SIGN_QUOTES,
	SIGN_SAYING,
	SIGN_GOES_ON,
	SIGN_TENSE,
	SIGN_POINTS_BACK,
	SIGN_SENTENCES,
	SIGN_NUMBERS,
	SIGN_FIRST,
	SIGN_LAST,
	SIGN_HEADING,
	SIGNS
};

/* What each is worth in points; a caption from STORY_SURE on. Fitted on reports with known
 * captions. */
#define EVEN 0

static const struct {
	const char *name;
	int worth;
} WORTH[SIGNS] = {
	[SIGN_CREDIT] = {"credit", 75},
	[SIGN_CREDITED] = {"credit line behind it", 60},
	[SIGN_OPEN_END] = {"no final stop", 30},
	[SIGN_SCENE] = {"scene", 15},
	[SIGN_OPENING] = {"opening", 20},
	[SIGN_PERSON] = {"person", 8},
	[SIGN_REPEATS] = {"says what stands beside it", 33},
	[SIGN_SHORT] = {"short", 15},
	[SIGN_SHORTER] = {"shorter than the others", 20},
	[SIGN_COMMON] = {"no final stop, like others", -20},
	[SIGN_LONG] = {"long", -17},
	[SIGN_LONGER] = {"longer", -35},
	[SIGN_TINY] = {"tiny", -30},
	[SIGN_INTRODUCES] = {"introduces", -50},
	[SIGN_ITEM] = {"item", -30},
	[SIGN_QUOTE] = {"quotation", -15},
	[SIGN_QUOTES] = {"quotes", -20},
	[SIGN_SAYING] = {"saying", -12},
	[SIGN_GOES_ON] = {"goes on", -10},
	[SIGN_TENSE] = {"tense", -15},
	[SIGN_POINTS_BACK] = {"points back", -20},
	[SIGN_SENTENCES] = {"sentences", -30},
	[SIGN_NUMBERS] = {"numbers", -4},
	[SIGN_FIRST] = {"first", -35},
	[SIGN_LAST] = {"last", -27},
	[SIGN_HEADING] = {"like a heading", -25},
};

/* The last character that is no bracket or quotation mark. */
static uint32_t
last_point(struct slice s)
{
	uint32_t point = 0;

	while (s.len > 0) {
		size_t n = 1;

		while (n < s.len && n < 4 && (s.p[s.len - n] & 0xC0) == 0x80)
			n++;
		if (text_point(slice_of(s.p + s.len - n, n), &point) != n)
			return 0;
		if (!line_is_one_of(point, ")\"'") && point != 0x201D && point != 0x2019)
			return point;
		s.len -= n;
	}
	return point;
}

static bool
is_stop(uint32_t point)
{
	return line_is_one_of(point, ".!?") || point == 0x2026 || point == 0x3002;
}

/* Sentences that end before the last character. */
static size_t
inner_stops(struct slice s)
{
	size_t count = 0;

	for (size_t i = 1; i + 2 < s.len; i++)
		count += (s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?') && s.p[i + 1] == ' ' &&
			s.p[i - 1] >= 'a';
	return count;
}

static size_t
count_numbers(struct slice s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += s.p[i] >= '0' && s.p[i] <= '9' &&
			(i == 0 || s.p[i - 1] < '0' || s.p[i - 1] > '9');
	return count;
}

static bool
is_item(struct slice s)
{
	return line_is_one_of(s.len > 0 ? s.p[0] : 0, "-+*0123456789") || slice_starts(s, "•") ||
		slice_starts(s, "–");
}

static bool
is_quote(struct slice s)
{
	return slice_starts(s, "\"") || slice_starts(s, "“") || slice_starts(s, "'");
}

/* Two words with capitals stand at the start: `Ông Đoàn`, `Nguyễn Văn`. */
static bool
begins_with_name(struct slice s)
{
	size_t at = 0, n;
	uint32_t point;

	for (unsigned words = 0; words < 2; words++) {
		n = text_point(slice_from(s, at), &point);
		if (n == 0 || !line_is_capital(point))
			return false;
		while ((n = text_point(slice_from(s, at), &point)) > 0 && line_is_letter(point))
			at += n;
		if (line_blank(slice_from(s, at)) == 0)
			return false;
		at += line_blank(slice_from(s, at));
	}
	return true;
}

/* ---- words beside
 * ---------------------------------------------------------------------------------- */

/* Of a paragraph beside a caption the first words are compared, so many; a power of two. */
#define BESIDE_WORDS 256

/* The words of a paragraph, by their keys. */
struct vocabulary {
	size_t block; /* or STORY_NONE */
	uint64_t keys[2 * BESIDE_WORDS];
};

/* Words of two letters are in every paragraph. */
static bool
is_telling(const struct token *t)
{
	return t->kind == TOKEN_WORD && t->end - t->start > 2;
}

/* Where `key` is, or the empty slot where it would be. */
static size_t
find_key(const struct vocabulary *v, uint64_t key)
{
	const size_t room = sizeof v->keys / sizeof *v->keys;
	size_t at = (key ^ key >> 24) % room;

	while (v->keys[at] != 0 && v->keys[at] != key)
		at = (at + 1) % room;
	return at;
}

static void
read_vocabulary(struct vocabulary *v, const struct story *s, size_t block)
{
	struct token t[BESIDE_WORDS];
	size_t end, count = token_read(story_block_text(s, block), 0, t, BESIDE_WORDS, &end);

	*v = (struct vocabulary){.block = block};
	for (size_t i = 0; i < count; i++)
		if (is_telling(&t[i]))
			v->keys[find_key(v, t[i].key)] = t[i].key;
}

/* Two in three of the words stand in the paragraph beside them too. */
static bool
repeats(const struct token *t, size_t count, const struct vocabulary *beside)
{
	size_t words = 0, found = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_telling(&t[i]))
			continue;
		words++;
		found += beside->keys[find_key(beside, t[i].key)] != 0;
	}
	return words > 3 && found * 3 >= words * 2;
}

/* ---- the signs of one block
 * ------------------------------------------------------------------------ */

/* What judging needs of the whole story. */
struct view {
	struct story *s;
	struct bytes folded;
	struct vocabulary beside[2]; /* read last; of blocks 0, 1, 4, 5 …, and the others */
	size_t first, last;	     /* of the body */
	size_t mean;		     /* bytes of a paragraph */
	bool open_ends;		     /* many have no final stop */
};

/* `Ảnh: A.Q` and nothing more: most lines have no colon near their start. */
static bool
is_credit_line(const struct story *s, size_t block)
{
	struct byline b;
	struct slice start;

	if (block >= s->block_count)
		return false;
	start = slice_first(story_block_text(s, block), 2 * CREDIT_MAX);
	return slice_find(start, ':') < start.len &&
		(s->blocks[block].role == STORY_BODY || s->blocks[block].role == STORY_NOTE) &&
		byline_parse(story_block_text(s, block), &b) && b.picture;
}

static bool
stands_beside(struct view *v, size_t block)
{
	const size_t sides[2] = {block - 1, block + 1};
	struct token t[BESIDE_WORDS];
	size_t end, count = token_read(story_block_text(v->s, block), 0, t, BESIDE_WORDS, &end);

	for (size_t i = 0; i < 2; i++) {
		struct vocabulary *beside = &v->beside[sides[i] / 2 % 2];

		if (sides[i] >= v->s->block_count || v->s->blocks[sides[i]].role != STORY_BODY)
			continue;
		if (beside->block != sides[i])
			read_vocabulary(beside, v->s, sides[i]);
		if (repeats(t, count, beside))
			return true;
	}
	return false;
}

static void
look(struct view *v, size_t block, bool there[SIGNS])
{
	struct slice text = story_block_text(v->s, block);
	size_t chars = line_chars(text);
	uint32_t end = last_point(text);
	unsigned cues;

	bytes_clear(&v->folded);
	line_fold(text, &v->folded);
	cues = words_cues(bytes_slice(&v->folded));
	there[SIGN_CREDIT] = cues & WORDS_CUE_CREDIT;
	there[SIGN_CREDITED] = is_credit_line(v->s, block + 1);
	there[SIGN_INTRODUCES] = line_is_one_of(end, ":;,");
	there[SIGN_OPEN_END] = !is_stop(end) && !there[SIGN_INTRODUCES];
	there[SIGN_COMMON] = there[SIGN_OPEN_END] && v->open_ends;
	there[SIGN_SCENE] = cues & WORDS_CUE_SCENE;
	there[SIGN_OPENING] = cues & WORDS_CUE_OPENING;
	there[SIGN_PERSON] = begins_with_name(text);
	there[SIGN_TINY] = chars < 12;
	there[SIGN_SHORT] = chars >= 12 && chars <= 100;
	there[SIGN_SHORTER] = text.len * 2 < v->mean;
	there[SIGN_LONG] = chars > 160 && chars <= CHARS_SHORT;
	there[SIGN_LONGER] = chars > CHARS_SHORT;
	there[SIGN_ITEM] = is_item(text);
	there[SIGN_QUOTE] = is_quote(text);
	there[SIGN_QUOTES] =
		slice_find(text, '"') < text.len || memmem(text.p, text.len, "“", 3) != NULL;
	there[SIGN_SAYING] = cues & WORDS_CUE_SAYING;
	there[SIGN_GOES_ON] = cues & WORDS_CUE_CONNECTIVE;
	there[SIGN_TENSE] = cues & WORDS_CUE_TENSE;
	there[SIGN_POINTS_BACK] = cues & WORDS_CUE_POINTER;
	there[SIGN_SENTENCES] = inner_stops(text) > (there[SIGN_CREDIT] ? 1 : 0);
	there[SIGN_NUMBERS] = count_numbers(text) > 1;
	there[SIGN_FIRST] = block == v->first && !there[SIGN_CREDIT];
	there[SIGN_LAST] = block == v->last && !there[SIGN_CREDIT];
	there[SIGN_HEADING] = there[SIGN_OPEN_END] && chars <= 45 && !there[SIGN_SCENE] &&
		!there[SIGN_OPENING] && !there[SIGN_CREDIT];
}

/* What stands behind the last `Ảnh:` of a caption, if it is short. */
static struct slice
credit_in(struct slice text)
{
	static const char *const labels[] = {"Ảnh:", "ảnh:", "Ảnh :", "Photo:"};
	struct slice credit = SLICE_EMPTY;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct slice rest = text;
		const uint8_t *hit;
		size_t len = strlen(labels[i]);

		while ((hit = memmem(rest.p, rest.len, labels[i], len)) != NULL) {
			rest = slice_from(rest, (size_t)(hit - rest.p) + len);
			credit = line_trim(rest);
		}
	}
	while (credit.len > 0 && line_is_one_of(credit.p[credit.len - 1], ".)] "))
		credit.len--;
	return line_chars(credit) <= CREDIT_MAX ? credit : SLICE_EMPTY;
}

static void
mark(struct story *s, size_t block, unsigned percent)
{
	struct slice credit = credit_in(story_block_text(s, block));

	s->blocks[block].role = STORY_CAPTION;
	s->blocks[block].percent = (uint8_t)percent;
	story_add_picture(s, &(struct story_picture){.caption = block, .credit = credit});
	if (credit.len > 0)
		story_add_finding(s,
			&(struct story_finding){.field = "photographer",
				.value = credit,
				.at = credit,
				.block = block,
				.rule = "behind the word for picture",
				.percent = 90});
}

static void
tell(struct story *s, size_t block, int score, const char *rule)
{
	int percent = score < 1 ? 1 : score > 98 ? 98 : score;
	struct slice text = story_block_text(s, block);

	if (percent < DOUBT_MIN)
		return;
	if (percent >= STORY_SURE)
		mark(s, block, (unsigned)percent);
	story_add_finding(s,
		&(struct story_finding){.field = percent >= STORY_SURE ? "caption" : "caption?",
			.value = text,
			.at = text,
			.block = block,
			.rule = rule,
			.percent = (unsigned)percent});
}

/* Whether it could be one at all, asked of every paragraph: most have a stop and are too long. */
static bool
is_worth_it(struct slice text)
{
	size_t chars;

	if (text.len > (size_t)4 * CHARS_MAX)
		return false;
	chars = line_chars(text);
	return chars <= CHARS_SHORT ||
		(chars <= CHARS_MAX &&
			(!is_stop(last_point(text)) || slice_find(text, ':') < text.len));
}

/* The sum of what is there, and the sign that adds most to it. */
static int
score_of(const bool there[SIGNS], enum sign *most)
{
	int score = EVEN;

	*most = SIGN_CREDIT;
	for (enum sign i = 0; i < SIGNS; i++) {
		score += there[i] ? WORTH[i].worth : 0;
		if (there[i] && (!there[*most] || WORTH[i].worth > WORTH[*most].worth))
			*most = i;
	}
	return score;
}

static void
judge(struct view *v, size_t block)
{
	bool there[SIGNS] = {false};
	enum sign most;
	int score;

	if (is_credit_line(v->s, block)) {
		v->s->blocks[block].role = STORY_NOTE;
		return;
	}
	look(v, block, there);
	score = score_of(there, &most);
	/* It costs more than all the others, so it is asked about where it may decide. */
	if (score >= STORY_SURE - WORTH[SIGN_REPEATS].worth && score < STORY_SURE) {
		there[SIGN_REPEATS] = stands_beside(v, block);
		score = score_of(there, &most);
	}
	tell(v->s, block, score, WORTH[most].name);
}

/* What is usual in this report. */
static void
survey(struct view *v)
{
	size_t blocks = 0, bytes = 0, open = 0;

	for (size_t i = 0; i < v->s->block_count; i++) {
		struct slice text = story_block_text(v->s, i);

		if (v->s->blocks[i].role != STORY_BODY)
			continue;
		v->first = v->first == STORY_NONE ? i : v->first;
		v->last = i;
		blocks++;
		bytes += text.len;
		open += !is_stop(last_point(text));
	}
	v->mean = blocks == 0 ? 0 : bytes / blocks;
	v->open_ends = open > 3 && open * 3 > blocks;
}

void
caption_find(struct story *s)
{
	struct view v = {.s = s,
		.folded = BYTES_UP_TO((size_t)16 * CHARS_MAX),
		.beside = {{.block = STORY_NONE}, {.block = STORY_NONE}},
		.first = STORY_NONE,
		.last = STORY_NONE};

	survey(&v);
	for (size_t i = 0; i < s->block_count && s->finding_count < FINDINGS_MAX; i++)
		if (s->blocks[i].role == STORY_BODY && is_worth_it(story_block_text(s, i)))
			judge(&v, i);
	if (s->finding_count >= FINDINGS_MAX)
		story_warn(s, "captions are not looked for beyond the first %d lines like them",
			FINDINGS_MAX);
	if (v.folded.failed == RC_NOMEM)
		s->failed = RC_NOMEM;
	bytes_release(&v.folded);
}
