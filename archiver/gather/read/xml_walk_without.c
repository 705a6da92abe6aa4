/*
 * What stands for xml_walk.c where expat was missing when this program was built (the
 * Makefile chooses): every document is refused, and says why.
 */
#include "archiver/gather/read/xml_walk.h"

enum rc
xml_walk_new(const struct xml_walk_space *spaces, const struct xml_walk_listener *listener,
	struct xml_walk **out, struct err *e)
{
	(void)spaces;
	(void)listener;
	*out = NULL;
	return err_set(e, RC_UNSUPPORTED, "this build of the program does not read XML");
}

void
xml_walk_free(struct xml_walk *w)
{
	(void)w;
}

enum rc
xml_walk_feed(struct xml_walk *w, struct slice piece, bool last, struct err *e)
{
	(void)w;
	(void)piece;
	(void)last;
	return err_set(e, RC_UNSUPPORTED, "this build of the program does not read XML");
}

struct slice
xml_walk_attribute(const struct xml_walk_element *element, const char *name)
{
	(void)element;
	(void)name;
	return SLICE_EMPTY;
}

const char *
xml_walk_library(void)
{
	return "expat: not in this build";
}
