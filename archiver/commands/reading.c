#include "archiver/commands/reading.h"

#include "archiver/sandbox.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

void
reading_release(struct reading *r)
{
	frame_reader_release(&r->frames);
	remember_release(&r->memory);
	archive_file_release(&r->file);
	trust_release(&r->trust);
}

enum rc
reading_confine(const char *const *readable, size_t count, const char *writable, struct err *e)
{
	struct sandbox s;
	enum rc rc = sandbox_init(&s, e);

	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = sandbox_read(&s, readable[i], e);
	if (rc == RC_OK && writable != NULL)
		rc = sandbox_write(&s, writable, e);
	if (rc == RC_OK)
		rc = sandbox_enter(&s, e);
	sandbox_release(&s);
	return rc;
}

enum rc
reading_allow_input(struct sandbox *s, const char *path, struct err *e)
{
	char *real = realpath(path, NULL), *beside = NULL;
	const char *slash = real == NULL ? NULL : strrchr(real, '/');
	const char *dot = slash == NULL ? NULL : strrchr(slash, '.');
	enum rc rc = sandbox_read(s, path, e);

	if (rc == RC_OK && dot != NULL) {
		if (asprintf(&beside, "%.*s_files", (int)(dot - real), real) < 0) {
			beside = NULL;
			rc = err_nomem(e);
		}
		if (rc == RC_OK)
			rc = sandbox_read(s, beside, e);
	}
	free(beside);
	free(real);
	return rc;
}

struct unpack_limits
reading_limits(const struct settings *s)
{
	return (struct unpack_limits){.bytes = s->unpacked_size,
		.members = s->unpacked_files,
		.ratio = s->unpacked_ratio,
		.depth = s->unpacked_depth};
}

enum rc
reading_open(const struct options *o, const struct reading_settings *settings, struct reading *out,
	struct err *e)
{
	const char *readable[2] = {settings->path};
	enum rc rc;

	*out = READING_EMPTY;
	rc = believe_load(o, &out->trust, e);
	if (rc == RC_OK)
		rc = remember_find(&out->memory, e);
	readable[1] = out->memory.folder;
	if (rc == RC_OK)
		rc = reading_confine(readable, readable[1] == NULL ? 1 : 2, settings->writable, e);
	if (rc == RC_OK) {
		rc = archive_file_open(AT_FDCWD, settings->path, &out->trust, &out->file, e);
		out->believed = rc == RC_OK;
		if (rc == RC_OK)
			rc = remember_hold(&out->memory, &out->file.bundle, e);
		if (rc == RC_UNTRUSTED && settings->unbelieved_allowed)
			rc = RC_OK;
		else if (rc != RC_OK)
			err_within(e, rc, "%s", settings->path);
	}
	if (rc == RC_OK)
		rc = frame_reader_init(&out->frames, &out->file.bundle, e);
	if (rc != RC_OK)
		reading_release(out);
	return rc;
}
