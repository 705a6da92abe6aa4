#include "archiver/gather/read/json_tree.h"

#include "format/base/text.h"

#include <stdlib.h>

/* Each value takes at least two bytes, but most take more: so many are made room for at first. */
#define ROOM_FIRST 256

struct parse {
	struct json_tree *out;
	struct slice text;
	size_t at;
	size_t open;	/* the innermost object or list, or JSON_TREE_NONE */
	unsigned depth; /* of those that are open */
};

/* ---- bytes ------------------------------------------------------------------------------------
 */

static int
peek(const struct parse *p)
{
	return p->at < p->text.len ? p->text.p[p->at] : -1;
}

static void
skip_blanks(struct parse *p)
{
	while (p->at < p->text.len && strchr(" \t\r\n", p->text.p[p->at]) != NULL &&
		p->text.p[p->at] != 0)
		p->at++;
}

static enum rc
wrong(const struct parse *p, const char *wanted, struct err *e)
{
	return err_set(e, RC_BAD, "no JSON: byte %zu of %zu is not %s", p->at, p->text.len, wanted);
}

static bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(int c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* ---- what stands for itself ---------------------------------------------------------------- */

static bool
take_escape(struct parse *p)
{
	int c = peek(p);

	if (c <= 0 || strchr("\"\\/bfnrtu", c) == NULL)
		return false;
	p->at++;
	for (unsigned i = 0; c == 'u' && i < 4; i++, p->at++)
		if (!is_hex(peek(p)))
			return false;
	return true;
}

/* From its first quotation mark on. */
static enum rc
take_string(struct parse *p, uint32_t *start, uint32_t *end, struct err *e)
{
	if (peek(p) != '"')
		return wrong(p, "a string", e);
	*start = (uint32_t)++p->at;
	while (peek(p) != '"') {
		int c = peek(p);

		if (c < ' ')
			return wrong(p, "within a string", e);
		p->at++;
		if (c == '\\' && !take_escape(p))
			return wrong(p, "an escape", e);
	}
	*end = (uint32_t)p->at++;
	return RC_OK;
}

static bool
take_digits(struct parse *p)
{
	size_t from = p->at;

	while (is_digit(peek(p)))
		p->at++;
	return p->at > from;
}

static bool
take_number(struct parse *p)
{
	if (peek(p) == '-')
		p->at++;
	if (peek(p) == '0')
		p->at++;
	else if (!take_digits(p))
		return false;
	if (peek(p) == '.') {
		p->at++;
		if (!take_digits(p))
			return false;
	}
	if (peek(p) == 'e' || peek(p) == 'E') {
		p->at++;
		if (peek(p) == '+' || peek(p) == '-')
			p->at++;
		return take_digits(p);
	}
	return true;
}

static bool
take_word(struct parse *p)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (slice_starts(slice_from(p->text, p->at), words[i])) {
			p->at += strlen(words[i]);
			return true;
		}
	}
	return false;
}

/* ---- what holds others ---------------------------------------------------------------------- */

static enum rc
add(struct json_tree *t, const struct json_tree_value *v, struct err *e)
{
	if (t->count == JSON_TREE_VALUES_MAX)
		return err_set(
			e, RC_LIMIT, "more than %d values in its JSON", JSON_TREE_VALUES_MAX);
	if (t->count == t->room) {
		size_t room = t->room == 0 ? ROOM_FIRST : 2 * t->room;
		struct json_tree_value *more = realloc(t->at, room * sizeof *more);

		if (more == NULL)
			return err_nomem(e);
		t->at = more;
		t->room = room;
	}
	t->at[t->count++] = *v;
	return RC_OK;
}

/* While it is open, `behind` has the one that it is in. */
static enum rc
open_value(struct parse *p, struct json_tree_value *v, struct err *e)
{
	enum rc rc;

	if (p->depth == JSON_TREE_DEPTH_MAX)
		return err_set(
			e, RC_LIMIT, "values more than %d deep in its JSON", JSON_TREE_DEPTH_MAX);
	p->at++;
	p->depth++;
	v->behind = (uint32_t)p->open;
	rc = add(p->out, v, e);
	p->open = p->out->count - 1;
	return rc;
}

static void
close_value(struct parse *p)
{
	struct json_tree_value *v = &p->out->at[p->open];

	p->at++;
	p->depth--;
	p->open = v->behind == UINT32_MAX ? JSON_TREE_NONE : v->behind;
	v->behind = (uint32_t)p->out->count;
}

/* `v` may have its name already. */
static enum rc
take_value(struct parse *p, struct json_tree_value v, struct err *e)
{
	int c;
	enum rc rc = RC_OK;

	skip_blanks(p);
	c = peek(p);
	if (c == '{' || c == '[') {
		v.kind = c == '{' ? JSON_TREE_OBJECT : JSON_TREE_LIST;
		return open_value(p, &v, e);
	}
	v.start = (uint32_t)p->at;
	if (c == '"') {
		v.kind = JSON_TREE_STRING;
		rc = take_string(p, &v.start, &v.end, e);
	} else if (c == '-' || is_digit(c)) {
		v.kind = JSON_TREE_NUMBER;
		rc = take_number(p) ? RC_OK : wrong(p, "of a number", e);
		v.end = (uint32_t)p->at;
	} else {
		v.kind = JSON_TREE_WORD;
		rc = take_word(p) ? RC_OK : wrong(p, "the start of a value", e);
	}
	v.behind = (uint32_t)p->out->count + 1;
	return rc == RC_OK ? add(p->out, &v, e) : rc;
}

/* The end of what is open, or what comes next in it. */
static enum rc
take_next(struct parse *p, struct err *e)
{
	bool object = p->out->at[p->open].kind == JSON_TREE_OBJECT;
	bool first = p->open == p->out->count - 1;
	struct json_tree_value v = {.kind = JSON_TREE_WORD};
	enum rc rc = RC_OK;

	skip_blanks(p);
	if (peek(p) == (object ? '}' : ']')) {
		close_value(p);
		return RC_OK;
	}
	if (!first) {
		if (peek(p) != ',')
			return wrong(p, object ? "',' or '}'" : "',' or ']'", e);
		p->at++;
		skip_blanks(p);
	}
	if (object) {
		rc = take_string(p, &v.name, &v.name_end, e);
		skip_blanks(p);
		if (rc == RC_OK && peek(p) != ':')
			rc = wrong(p, "':'", e);
		p->at++;
	}
	return rc == RC_OK ? take_value(p, v, e) : rc;
}

enum rc
json_tree_parse(struct slice text, struct json_tree *out, struct err *e)
{
	struct parse p = {.out = out, .text = text, .open = JSON_TREE_NONE};
	enum rc rc;

	*out = JSON_TREE_EMPTY;
	out->text = text;
	if (text.len >= UINT32_MAX)
		return err_set(e, RC_LIMIT, "%zu bytes of JSON", text.len);
	if (!text_is_utf8(text))
		return err_set(e, RC_BAD, "no JSON: it is not UTF-8");
	if (slice_starts(text, "\xEF\xBB\xBF"))
		p.at = 3;
	rc = take_value(&p, (struct json_tree_value){.kind = JSON_TREE_WORD}, e);
	while (rc == RC_OK && p.open != JSON_TREE_NONE)
		rc = take_next(&p, e);
	skip_blanks(&p);
	if (rc == RC_OK && p.at < text.len)
		rc = wrong(&p, "the end", e);
	if (rc != RC_OK)
		json_tree_release(out);
	return rc;
}

void
json_tree_release(struct json_tree *t)
{
	free(t->at);
	*t = JSON_TREE_EMPTY;
}

/* ---- asking ----------------------------------------------------------------------------------
 */

size_t
json_tree_first(const struct json_tree *t, size_t in)
{
	return in != JSON_TREE_NONE && in + 1 < t->at[in].behind ? in + 1 : JSON_TREE_NONE;
}

size_t
json_tree_next(const struct json_tree *t, size_t in, size_t i)
{
	return t->at[i].behind < t->at[in].behind ? t->at[i].behind : JSON_TREE_NONE;
}

struct slice
json_tree_name(const struct json_tree *t, size_t i)
{
	return slice_of(t->text.p + t->at[i].name, t->at[i].name_end - t->at[i].name);
}

static bool
is_named(struct slice name, const char *wanted)
{
	size_t i = 0;

	for (; i < name.len && wanted[i] != '\0'; i++) {
		unsigned a = name.p[i], b = (uint8_t)wanted[i];

		a |= a >= 'A' && a <= 'Z' ? 0x20 : 0;
		b |= b >= 'A' && b <= 'Z' ? 0x20 : 0;
		if (a != b)
			return false;
	}
	return i == name.len && wanted[i] == '\0';
}

size_t
json_tree_member(const struct json_tree *t, size_t object, const char *name)
{
	size_t i;

	if (object == JSON_TREE_NONE || t->at[object].kind != JSON_TREE_OBJECT)
		return JSON_TREE_NONE;
	for (i = json_tree_first(t, object); i != JSON_TREE_NONE; i = json_tree_next(t, object, i))
		if (is_named(json_tree_name(t, i), name))
			return i;
	return JSON_TREE_NONE;
}

static uint32_t
hex4(struct slice s)
{
	uint32_t v = 0;

	for (size_t i = 0; i < 4; i++)
		v = v << 4 | ((s.p[i] & 0xFU) + (s.p[i] > '9' ? 9U : 0U));
	return v;
}

/* An escape behind its backslash; gives its length. Half of a pair alone is U+FFFD. */
static size_t
put_escape(struct slice s, struct bytes *out)
{
	static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
	const char *letter = strchr(letters, s.p[0]);
	uint32_t point, low;
	uint8_t four[4];
	size_t len = 5;

	if (s.p[0] != 'u') {
		bytes_u8(out, letter == NULL ? s.p[0] : (uint8_t)controls[letter - letters]);
		return 1;
	}
	point = hex4(slice_from(s, 1));
	low = point >> 10 == 0x36 && s.len >= 11 && s.p[5] == '\\' && s.p[6] == 'u'
		? hex4(slice_from(s, 7))
		: 0;
	if (low >> 10 == 0x37) {
		point = 0x10000 + ((point & 0x3FF) << 10) + (low & 0x3FF);
		len = 11;
	}
	bytes_add(out, slice_of(four, text_put(point >> 11 == 0x1B ? 0xFFFD : point, four)));
	return len;
}

void
json_tree_text(const struct json_tree *t, size_t i, struct bytes *out)
{
	const struct json_tree_value *v = &t->at[i];
	struct slice rest = slice_of(t->text.p + v->start, v->end - v->start);

	if (v->kind != JSON_TREE_STRING && v->kind != JSON_TREE_NUMBER)
		return;
	for (;;) {
		size_t plain = slice_find(rest, '\\');

		bytes_add(out, slice_first(rest, plain));
		if (plain == rest.len)
			return;
		rest = slice_from(rest, plain + 1);
		rest = slice_from(rest, put_escape(rest, out));
	}
}
