#include "keys/trust.h"

#include "keys/note.h"
#include "keys/small_file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* One line without its newline. The key's slices point into the text. */
struct trust_line {
	struct bytes text;
	bool is_key;
	bool in_memory; /* from trust_add_any: never written */
	struct trust_key key;
};

#define ANY_ORIGIN "*"

void
trust_release(struct trust *t)
{
	for (size_t i = 0; i < t->count; i++)
		bytes_release(&t->lines[i].text);
	free(t->lines);
	*t = TRUST_EMPTY;
}

const struct trust_key *
trust_next(const struct trust *t, size_t *at)
{
	while (*at < t->count) {
		const struct trust_line *line = &t->lines[(*at)++];

		if (line->is_key)
			return &line->key;
	}
	return NULL;
}

/* ---- lines ------------------------------------------------------------------------------- */

static bool
says_nothing(struct slice line)
{
	size_t i = 0;

	while (i < line.len && (line.p[i] == ' ' || line.p[i] == '\t'))
		i++;
	return i == line.len || line.p[i] == '#';
}

static enum rc
line_parse(struct slice text, struct trust_line *out, struct err *e)
{
	struct trust_line line = {.text = BYTES_UP_TO(TRUST_FILE_MAX)};
	enum rc rc;

	bytes_add(&line.text, text);
	line.is_key = !says_nothing(text);
	rc = bytes_check(&line.text, "line of the trust file", e);
	if (rc == RC_OK && line.is_key)
		rc = trust_key_parse(bytes_slice(&line.text), &line.key, e);
	if (rc != RC_OK)
		bytes_release(&line.text);
	*out = line;
	return rc;
}

/* The line that says what `key` says. */
static enum rc
line_of(const struct trust_key *key, struct trust_line *out, struct err *e)
{
	struct bytes text = BYTES_UP_TO(TRUST_FILE_MAX);
	enum rc rc = trust_key_write(key, &text, e);

	if (rc == RC_OK)
		rc = line_parse(bytes_slice(&text), out, e);
	bytes_release(&text);
	return rc;
}

static enum rc
check_beside(const struct trust *t, const struct trust_key *key, struct err *e)
{
	struct public_key_id_text id = public_key_id_text(key->public.id);
	const struct trust_key *other;

	for (size_t at = 0; (other = trust_next(t, &at)) != NULL;) {
		bool same_id = memcmp(other->public.id, key->public.id, PUBLIC_KEY_ID_SIZE) == 0;
		bool same_key = memcmp(other->public.key, key->public.key, PUBLIC_KEY_SIZE) == 0;

		if (same_id && !same_key)
			return err_set(e, RC_BAD, "key id %s stands for two keys", id.text);
		if (same_key && !same_id)
			return err_set(e, RC_BAD, "one key under two ids, %s and %s",
				public_key_id_text(other->public.id).text, id.text);
		if (same_key && slice_equal(other->origin, key->origin))
			return err_set(e, RC_BAD, "key %s stands twice for \"%.*s\"", id.text,
				SLICE_FMT(key->origin));
	}
	return RC_OK;
}

static enum rc
make_room(struct trust *t, struct err *e)
{
	size_t room = t->room == 0 ? 16 : t->room * 2;
	struct trust_line *lines;

	if (t->count < t->room)
		return RC_OK;
	lines = reallocarray(t->lines, room, sizeof *lines);
	if (lines == NULL)
		return err_nomem(e);
	t->lines = lines;
	t->room = room;
	return RC_OK;
}

/* Takes the line over; it is released on failure. */
static enum rc
append(struct trust *t, struct trust_line *line, struct err *e)
{
	enum rc rc = line->is_key ? check_beside(t, &line->key, e) : RC_OK;

	if (rc == RC_OK)
		rc = make_room(t, e);
	if (rc == RC_OK)
		t->lines[t->count++] = *line;
	else
		bytes_release(&line->text);
	return rc;
}

/* ---- the file ------------------------------------------------------------------------------ */

enum rc
trust_parse(struct slice text, struct trust *out, struct err *e)
{
	trust_release(out);
	if (text.len > TRUST_FILE_MAX)
		return err_set(e, RC_LIMIT, "trust file of %zu bytes, room for %d", text.len,
			TRUST_FILE_MAX);
	for (size_t number = 1; text.len > 0; number++) {
		size_t end = slice_find(text, '\n');
		struct trust_line line;
		enum rc rc = line_parse(slice_first(text, end), &line, e);

		if (rc == RC_OK)
			rc = append(out, &line, e);
		if (rc != RC_OK) {
			trust_release(out);
			return err_within(e, rc, "line %zu", number);
		}
		text = slice_from(text, end + 1);
	}
	return RC_OK;
}

void
trust_write(const struct trust *t, struct bytes *out)
{
	for (size_t i = 0; i < t->count; i++) {
		if (t->lines[i].in_memory)
			continue;
		bytes_add(out, bytes_slice(&t->lines[i].text));
		bytes_u8(out, '\n');
	}
}

enum rc
trust_read(const char *path, struct trust *out, struct err *e)
{
	struct bytes hold = BYTES_UP_TO(TRUST_FILE_MAX + 1);
	uint8_t *room = bytes_room(&hold, TRUST_FILE_MAX + 1);
	size_t len;
	enum rc rc;

	trust_release(out);
	if (room == NULL)
		return err_nomem(e);
	rc = small_file_read(path, SMALL_FILE_OURS, room, TRUST_FILE_MAX + 1, &len, e);
	if (rc == RC_OK) {
		rc = trust_parse(slice_of(room, len), out, e);
		if (rc != RC_OK)
			rc = err_within(e, rc == RC_BAD ? RC_USAGE : rc, "\"%s\"", path);
	}
	bytes_release(&hold);
	return rc;
}

enum rc
trust_read_if_any(const char *path, struct trust *out, struct err *e)
{
	struct stat st;

	trust_release(out);
	if (lstat(path, &st) != 0 && errno == ENOENT)
		return RC_OK;
	return trust_read(path, out, e);
}

enum rc
trust_save(const char *path, const struct trust *t, struct err *e)
{
	struct bytes text = BYTES_UP_TO(TRUST_FILE_MAX);
	enum rc rc;

	trust_write(t, &text);
	rc = bytes_check(&text, "trust file", e);
	if (rc == RC_OK)
		rc = small_file_replace(path, 0600, bytes_slice(&text), e);
	bytes_release(&text);
	return rc;
}

/* ---- changes ------------------------------------------------------------------------------- */

enum rc
trust_add(struct trust *t, const struct trust_key *key, struct err *e)
{
	struct trust_line line;
	enum rc rc = line_of(key, &line, e);

	if (rc == RC_OK)
		rc = append(t, &line, e);
	return rc == RC_BAD ? err_within(e, RC_USAGE, "trust file") : rc;
}

enum rc
trust_add_any(struct trust *t, const struct public_key *key, struct err *e)
{
	struct trust_line line = {.is_key = true, .in_memory = true};
	const struct trust_key *other;
	enum rc rc;

	line.key.origin = slice_str(ANY_ORIGIN);
	line.key.public = *key;
	line.key.from = TRUST_KEY_ALWAYS;
	line.key.until = TRUST_KEY_FOREVER;
	for (size_t at = 0; (other = trust_next(t, &at)) != NULL;) {
		if (slice_is(other->origin, ANY_ORIGIN) && public_key_equal(&other->public, key))
			return RC_OK;
	}
	rc = append(t, &line, e);
	return rc == RC_BAD ? err_within(e, RC_USAGE, "trusted keys") : rc;
}

/* Puts the line that says what `key` says in the place of one it borrows from. */
static enum rc
rewrite(struct trust_line *line, const struct trust_key *key, struct err *e)
{
	struct trust_line fresh;
	enum rc rc = line_of(key, &fresh, e);

	if (rc != RC_OK)
		return rc;
	bytes_release(&line->text);
	*line = fresh;
	return RC_OK;
}

/* Lets `change` have every line of the key that stands in the file. */
static enum rc
change_lines(struct trust *t, const uint8_t id[PUBLIC_KEY_ID_SIZE],
	enum rc (*change)(struct trust_key *, int64_t, struct err *), int64_t until, struct err *e)
{
	bool found = false;

	for (size_t i = 0; i < t->count; i++) {
		struct trust_line *line = &t->lines[i];
		struct trust_key key = line->key;
		enum rc rc;

		if (!line->is_key || line->in_memory ||
			memcmp(key.public.id, id, PUBLIC_KEY_ID_SIZE) != 0)
			continue;
		rc = change(&key, until, e);
		if (rc == RC_OK)
			rc = rewrite(line, &key, e);
		if (rc != RC_OK)
			return err_within(e, rc, "key %s", public_key_id_text(id).text);
		found = true;
	}
	if (!found)
		return err_set(e, RC_USAGE, "key %s is not in the trust file",
			public_key_id_text(id).text);
	return RC_OK;
}

static enum rc
set_until(struct trust_key *key, int64_t until, struct err *e)
{
	if (key->revoked)
		return err_set(e, RC_USAGE, "is revoked, and stays so");
	key->until = until;
	return RC_OK;
}

static enum rc
set_revoked(struct trust_key *key, int64_t until, struct err *e)
{
	(void)until;
	if (key->revoked)
		return err_set(e, RC_USAGE, "is revoked already");
	key->revoked = true;
	return RC_OK;
}

enum rc
trust_retire(struct trust *t, const uint8_t id[PUBLIC_KEY_ID_SIZE], int64_t until, struct err *e)
{
	return change_lines(t, id, set_until, until, e);
}

enum rc
trust_revoke(struct trust *t, const uint8_t id[PUBLIC_KEY_ID_SIZE], struct err *e)
{
	return change_lines(t, id, set_revoked, 0, e);
}

/* ---- questions ----------------------------------------------------------------------------- */

static bool
is_revoked(const struct trust *t, const struct public_key *key)
{
	const struct trust_key *k;

	for (size_t at = 0; (k = trust_next(t, &at)) != NULL;) {
		if (k->revoked && memcmp(k->public.key, key->key, sizeof key->key) == 0)
			return true;
	}
	return false;
}

static enum trust_answer
judge(const struct trust *t, const struct trust_key *key, int64_t time)
{
	if (is_revoked(t, &key->public))
		return TRUST_REVOKED;
	if (trust_key_day(time) < key->from)
		return TRUST_NOT_YET;
	return trust_key_day(time) > key->until ? TRUST_NO_LONGER : TRUST_BELIEVED;
}

struct question {
	struct slice origin;
	const uint8_t *id; /* minisign's, or NULL when asked by note id */
	uint32_t note_id;
};

static bool
is_meant(const struct trust_key *key, const struct question *q)
{
	if (!slice_is(key->origin, ANY_ORIGIN) && !slice_equal(key->origin, q->origin))
		return false;
	if (q->id != NULL)
		return memcmp(key->public.id, q->id, PUBLIC_KEY_ID_SIZE) == 0;
	return note_key_of(q->origin, &key->public).id == q->note_id;
}

/* A line that believes decides before one that does not. */
static struct trust_verdict
find(const struct trust *t, const struct question *q, int64_t time)
{
	struct trust_verdict v = {TRUST_UNKNOWN, NULL, time};
	const struct trust_key *key;

	for (size_t at = 0; (key = trust_next(t, &at)) != NULL && v.answer != TRUST_BELIEVED;) {
		if (is_meant(key, q)) {
			v.answer = judge(t, key, time);
			v.key = key;
		}
	}
	return v;
}

struct trust_verdict
trust_find_note(const struct trust *t, struct slice origin, uint32_t id, int64_t time)
{
	struct question q = {origin, NULL, id};

	return find(t, &q, time);
}

struct trust_verdict
trust_find_key(const struct trust *t, struct slice origin, const uint8_t id[PUBLIC_KEY_ID_SIZE],
	int64_t time)
{
	struct question q = {origin, id, 0};

	return find(t, &q, time);
}

enum rc
trust_explain(const struct trust_verdict *v, const char *whose, struct err *e)
{
	struct trust_key_day_text day = trust_key_day_text(trust_key_day(v->time));

	switch (v->answer) {
	case TRUST_BELIEVED:
		return RC_OK;
	case TRUST_NOT_YET:
		return err_set(e, RC_UNTRUSTED, "%s is believed from %s on, but it signed on %s",
			whose, trust_key_day_text(v->key->from).text, day.text);
	case TRUST_NO_LONGER:
		return err_set(e, RC_UNTRUSTED, "%s is believed until %s, but it signed on %s",
			whose, trust_key_day_text(v->key->until).text, day.text);
	case TRUST_REVOKED:
		return err_set(e, RC_UNTRUSTED, "%s is revoked", whose);
	case TRUST_UNKNOWN:
		break;
	}
	return err_set(e, RC_UNTRUSTED, "%s is not among the trusted keys", whose);
}
