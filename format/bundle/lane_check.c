#include "format/bundle/lane_check.h"

#include "format/base/limits.h"
#include "format/bundle/rule.h"

static const char *const LANES[LANE_COUNT] = {"text", "media"};

void
lane_check_frame(struct lane_check *c)
{
	c->any = false;
	c->begun = 0;
	c->last_run = 0;
}

enum rc
lane_check_run(struct lane_check *c, enum payload_lane lane, uint64_t article, size_t at,
	bool goes_on, struct err *e)
{
	if (c->tags)
		return rule_broken(e, "LANE-4", "an article's file stands behind the tag files");
	if (c->any && c->lane != lane)
		return rule_broken(e, "LANE-1", "a frame holds files of both lanes");
	if (c->ended[lane])
		return rule_broken(e, "LANE-3",
			"the %s lane goes on behind a frame that only its end closes", LANES[lane]);
	c->any = true;
	c->lane = lane;
	c->article = article;
	c->last_run = at;
	if (!goes_on)
		c->begun++;
	return RC_OK;
}

enum rc
lane_check_tags(struct lane_check *c, struct err *e)
{
	if (c->any)
		return rule_broken(e, "LANE-4", "a frame holds articles and tag files");
	c->tags = true;
	return RC_OK;
}

static enum rc
end_of_tags(struct lane_check *c, size_t content, struct err *e)
{
	if (c->short_tag || content > LIMIT_TAG_FRAME)
		return rule_broken(e, "LANE-4",
			"a frame of tag files has %zu bytes; all but the last have %llu", content,
			(unsigned long long)LIMIT_TAG_FRAME);
	c->short_tag = content < LIMIT_TAG_FRAME;
	return RC_OK;
}

/* Which rule closed the frame. Sets `*order` to the closing's place among all. */
static enum rc
why_closed(struct lane_check *c, size_t content, bool run_ended, uint64_t *order, struct err *e)
{
	bool was_cut = c->cut[c->lane];

	c->cut[c->lane] = !run_ended;
	*order = c->article * LANE_COUNT + c->lane;
	if (!run_ended) {
		if (content == LIMIT_FRAME_CONTENT)
			return RC_OK;
		return rule_broken(e, "LANE-2",
			"a frame of %zu bytes is cut within an article, one of %llu would be",
			content, (unsigned long long)LIMIT_FRAME_CONTENT);
	}
	if (was_cut) {
		if (c->begun == 0)
			return RC_OK;
		return rule_broken(e, "LANE-2",
			"an article begins in the frame in which one that was cut ends");
	}
	if (content >= LIMIT_FRAME_CLOSE && c->last_run < LIMIT_FRAME_CLOSE)
		return RC_OK;
	if (content >= LIMIT_FRAME_CLOSE)
		return rule_broken(e, "LANE-2",
			"a frame goes on behind an article's end at %zu bytes, %llu close it",
			c->last_run, (unsigned long long)LIMIT_FRAME_CLOSE);
	c->ended[c->lane] = true;
	*order = UINT64_MAX - LANE_COUNT + c->lane;
	return RC_OK;
}

enum rc
lane_check_end(struct lane_check *c, size_t content, bool run_ended, struct err *e)
{
	bool goes_on;
	uint64_t order;
	enum rc rc;

	if (!c->any)
		return end_of_tags(c, content, e);
	goes_on = c->cut[c->lane];
	rc = why_closed(c, content, run_ended, &order, e);
	if (rc != RC_OK)
		return rc;
	/* Only the frames that one run is cut into have the same place. */
	if (order + 1 < c->last || (order + 1 == c->last && !goes_on))
		return rule_broken(e, "LANE-3", "a frame of the %s lane stands behind a later one",
			LANES[c->lane]);
	c->last = order + 1;
	return RC_OK;
}
