#include "archiver/gather/web_page.h"

/* The shortest notices of newsrooms have two sentences. */
#define TEXT_LEAST 250

/* A paragraph is longer, a line of a list or a menu shorter. */
#define PARAGRAPH_LEAST 80

/* Bytes of text, and how many of them stand in paragraphs. */
struct weight {
	size_t text, paragraphs;
};

static struct weight
weigh(const struct story *s)
{
	struct weight w = {0, 0};

	for (size_t i = 0; i < s->block_count; i++) {
		const struct story_block *b = &s->blocks[i];
		size_t len = b->end - b->start;

		if (b->role != STORY_BODY && b->role != STORY_LEAD)
			continue;
		w.text += len;
		w.paragraphs += len >= PARAGRAPH_LEAST ? len : 0;
	}
	return w;
}

static bool
is_signed(const struct story *s)
{
	const struct story_finding *f = story_surest(s, "byline");

	return f != NULL && f->percent >= STORY_SURE;
}

const char *
web_page_fault(const struct story *s)
{
	struct weight w = weigh(s);

	if (w.text < TEXT_LEAST)
		return "hardly any text in the page";
	if (w.paragraphs < w.text / 2)
		return "most of its text is short lines, as of a list";
	if (!s->dated && !is_signed(s))
		return "neither a date nor a name stands with its text";
	return NULL;
}
