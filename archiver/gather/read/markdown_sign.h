/*
 * markdown_sign.h -- whether a text is Markdown. Only what is plainly so is taken for it: a
 * file that begins with front matter, or with a headline after a `#` and has more of its
 * marks. A text with a `#` or a `*` in it stays a text.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_MARKDOWN_SIGN_H
#define ANNALS_ARCHIVER_GATHER_READ_MARKDOWN_SIGN_H

#include "format/base/slice.h"

#include <stdbool.h>

bool markdown_sign_check(struct slice first);

/* The front matter between its lines of `---`, and what follows it; false where there is none. */
bool markdown_sign_front(struct slice raw, struct slice *front, struct slice *body);

#endif
