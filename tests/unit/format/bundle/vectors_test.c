/* The bundles of tests/vectors, as anybody who reads this format finds them. */
#include "format/bundle/bundle_verify.h"
#include "format/frame/frame.h"
#include "keys/public_file.h"
#include "support/bundle_maker.h"
#include "support/test.h"
#include "support/told.h"
#include "support/vectors.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FOLDER "tests/vectors"

static void
read_file(const char *name, struct bytes *out)
{
	char path[512];
	FILE *f;
	int c;

	snprintf(path, sizeof path, FOLDER "/%s", name);
	f = fopen(path, "re");
	if (f == NULL)
		fail_msg("no %s: tests run where the tree's root is", path);
	while ((c = getc(f)) != EOF)
		bytes_u8(out, (uint8_t)c);
	assert_int_equal(fclose(f), 0);
}

static enum rc
verdict(const char *name, const struct trust *trust, struct told *t)
{
	struct bytes content = BYTES_UP_TO(MIB);
	struct bundle_verify_settings set = {.jobs = 2};
	struct source source;
	struct slice file;
	struct bundle b;
	struct err e;
	enum rc rc;

	read_file(name, &content);
	file = bytes_slice(&content);
	source = source_memory(&file);
	told_init(t);
	rc = bundle_open(&source, trust, &b, &e);
	if (rc != RC_OK)
		told_add(t, &e);
	if (rc == RC_OK || rc == RC_UNTRUSTED) {
		assert_rc(RC_OK, bundle_verify(&b, &set, &t->findings, &e), &e);
		bundle_release(&b);
		rc = t->findings.worst != RC_OK ? t->findings.worst : rc;
	}
	bytes_release(&content);
	return rc;
}

/* "bad-REC-4-tree-longer.tar.zst" names REC-4. */
static bool
names_the_rule(const char *name, const struct told *t)
{
	const char *rule = strchr(name, '-') + 1;
	size_t len = strcspn(rule, "-") + 1;
	char text[16];

	len += strcspn(rule + len, "-");
	snprintf(text, sizeof text, "%.*s", (int)len, rule);
	return told_rule(t, text);
}

static bool
is_as_named(const char *name, const struct trust *trust, struct told *t)
{
	enum rc rc = verdict(name, trust, t);

	if (slice_starts(slice_str(name), "good-"))
		return rc == RC_OK && t->text[0] == '\0';
	if (slice_starts(slice_str(name), "unsupported-"))
		return rc == RC_UNSUPPORTED && names_the_rule(name, t);
	return slice_starts(slice_str(name), "bad-") && (rc == RC_BAD || rc == RC_UNTRUSTED) &&
		names_the_rule(name, t);
}

static void
come_to_what_their_names_say(void **state)
{
	struct trust trust = TRUST_EMPTY;
	struct public_key key;
	const struct dirent *entry;
	size_t count = 0;
	struct err e;
	DIR *dir = opendir(FOLDER);

	(void)state;
	assert_rc(RC_OK, public_file_read(FOLDER "/annals.pub", &key, &e), &e);
	assert_rc(RC_OK, trust_add_any(&trust, &key, &e), &e);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct told t;

		if (!slice_ends(slice_str(entry->d_name), ".tar.zst"))
			continue;
		count++;
		if (!is_as_named(entry->d_name, &trust, &t))
			fail_msg("%s: %s", entry->d_name, t.text);
	}
	closedir(dir);
	assert_true(count > 60);
	trust_release(&trust);
}

struct comparing {
	struct bytes readme;
	size_t differ, count;
};

static void
compare(void *ctx, const struct vector *v)
{
	struct comparing *c = ctx;
	struct bytes stored = BYTES_UP_TO(MIB), line = BYTES_UP_TO(MIB);

	read_file(v->name, &stored);
	if (!slice_equal(bytes_slice(&stored), v->file)) {
		print_message("%s is not what `make vectors` makes\n", v->name);
		c->differ++;
	}
	bytes_fmt(&line, "| `%s` | %s | %s |\n", v->name, v->what, v->outcome);
	assert_non_null(memmem(c->readme.p, c->readme.len, line.p, line.len));
	c->count++;
	bytes_release(&stored);
	bytes_release(&line);
}

static void
are_what_can_be_made_again(void **state)
{
	struct comparing c = {.readme = BYTES_UP_TO(MIB)};
	struct frame_library library = frame_library();
	size_t lines = 0;

	(void)state;
	read_file("README.md", &c.readme);
	/* Another version packs other bytes. */
	if (memmem(c.readme.p, c.readme.len, library.text, strlen(library.text)) == NULL) {
		bytes_release(&c.readme);
		skip();
	}
	vectors_each(compare, &c);
	for (size_t i = 0; i + 2 < c.readme.len; i++)
		lines += memcmp(c.readme.p + i, "\n| `", 4) == 0;
	assert_int_equal(lines, c.count);
	assert_int_equal(c.differ, 0);
	bytes_release(&c.readme);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(come_to_what_their_names_say),
		cmocka_unit_test(are_what_can_be_made_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
