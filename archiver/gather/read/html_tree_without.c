/*
 * What stands for html_tree.c where the parser's library was missing when this
 * program was built (the Makefile chooses): every page is refused, and says why.
 */
#include "archiver/gather/read/html_tree.h"

enum rc
html_tree_new(struct slice page, struct html_tree **out, struct err *e)
{
	(void)page;
	*out = NULL;
	return err_set(e, RC_UNSUPPORTED, "HTML, which this build of the program does not read");
}

void
html_tree_free(struct html_tree *t)
{
	(void)t;
}

const struct html_place *
html_tree_root(const struct html_tree *t)
{
	(void)t;
	return NULL;
}

const struct html_place *
html_tree_first(const struct html_place *p)
{
	(void)p;
	return NULL;
}

const struct html_place *
html_tree_next(const struct html_place *p)
{
	(void)p;
	return NULL;
}

enum html_tag
html_tree_tag(const struct html_place *p)
{
	(void)p;
	return HTML_OTHER;
}

struct slice
html_tree_text(const struct html_place *p)
{
	(void)p;
	return SLICE_EMPTY;
}

struct slice
html_tree_attribute(const struct html_place *p, const char *name)
{
	(void)p;
	(void)name;
	return SLICE_EMPTY;
}

const char *
html_tree_library(void)
{
	return "HTML reader: not in this build";
}
