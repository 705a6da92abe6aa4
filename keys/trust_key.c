#include "keys/trust_key.h"

#include "format/base/civil.h"
#include "format/base/cursor.h"
#include "format/base/text.h"
#include "keys/note.h"

#include <stdio.h>

int64_t
trust_key_day(int64_t seconds)
{
	int64_t day = seconds / CIVIL_DAY_SECONDS;

	return seconds % CIVIL_DAY_SECONDS < 0 ? day - 1 : day;
}

bool
trust_key_day_parse(struct slice text, int64_t open, int64_t *day)
{
	struct civil c;

	if (slice_is(text, "-")) {
		*day = open;
		return true;
	}
	if (!civil_date_parse(text, &c))
		return false;
	*day = trust_key_day(civil_seconds(&c));
	return true;
}

static bool
calendar_day(int64_t day, struct civil *c)
{
	const int64_t most = INT64_MAX / CIVIL_DAY_SECONDS;

	return day > -most && day < most && civil_of(day * CIVIL_DAY_SECONDS, 0, c);
}

struct trust_key_day_text
trust_key_day_text(int64_t day)
{
	struct trust_key_day_text t = {"-"};
	struct civil c;

	if (calendar_day(day, &c))
		snprintf(t.text, sizeof t.text, "%04u-%02u-%02u", c.year % 10000, c.month % 100,
			c.day % 100);
	return t;
}

/* "*" would read as everybody, and "#" begins a comment. */
static bool
is_origin(struct slice s)
{
	return note_name_check(s) && !slice_is(s, "*") && s.p[0] != '#';
}

static bool
is_one_line(struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((s.p[i] < 0x20 && s.p[i] != '\t') || s.p[i] == 0x7F)
			return false;
	}
	return text_is_utf8(s);
}

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

static void
skip_blanks(struct cursor *c)
{
	while (c->left > 0 && is_blank(*c->p))
		cursor_take(c, 1);
}

static struct slice
field(struct cursor *c)
{
	size_t n = 0;

	skip_blanks(c);
	while (n < c->left && !is_blank(c->p[n]))
		n++;
	return cursor_take(c, n);
}

static enum rc
parse_times(struct slice from, struct slice until, struct trust_key *key, struct err *e)
{
	key->revoked = slice_is(until, "revoked");
	key->until = TRUST_KEY_FOREVER;
	if (!trust_key_day_parse(from, TRUST_KEY_ALWAYS, &key->from))
		return err_set(e, RC_BAD, "\"%.*s\" is neither a date nor -", SLICE_FMT(from));
	if (!key->revoked && !trust_key_day_parse(until, TRUST_KEY_FOREVER, &key->until))
		return err_set(e, RC_BAD, "\"%.*s\" is neither a date nor - nor \"revoked\"",
			SLICE_FMT(until));
	if (key->from > key->until)
		return err_set(e, RC_BAD, "believed from %.*s, but until %.*s", SLICE_FMT(from),
			SLICE_FMT(until));
	return RC_OK;
}

static enum rc
parse_fields(struct slice line, struct trust_key *key, struct err *e)
{
	struct cursor c = cursor_over(line);
	struct slice code, from, until;
	enum rc rc;

	key->origin = field(&c);
	code = field(&c);
	from = field(&c);
	until = field(&c);
	skip_blanks(&c);
	key->name = cursor_rest(&c);
	if (until.len == 0)
		return err_set(e, RC_BAD, "not <origin> <public key> <from> <until> <name>");
	if (!is_origin(key->origin))
		return err_set(e, RC_BAD, "\"%.*s\" cannot be an origin", SLICE_FMT(key->origin));
	rc = public_key_parse(code, &key->public, e);
	return rc == RC_OK ? parse_times(from, until, key, e) : rc;
}

enum rc
trust_key_parse(struct slice line, struct trust_key *out, struct err *e)
{
	struct trust_key key;
	enum rc rc;

	*out = (struct trust_key){.origin = SLICE_EMPTY};
	if (!is_one_line(line))
		return err_set(e, RC_BAD, "not UTF-8, or with control characters");
	rc = parse_fields(line, &key, e);
	if (rc == RC_OK)
		*out = key;
	return rc;
}

static bool
are_days(const struct trust_key *key)
{
	struct civil c;

	return (key->from == TRUST_KEY_ALWAYS || calendar_day(key->from, &c)) &&
		(key->until == TRUST_KEY_FOREVER || calendar_day(key->until, &c));
}

enum rc
trust_key_write(const struct trust_key *key, struct bytes *out, struct err *e)
{
	if (!is_origin(key->origin))
		return err_set(e, RC_USAGE, "\"%.*s\" cannot be an origin", SLICE_FMT(key->origin));
	if (!is_one_line(key->name))
		return err_set(e, RC_USAGE, "\"%.*s\" cannot name a key", SLICE_FMT(key->name));
	if (!are_days(key) || key->from > key->until)
		return err_set(e, RC_USAGE, "believed from %s until %s: no such time",
			trust_key_day_text(key->from).text, trust_key_day_text(key->until).text);
	bytes_add(out, key->origin);
	bytes_u8(out, ' ');
	public_key_write(&key->public, out);
	bytes_fmt(out, " %s %s", trust_key_day_text(key->from).text,
		key->revoked ? "revoked" : trust_key_day_text(key->until).text);
	if (key->name.len > 0)
		bytes_u8(out, ' ');
	bytes_add(out, key->name);
	return bytes_check(out, "line of the trust file", e);
}
