#include "archiver/gather/intake/member_name.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Why this part cannot be taken; NULL where it can. */
static const char *
check_part(struct slice part, unsigned depth)
{
	if (slice_is(part, ".."))
		return "its name leads out of the archive";
	if (part.len > MEMBER_NAME_PART_MAX)
		return "a part of its name is longer than 255 bytes";
	if (depth > MEMBER_NAME_DEPTH_MAX)
		return "more than 60 folders deep";
	return NULL;
}

static enum member_name_answer
refuse(const char *reason, const char **why)
{
	*why = reason;
	return MEMBER_NAME_REFUSED;
}

enum member_name_answer
member_name_read(struct slice name, struct bytes *out, const char **why)
{
	bool hidden = false;
	unsigned depth = 0;

	bytes_clear(out);
	*why = NULL;
	if (slice_starts(name, "/"))
		return refuse("its name is an absolute path", why);
	if (name.len > MEMBER_NAME_MAX)
		return refuse("its name is longer than 2048 bytes", why);
	if (slice_find(name, 0) < name.len)
		return refuse("a NUL in its name", why);
	while (name.len > 0) {
		struct slice part = slice_first(name, slice_find(name, '/'));

		name = slice_from(name, part.len + 1);
		if (part.len == 0 || slice_is(part, "."))
			continue;
		*why = check_part(part, ++depth);
		if (*why != NULL)
			return MEMBER_NAME_REFUSED;
		hidden = hidden || part.p[0] == '.' || slice_is(part, "__MACOSX");
		if (out->len > 0)
			bytes_u8(out, '/');
		bytes_add(out, part);
	}
	return hidden || out->len == 0 ? MEMBER_NAME_PASSED_OVER : MEMBER_NAME_TAKEN;
}

void
member_name_fold(struct slice path, struct bytes *out)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n = utf8proc_map(path.p, (utf8proc_ssize_t)path.len, &made,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);

	bytes_add(out, n >= 0 ? slice_of(made, (size_t)n) : path);
	free(made);
}
