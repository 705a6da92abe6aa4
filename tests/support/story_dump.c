#include "support/story_dump.h"

#include "support/test.h"

static char
letter_of(enum story_role role)
{
	switch (role) {
	case STORY_HEADLINE:
		return 'h';
	case STORY_LEAD:
		return 'l';
	case STORY_HEADING:
		return 's';
	case STORY_CAPTION:
		return 'c';
	case STORY_BYLINE:
		return 'a';
	case STORY_NOTE:
		return 'n';
	case STORY_BODY:
		return 'b';
	default:
		return 'o';
	}
}

const char *
story_dump(const struct story *s)
{
	static char text[8192];
	struct bytes out = BYTES_UP_TO(sizeof text - 1);

	for (size_t i = 0; i < s->block_count; i++) {
		struct slice block = story_block_text(s, i);

		bytes_fmt(&out, "%s%c:", i == 0 ? "" : " / ", letter_of(s->blocks[i].role));
		bytes_add(&out, block);
	}
	for (size_t i = 0; i < s->picture_count; i++) {
		const struct story_picture *p = &s->pictures[i];

		bytes_fmt(&out, " [%s ", p->path == NULL ? "" : p->path);
		if (p->caption == STORY_NONE)
			bytes_str(&out, "-]");
		else
			bytes_fmt(&out, "%zu]", p->caption);
	}
	assert_int_equal(out.failed, RC_OK);
	memcpy(text, out.p, out.len);
	text[out.len] = '\0';
	bytes_release(&out);
	return text;
}
