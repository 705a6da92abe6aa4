#include "archiver/gather/read/document_package.h"

#include "archiver/gather/read/archive_input.h"

#include <inttypes.h>

#define STEP ((size_t)64 * 1024)

static enum rc
feed(struct archive_input *in, struct xml_walk *w, struct err *e)
{
	uint8_t step[STEP];
	uint64_t all = 0;
	size_t got = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && got > 0) {
		rc = archive_input_read(in, step, STEP, &got, e);
		all += got;
		if (rc == RC_OK && all > DOCUMENT_PACKAGE_XML_MAX)
			rc = err_set(e, RC_LIMIT, "more than %" PRIu64 " bytes of XML",
				DOCUMENT_PACKAGE_XML_MAX);
		if (rc == RC_OK)
			rc = xml_walk_feed(w, slice_of(step, got), got == 0, e);
	}
	return rc;
}

static enum rc
read_part(struct archive_input *in, const struct xml_walk_space *spaces,
	struct document_package_part *part, struct err *e)
{
	struct xml_walk *w;
	enum rc rc = xml_walk_new(spaces, part->listener, &w, e);

	part->found = true;
	if (rc == RC_OK)
		rc = feed(in, w, e);
	xml_walk_free(w);
	return rc == RC_OK ? rc : err_within(e, rc, "%s", part->name);
}

static struct document_package_part *
wanted(const struct archive_input *in, struct document_package_part *parts, size_t count)
{
	const char *name = archive_input_name(in);

	for (size_t i = 0; name != NULL && i < count; i++)
		if (!parts[i].found && strcmp(parts[i].name, name) == 0)
			return &parts[i];
	return NULL;
}

enum rc
document_package_read(const char *path, const struct xml_walk_space *spaces,
	struct document_package_part *parts, size_t count, struct err *e)
{
	struct archive_input in = ARCHIVE_INPUT_EMPTY;
	bool got = true;
	enum rc rc = archive_input_open(path, ARCHIVE_INPUT_ZIP, &in, e);

	for (size_t n = 0; rc == RC_OK; n++) {
		struct document_package_part *part;

		rc = archive_input_next(&in, &got, e);
		if (rc != RC_OK || !got)
			break;
		if (n == DOCUMENT_PACKAGE_MEMBERS_MAX)
			rc = err_set(e, RC_LIMIT, "more than %d members in it",
				DOCUMENT_PACKAGE_MEMBERS_MAX);
		part = wanted(&in, parts, count);
		if (rc == RC_OK && part != NULL)
			rc = read_part(&in, spaces, part, e);
	}
	archive_input_release(&in);
	return rc;
}
