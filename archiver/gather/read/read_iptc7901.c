#include "archiver/gather/read/read_iptc7901.h"

#include "archiver/gather/read/read_text.h"
#include "archiver/gather/read/wire.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/number.h"

#define SOH 0x01
#define STX 0x02
#define ETX 0x03
#define EOT 0x04
#define SYN 0x16

/* Of the header, before its text. */
#define HEAD_MAX 1024

/* Years of two digits from here on are of the century before. */
#define CENTURY 70

struct message {
	struct slice head, text, end;
	bool cut;  /* no ETX */
	bool more; /* another message behind it */
};

/* ---- how it is put together --------------------------------------------------------------------
 */

static struct slice
skip(struct slice s, const char *signs)
{
	while (s.len > 0 && s.p[0] != 0 && strchr(signs, s.p[0]) != NULL)
		s = slice_from(s, 1);
	return s;
}

/* Lines of tape may begin with what keeps machines in step. */
static struct slice
start_of(struct slice raw)
{
	static const char idle[] = {' ', '\r', '\n', SYN, 0};

	return skip(raw, idle);
}

static bool
cut_message(struct slice raw, struct message *out)
{
	struct slice s = start_of(raw);
	size_t text;

	if (s.len == 0 || s.p[0] != SOH)
		return false;
	s = slice_from(s, 1);
	text = slice_find(slice_first(s, HEAD_MAX), STX);
	if (text >= s.len || s.p[text] != STX)
		return false;
	out->head = slice_first(s, text);
	s = slice_from(s, text + 1);
	out->text = slice_first(s, slice_find(s, ETX));
	out->cut = out->text.len == s.len;
	out->end = slice_from(s, out->text.len + 1);
	out->more = slice_find(out->end, SOH) < out->end.len;
	out->end = slice_first(out->end, slice_find(out->end, EOT));
	return true;
}

static struct slice
take_word(struct slice *rest)
{
	struct slice s = skip(*rest, " \t\r\n"), word;
	size_t len = 0;

	while (len < s.len && s.p[len] > ' ')
		len++;
	word = slice_first(s, len);
	*rest = slice_from(s, len);
	return word;
}

static bool
is_letter(uint8_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* `abc0123`: letters for who sent it, digits for which message it is. */
static bool
is_number_of_message(struct slice word)
{
	size_t letters = 0, digits = 0;

	while (letters < word.len && is_letter(word.p[letters]))
		letters++;
	while (letters + digits < word.len && word.p[letters + digits] >= '0' &&
		word.p[letters + digits] <= '9')
		digits++;
	return letters > 0 && digits > 0 && letters + digits == word.len;
}

bool
read_iptc7901_check(struct slice first)
{
	struct message m;

	return cut_message(first, &m) && is_number_of_message(take_word(&m.head));
}

/* ---- the head ---------------------------------------------------------------------------------
 */

static bool
is_digits(struct slice word)
{
	unsigned ignored;

	return word.len > 0 && number_digits(slice_first(word, 9), &ignored);
}

/* Each part may be missing; what is none of them belongs to the catchline. */
static void
tell_head(struct wire *x, struct slice head)
{
	struct slice rest = head, word = take_word(&rest), behind = rest;

	wire_tell(x, "message", word, "SOH");
	word = take_word(&behind);
	if (word.len == 1 && word.p[0] >= '1' && word.p[0] <= '9') {
		wire_tell(x, "urgency", word, "SOH");
		rest = behind;
		word = take_word(&behind);
	}
	if (word.len > 0 && word.len <= 3 && is_letter(word.p[0])) {
		wire_tell(x, "category", word, "SOH");
		rest = behind;
		word = take_word(&behind);
	}
	if (is_digits(word) && word.len <= 5) {
		wire_tell(x, "words", word, "SOH");
		rest = behind;
	}
	wire_tell(x, "slugline", rest, "SOH");
}

/* ---- the end ----------------------------------------------------------------------------------
 */

/* English; German and French where they differ. */
static unsigned
month_of(struct slice word)
{
	static const char *const names[12][3] = {{"jan", NULL}, {"feb", "fev"},
		{"mar", "mrz", "maerz"}, {"apr", "avr"}, {"may", "mai"}, {"jun", "juin"},
		{"jul", "juil"}, {"aug", "aou"}, {"sep", NULL}, {"oct", "okt"}, {"nov", NULL},
		{"dec", "dez"}};

	for (unsigned i = 0; i < 12; i++)
		for (unsigned k = 0; k < 3 && names[i][k] != NULL; k++)
			if (line_starts(word, names[i][k]) > 0)
				return i + 1;
	return 0;
}

/* `281644`, then perhaps a zone, a month and a year. */
static bool
parse_end(struct slice end, struct civil *out, bool *zoned)
{
	struct slice time = take_word(&end), word = take_word(&end);
	unsigned when, year;

	*zoned = line_is(word, "gmt") || line_is(word, "utc") || line_is(word, "z");
	*out = (struct civil){.offset = 0};
	out->month = month_of(word);
	if (out->month == 0)
		out->month = month_of(take_word(&end));
	word = take_word(&end);
	if (time.len != 6 || !number_digits(time, &when) || (word.len != 2 && word.len != 4) ||
		!number_digits(word, &year))
		return false;
	out->day = when / 10000;
	out->hour = when / 100 % 100;
	out->minute = when % 100;
	out->year = word.len == 4 ? year : year + (year < CENTURY ? 2000 : 1900);
	return civil_check(out);
}

static void
tell_end(struct wire *x, struct slice end)
{
	const struct story_writer_source source = {"ETX", x->format, 95};
	struct civil when;
	bool zoned;

	if (x->rc != RC_OK || !parse_end(end, &when, &zoned))
		return;
	if (!zoned)
		when.offset = x->zone;
	x->w.story->told |= STORY_TOLD_MOMENT;
	x->rc = story_writer_moment(&x->w, &when, zoned, line_trim(end), &source, &x->e);
}

/* ---- the text --------------------------------------------------------------------------------
 */

/* By two blanks at least; a block begins before or behind them. */
static bool
is_indented(struct slice text, const struct story_block *b)
{
	size_t from = b->raw_start, to = b->raw_start;

	while (from > 0 && text.p[from - 1] == ' ')
		from--;
	while (to < b->raw_end && text.p[to] == ' ')
		to++;
	return to - from >= 2;
}

/* Blocks know their lines in the text; they are to know them in the whole. */
static void
set_lines(struct story *s, struct slice text, size_t before)
{
	size_t indented = 0;

	for (size_t i = 0; i < s->block_count; i++)
		indented += is_indented(text, &s->blocks[i]);
	for (size_t i = 0; i < s->block_count; i++) {
		struct story_block *b = &s->blocks[i];

		if (indented < s->block_count && is_indented(text, b))
			b->apart = true;
		b->raw_start += (uint32_t)before;
		b->raw_end += (uint32_t)before;
	}
}

static enum rc
put_text(
	const struct message *m, struct slice raw, struct normal *n, struct story *s, struct err *e)
{
	enum rc rc = read_text(m->text, n, s, e);

	if (rc != RC_OK)
		return rc;
	set_lines(s, m->text, (size_t)(m->text.p - raw.p));
	if (m->cut)
		story_warn(s, "its end is missing: there is no ETX");
	return RC_OK;
}

enum rc
read_iptc7901(struct slice raw, int zone, const struct intake_report *report, struct normal *n,
	struct story *s, struct err *e)
{
	struct message m;
	struct wire x;
	enum rc rc;

	if (!cut_message(raw, &m))
		return err_set(e, RC_BAD, "no message of IPTC 7901: no SOH and STX");
	if (m.more)
		return err_set(e, RC_UNSUPPORTED,
			"several messages of IPTC 7901: each is read from a file of its own");
	rc = put_text(&m, raw, n, s, e);
	if (rc != RC_OK)
		return rc;
	wire_init(&x, "IPTC 7901", zone, report, n, s);
	tell_head(&x, m.head);
	tell_end(&x, m.end);
	rc = x.rc;
	if (rc != RC_OK)
		*e = x.e;
	wire_release(&x);
	return rc == RC_OK ? story_check(s, e) : rc;
}
