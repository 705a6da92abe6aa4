/*
 * What stands for read_markdown.c where the library was missing when this program was
 * built (the Makefile chooses): Markdown is read as the plain text that it is, too.
 */
#include "archiver/gather/read/read_markdown.h"

#include "archiver/gather/read/read_text.h"

enum rc
read_markdown(struct slice raw, int zone, const struct intake_report *report, struct normal *n,
	struct story *s, struct err *e)
{
	(void)zone;
	(void)report;
	return read_text(raw, n, s, e);
}

const char *
read_markdown_library(void)
{
	return "Markdown reader: not in this build";
}
