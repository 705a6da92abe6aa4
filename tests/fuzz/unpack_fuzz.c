/*
 * Any bytes as an archive of reports: it is laid out within its folder and its limits, as a
 * web archive too, or refused with its reason.
 */
#include "archiver/gather/intake/scratch_place.h"
#include "archiver/gather/intake/unpack.h"
#include "archiver/gather/intake/web_archive.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum rc
refused(void *ctx, struct slice name, const char *why, struct err *e)
{
	(void)ctx;
	(void)name;
	(void)e;
	if (why == NULL || why[0] == '\0')
		abort();
	return RC_OK;
}

static void
check(enum rc rc, const struct err *e)
{
	if (rc != RC_OK && e->text[0] == '\0')
		abort();
}

static void
take_pages(const char *path, const char *folder, struct unpack_limits *limits)
{
	struct web_archive_settings set = {.folder = folder, .scratch = AT_FDCWD, .limits = limits};
	struct web_archive *w;
	struct err e = ERR_NONE;
	bool got = true;
	enum rc rc = web_archive_new(path, &set, &w, &e);

	check(rc, &e);
	while (rc == RC_OK && got) {
		struct intake_report r = INTAKE_REPORT_EMPTY;

		rc = web_archive_next(w, "w", &r, &got, &e);
		check(rc, &e);
		if (rc == RC_OK && got && r.text == NULL && r.refusal == NULL)
			abort();
		intake_report_release(&r);
	}
	web_archive_free(w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct unpack_listener listener = {refused, NULL};
	struct scratch_place place = SCRATCH_PLACE_BENEATH("/dev/shm");
	struct unpack_limits limits = {.bytes = 8 * MIB, .members = 100, .ratio = 100, .depth = 1};
	struct err e = ERR_NONE;
	char *files, *pages, path[128];
	FILE *f;

	if (scratch_place_folder(&place, &files, &e) != RC_OK ||
		scratch_place_folder(&place, &pages, &e) != RC_OK)
		abort();
	snprintf(path, sizeof path, "%s/packed", place.path);
	f = fopen(path, "we");
	if (f == NULL || fwrite(data, 1, size, f) != size || fclose(f) != 0)
		abort();
	unpack_limits_start(&limits, size);
	check(unpack_archive(
		      &(struct unpack_packed){path, size % 2 == 0}, files, &limits, &listener, &e),
		&e);
	unpack_limits_start(&limits, size);
	take_pages(path, pages, &limits);
	scratch_place_release(&place);
	free(files);
	free(pages);
	return 0;
}
