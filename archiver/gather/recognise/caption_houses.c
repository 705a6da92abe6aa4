#include "archiver/gather/recognise/caption_houses.h"

#include "archiver/gather/recognise/caption_sign.h"
#include "archiver/gather/recognise/line.h"

#include <stdlib.h>

/* Twice as many slots as houses, and a power of two, so that one is always found empty. */
#define SLOTS (2 * CAPTION_HOUSES_MAX)

struct house {
	bool taken;
	struct digest name;
	struct caption_habit habit;
};

struct caption_houses {
	struct house at[SLOTS];
	size_t count;
};

/* ---- a report ------------------------------------------------------------------------------- */

/* The host of an address, without `www.`; the whole of what is none. */
static struct slice
host_of(struct slice address)
{
	size_t scheme = slice_find(address, ':');
	struct slice host = address;

	if (slice_starts(slice_from(address, scheme), "://"))
		host = slice_from(address, scheme + 3);
	host = slice_first(host, slice_find(host, '/'));
	return slice_starts(host, "www.") ? slice_from(host, 4) : host;
}

/* Each once: many a house is called by its address. */
static void
add_name(struct slice name, struct bytes *folded, struct caption_sample *out)
{
	struct digest *mine = &out->names[out->name_count];

	if (name.len == 0)
		return;
	bytes_clear(folded);
	line_fold(name, folded);
	*mine = digest_of(bytes_slice(folded));
	for (size_t i = 0; i < out->name_count; i++)
		if (digest_equal(&out->names[i], mine))
			return;
	out->name_count++;
}

static struct slice
surest(const struct story *s, const char *field)
{
	const struct story_finding *f = story_surest(s, field);

	return f != NULL && f->percent >= STORY_SURE ? f->value : SLICE_EMPTY;
}

static void
count(struct caption_habit *h, bool credited, bool open)
{
	h->credited += credited;
	h->open += !credited && open;
	h->closed += !credited && !open;
}

/* A picture of the story that has a caption: marked by the report, or by what it says itself. */
static void
count_picture(
	const struct story *s, const struct story_picture *p, bool told, struct caption_habit *h)
{
	struct slice text = story_block_text(s, p->caption);
	bool credited = p->credit.len > 0;

	if (told || credited || caption_sign_number(text) > 0)
		count(h, credited, !caption_sign_is_closed(text));
}

enum rc
caption_sample_take(const struct story *s, struct caption_sample *out, struct err *e)
{
	struct slice url = surest(s, "canonical");
	struct bytes folded = BYTES_UP_TO(STORY_TEXT_MAX);
	enum rc rc;

	*out = (struct caption_sample){.name_count = 0};
	add_name(surest(s, "agency"), &folded, out);
	add_name(surest(s, "site"), &folded, out);
	add_name(host_of(url.len > 0 ? url : surest(s, "url")), &folded, out);
	for (size_t i = 0; i < s->picture_count; i++)
		if (s->pictures[i].caption != STORY_NONE)
			count_picture(s, &s->pictures[i], (s->told & STORY_TOLD_CAPTIONS) != 0,
				&out->habit);
	rc = bytes_check(&folded, "the name of a house", e);
	bytes_release(&folded);
	return rc;
}

/* ---- a run ---------------------------------------------------------------------------------- */

enum rc
caption_houses_new(struct caption_houses **out, struct err *e)
{
	*out = calloc(1, sizeof **out);
	return *out == NULL ? err_nomem(e) : RC_OK;
}

void
caption_houses_free(struct caption_houses *h)
{
	free(h);
}

/* Where the house is, or the empty slot where it would be. */
static size_t
find(const struct caption_houses *h, const struct digest *name)
{
	size_t at = (name->b[0] | (size_t)name->b[1] << 8) % SLOTS;

	while (h->at[at].taken && !digest_equal(&h->at[at].name, name))
		at = (at + 1) % SLOTS;
	return at;
}

static size_t
total(const struct caption_habit *h)
{
	return (size_t)h->credited + h->open + h->closed;
}

void
caption_houses_learn(struct caption_houses *h, const struct caption_sample *sample)
{
	if (total(&sample->habit) == 0)
		return;
	for (size_t i = 0; i < sample->name_count; i++) {
		struct house *house = &h->at[find(h, &sample->names[i])];

		if (!house->taken && h->count == CAPTION_HOUSES_MAX)
			continue;
		h->count += !house->taken;
		house->taken = true;
		house->name = sample->names[i];
		house->habit.credited += sample->habit.credited;
		house->habit.open += sample->habit.open;
		house->habit.closed += sample->habit.closed;
	}
}

bool
caption_houses_ask(const struct caption_houses *h, const struct caption_sample *sample,
	struct caption_habit *out)
{
	*out = (struct caption_habit){0};
	for (size_t i = 0; i < sample->name_count; i++) {
		const struct house *house = &h->at[find(h, &sample->names[i])];

		if (!house->taken || total(&house->habit) < CAPTION_HOUSE_MIN)
			continue;
		*out = house->habit;
		return true;
	}
	return false;
}

/* ---- what it is worth ----------------------------------------------------------------------- */

/*
 * Of a hundred captions of all houses; of a house not quite known, so many are taken to be
 * like everyone's.
 */
#define CREDITED_SHARE 45
#define OPEN_SHARE     35
#define CLOSED_SHARE   20
#define UNKNOWN	       2

/*
 * From this many percent of the general share on, so many points: sixteen times the logarithm,
 * but not more than 12, for most sentences of the text end as a house's captions do, too.
 */
static const struct {
	size_t percent;
	int points;
} LADDER[] = {{200, 12}, {140, 6}, {71, 0}, {50, -8}, {35, -14}, {25, -20}, {18, -25}, {12, -30},
	{0, -36}};

int
caption_habit_worth(const struct caption_habit *h, bool credited, bool open)
{
	size_t share = credited ? CREDITED_SHARE : open ? OPEN_SHARE : CLOSED_SHARE;
	size_t same = credited ? h->credited : open ? h->open : h->closed;
	size_t percent = (same * 100 + UNKNOWN * share) * 100 / ((total(h) + UNKNOWN) * share);
	size_t i = 0;

	while (percent < LADDER[i].percent)
		i++;
	return LADDER[i].points;
}
