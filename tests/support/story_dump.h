/*
 * story_dump.h -- a story as one line that a test can compare.
 */
#ifndef ANNALS_TESTS_SUPPORT_STORY_DUMP_H
#define ANNALS_TESTS_SUPPORT_STORY_DUMP_H

#include "archiver/gather/story.h"

/*
 * Its blocks in their order, each with a letter for its role: h headline, l lead, s subhead,
 * c caption, a byline, n note, b body, o other, with " / " between; behind them, in brackets, the
 * pictures' paths, each with the number of its caption's block, or '-'. Until the next call.
 */
const char *story_dump(const struct story *s);

#endif
