#include "format/bundle/member_facts.h"

#include "format/article/ninjs.h"
#include "format/base/text.h"
#include "format/bundle/rule.h"

bool
member_facts_wants(enum payload_kind kind)
{
	return kind == PAYLOAD_ARTICLE || kind == PAYLOAD_CAPTIONS || kind == PAYLOAD_METADATA;
}

/*
 * Lines of UTF-8, the last one ended too, without a control character but the line ends;
 * counts those that are not empty.
 */
static enum rc
take_lines(struct slice text, uint64_t *lines, struct err *e)
{
	*lines = 0;
	for (size_t i = 0; i += text_control(slice_from(text, i)), i < text.len; i++) {
		if (text.p[i] == '\n')
			*lines += i > 0 && text.p[i - 1] != '\n';
		else if (text.p[i] != '\t')
			return rule_broken(
				e, "ART-4", "byte %zu is a control character 0x%02x", i, text.p[i]);
	}
	if (!text_is_utf8(text))
		return rule_broken(e, "ART-4", "not UTF-8");
	if (text.len > 0 && text.p[text.len - 1] != '\n')
		return rule_broken(e, "ART-4", "the last line has no line end");
	return RC_OK;
}

enum rc
member_facts_take(
	enum payload_kind kind, struct slice content, struct member_facts *facts, struct err *e)
{
	uint64_t lines;
	enum rc rc;

	switch (kind) {
	case PAYLOAD_CAPTIONS:
		return take_lines(content, &facts->captions, e);
	case PAYLOAD_ARTICLE:
		return take_lines(content, &lines, e);
	case PAYLOAD_METADATA:
		rc = ninjs_check(content, e);
		if (rc == RC_OK)
			rc = ninjs_head_cut(content, &facts->head, e);
		return rc == RC_OK ? RC_OK : rule_within(e, rc, "ART-3", "metadata.json");
	case PAYLOAD_UNKNOWN:
	case PAYLOAD_EXTRACTION:
	case PAYLOAD_ORIGINAL:
	case PAYLOAD_PHOTO:
	default:
		return RC_OK;
	}
}
