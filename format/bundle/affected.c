#include "format/bundle/affected.h"

#include "format/bundle/index_row.h"
#include "format/bundle/line_reader.h"
#include "format/bundle/payload_path.h"

static bool
overlaps(const struct index_run *run, uint64_t at, uint64_t length)
{
	return run->offset < at + length && at < run->offset + run->length;
}

static void
add(struct affected *out, struct slice id)
{
	size_t used = strlen(out->names), room = sizeof out->names - used;

	out->count++;
	if (out->count > AFFECTED_NAMED || id.len + 3 > room)
		return;
	memcpy(out->names + used, ", ", used == 0 ? 0 : 2);
	used += used == 0 ? 0 : 2;
	memcpy(out->names + used, id.p, id.len);
	out->names[used + id.len] = '\0';
}

bool
affected_articles(struct frame_reader *frames, uint64_t at, uint64_t length, struct affected *out)
{
	struct line_reader lines = LINE_READER_EMPTY;
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX);
	struct index_row row;
	struct slice line;
	struct err e;
	bool got, good;

	*out = (struct affected){.count = 0};
	line_reader_init(&lines, frames, &frames->bundle->record.index, INDEX_ROW_MAX);
	good = line_reader_next(&lines, &line, &got, &e) == RC_OK;
	while (good) {
		good = line_reader_next(&lines, &line, &got, &e) == RC_OK;
		if (!good || !got)
			break;
		good = index_row_parse(line, &hold, &row, &e) == RC_OK;
		if (good &&
			(overlaps(&row.runs[LANE_TEXT], at, length) ||
				overlaps(&row.runs[LANE_MEDIA], at, length)))
			add(out, row.id);
	}
	line_reader_release(&lines);
	bytes_release(&hold);
	return good;
}
