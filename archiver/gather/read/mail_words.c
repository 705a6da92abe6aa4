#include "archiver/gather/read/mail_words.h"

#include "archiver/gather/read/declared_charset.h"
#include "archiver/gather/read/transfer.h"

/* An encoded word is at most 75 bytes long; mailers write longer ones. */
#define WORD_MAX 4096

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ---- texts ------------------------------------------------------------------------------- */

struct word {
	struct slice label, text;
	bool base64;
	size_t len; /* of all of it */
};

/* `=?charset*language?B?text?=` at the beginning of `s`. */
static bool
take_word(struct slice s, struct word *w)
{
	size_t label, end;

	if (!slice_starts(s, "=?"))
		return false;
	s = slice_first(s, WORD_MAX);
	label = slice_find(slice_from(s, 2), '?') + 2;
	if (label + 3 >= s.len || s.p[label + 2] != '?')
		return false;
	w->base64 = lower(s.p[label + 1]) == 'b';
	if (!w->base64 && lower(s.p[label + 1]) != 'q')
		return false;
	for (end = label + 3; end + 1 < s.len; end++)
		if (s.p[end] == '?' && s.p[end + 1] == '=')
			break;
	if (end + 1 >= s.len)
		return false;
	w->label = slice_of(s.p + 2, label - 2);
	w->label = slice_first(w->label, slice_find(w->label, '*'));
	w->text = slice_of(s.p + label + 3, end - label - 3);
	w->len = end + 2;
	return true;
}

/*
 * A character may be cut in two between words of one encoding, so their bytes are put together
 * before they are decoded.
 */
struct run {
	struct slice label;
	struct bytes raw;
};

static void
end_run(struct run *r, struct bytes *out)
{
	if (r->raw.len > 0 && !declared_charset_decode(r->label, bytes_slice(&r->raw), out))
		bytes_add(out, bytes_slice(&r->raw));
	if (r->raw.failed != RC_OK)
		out->failed = r->raw.failed;
	bytes_clear(&r->raw);
}

static void
add_word(struct run *r, const struct word *w, struct bytes *out)
{
	if (!slice_equal(r->label, w->label))
		end_run(r, out);
	r->label = w->label;
	if (w->base64)
		transfer_base64(w->text, &r->raw);
	else
		transfer_quoted(w->text, true, &r->raw);
}

void
mail_words_decode(struct slice value, struct bytes *out)
{
	struct run run = {SLICE_EMPTY, BYTES_UP_TO(1024 * 1024)};
	bool behind_word = false;

	while (value.len > 0) {
		size_t blanks = 0;
		struct word w;

		while (blanks < value.len && is_blank(value.p[blanks]))
			blanks++;
		if (take_word(slice_from(value, blanks), &w)) {
			if (blanks > 0 && !behind_word)
				bytes_u8(out, ' ');
			add_word(&run, &w, out);
			behind_word = true;
			value = slice_from(value, blanks + w.len);
			continue;
		}
		end_run(&run, out);
		if (blanks > 0 && blanks < value.len)
			bytes_u8(out, ' ');
		value = slice_from(value, blanks);
		if (value.len > 0)
			bytes_u8(out, value.p[0]);
		value = slice_from(value, 1);
		behind_word = false;
	}
	end_run(&run, out);
	bytes_release(&run.raw);
}

/* ---- addresses ------------------------------------------------------------------------------- */

static struct slice
trim(struct slice s)
{
	while (s.len > 0 && (is_blank(s.p[0]) || s.p[0] == '"' || s.p[0] == '\''))
		s = slice_from(s, 1);
	while (s.len > 0 &&
		(is_blank(s.p[s.len - 1]) || s.p[s.len - 1] == '"' || s.p[s.len - 1] == '\''))
		s.len--;
	return s;
}

/* `Name <address>`, `address (Name)`, `address`; a comma outside quotes ends it. */
void
mail_words_mailbox(struct slice value, struct bytes *name, struct slice *address)
{
	size_t end = 0, open;
	bool quoted = false;

	while (end < value.len && (quoted || value.p[end] != ',')) {
		quoted ^= value.p[end] == '"';
		end++;
	}
	value = slice_first(value, end);
	open = slice_find(value, '<');
	if (open < value.len) {
		*address = slice_from(value, open + 1);
		*address = trim(slice_first(*address, slice_find(*address, '>')));
		mail_words_decode(trim(slice_first(value, open)), name);
		return;
	}
	open = slice_find(value, '(');
	*address = trim(slice_first(value, open));
	value = slice_from(value, open + 1);
	mail_words_decode(trim(slice_first(value, slice_find(value, ')'))), name);
}

/* ---- dates -------------------------------------------------------------------------------------
 */

/* The next word or number; signs and comments are passed over, but for those of a zone. */
static struct slice
next_token(struct slice *rest)
{
	size_t len = 0;

	while (rest->len > 0) {
		uint8_t c = rest->p[0];

		if (c == '(')
			*rest = slice_from(*rest, slice_find(*rest, ')'));
		else if (lower(c) >= 'a' && lower(c) <= 'z')
			break;
		else if ((c >= '0' && c <= '9') || c == '+' || c == '-')
			break;
		*rest = slice_from(*rest, 1);
	}
	while (len < rest->len) {
		uint8_t c = lower(rest->p[len]);

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') &&
			!(len == 0 && (c == '+' || c == '-')))
			break;
		len++;
	}
	*rest = slice_from(*rest, len);
	return slice_of(rest->p - len, len);
}

static bool
number(struct slice s, size_t most, unsigned *out)
{
	*out = 0;
	if (s.len == 0 || s.len > most)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (s.p[i] - '0');
	}
	return true;
}

static bool
month_of(struct slice s, unsigned *out)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (s.len < 3)
		return false;
	for (unsigned m = 0; m < 12; m++) {
		const char *name = names + (size_t)3 * m;

		if (lower(s.p[0]) == (uint8_t)name[0] && lower(s.p[1]) == (uint8_t)name[1] &&
			lower(s.p[2]) == (uint8_t)name[2]) {
			*out = m + 1;
			return true;
		}
	}
	return false;
}

/* `+0700`, or a name of RFC 5322, section 4.3; what is not known is UTC, as it says. */
static int
zone_of(struct slice s)
{
	static const struct {
		const char *name;
		int hours;
	} names[] = {{"edt", -4}, {"est", -5}, {"cdt", -5}, {"cst", -6}, {"mdt", -6}, {"mst", -7},
		{"pdt", -7}, {"pst", -8}, {"ict", 7}};
	unsigned n;

	if (s.len == 5 && (s.p[0] == '+' || s.p[0] == '-') && number(slice_from(s, 1), 4, &n) &&
		n / 100 < 24 && n % 100 < 60) {
		int minutes = (int)(n / 100 * 60 + n % 100);

		return s.p[0] == '-' ? -minutes : minutes;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (s.len == 3 && lower(s.p[0]) == (uint8_t)names[i].name[0] &&
			lower(s.p[1]) == (uint8_t)names[i].name[1] &&
			lower(s.p[2]) == (uint8_t)names[i].name[2])
			return names[i].hours * 60;
	return 0;
}

bool
mail_words_date(struct slice value, struct civil *out)
{
	struct slice token = next_token(&value);

	*out = (struct civil){.year = 0};
	/* The day of the week says nothing new. */
	if (token.len > 0 && lower(token.p[0]) >= 'a')
		token = next_token(&value);
	if (!number(token, 2, &out->day) || !month_of(next_token(&value), &out->month))
		return false;
	token = next_token(&value);
	if (!number(token, 4, &out->year))
		return false;
	if (token.len == 2)
		out->year += out->year < 50 ? 2000 : 1900;
	if (!number(next_token(&value), 2, &out->hour) ||
		!number(next_token(&value), 2, &out->minute))
		return false;
	token = next_token(&value);
	if (number(token, 2, &out->second))
		token = next_token(&value);
	if (out->second == 60)
		out->second = 59;
	out->offset = zone_of(token);
	return civil_check(out);
}
