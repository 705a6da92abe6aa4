#include "archiver/commands/commands.h"
#include "archiver/commands/unlock.h"
#include "archiver/home.h"
#include "archiver/options.h"
#include "archiver/report.h"
#include "archiver/settings.h"
#include "format/checkpoint/checkpoint.h"
#include "keys/public_file.h"
#include "keys/small_file.h"
#include "keys/trust.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum rc run_init(const struct options *o, struct report *r, struct err *e);

static const struct command_option OPTIONS[] = {
	{"origin", "ORIGIN",
		"what the log of this archive is called for ever: a host name and a path in lower "
		"case, such as example.org/annals",
		COMMAND_NEEDED, 0},
	{"name", "NAME", "bundles are called NAME-YYYY-MM; \"annals\" where this is not given",
		COMMAND_ONCE, 0},
	{"timezone", "OFFSET",
		"the clock of reports that name no zone, such as +07:00; this machine's where "
		"this is not given",
		COMMAND_ONCE, 0},
	{"key", "FILE", "sign with this secret key, of annals or minisign, instead of a new one",
		COMMAND_ONCE, 0},
	{"no-passphrase", NULL, "leave the new secret key unencrypted", COMMAND_ONCE, 0},
	UNLOCK_OPTION,
	{NULL, NULL, NULL, COMMAND_ONCE, 0},
};

const struct command cmd_init = {
	.name = "init",
	.summary = "make a new archive, and the key pair that signs it",
	.operands = "ARCHIVE",
	.least = 1,
	.most = 1,
	.options = OPTIONS,
	.run = run_init,
};

/* The archive in the making. Paths are owned. */
struct birth {
	const struct options *o;
	struct settings settings;
	struct home home;
	struct trust trust;
	struct keypair pair;
	char *archive;	  /* without slashes at its end */
	char *unfinished; /* what it is called until all is in it */
	char *key_path;
	char *trust_path;
	int lock;
	bool new_key;
};

static void
birth_release(struct birth *b)
{
	if (b->lock >= 0)
		close(b->lock);
	trust_release(&b->trust);
	keypair_release(&b->pair);
	home_release(&b->home);
	free(b->archive);
	free(b->unfinished);
	free(b->key_path);
	free(b->trust_path);
}

static enum rc
take_settings(struct birth *b, struct err *e)
{
	const char *origin = options_value(b->o, "origin");
	const char *name = options_value(b->o, "name");
	const char *zone = options_value(b->o, "timezone");

	b->settings.origin = slice_str(origin);
	b->settings.name = slice_str(name == NULL ? "annals" : name);
	b->settings.zone = settings_zone_here();
	if (zone != NULL && !settings_zone_parse(slice_str(zone), &b->settings.zone))
		return err_set(e, RC_USAGE,
			"--timezone \"%s\": an offset from UTC is +HH:MM or -HH:MM", zone);
	if (!checkpoint_origin_check(b->settings.origin))
		return err_set(e, RC_USAGE,
			"--origin \"%s\": wanted is a host name with a path, in lower case: "
			"example.org/annals",
			origin);
	if (!settings_name_check(b->settings.name))
		return err_set(e, RC_USAGE,
			"--name \"%s\": wanted are up to 32 of a-z, 0-9 and -, not beginning "
			"with -",
			name);
	return options_exclude(b->o, "key", "no-passphrase", e);
}

/* Where it will be; nothing may be there yet. */
static enum rc
take_place(struct birth *b, struct err *e)
{
	const char *given = b->o->operands[0];
	size_t len = strlen(given);
	struct stat st;

	while (len > 1 && given[len - 1] == '/')
		len--;
	if (asprintf(&b->archive, "%.*s", (int)len, given) < 0) {
		b->archive = NULL;
		return err_nomem(e);
	}
	if (asprintf(&b->unfinished, "%s.unfinished", b->archive) < 0) {
		b->unfinished = NULL;
		return err_nomem(e);
	}
	if (lstat(b->archive, &st) == 0)
		return err_set(e, RC_USAGE, "\"%s\" is there already; an archive is made anew",
			b->archive);
	if (errno != ENOENT)
		return err_sys(e, errno, "cannot look at \"%s\"", b->archive);
	return RC_OK;
}

static enum rc
open_home(struct birth *b, struct err *e)
{
	enum rc rc = home_open(&b->home, e);

	if (rc == RC_OK)
		rc = home_lock(&b->home, &b->lock, e);
	if (rc == RC_OK)
		rc = home_path(&b->home, "trust", &b->trust_path, e);
	if (rc == RC_OK)
		rc = trust_read_if_any(b->trust_path, &b->trust, e);
	return rc;
}

/* The key that --key names, by its absolute path: create may be run from anywhere. */
static enum rc
take_given_key(struct birth *b, const char *given, struct err *e)
{
	b->key_path = realpath(given, NULL);
	if (b->key_path == NULL)
		return err_sys(e, errno, "cannot open \"%s\"", given);
	b->settings.key = slice_str(b->key_path);
	return unlock_key(b->o, b->key_path, &b->pair, e);
}

/* A new pair; its file is made last, when everything else is there. */
static enum rc
take_new_key(struct birth *b, struct err *e)
{
	char name[SETTINGS_NAME_MAX + 8];
	enum rc rc;

	snprintf(name, sizeof name, "%.*s.key", SLICE_FMT(b->settings.name));
	rc = home_path(&b->home, name, &b->key_path, e);
	if (rc != RC_OK)
		return rc;
	if (access(b->key_path, F_OK) == 0)
		return err_set(e, RC_USAGE,
			"\"%s\" is there already: sign with it (--key), or choose another --name",
			b->key_path);
	/* The part behind the folder, in memory that lives as long as the settings do. */
	b->settings.key = slice_str(strrchr(b->key_path, '/') + 1);
	b->new_key = true;
	return keypair_generate(&b->pair, e);
}

/* Believes the key for the archive's origin, unless that is so already. */
static enum rc
believe(struct birth *b, struct err *e)
{
	struct trust_key line = {.origin = b->settings.origin,
		.public = b->pair.public,
		.from = TRUST_KEY_ALWAYS,
		.until = TRUST_KEY_FOREVER,
		.name = b->settings.name};
	struct trust_verdict v =
		trust_find_key(&b->trust, b->settings.origin, b->pair.public.id, time(NULL));

	if (v.answer == TRUST_BELIEVED && public_key_equal(&v.key->public, &b->pair.public))
		return RC_OK;
	return trust_add(&b->trust, &line, e);
}

static enum rc
put_file(const char *folder, const char *name, struct bytes *text, struct err *e)
{
	char *path = NULL;
	enum rc rc = bytes_check(text, name, e);

	if (rc == RC_OK && asprintf(&path, "%s/%s", folder, name) < 0) {
		path = NULL;
		rc = err_nomem(e);
	}
	if (rc == RC_OK)
		rc = small_file_create(path, 0644, bytes_slice(text), e);
	free(path);
	bytes_release(text);
	return rc;
}

/* Names that files had on their way into the folder when a run was killed. */
static void
remove_temporaries(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strncmp(entry->d_name, SMALL_FILE_TEMPORARY, strlen(SMALL_FILE_TEMPORARY)) == 0)
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	if (dir != NULL)
		closedir(dir);
}

/* By their names first, which works where no descriptor and no memory can be had. */
static void
remove_archive(const char *folder)
{
	static const char *const FILES[] = {SETTINGS_FILE, "annals.pub"};
	char path[PATH_MAX];
	struct stat st;

	if (lstat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
		return;
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		int len = snprintf(path, sizeof path, "%s/%s", folder, FILES[i]);

		if (len > 0 && (size_t)len < sizeof path)
			unlink(path);
	}
	if (rmdir(folder) == 0)
		return;
	remove_temporaries(folder);
	rmdir(folder);
}

static enum rc
fill_archive(const struct birth *b, struct err *e)
{
	struct bytes conf = BYTES_UP_TO(SETTINGS_FILE_MAX), pub = BYTES_UP_TO(PUBLIC_FILE_MAX);
	enum rc rc;

	settings_write(&b->settings, &conf);
	public_file_write(&b->pair.public, &pub);
	rc = put_file(b->unfinished, "annals.pub", &pub, e);
	if (rc == RC_OK)
		rc = put_file(b->unfinished, SETTINGS_FILE, &conf, e);
	bytes_release(&conf);
	return rc;
}

/* The folder that `path` stands in, synced. */
static enum rc
sync_parent(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *parent = slash == NULL ? strdup(".")
				     : strndup(path, slash == path ? 1 : (size_t)(slash - path));
	enum rc rc = RC_OK;
	int fd;

	if (parent == NULL)
		return err_nomem(e);
	fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		rc = err_sys(e, errno, "cannot sync \"%s\"", parent);
	if (fd >= 0)
		close(fd);
	free(parent);
	return rc;
}

/* The folder appears under its name when all is in it, and goes again where a step fails. */
static enum rc
place_archive(const struct birth *b, struct err *e)
{
	enum rc rc;

	/* Left behind by a run that was killed; its key, if it had one, was never made. */
	remove_archive(b->unfinished);
	if (mkdir(b->unfinished, 0777) != 0)
		return err_sys(e, errno, "cannot make the folder \"%s\"", b->unfinished);
	rc = fill_archive(b, e);
	if (rc == RC_OK && rename(b->unfinished, b->archive) != 0)
		rc = err_sys(e, errno, "cannot make the folder \"%s\"", b->archive);
	if (rc != RC_OK) {
		remove_archive(b->unfinished);
		return rc;
	}
	rc = sync_parent(b->archive, e);
	if (rc != RC_OK)
		remove_archive(b->archive);
	return rc;
}

/*
 * Key, archive, trust: a failure takes back what went before. Were the machine to stop in
 * between, a key without an archive harms nobody, and an archive whose key is not yet
 * believed is put right by `annals trust add`.
 */
static enum rc
make_all(const struct birth *b, struct err *e)
{
	enum rc rc = RC_OK;

	if (b->new_key)
		rc = unlock_save(
			b->o, b->key_path, &b->pair, options_has(b->o, "no-passphrase"), false, e);
	if (rc != RC_OK)
		return rc;
	rc = place_archive(b, e);
	if (rc == RC_OK) {
		bool first = access(b->trust_path, F_OK) != 0;

		rc = trust_save(b->trust_path, &b->trust, e);
		if (rc != RC_OK)
			remove_archive(b->archive);
		if (rc != RC_OK && first)
			unlink(b->trust_path);
	}
	if (rc != RC_OK && b->new_key)
		unlink(b->key_path);
	return rc;
}

static void
tell(const struct birth *b, struct report *r)
{
	report_line(r, "archive     %s", b->archive);
	report_line(r, "origin      %.*s", SLICE_FMT(b->settings.origin));
	report_line(r, "key         %s", public_key_id_text(b->pair.public.id).text);
	report_line(r, "public key  %s/annals.pub, to hand out", b->archive);
	report_line(r, "secret key  %s%s", b->key_path,
		options_has(b->o, "no-passphrase") ? ", not encrypted" : "");
	report_line(r, "believed    in %s", b->trust_path);
	if (b->new_key)
		report_note(r,
			"keep a copy of the secret key in a safe place: it alone continues "
			"this archive");
}

static enum rc
run_init(const struct options *o, struct report *r, struct err *e)
{
	struct birth b = {.o = o,
		.settings = SETTINGS_EMPTY,
		.home = HOME_EMPTY,
		.trust = TRUST_EMPTY,
		.pair = KEYPAIR_EMPTY,
		.lock = -1};
	const char *given = options_value(o, "key");
	enum rc rc = take_settings(&b, e);

	if (rc == RC_OK)
		rc = take_place(&b, e);
	if (rc == RC_OK)
		rc = open_home(&b, e);
	if (rc == RC_OK)
		rc = given != NULL ? take_given_key(&b, given, e) : take_new_key(&b, e);
	if (rc == RC_OK)
		rc = believe(&b, e);
	if (rc == RC_OK)
		rc = make_all(&b, e);
	if (rc == RC_OK)
		tell(&b, r);
	birth_release(&b);
	return rc;
}
