#include "archiver/gather/recognise/caption_sign.h"

#include "archiver/gather/recognise/byline.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/tables/token.h"
#include "archiver/gather/tables/words.h"
#include "format/base/text.h"

#define CHARS_SHORT CAPTION_SIGN_CHARS_SHORT

/* ---- what a block shows -------------------------------------------------------------------------
 */

/* What each is worth in points, fitted on reports with known captions; EVEN is what any line has.
 */
#define EVEN 8

static const struct {
	const char *name;
	int worth;
} WORTH[CAPTION_SIGNS] = {
	[CAPTION_SIGN_CREDIT] = {"credit", 74},
	[CAPTION_SIGN_CREDITED] = {"credit line behind it", 60},
	[CAPTION_SIGN_NUMBERED] = {"numbered", 60},
	[CAPTION_SIGN_SHOWN] = {"pictures announced", 40},
	[CAPTION_SIGN_OPEN_END] = {"no final stop", 24},
	[CAPTION_SIGN_ALONE] = {"no final stop, alone", 5},
	[CAPTION_SIGN_IN_LIST] = {"no final stop, like others", -21},
	[CAPTION_SIGN_SCENE] = {"scene", 19},
	[CAPTION_SIGN_OPENING] = {"opening", 21},
	[CAPTION_SIGN_ACTION] = {"action", 14},
	[CAPTION_SIGN_NOW] = {"present", 8},
	[CAPTION_SIGN_PERSON] = {"person", 4},
	[CAPTION_SIGN_NAMES] = {"names", 3},
	[CAPTION_SIGN_DATED] = {"ends with a day", 18},
	[CAPTION_SIGN_REPEATS] = {"says what stands beside it", CAPTION_SIGN_BESIDE_WORTH},
	[CAPTION_SIGN_SHORT] = {"short", 24},
	[CAPTION_SIGN_SHORTER] = {"shorter than the others", 20},
	[CAPTION_SIGN_LONG] = {"long", -20},
	[CAPTION_SIGN_LONGER] = {"longer", -40},
	[CAPTION_SIGN_TINY] = {"tiny", -30},
	[CAPTION_SIGN_INTRODUCES] = {"introduces", -50},
	[CAPTION_SIGN_INTRODUCED] = {"introduced", -65},
	[CAPTION_SIGN_ITEM] = {"item", -27},
	[CAPTION_SIGN_QUOTE] = {"quotation", -16},
	[CAPTION_SIGN_QUOTES] = {"quotes", -21},
	[CAPTION_SIGN_SAYING] = {"saying", -12},
	[CAPTION_SIGN_GOES_ON] = {"goes on", -13},
	[CAPTION_SIGN_TENSE] = {"tense", -15},
	[CAPTION_SIGN_POINTS_BACK] = {"points back", -25},
	[CAPTION_SIGN_SENTENCES] = {"sentences", -33},
	[CAPTION_SIGN_NUMBERS] = {"numbers", -10},
	[CAPTION_SIGN_FIRST] = {"first", -44},
	[CAPTION_SIGN_LAST] = {"last", -35},
	[CAPTION_SIGN_HEADING] = {"like a heading", -32},
	[CAPTION_SIGN_SMALL] = {"begins in small letters", -40},
	[CAPTION_SIGN_PLAIN] = {"shows nothing", -5},
	[CAPTION_SIGN_UNCREDITED] = {"no credit, unlike others", -22},
	[CAPTION_SIGN_LIKE] = {"ends as others do", 4},
	[CAPTION_SIGN_UNLIKE] = {"ends unlike others", -10},
};

/* Quotation marks and brackets that may stand behind the end of a sentence. */
static bool
closes_speech(uint32_t point)
{
	return line_is_one_of(point, ")]\"'") || point == 0xBB || point == 0x2019 ||
		point == 0x201C || point == 0x201D || (point >= 0x300B && point <= 0x300F) ||
		point == 0xFF09;
}

/* The last character that is none of them. */
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
		if (!closes_speech(point))
			return point;
		s.len -= n;
	}
	return point;
}

/* What ends a sentence, in whichever script (Unicode: Sentence_Terminal, the common ones). */
static bool
is_stop(uint32_t point)
{
	static const uint16_t stops[] = {0x589, 0x61F, 0x6D4, 0x964, 0x965, 0xF0D, 0xF0E, 0x104A,
		0x104B, 0x1362, 0x1367, 0x17D4, 0x17D5, 0x2026, 0x203C, 0x2047, 0x3002, 0xFF01,
		0xFF0E, 0xFF1F, 0xFF61};

	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (stops[i] == point)
			return true;
	return line_is_one_of(point, ".!?");
}

bool
caption_sign_is_closed(struct slice paragraph)
{
	return is_stop(last_point(paragraph));
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

unsigned
caption_sign_number(struct slice text)
{
	static const char *const words[] = {"ảnh ", "hình ", "ảnh số ", "hình số ", "photo ",
		"picture ", "figure ", "foto ", "bild ", "фото "};
	size_t at = 0, digits = 0, end;
	unsigned number = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = line_starts(text, words[i]);

		at = n > at ? n : at;
	}
	while (at > 0 && digits < 3 && at + digits < text.len &&
		line_is_one_of(text.p[at + digits], "0123456789"))
		number = number * 10 + (text.p[at + digits++] - '0');
	end = at + digits;
	while (line_blank(slice_from(text, end)) > 0)
		end += line_blank(slice_from(text, end));
	return end < text.len && line_is_one_of(text.p[end], ":.)-") ? number : 0;
}

/* "… tại Dhaka hôm 12/4.", "…, sáng 12-8": when it was taken stands last. */
static bool
ends_with_day(struct slice s)
{
	static const char *const words[] = {
		"hôm", "ngày", "sáng", "trưa", "chiều", "tối", "đêm", "tháng"};
	size_t at = s.len, digits;

	while (at > 0 && line_is_one_of(s.p[at - 1], ".) "))
		at--;
	digits = at;
	while (at > 0 && line_is_one_of(s.p[at - 1], "0123456789/-"))
		at--;
	if (at == digits || at < 2 || s.p[at - 1] != ' ')
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_ends(slice_first(s, at - 1), words[i]))
			return true;
	return false;
}

/* Words with a capital behind the first one. */
static size_t
count_capitals(struct slice s)
{
	size_t count = 0, n;
	bool inside = true;
	uint32_t point;

	for (; (n = text_point(s, &point)) > 0; s = slice_from(s, n)) {
		count += !inside && line_is_capital(point);
		inside = line_is_letter(point);
	}
	return count;
}

/* Beyond Cyrillic there are no two cases. */
static bool
begins_small(struct slice s)
{
	uint32_t point;

	return text_point(s, &point) > 0 && line_is_letter(point) && !line_is_capital(point) &&
		point < 0x530;
}

/* ---- words beside
 * ---------------------------------------------------------------------------------- */

/* Words of two letters are in every paragraph. */
static bool
is_telling(const struct token *t)
{
	return t->kind == TOKEN_WORD && t->end - t->start > 2;
}

/* Where `key` is, or the empty slot where it would be. */
static size_t
find_key(const struct caption_sign_words *v, uint64_t key)
{
	const size_t room = sizeof v->keys / sizeof *v->keys;
	size_t at = (key ^ key >> 24) % room;

	while (v->keys[at] != 0 && v->keys[at] != key)
		at = (at + 1) % room;
	return at;
}

static void
read_vocabulary(struct caption_sign_words *v, const struct story *s, size_t block)
{
	struct token t[CAPTION_SIGN_WORDS];
	size_t end, count = token_read(story_block_text(s, block), 0, t, CAPTION_SIGN_WORDS, &end);

	*v = (struct caption_sign_words){.block = block};
	for (size_t i = 0; i < count; i++)
		if (is_telling(&t[i]))
			v->keys[find_key(v, t[i].key)] = t[i].key;
}

/* Two in three of the words stand in the paragraph beside them too. */
static bool
repeats(const struct token *t, size_t count, const struct caption_sign_words *beside)
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

/* `Ảnh: A.Q` and nothing more: most lines have no colon near their start. */
bool
caption_sign_is_credit(const struct story *s, size_t block)
{
	struct byline b;
	struct slice start;

	if (block >= s->block_count)
		return false;
	start = slice_first(story_block_text(s, block), 2 * CAPTION_SIGN_CREDIT_MAX);
	return slice_find(start, ':') < start.len &&
		(s->blocks[block].role == STORY_BODY || s->blocks[block].role == STORY_NOTE) &&
		byline_parse(story_block_text(s, block), NULL, &b) && b.picture;
}

bool
caption_sign_beside(struct caption_sign_view *v, size_t block)
{
	const size_t sides[2] = {block - 1, block + 1};
	struct token t[CAPTION_SIGN_WORDS];
	size_t end,
		count = token_read(story_block_text(v->s, block), 0, t, CAPTION_SIGN_WORDS, &end);

	for (size_t i = 0; i < 2; i++) {
		struct caption_sign_words *beside = &v->beside[sides[i] / 2 % 2];

		if (sides[i] >= v->s->block_count || v->s->blocks[sides[i]].role != STORY_BODY)
			continue;
		if (beside->block != sides[i])
			read_vocabulary(beside, v->s, sides[i]);
		if (repeats(t, count, beside))
			return true;
	}
	return false;
}

/* A paragraph that has no final stop, nor one of the marks that introduce what follows. */
static bool
is_open(const struct caption_sign_view *v, size_t block)
{
	uint32_t end;

	if (block >= v->s->block_count || v->s->blocks[block].role != STORY_BODY)
		return false;
	end = last_point(story_block_text(v->s, block));
	return !is_stop(end) && !line_is_one_of(end, ":;,");
}

static bool
is_introduced(const struct caption_sign_view *v, size_t block)
{
	return block > 0 && v->s->blocks[block - 1].role == STORY_BODY &&
		last_point(story_block_text(v->s, block - 1)) == ':';
}

/* Between captions of a series, or behind the words that announce pictures. */
static bool
is_shown(const struct caption_sign_view *v, size_t block)
{
	return v->shown != STORY_NONE && block > v->shown;
}

void
caption_sign_look(struct caption_sign_view *v, size_t block, bool there[CAPTION_SIGNS])
{
	struct slice text = story_block_text(v->s, block);
	size_t chars = line_chars(text);
	uint32_t end = last_point(text);
	unsigned cues;

	bytes_clear(&v->folded);
	line_fold(text, &v->folded);
	cues = words_cues(&v->words, bytes_slice(&v->folded));
	there[CAPTION_SIGN_CREDIT] = cues & WORDS_CUE_CREDIT;
	there[CAPTION_SIGN_CREDITED] = caption_sign_is_credit(v->s, block + 1);
	there[CAPTION_SIGN_NUMBERED] = caption_sign_number(text) > 0;
	there[CAPTION_SIGN_INTRODUCES] = line_is_one_of(end, ":;,");
	there[CAPTION_SIGN_INTRODUCED] = is_introduced(v, block) && !is_shown(v, block);
	there[CAPTION_SIGN_OPEN_END] = is_open(v, block);
	there[CAPTION_SIGN_SHOWN] = there[CAPTION_SIGN_OPEN_END] && is_shown(v, block);
	there[CAPTION_SIGN_IN_LIST] = there[CAPTION_SIGN_OPEN_END] && !there[CAPTION_SIGN_SHOWN] &&
		(is_open(v, block - 1) || is_open(v, block + 1));
	there[CAPTION_SIGN_ALONE] = there[CAPTION_SIGN_OPEN_END] && !there[CAPTION_SIGN_IN_LIST];
	there[CAPTION_SIGN_SCENE] = cues & WORDS_CUE_SCENE;
	there[CAPTION_SIGN_OPENING] = cues & WORDS_CUE_OPENING;
	there[CAPTION_SIGN_ACTION] = cues & WORDS_CUE_ACTION;
	there[CAPTION_SIGN_NOW] = cues & WORDS_CUE_NOW;
	there[CAPTION_SIGN_PERSON] = begins_with_name(text);
	there[CAPTION_SIGN_NAMES] = count_capitals(text) >= 2;
	there[CAPTION_SIGN_DATED] = ends_with_day(text);
	there[CAPTION_SIGN_TINY] = chars < 12;
	there[CAPTION_SIGN_SHORT] = chars >= 12 && chars <= 100;
	there[CAPTION_SIGN_SHORTER] = text.len * 2 < v->mean;
	there[CAPTION_SIGN_LONG] = chars > 160 && chars <= CHARS_SHORT;
	there[CAPTION_SIGN_LONGER] = chars > CHARS_SHORT;
	there[CAPTION_SIGN_ITEM] = is_item(text);
	there[CAPTION_SIGN_QUOTE] = is_quote(text);
	there[CAPTION_SIGN_QUOTES] =
		slice_find(text, '"') < text.len || memmem(text.p, text.len, "“", 3) != NULL;
	there[CAPTION_SIGN_SAYING] = cues & WORDS_CUE_SAYING;
	there[CAPTION_SIGN_GOES_ON] = cues & WORDS_CUE_CONNECTIVE;
	there[CAPTION_SIGN_TENSE] = cues & WORDS_CUE_TENSE;
	there[CAPTION_SIGN_POINTS_BACK] = cues & WORDS_CUE_POINTER;
	there[CAPTION_SIGN_SENTENCES] = inner_stops(text) > (there[CAPTION_SIGN_CREDIT] ? 1 : 0);
	there[CAPTION_SIGN_NUMBERS] = count_numbers(text) > 1;
	there[CAPTION_SIGN_FIRST] = block == v->first && !there[CAPTION_SIGN_CREDIT];
	there[CAPTION_SIGN_LAST] = block == v->last && !there[CAPTION_SIGN_CREDIT] &&
		!there[CAPTION_SIGN_SHOWN] && !there[CAPTION_SIGN_NUMBERED];
	there[CAPTION_SIGN_HEADING] = there[CAPTION_SIGN_OPEN_END] && chars <= 45 &&
		!there[CAPTION_SIGN_SCENE] && !there[CAPTION_SIGN_OPENING] &&
		!there[CAPTION_SIGN_CREDIT];
	there[CAPTION_SIGN_SMALL] = begins_small(text);
	there[CAPTION_SIGN_PLAIN] = !there[CAPTION_SIGN_OPEN_END] && !there[CAPTION_SIGN_SCENE] &&
		!there[CAPTION_SIGN_OPENING] && !there[CAPTION_SIGN_ACTION] &&
		!there[CAPTION_SIGN_PERSON] && !there[CAPTION_SIGN_CREDIT];
}

const char *
caption_sign_name(enum caption_sign sign)
{
	return WORTH[sign].name;
}

bool
caption_sign_is_plain_to_see(const bool there[CAPTION_SIGNS])
{
	return there[CAPTION_SIGN_CREDIT] || there[CAPTION_SIGN_CREDITED] ||
		there[CAPTION_SIGN_NUMBERED] || there[CAPTION_SIGN_SHOWN];
}

int
caption_sign_score(const bool there[CAPTION_SIGNS], enum caption_sign *most)
{
	int score = EVEN;

	*most = CAPTION_SIGN_CREDIT;
	for (enum caption_sign i = 0; i < CAPTION_SIGNS; i++) {
		score += there[i] ? WORTH[i].worth : 0;
		if (there[i] && (!there[*most] || WORTH[i].worth > WORTH[*most].worth))
			*most = i;
	}
	return score;
}

/* ---- what is usual
 */

/* `Một số hình ảnh tại hội nghị:` in a line, or in the headline `Chùm ảnh: …`. */
static bool
announces_pictures(struct slice line)
{
	static const char *const starts[] = {"chùm ảnh", "[chùm ảnh]", "bộ ảnh", "một số hình ảnh",
		"những hình ảnh", "hình ảnh", "ảnh:", "[photo]",
		"photo:", "photos:", "in pictures"};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (line_starts(line, starts[i]) > 0)
			return true;
	return false;
}

/* What is usual in this report: how long its closed paragraphs are, where pictures begin. */
void
caption_sign_survey(struct caption_sign_view *v)
{
	size_t blocks = 0, bytes = 0;

	words_index_init(&v->words);
	for (size_t i = 0; i < v->s->block_count; i++) {
		struct slice text = story_block_text(v->s, i);
		bool introduces = text.len < CHARS_SHORT && slice_ends(text, ":");

		if (announces_pictures(text) && (introduces || i == v->s->headline))
			v->shown = v->shown == STORY_NONE ? i : v->shown;
		if (v->s->blocks[i].role != STORY_BODY)
			continue;
		v->first = v->first == STORY_NONE ? i : v->first;
		v->last = i;
		if (is_open(v, i))
			continue;
		blocks++;
		bytes += text.len;
	}
	v->mean = blocks == 0 ? 0 : bytes / blocks;
}
