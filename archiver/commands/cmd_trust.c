#include "archiver/commands/commands.h"
#include "archiver/home.h"
#include "archiver/options.h"
#include "archiver/report.h"
#include "format/checkpoint/checkpoint.h"
#include "keys/public_file.h"
#include "keys/trust.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static enum rc run_list(const struct options *o, struct report *r, struct err *e);
static enum rc run_add(const struct options *o, struct report *r, struct err *e);
static enum rc run_retire(const struct options *o, struct report *r, struct err *e);
static enum rc run_revoke(const struct options *o, struct report *r, struct err *e);

#define OPTION_TRUST \
	{ \
		"trust", "FILE", "use this trust file instead of $ANNALS_HOME/trust", \
			COMMAND_ONCE, 0 \
	}

static const struct command_option LIST_OPTIONS[] = {
	OPTION_TRUST,
	{"json", NULL, "write JSON lines, one a key", COMMAND_ONCE, 0},
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command LIST = {
	.name = "list",
	.summary = "list the keys that are believed, for which origin and for which time",
	.operands = "",
	.options = LIST_OPTIONS,
	.run = run_list,
};

static const struct command_option ADD_OPTIONS[] = {
	{"name", "TEXT", "whose key it is, for people", COMMAND_ONCE, 0},
	{"from", "DATE", "the first day it is believed for, YYYY-MM-DD in UTC", COMMAND_ONCE, 0},
	{"until", "DATE", "the last day it is believed for", COMMAND_ONCE, 0},
	OPTION_TRUST,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command ADD = {
	.name = "add",
	.summary = "believe a key for the log of an origin; KEY is a public key file, or the line "
		   "of 56 characters in it",
	.operands = "ORIGIN KEY",
	.least = 2,
	.most = 2,
	.options = ADD_OPTIONS,
	.run = run_add,
};

static const struct command_option RETIRE_OPTIONS[] = {
	{"until", "DATE", "the last day it is believed for; today, UTC, where this is not given",
		COMMAND_ONCE, 0},
	OPTION_TRUST,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command RETIRE = {
	.name = "retire",
	.summary = "end the time of a key; what it signed until then is believed",
	.operands = "KEY",
	.least = 1,
	.most = 1,
	.options = RETIRE_OPTIONS,
	.run = run_retire,
};

static const struct command_option REVOKE_OPTIONS[] = {
	OPTION_TRUST,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

static const struct command REVOKE = {
	.name = "revoke",
	.summary = "believe a key no more, whatever time its signatures claim",
	.operands = "KEY",
	.least = 1,
	.most = 1,
	.options = REVOKE_OPTIONS,
	.run = run_revoke,
};

static const struct command *const UNDER[] = {&LIST, &ADD, &RETIRE, &REVOKE, NULL};

const struct command cmd_trust = {
	.name = "trust",
	.summary = "say whose signatures are believed",
	.operands = "",
	.under = UNDER,
};

/* The trust file at hand, locked against every other annals while it is changed. */
struct trust_at {
	struct home home;
	struct trust trust;
	char *path;
	int lock;
};

#define TRUST_AT_EMPTY ((struct trust_at){HOME_EMPTY, TRUST_EMPTY, NULL, -1})

static void
close_trust(struct trust_at *t)
{
	if (t->lock >= 0)
		close(t->lock);
	free(t->path);
	trust_release(&t->trust);
	home_release(&t->home);
}

static enum rc
open_trust(const struct options *o, struct trust_at *t, struct err *e)
{
	const char *given = options_value(o, "trust");
	enum rc rc;

	*t = TRUST_AT_EMPTY;
	if (given != NULL) {
		if (asprintf(&t->path, "%s", given) < 0) {
			t->path = NULL;
			return err_nomem(e);
		}
		return trust_read_if_any(t->path, &t->trust, e);
	}
	rc = home_open(&t->home, e);
	if (rc == RC_OK)
		rc = home_lock(&t->home, &t->lock, e);
	if (rc == RC_OK)
		rc = home_path(&t->home, "trust", &t->path, e);
	if (rc == RC_OK)
		rc = trust_read_if_any(t->path, &t->trust, e);
	return rc;
}

static const char *
end_of(const struct trust_key *key, struct trust_key_day_text *hold)
{
	if (key->revoked)
		return "revoked";
	*hold = trust_key_day_text(key->until);
	return hold->text;
}

/* A day, or null where the time is open. */
static void
json_end(struct json *j, const char *name, const char *text)
{
	json_key(j, name);
	if (strcmp(text, "-") == 0)
		json_null(j);
	else
		json_string(j, slice_str(text));
}

static void
tell(const struct trust_key *key, struct report *r)
{
	struct trust_key_day_text from = trust_key_day_text(key->from), until;
	struct public_key_id_text id = public_key_id_text(key->public.id);
	struct bytes line = BYTES_UP_TO(128);

	public_key_write(&key->public, &line);
	if (!r->json) {
		report_line(r, "%.*s  %.*s  %s  %s  %s%s%.*s", SLICE_FMT(key->origin),
			SLICE_FMT(bytes_slice(&line)), from.text, end_of(key, &until), id.text,
			key->name.len == 0 ? "" : "  ", SLICE_FMT(key->name));
		bytes_release(&line);
		return;
	}
	report_object(r);
	json_pair_str(&r->object, "key", id.text);
	json_pair(&r->object, "origin", key->origin);
	json_pair(&r->object, "public", bytes_slice(&line));
	json_end(&r->object, "from", from.text);
	json_end(&r->object, "until", end_of(key, &until));
	json_pair(&r->object, "name", key->name);
	report_object_end(r);
	bytes_release(&line);
}

static enum rc
run_list(const struct options *o, struct report *r, struct err *e)
{
	const struct trust_key *key;
	struct trust_at t;
	size_t at = 0;
	enum rc rc = open_trust(o, &t, e);

	while (rc == RC_OK && (key = trust_next(&t.trust, &at)) != NULL)
		tell(key, r);
	close_trust(&t);
	return rc;
}

static enum rc
take_day(const struct options *o, const char *name, int64_t open, int64_t *day, struct err *e)
{
	const char *text = options_value(o, name);

	*day = open;
	if (text != NULL && !trust_key_day_parse(slice_str(text), open, day))
		return err_set(
			e, RC_USAGE, "--%s \"%s\": wanted is a day such as 2026-07-31", name, text);
	return RC_OK;
}

/* A line of base64, else the name of a file. */
static enum rc
take_key(const char *text, struct public_key *out, struct err *e)
{
	struct err no = ERR_NONE;

	if (public_key_parse(slice_str(text), out, &no) == RC_OK)
		return RC_OK;
	return public_file_read(text, out, e);
}

static enum rc
add(const struct options *o, struct trust_at *t, struct trust_key *key, struct err *e)
{
	const char *name = options_value(o, "name");
	enum rc rc;

	key->origin = slice_str(o->operands[0]);
	key->name = slice_str(name == NULL ? "" : name);
	if (!checkpoint_origin_check(key->origin))
		return err_set(e, RC_USAGE, "\"%s\" is no origin", o->operands[0]);
	rc = take_day(o, "from", TRUST_KEY_ALWAYS, &key->from, e);
	if (rc == RC_OK)
		rc = take_day(o, "until", TRUST_KEY_FOREVER, &key->until, e);
	if (rc == RC_OK)
		rc = take_key(o->operands[1], &key->public, e);
	if (rc == RC_OK)
		rc = trust_add(&t->trust, key, e);
	return rc;
}

static enum rc
run_add(const struct options *o, struct report *r, struct err *e)
{
	struct trust_key key = {.from = TRUST_KEY_ALWAYS};
	struct trust_at t;
	enum rc rc = open_trust(o, &t, e);

	if (rc == RC_OK)
		rc = add(o, &t, &key, e);
	if (rc == RC_OK)
		rc = trust_save(t.path, &t.trust, e);
	if (rc == RC_OK)
		tell(&key, r);
	close_trust(&t);
	return rc;
}

/* An id of up to 16 hex digits; else what take_key takes. */
static enum rc
take_id(const char *text, uint8_t id[PUBLIC_KEY_ID_SIZE], struct err *e)
{
	struct public_key key;
	enum rc rc;

	if (public_key_id_parse(slice_str(text), id))
		return RC_OK;
	rc = take_key(text, &key, e);
	if (rc == RC_OK)
		memcpy(id, key.id, sizeof key.id);
	return rc;
}

/* Changes every line of the key that the operand names, and tells of each. */
static enum rc
change(const struct options *o, struct report *r,
	enum rc (*how)(const struct options *, struct trust *, const uint8_t *, struct err *),
	struct err *e)
{
	uint8_t id[PUBLIC_KEY_ID_SIZE];
	const struct trust_key *key;
	struct trust_at t;
	size_t at = 0;
	enum rc rc = take_id(o->operands[0], id, e);

	if (rc != RC_OK)
		return rc;
	rc = open_trust(o, &t, e);
	if (rc == RC_OK)
		rc = how(o, &t.trust, id, e);
	if (rc == RC_OK)
		rc = trust_save(t.path, &t.trust, e);
	while (rc == RC_OK && (key = trust_next(&t.trust, &at)) != NULL)
		if (memcmp(key->public.id, id, sizeof id) == 0)
			tell(key, r);
	close_trust(&t);
	return rc;
}

static enum rc
end_time(const struct options *o, struct trust *t, const uint8_t *id, struct err *e)
{
	int64_t day;
	enum rc rc = take_day(o, "until", trust_key_day(time(NULL)), &day, e);

	return rc != RC_OK ? rc : trust_retire(t, id, day, e);
}

static enum rc
end_belief(const struct options *o, struct trust *t, const uint8_t *id, struct err *e)
{
	(void)o;
	return trust_revoke(t, id, e);
}

static enum rc
run_retire(const struct options *o, struct report *r, struct err *e)
{
	return change(o, r, end_time, e);
}

static enum rc
run_revoke(const struct options *o, struct report *r, struct err *e)
{
	return change(o, r, end_belief, e);
}
