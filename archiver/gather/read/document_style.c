#include "archiver/gather/read/document_style.h"

#include "archiver/gather/recognise/line.h"

static const struct {
	const char *name;
	enum document_kind kind;
} WHOLE[] = {
	{"title", DOCUMENT_TITLE},
	{"tiêu đề bài", DOCUMENT_TITLE},
	{"tít", DOCUMENT_TITLE},
	{"headline", DOCUMENT_TITLE},
	{"subtitle", DOCUMENT_SUBTITLE},
	{"sapo", DOCUMENT_SUBTITLE},
	{"caption", DOCUMENT_CAPTION},
	{"chú thích", DOCUMENT_CAPTION},
	{"chú thích ảnh", DOCUMENT_CAPTION},
	{"chú thích hình", DOCUMENT_CAPTION},
	{"chú thích hình ảnh", DOCUMENT_CAPTION},
	{"photo caption", DOCUMENT_CAPTION},
	{"picture caption", DOCUMENT_CAPTION},
	{"illustration", DOCUMENT_CAPTION},
	{"figure", DOCUMENT_CAPTION},
	{"drawing", DOCUMENT_CAPTION},
	{"bildunterschrift", DOCUMENT_CAPTION},
	{"légende", DOCUMENT_CAPTION},
	{"figure caption", DOCUMENT_CAPTION},
	{"figurecaption", DOCUMENT_CAPTION},
	{"image caption", DOCUMENT_CAPTION},
	{"author", DOCUMENT_BYLINE},
	{"byline", DOCUMENT_BYLINE},
	{"tác giả", DOCUMENT_BYLINE},
	{"bút danh", DOCUMENT_BYLINE},
	{"header", DOCUMENT_LEFT_OUT},
	{"footer", DOCUMENT_LEFT_OUT},
};

/* With a number behind it: its level. */
static const struct {
	const char *name;
	enum document_kind kind;
} NUMBERED[] = {
	{"heading ", DOCUMENT_HEADING},
	{"tiêu đề ", DOCUMENT_HEADING},
	{"toc ", DOCUMENT_LEFT_OUT},
	{"contents ", DOCUMENT_LEFT_OUT},
};

bool
document_style_named(struct slice name, enum document_kind *kind, unsigned *level)
{
	name = line_trim(name);
	for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) {
		if (!line_is(name, WHOLE[i].name))
			continue;
		*kind = WHOLE[i].kind;
		return true;
	}
	for (size_t i = 0; i < sizeof NUMBERED / sizeof *NUMBERED; i++) {
		size_t n = line_starts(name, NUMBERED[i].name);

		if (n == 0 || name.len != n + 1 || name.p[n] < '1' || name.p[n] > '9')
			continue;
		*kind = NUMBERED[i].kind;
		*level = name.p[n] - (unsigned)'0';
		return true;
	}
	return false;
}
