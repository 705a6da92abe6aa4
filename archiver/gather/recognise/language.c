#include "archiver/gather/recognise/language.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/tables/vietnamese.h"
#include "format/base/text.h"

/* So much of a text is enough, in bytes; and of one in Vietnamese so many words. */
#define SAMPLE	   8192
#define WORDS_SURE 96

/* Fewer words tell nothing. */
#define WORDS_MIN 8

/* Percent of the words that are small ones of the language, at least. */
#define SHARE 14

/* ---- scripts ------------------------------------------------------------------------------------
 */

enum script {
	SCRIPT_LATIN,
	SCRIPT_HAN,
	SCRIPT_KANA,
	SCRIPT_HANGUL,
	SCRIPT_THAI,
	SCRIPT_LAO,
	SCRIPT_KHMER,
	SCRIPT_OTHER,
	SCRIPTS
};

static enum script
script_of(uint32_t point)
{
	static const struct {
		uint32_t first, last;
		enum script script;
	} blocks[] = {{0x41, 0x24F, SCRIPT_LATIN}, {0x1E00, 0x1EFF, SCRIPT_LATIN},
		{0x4E00, 0x9FFF, SCRIPT_HAN}, {0x3400, 0x4DBF, SCRIPT_HAN},
		{0x3041, 0x30FF, SCRIPT_KANA}, {0xAC00, 0xD7A3, SCRIPT_HANGUL},
		{0xE00, 0xE7F, SCRIPT_THAI}, {0xE80, 0xEFF, SCRIPT_LAO},
		{0x1780, 0x17FF, SCRIPT_KHMER}};

	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (point >= blocks[i].first && point <= blocks[i].last)
			return blocks[i].script;
	return SCRIPT_OTHER;
}

/* ---- words
 * ---------------------------------------------------------------------------------------- */

/*
 * Small words; common knowledge of their grammars. Languages without a name here
 * are there because they are near to one that has: what looks like them most is
 * told to be none.
 */
static const struct {
	const char *language;
	const char *words[16];
} SMALL[] = {
	{"en",
		{"the", "of", "and", "to", "in", "that", "is", "for", "was", "with", "on", "it",
			"as", "by", "from", "has"}},
	{"fr",
		{"le", "la", "les", "des", "du", "et", "en", "une", "un", "dans", "pour", "qui",
			"que", "est", "sur", "par"}},
	{"de",
		{"der", "die", "das", "und", "den", "von", "zu", "mit", "ist", "dem", "nicht",
			"ein", "eine", "auf", "für", "im"}},
	{"es",
		{"el", "la", "los", "las", "y", "en", "del", "que", "una", "un", "por", "con",
			"para", "es", "se", "al"}},
	{"pt",
		{"não", "uma", "um", "em", "com", "são", "pelo", "também", "foi", "dos", "das",
			"ao", "do", "da", "os", "mais"}},
	{"it",
		{"di", "che", "il", "gli", "della", "per", "non", "è", "sono", "nel", "anche",
			"alla", "dei", "ha", "più", "ed"}},
	{"ru",
		{"и", "в", "не", "на", "что", "с", "по", "это", "как", "его", "из", "к", "он", "а",
			"для", "от"}},
	{"ar",
		{"في", "من", "على", "أن", "إلى", "التي", "عن", "مع", "هذا", "الذي", "بعد", "كان",
			"لا", "ما", "هذه", "قال"}},
	{NULL,
		{"і", "що", "з", "до", "та", "як", "від", "це", "за", "є", "про", "у", "під",
			"було", "й", "її"}},
	{NULL,
		{"на", "да", "се", "за", "от", "че", "е", "са", "като", "това", "му", "си", "ще",
			"при", "след", "беше"}},
	{NULL,
		{"на", "во", "да", "се", "за", "од", "што", "со", "тоа", "ќе", "како", "беше", "го",
			"кои", "дека", "ја"}},
	{NULL,
		{"у", "је", "да", "се", "за", "од", "су", "који", "са", "из", "као", "што", "ће",
			"би", "није", "али"}},
	{NULL,
		{"і", "ў", "што", "з", "да", "як", "ад", "гэта", "у", "яго", "але", "ён", "каб",
			"пра", "яны", "былі"}},
	{NULL,
		{"در", "به", "از", "که", "این", "را", "با", "است", "برای", "آن", "می", "شد", "یک",
			"تا", "هم", "های"}},
	{NULL,
		{"کے", "میں", "کی", "ہے", "سے", "کو", "نے", "کا", "اور", "پر", "کہ", "اس", "ایک",
			"بھی", "ہیں", "وہ"}},
	{NULL,
		{"non", "unha", "un", "en", "con", "son", "polo", "tamén", "foi", "dos", "das",
			"ao", "do", "da", "os", "máis"}},
	{NULL,
		{"els", "les", "i", "per", "amb", "és", "aquest", "va", "dels", "més", "són", "ser",
			"com", "una", "seva", "també"}},
};

#define SMALL_COUNT (sizeof SMALL / sizeof *SMALL)

/* Bytes of the longest. */
#define SMALL_MAX 8

struct counts {
	size_t letters[SCRIPTS];
	size_t words, marked, spelt; /* marked: with a letter beyond ASCII; spelt as Vietnamese */
	size_t small[SMALL_COUNT];
};

/* More than any other language gets by chance. */
static bool
is_vietnamese(const struct counts *c, size_t spelt_percent)
{
	return c->marked * 10 >= c->words * 3 && c->spelt * 100 >= c->words * spelt_percent;
}

/* A capital is as long as its small letter in all of them. */
static bool
is_small(struct slice word, const char *const words[16])
{
	const bool ascii = word.p[0] < 0x80;

	for (size_t i = 0; i < 16; i++) {
		/* Asked of every word, so most go by their first letter. */
		if (ascii && ((word.p[0] ^ (uint8_t)words[i][0]) & ~0x20) != 0)
			continue;
		if (strlen(words[i]) == word.len && line_is(word, words[i]))
			return true;
	}
	return false;
}

static void
count_word(struct counts *c, struct slice word, bool marked)
{
	c->words++;
	if (vietnamese_syllable(word)) {
		c->spelt++;
		c->marked += marked;
	}
	if (is_vietnamese(c, 60))
		return;
	for (size_t l = 0; l < SMALL_COUNT && word.len <= SMALL_MAX; l++)
		c->small[l] += is_small(word, SMALL[l].words);
}

static void
count_block(struct counts *c, struct slice s)
{
	size_t len = 0, n;
	uint32_t point;
	bool marked = false;

	while ((n = text_point(slice_from(s, len), &point)) > 0) {
		if (line_is_letter(point)) {
			c->letters[script_of(point)]++;
			marked = marked || n > 1;
			len += n;
			continue;
		}
		if (len > 0)
			count_word(c, slice_first(s, len), marked);
		s = slice_from(s, len + n);
		len = 0;
		marked = false;
	}
	if (len > 0)
		count_word(c, slice_first(s, len), marked);
}

/* ---- the verdict
 * ---------------------------------------------------------------------------------- */

struct verdict {
	const char *language, *rule;
	unsigned percent;
};

static struct verdict
by_script(const struct counts *c, size_t letters)
{
	static const struct {
		enum script script;
		const char *language;
	} sure[] = {{SCRIPT_HANGUL, "ko"}, {SCRIPT_THAI, "th"}, {SCRIPT_LAO, "lo"},
		{SCRIPT_KHMER, "km"}};

	for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
		if (c->letters[sure[i].script] * 10 > letters * 6)
			return (struct verdict){sure[i].language, "script", 95};
	if ((c->letters[SCRIPT_HAN] + c->letters[SCRIPT_KANA]) * 10 > letters * 6)
		return c->letters[SCRIPT_KANA] * 20 > letters
			? (struct verdict){"ja", "script", 95}
			: (struct verdict){"zh", "script", 90};
	return (struct verdict){NULL, NULL, 0};
}

static struct verdict
by_words(const struct counts *c)
{
	size_t best = 0, second = 0, which = 0;

	if (c->words < WORDS_MIN)
		return (struct verdict){NULL, NULL, 0};
	if (is_vietnamese(c, 60))
		return (struct verdict){"vi", "spelling", is_vietnamese(c, 80) ? 99 : 80};
	for (size_t l = 0; l < SMALL_COUNT; l++) {
		if (c->small[l] > best) {
			second = best;
			best = c->small[l];
			which = l;
		} else if (c->small[l] > second) {
			second = c->small[l];
		}
	}
	if (SMALL[which].language != NULL && best * 100 >= c->words * SHARE &&
		best * 10 >= second * 16)
		return (struct verdict){SMALL[which].language, "small words", 95};
	return (struct verdict){NULL, NULL, 0};
}

void
language_find(struct story *s)
{
	struct counts c = {.words = 0};
	size_t seen = 0, letters = 0;
	struct verdict v;

	for (size_t i = 0; i < s->block_count && seen < SAMPLE; i++) {
		if (c.words >= WORDS_SURE && is_vietnamese(&c, 80))
			break;
		struct slice text = slice_first(story_block_text(s, i), SAMPLE);

		count_block(&c, text);
		seen += text.len;
	}
	for (size_t i = 0; i < SCRIPTS; i++)
		letters += c.letters[i];
	v = by_script(&c, letters);
	if (v.language == NULL)
		v = by_words(&c);
	if (v.language == NULL)
		return;
	s->language = v.language;
	story_add_finding(s,
		&(struct story_finding){.field = "language",
			.value = slice_str(v.language),
			.block = STORY_NONE,
			.rule = v.rule,
			.percent = v.percent});
}
