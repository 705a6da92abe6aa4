#include "archiver/gather/tables/vietnamese.h"

#include "format/base/text.h"

/*
 * Vietnamese spelling as quoc ngu has it (facts of the language; the code points
 * are those of Unicode's Latin blocks). A letter is written here as one ASCII
 * character: itself, or w ă, z â, j ê, f ô, x ơ, v ư, D đ. Tones: 0 level,
 * 1 grave, 2 hook, 3 tilde, 4 acute, 5 dot below.
 *
 * One column a code point, from U+00C0 and from U+1EA0 on; '.' is none of them.
 */
static const char LATIN_LETTERS[] =
	"aaza....eej.ii..D.oofo...uu..y..aaza....eej.ii..D.oofo...uu..y.."
	"..ww............DD......................ii......................"
	"........................................uu......................"
	"................................xx.............vv";
static const char LATIN_TONES[] = "1403....140.14..0.1403...14..4..1403....140.14..0.1403...14..4.."
				  "..00............00......................33......................"
				  "........................................33......................"
				  "................................00.............00";
static const char EXTENDED_LETTERS[] =
	"aaaazzzzzzzzzzwwwwwwwwwweeeeeejjjjjjjjjjiiiiooooffffffffffxxxxxx"
	"xxxxuuuuvvvvvvvvvvyyyyyyyy";
static const char EXTENDED_TONES[] =
	"5522441122335544112233555522334411223355225555224411223355441122"
	"33555522441122335511552233";

#define LATIN_FIRST    0xC0U
#define EXTENDED_FIRST 0x1EA0U

/* Vowels with what may close them, in byte order. */
static const char RHYMES[][5] = {"a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at",
	"au", "ay", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "f", "fc", "fi", "fm", "fn",
	"fng", "fp", "ft", "i", "ia", "ich", "ijc", "ijm", "ijn", "ijng", "ijp", "ijt", "iju", "im",
	"in", "inh", "ip", "it", "iu", "j", "jch", "jm", "jn", "jnh", "jp", "jt", "ju", "o", "oa",
	"oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe",
	"oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "owc", "owm",
	"own", "owng", "owt", "u", "ua", "uc", "ufc", "ufi", "ufm", "ufn", "ufng", "uft", "ui",
	"uj", "ujc", "ujch", "ujn", "ujnh", "ujt", "um", "un", "ung", "up", "ut", "ux", "uy", "uya",
	"uych", "uyjn", "uyjt", "uyn", "uynh", "uyp", "uyt", "uyu", "uzn", "uzng", "uzt", "uzy",
	"v", "va", "vc", "vi", "vm", "vn", "vng", "vt", "vu", "vxc", "vxi", "vxm", "vxn", "vxng",
	"vxp", "vxt", "vxu", "wc", "wm", "wn", "wng", "wp", "wt", "x", "xi", "xm", "xn", "xp", "xt",
	"y", "yjm", "yjn", "yjng", "yjt", "yju", "zc", "zm", "zn", "zng", "zp", "zt", "zu", "zy"};

bool
vietnamese_letter(uint32_t point, struct vietnamese_letter *out)
{
	char letter = '.', tone = '0';

	if (point >= 'A' && point <= 'Z')
		point += 'a' - 'A';
	if (point >= 'a' && point <= 'z') {
		letter = (char)point;
		/* These four are in no Vietnamese word, and stand for others here. */
		if (letter == 'w' || letter == 'z' || letter == 'j' || letter == 'f')
			letter = '.';
	} else if (point >= LATIN_FIRST && point - LATIN_FIRST < sizeof LATIN_LETTERS - 1) {
		letter = LATIN_LETTERS[point - LATIN_FIRST];
		tone = LATIN_TONES[point - LATIN_FIRST];
	} else if (point >= EXTENDED_FIRST &&
		point - EXTENDED_FIRST < sizeof EXTENDED_LETTERS - 1) {
		letter = EXTENDED_LETTERS[point - EXTENDED_FIRST];
		tone = EXTENDED_TONES[point - EXTENDED_FIRST];
	}
	*out = (struct vietnamese_letter){letter, (uint8_t)(tone - '0')};
	return letter != '.';
}

/* The longest rhyme. */
#define RHYME_LETTERS 4

/* Four letters, or fewer and then NULs, as one number, in the order of their bytes. */
static uint32_t
packed(const char *s)
{
	return (uint32_t)(uint8_t)s[0] << 24 | (uint32_t)(uint8_t)s[1] << 16 |
		(uint32_t)(uint8_t)s[2] << 8 | (uint8_t)s[3];
}

static bool
is_listed(const char *rhyme)
{
	const uint32_t wanted = packed(rhyme);
	size_t low = 0, high = sizeof RHYMES / sizeof *RHYMES;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (packed(RHYMES[middle]) < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof RHYMES / sizeof *RHYMES && packed(RHYMES[low]) == wanted;
}

/* A syllable closed by a stop has the acute or the dot below, and no other tone. */
static bool
is_rhyme(const char *s, size_t len, unsigned tone)
{
	bool stop;

	if (len == 0 || len > RHYME_LETTERS)
		return false;
	stop = s[len - 1] == 'c' || s[len - 1] == 'p' || s[len - 1] == 't' ||
		(len > 1 && s[len - 2] == 'c');
	return (!stop || tone == 4 || tone == 5) && is_listed(s);
}

/* What may stand before a rhyme; "g" before "i" is "gi" too. */
static bool
is_initial(const char *s, size_t len)
{
	switch (len) {
	case 0:
		return true;
	case 1:
		return strchr("bcdDghklmnprstvx", s[0]) != NULL;
	case 2:
		return s[1] == 'h' ? strchr("cgknpt", s[0]) != NULL
				   : memcmp(s, "ng", 2) == 0 || memcmp(s, "tr", 2) == 0 ||
				memcmp(s, "gi", 2) == 0 || memcmp(s, "qu", 2) == 0;
	default:
		return len == 3 && memcmp(s, "ngh", 3) == 0;
	}
}

bool
vietnamese_syllable(struct slice word)
{
	/* A rhyme is read with the NULs behind it. */
	char s[VIETNAMESE_SYLLABLE_LETTERS + RHYME_LETTERS] = {0};
	size_t len = 0;
	unsigned tone = 0;

	while (word.len > 0) {
		struct vietnamese_letter letter;
		uint32_t point;
		size_t n = text_point(word, &point);

		if (n == 0 || len == VIETNAMESE_SYLLABLE_LETTERS ||
			!vietnamese_letter(point, &letter) || (letter.tone != 0 && tone != 0))
			return false;
		tone |= letter.tone;
		s[len++] = letter.letter;
		word = slice_from(word, n);
	}
	for (size_t n = 0; n <= 3 && n < len; n++)
		if (is_initial(s, n) && is_rhyme(s + n, len - n, tone))
			return true;
	return false;
}
