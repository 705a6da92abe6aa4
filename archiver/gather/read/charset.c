#include "archiver/gather/read/charset.h"

#include "archiver/gather/recognise/line.h"
#include "archiver/gather/tables/vietnamese.h"
#include "format/base/text.h"

#define REPLACEMENT 0xFFFDU

/* How much of a text is looked at to tell one 8-bit encoding from another. */
#define SAMPLE ((size_t)64 * 1024)

/* Percent of the words with marks that must be spelt as Vietnamese. */
#define SPELT_MIN 85

/* One in so many words of a line has marks at least; in Vietnamese it is two in three. */
#define SHARE_MIN 4

/* Fewer words tell nothing. */
#define WORDS_MIN 3

static void
put(struct bytes *out, uint32_t point)
{
	uint8_t four[4];

	bytes_add(out, slice_of(four, text_put(point, four)));
}

/* ---- UTF-16 -------------------------------------------------------------------------- */

/*
 * Without a mark: of a text in Latin letters most units have a zero in their
 * more significant byte, `high`, hardly any in the other, and none is a control.
 */
static bool
has_zeros(struct slice first, size_t high)
{
	size_t units = first.len / 2, zeros = 0, others = 0;

	for (size_t i = 0; i < units; i++) {
		uint8_t more = first.p[2 * i + high], less = first.p[2 * i + 1 - high];

		zeros += more == 0;
		others += less == 0;
		if (more == 0 && less < 0x20 && less != '\t' && less != '\n' && less != '\r')
			return false;
	}
	return zeros * 2 > units && others * 50 <= units;
}

struct charset
charset_by_mark(struct slice raw)
{
	static const char mark[] = "byte order mark", zero[] = "where zeros stand";
	struct slice first = slice_first(raw, 4096);

	if (slice_starts(raw, "\xEF\xBB\xBF"))
		return (struct charset){CHARSET_UTF8, 0, 3, mark, 100};
	if (slice_starts(raw, "\xFF\xFE"))
		return (struct charset){CHARSET_UTF16LE, 0, 2, mark, 100};
	if (slice_starts(raw, "\xFE\xFF"))
		return (struct charset){CHARSET_UTF16BE, 0, 2, mark, 100};
	if (slice_find(first, 0) < first.len && has_zeros(first, 1))
		return (struct charset){CHARSET_UTF16LE, 0, 0, zero, 95};
	if (slice_find(first, 0) < first.len && has_zeros(first, 0))
		return (struct charset){CHARSET_UTF16BE, 0, 0, zero, 95};
	return (struct charset){CHARSET_UTF8, 0, 0, "well-formed", 100};
}

bool
charset_is_utf16(struct slice first)
{
	enum charset_family family = charset_by_mark(first).family;

	return family == CHARSET_UTF16LE || family == CHARSET_UTF16BE;
}

static uint32_t
unit_at(struct slice s, size_t at, bool big)
{
	return big ? (uint32_t)s.p[at] << 8 | s.p[at + 1] : (uint32_t)s.p[at + 1] << 8 | s.p[at];
}

/* RFC 2781 section 2.2. */
static void
decode_utf16(struct slice s, bool big, struct bytes *out)
{
	size_t at = 0;

	for (; s.len - at >= 2; at += 2) {
		uint32_t u = unit_at(s, at, big), low;

		if (u < 0xD800 || u > 0xDFFF) {
			put(out, u);
			continue;
		}
		low = u <= 0xDBFF && s.len - at >= 4 ? unit_at(s, at + 2, big) : 0;
		if (low >= 0xDC00 && low <= 0xDFFF) {
			put(out, 0x10000 + ((u & 0x3FF) << 10) + (low & 0x3FF));
			at += 2;
		} else {
			put(out, REPLACEMENT);
		}
	}
	if (at < s.len)
		put(out, REPLACEMENT);
}

/* ---- UTF-8 with faults ------------------------------------------------------------------ */

static void
decode_damaged(struct slice s, struct bytes *out)
{
	uint32_t point;

	while (s.len > 0) {
		size_t n = text_point(s, &point);

		put(out, n > 0 ? point : REPLACEMENT);
		s = slice_from(s, n > 0 ? n : 1);
	}
}

/* Twenty letters in good UTF-8 for each bad byte cannot come about in another encoding. */
static bool
is_damaged_utf8(struct slice s)
{
	size_t good = 0, bad = 0;
	uint32_t point;

	while (s.len > 0) {
		size_t n = text_point(s, &point);

		good += n > 1;
		bad += n == 0;
		s = slice_from(s, n > 0 ? n : 1);
	}
	return good / 20 >= bad;
}

/* ---- 8-bit encodings ------------------------------------------------------------------- */

static void
decode_legacy(enum legacy_charset charset, struct slice s, struct bytes *out)
{
	for (size_t i = 0; i < s.len; i++) {
		uint32_t point = legacy_charset_point(charset, s.p[i]), marks[2];
		size_t count = 0;

		if (charset == LEGACY_CHARSET_VNI && i > 0)
			count = legacy_charset_marks(s.p[i], s.p[i - 1], marks);
		for (size_t k = 0; k < count; k++)
			put(out, marks[k]);
		if (count == 0)
			put(out, point != 0 ? point : REPLACEMENT);
	}
}

/* Cuts the next run of letters off `s`; `marked` where one of them is not ASCII. */
static struct slice
next_word(struct slice *s, bool *marked)
{
	struct slice word;
	uint32_t point;
	size_t n, len = 0;

	while ((n = text_point(*s, &point)) > 0 && !line_is_letter(point))
		*s = slice_from(*s, n);
	*marked = false;
	while ((n = text_point(slice_from(*s, len), &point)) > 0 && line_is_letter(point)) {
		*marked = *marked || n > 1;
		len += n;
	}
	word = slice_first(*s, len);
	*s = slice_from(*s, len);
	return word;
}

struct spelling {
	size_t words, marked, spelt;
};

/* What stands for no letter counts as a word that is spelt wrong. */
static size_t
count_replaced(struct slice line)
{
	size_t count = 0;
	const uint8_t *hit;

	while ((hit = memmem(line.p, line.len, "\xEF\xBF\xBD", 3)) != NULL) {
		line = slice_from(line, (size_t)(hit - line.p) + 3);
		count++;
	}
	return count;
}

/* Counts a line, or what stands between two tags, if any of its words has marks. */
static void
count_line(struct spelling *all, struct slice line)
{
	struct spelling own = {0};
	struct slice whole = line;

	while (line.len > 0) {
		bool marked;
		struct slice word = next_word(&line, &marked);

		own.words++;
		own.marked += marked;
		own.spelt += marked && vietnamese_syllable(word);
	}
	if (own.marked == 0)
		return;
	own.marked += count_replaced(whole);
	all->words += own.words;
	all->marked += own.marked;
	all->spelt += own.spelt;
}

/*
 * Percent of the words with marks in `text` that are spelt as Vietnamese. 0 where
 * these are too few, or too few of the words beside them have marks: "où" and
 * "più" could be Vietnamese too.
 */
static unsigned
spelt_percent(struct slice text)
{
	struct spelling all = {0};

	while (text.len > 0) {
		size_t len = 0;

		while (len < text.len && text.p[len] != '\n' && text.p[len] != '<' &&
			text.p[len] != '>')
			len++;
		count_line(&all, slice_first(text, len));
		text = slice_from(text, len + 1);
	}
	if (all.spelt < WORDS_MIN || all.spelt * SHARE_MIN < all.words)
		return 0;
	return (unsigned)(all.spelt * 100 / all.marked);
}

/* Line breaks are the same bytes in all of them, so a sample ends before one if it can. */
static struct slice
sample_of(struct slice raw)
{
	size_t len = raw.len < SAMPLE ? raw.len : SAMPLE;

	while (len > SAMPLE / 2 && len < raw.len && raw.p[len] != '\n' && raw.p[len] != ' ')
		len--;
	return slice_first(raw, len);
}

enum rc
charset_guess(struct slice raw, struct normal *n, struct charset *out, struct err *e)
{
	struct bytes decoded = BYTES_UP_TO(4 * SAMPLE), text = BYTES_UP_TO(16 * SAMPLE);
	enum rc rc = RC_OK;

	*out = (struct charset){CHARSET_UTF8_DAMAGED, 0, 0, "nearly all well-formed", 90};
	if (is_damaged_utf8(raw))
		return RC_OK;
	*out = (struct charset){.family = CHARSET_LEGACY, .rule = "spelling"};
	for (enum legacy_charset c = 0; c < LEGACY_CHARSETS && rc == RC_OK; c++) {
		unsigned percent;

		bytes_clear(&decoded);
		bytes_clear(&text);
		decode_legacy(c, sample_of(raw), &decoded);
		rc = normal_compose(n, bytes_slice(&decoded), &text, e);
		percent = spelt_percent(bytes_slice(&text));
		if (percent > out->percent) {
			out->percent = percent;
			out->legacy = c;
		}
	}
	if (rc == RC_OK)
		rc = bytes_check(&text, "text to tell an encoding by", e);
	if (rc == RC_OK && out->percent < SPELT_MIN)
		rc = err_set(e, RC_UNSUPPORTED,
			"neither UTF-8 nor UTF-16, and in none of the 8-bit encodings of Vietnamese "
			"more than %u of 100 words are Vietnamese, %u are wanted",
			out->percent, SPELT_MIN);
	bytes_release(&decoded);
	bytes_release(&text);
	return rc;
}

/* ---- all of them ----------------------------------------------------------------------- */

const char *
charset_name(const struct charset *c)
{
	switch (c->family) {
	case CHARSET_UTF16LE:
		return "UTF-16LE";
	case CHARSET_UTF16BE:
		return "UTF-16BE";
	case CHARSET_LEGACY:
		return legacy_charset_name(c->legacy);
	default:
		return "UTF-8";
	}
}

void
charset_decode(const struct charset *c, struct slice line, struct bytes *out)
{
	switch (c->family) {
	case CHARSET_UTF8:
		bytes_add(out, line);
		break;
	case CHARSET_UTF8_DAMAGED:
		decode_damaged(line, out);
		break;
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		decode_utf16(line, c->family == CHARSET_UTF16BE, out);
		break;
	case CHARSET_LEGACY:
		decode_legacy(c->legacy, line, out);
		break;
	}
}
