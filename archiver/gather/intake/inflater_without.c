/*
 * What stands for inflater.c where zlib was missing when this program was built (the
 * Makefile chooses): what is packed by it is refused, and says why.
 */
#include "archiver/gather/intake/inflater.h"

enum rc
inflater_new(enum inflater_form form, struct inflater **out, struct err *e)
{
	(void)form;
	*out = NULL;
	return err_set(e, RC_UNSUPPORTED, "packed by gzip, which this build does not unpack");
}

void
inflater_free(struct inflater *i)
{
	(void)i;
}

void
inflater_reset(struct inflater *i)
{
	(void)i;
}

enum decode_state
inflater_step(struct inflater *i, struct decode_step *step)
{
	(void)i;
	(void)step;
	return DECODE_BAD;
}

const char *
inflater_library(void)
{
	return "zlib: not in this build";
}
