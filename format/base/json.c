#include "format/base/json.h"

/* A comma goes before every value but the first; a key has written its own. */
static void
before(struct json *j)
{
	if (j->comma)
		bytes_u8(j->out, ',');
	j->comma = true;
}

void
json_open(struct json *j)
{
	before(j);
	bytes_u8(j->out, '{');
	j->comma = false;
}

void
json_close(struct json *j)
{
	bytes_u8(j->out, '}');
	j->comma = true;
}

void
json_open_list(struct json *j)
{
	before(j);
	bytes_u8(j->out, '[');
	j->comma = false;
}

void
json_close_list(struct json *j)
{
	bytes_u8(j->out, ']');
	j->comma = true;
}

/* True where none of the eight bytes at `p` needs an escape. */
static bool
is_eight_plain(const uint8_t *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = 0x80 * ones;
	uint64_t w, quote, slash;

	memcpy(&w, p, sizeof w);
	quote = w ^ '"' * ones;
	slash = w ^ '\\' * ones;
	/* A byte borrows where it is too small and has no high bit; one wrongly told so does no
	 * harm. */
	return (((w - 0x20 * ones) & ~w) & high) == 0 && (((quote - ones) & ~quote) & high) == 0 &&
		(((slash - ones) & ~slash) & high) == 0;
}

static void
quoted(struct json *j, struct slice s)
{
	static const char SHORT[] = "\b\f\n\r\t", LETTER[] = "bfnrt";
	size_t done = 0;

	bytes_u8(j->out, '"');
	for (size_t i = 0; i < s.len; i++) {
		const char *hit;

		while (s.len - i > 8 && is_eight_plain(s.p + i))
			i += 8;
		if (s.p[i] >= 0x20 && s.p[i] != '"' && s.p[i] != '\\')
			continue;
		bytes_add(j->out, slice_of(s.p + done, i - done));
		done = i + 1;
		bytes_u8(j->out, '\\');
		hit = s.p[i] == 0 ? NULL : strchr(SHORT, s.p[i]);
		if (s.p[i] >= 0x20)
			bytes_u8(j->out, s.p[i]);
		else if (hit != NULL)
			bytes_u8(j->out, (uint8_t)LETTER[hit - SHORT]);
		else
			bytes_fmt(j->out, "u%04x", s.p[i]);
	}
	bytes_add(j->out, slice_from(s, done));
	bytes_u8(j->out, '"');
}

void
json_key(struct json *j, const char *name)
{
	before(j);
	quoted(j, slice_str(name));
	bytes_u8(j->out, ':');
	j->comma = false;
}

void
json_string(struct json *j, struct slice s)
{
	before(j);
	quoted(j, s);
}

void
json_raw(struct json *j, struct slice value)
{
	before(j);
	bytes_add(j->out, value);
}

void
json_number(struct json *j, uint64_t v)
{
	before(j);
	bytes_number(j->out, v);
}

void
json_bool(struct json *j, bool v)
{
	json_raw(j, slice_str(v ? "true" : "false"));
}

void
json_null(struct json *j)
{
	json_raw(j, slice_str("null"));
}

void
json_pair(struct json *j, const char *name, struct slice s)
{
	json_key(j, name);
	json_string(j, s);
}

void
json_pair_str(struct json *j, const char *name, const char *s)
{
	json_pair(j, name, slice_str(s));
}

void
json_pair_number(struct json *j, const char *name, uint64_t v)
{
	json_key(j, name);
	json_number(j, v);
}

void
json_pair_bool(struct json *j, const char *name, bool v)
{
	json_key(j, name);
	json_bool(j, v);
}

void
json_line(struct json *j)
{
	if (j->comma)
		bytes_u8(j->out, ',');
	bytes_u8(j->out, '\n');
	j->comma = false;
}
