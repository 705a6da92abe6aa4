/*
 * What stands for archive_input.c where libarchive was missing when this program was
 * built (the Makefile chooses): every archive is refused, and says why.
 */
#include "archiver/gather/read/archive_input.h"

#include <stddef.h>

enum rc
archive_input_open(
	const char *path, enum archive_input_form form, struct archive_input *out, struct err *e)
{
	(void)path;
	(void)form;
	*out = ARCHIVE_INPUT_EMPTY;
	return err_set(e, RC_UNSUPPORTED, "this build of the program does not unpack archives");
}

void
archive_input_release(struct archive_input *in)
{
	(void)in;
}

enum rc
archive_input_next(struct archive_input *in, bool *got, struct err *e)
{
	(void)in;
	(void)e;
	*got = false;
	return RC_OK;
}

const char *
archive_input_name(const struct archive_input *in)
{
	(void)in;
	return NULL;
}

enum archive_input_type
archive_input_type(const struct archive_input *in)
{
	(void)in;
	return ARCHIVE_INPUT_OTHER;
}

bool
archive_input_size(const struct archive_input *in, uint64_t *size)
{
	(void)in;
	*size = 0;
	return false;
}

enum rc
archive_input_read(struct archive_input *in, uint8_t *to, size_t room, size_t *got, struct err *e)
{
	(void)in;
	(void)to;
	(void)room;
	(void)e;
	*got = 0;
	return RC_OK;
}

const char *
archive_input_library(void)
{
	return "libarchive: not in this build";
}
