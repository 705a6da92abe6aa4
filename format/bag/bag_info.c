#include "format/bag/bag_info.h"

#include "format/base/cursor.h"
#include "format/base/number.h"
#include "format/base/text.h"

#define ORGANIZATION "Source-Organization"
#define DATE	     "Bagging-Date"
#define OXUM	     "Payload-Oxum"
#define AGENT	     "Bag-Software-Agent"
#define PROFILE	     "BagIt-Profile-Identifier"
#define NAME	     "External-Identifier"
#define ORIGIN	     "Internal-Sender-Identifier"
#define PERIOD	     "Annals-Period"
#define COMPRESSION  "Annals-Compression"

#define LEVEL_WORD " level "

static enum rc
check_value(const char *label, struct slice value, struct err *e)
{
	struct slice rest = value;
	uint32_t point;
	size_t n;

	if (value.len < 1 || value.len > BAG_INFO_VALUE_MAX)
		return err_set(e, RC_BAD, "%s: a value of %zu bytes, not 1 to %d", label, value.len,
			BAG_INFO_VALUE_MAX);
	if (value.p[0] == ' ' || value.p[value.len - 1] == ' ')
		return err_set(e, RC_BAD, "%s: \"%.*s\" begins or ends with a space", label,
			SLICE_FMT(value));
	for (; rest.len > 0; rest = slice_from(rest, n)) {
		n = text_point(rest, &point);
		if (n == 0)
			return err_set(
				e, RC_BAD, "%s: \"%.*s\" is not UTF-8", label, SLICE_FMT(value));
		if (text_is_hidden(point))
			return err_set(e, RC_BAD, "%s: \"%.*s\" has U+%04X in it", label,
				SLICE_FMT(value), point);
	}
	return RC_OK;
}

static enum rc
check(const struct bag_info *info, struct err *e)
{
	const struct {
		const char *label;
		struct slice value;
	} rows[] = {
		{AGENT, info->agent},
		{PROFILE, info->profile},
		{NAME, info->name},
		{ORIGIN, info->origin},
		{COMPRESSION, info->library},
	};
	struct civil month;

	if (info->organization.len > 0 && check_value(ORGANIZATION, info->organization, e) != RC_OK)
		return RC_BAD;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (check_value(rows[i].label, rows[i].value, e) != RC_OK)
			return RC_BAD;
	if (!civil_check(&info->date))
		return err_set(e, RC_BAD, DATE ": no such day");
	if (!civil_month_parse(info->period, &month))
		return err_set(
			e, RC_BAD, PERIOD ": \"%.*s\" is not YYYY-MM", SLICE_FMT(info->period));
	if (info->level < 1 || info->level > BAG_INFO_LEVEL_MAX)
		return err_set(e, RC_BAD, COMPRESSION ": level %u, not 1 to %d", info->level,
			BAG_INFO_LEVEL_MAX);
	return RC_OK;
}

static void
put(const char *label, struct slice value, struct bytes *out)
{
	bytes_str(out, label);
	bytes_str(out, ": ");
	bytes_add(out, value);
	bytes_u8(out, '\n');
}

enum rc
bag_info_write(const struct bag_info *info, struct bytes *out, struct err *e)
{
	enum rc rc = check(info, e);

	if (rc != RC_OK)
		return rc;
	if (info->organization.len > 0)
		put(ORGANIZATION, info->organization, out);
	bytes_str(out, DATE ": ");
	civil_date_write(&info->date, out);
	bytes_str(out, "\n" OXUM ": ");
	bag_info_oxum_write(info->payload_bytes, info->payload_files, out);
	bytes_str(out, "\n");
	put(AGENT, info->agent, out);
	put(PROFILE, info->profile, out);
	put(NAME, info->name, out);
	put(ORIGIN, info->origin, out);
	put(PERIOD, info->period, out);
	bytes_str(out, COMPRESSION ": ");
	bytes_add(out, info->library);
	bytes_str(out, LEVEL_WORD);
	bytes_number(out, info->level);
	bytes_str(out, "\n");
	return bytes_check(out, "bag-info.txt", e);
}

/* A text that is read line by line, up to the first that is not as it should be. */
struct reader {
	struct cursor c;
	enum rc rc;
	struct err *e;
};

/* The value of the next line, which must have this label. */
static struct slice
get(struct reader *r, const char *label)
{
	struct cursor line = cursor_over(cursor_line(&r->c));

	cursor_literal(&line, label);
	cursor_literal(&line, ": ");
	if (r->rc == RC_OK && !(cursor_ok(&r->c) && cursor_ok(&line)))
		r->rc = err_set(r->e, RC_BAD, "no line \"%s: \" where it belongs", label);
	return cursor_rest(&line);
}

/* Notes that `value` cannot stand under its label. */
static void
doubt(struct reader *r, bool good, const char *label, struct slice value)
{
	if (r->rc == RC_OK && !good)
		r->rc = err_set(r->e, RC_BAD, "%s: \"%.*s\" cannot be", label, SLICE_FMT(value));
}

static bool
split_compression(struct slice value, struct slice *library, unsigned *level)
{
	size_t word = strlen(LEVEL_WORD), at = value.len;
	struct slice digits;
	uint64_t v;

	while (at > 0 && value.p[at - 1] != ' ')
		at--;
	digits = slice_from(value, at);
	value = slice_first(value, at);
	if (!slice_ends(value, LEVEL_WORD) || !number_parse(digits, BAG_INFO_LEVEL_MAX, &v))
		return false;
	*library = slice_first(value, value.len - word);
	*level = (unsigned)v;
	return true;
}

static void
read_all(struct reader *r, struct bag_info *info)
{
	struct slice value;

	if (slice_starts(slice_of(r->c.p, r->c.left), ORGANIZATION))
		info->organization = get(r, ORGANIZATION);
	value = get(r, DATE);
	doubt(r, civil_date_parse(value, &info->date), DATE, value);
	value = get(r, OXUM);
	doubt(r, bag_info_oxum_parse(value, &info->payload_bytes, &info->payload_files), OXUM,
		value);
	info->agent = get(r, AGENT);
	info->profile = get(r, PROFILE);
	info->name = get(r, NAME);
	info->origin = get(r, ORIGIN);
	info->period = get(r, PERIOD);
	value = get(r, COMPRESSION);
	doubt(r, split_compression(value, &info->library, &info->level), COMPRESSION, value);
	if (r->rc == RC_OK && !cursor_ended(&r->c))
		r->rc = err_set(r->e, RC_BAD, "%zu bytes after the last line", r->c.left);
}

/* What the reader lets pass and the writer would not write, an empty organization for one. */
static enum rc
regenerate(struct slice text, const struct bag_info *info, struct err *e)
{
	struct bytes again = BYTES_UP_TO(BAG_INFO_MAX);
	enum rc rc = bag_info_write(info, &again, e);

	if (rc == RC_OK && !slice_equal(text, bytes_slice(&again)))
		rc = err_set(e, RC_BAD, "not what its values are written as");
	bytes_release(&again);
	return rc;
}

enum rc
bag_info_parse(struct slice text, struct bag_info *out, struct err *e)
{
	struct reader r = {cursor_over(text), RC_OK, e};
	struct bag_info info = {0};

	*out = info;
	if (text.len > BAG_INFO_MAX)
		r.rc = err_set(e, RC_BAD, "%zu bytes, room for %d", text.len, BAG_INFO_MAX);
	else
		read_all(&r, &info);
	if (r.rc == RC_OK)
		r.rc = regenerate(text, &info, e);
	if (r.rc != RC_OK)
		return err_within(e, r.rc, "bag-info.txt");
	*out = info;
	return RC_OK;
}

void
bag_info_oxum_write(uint64_t bytes, uint64_t files, struct bytes *out)
{
	bytes_number(out, bytes);
	bytes_u8(out, '.');
	bytes_number(out, files);
}

bool
bag_info_oxum_parse(struct slice text, uint64_t *bytes, uint64_t *files)
{
	size_t point = slice_find(text, '.');
	uint64_t b, f;

	if (point == text.len || !number_parse(slice_first(text, point), UINT64_MAX, &b) ||
		!number_parse(slice_from(text, point + 1), UINT64_MAX, &f))
		return false;
	*bytes = b;
	*files = f;
	return true;
}
