#include "format/bundle/folder_lines.h"

#include <errno.h>
#include <unistd.h>

void
folder_lines_init(struct folder_lines *l, int fd)
{
	l->fd = fd;
	l->ended = false;
	l->from = l->to = 0;
}

/* Moves what is left to the front and reads behind it. */
static enum rc
fill(struct folder_lines *l, struct err *e)
{
	ssize_t got;

	memmove(l->room, l->room + l->from, l->to - l->from);
	l->to -= l->from;
	l->from = 0;
	do
		got = read(l->fd, l->room + l->to, sizeof l->room - l->to);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_sys(e, errno, "cannot read on");
	l->to += (size_t)got;
	l->ended = got == 0;
	return RC_OK;
}

enum rc
folder_lines_next(struct folder_lines *l, struct slice *line, bool *got, struct err *e)
{
	*line = SLICE_EMPTY;
	*got = false;
	for (;;) {
		struct slice rest = slice_of(l->room + l->from, l->to - l->from);
		size_t end = slice_find(rest, '\n');
		enum rc rc;

		if (end >= FOLDER_LINES_MAX)
			return err_set(
				e, RC_BAD, "a line is longer than %d bytes", FOLDER_LINES_MAX);
		if (end < rest.len) {
			*line = slice_first(rest, end);
			*got = true;
			l->from += end + 1;
			return RC_OK;
		}
		if (l->ended && rest.len > 0)
			return err_set(e, RC_BAD, "the last line has no line end");
		if (l->ended)
			return RC_OK;
		rc = fill(l, e);
		if (rc != RC_OK)
			return rc;
	}
}
