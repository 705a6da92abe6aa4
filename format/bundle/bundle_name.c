#include "format/bundle/bundle_name.h"

#include "format/base/number.h"

static bool
is_lower_or_digit(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool
bundle_name_archive_check(struct slice archive)
{
	if (archive.len == 0 || archive.len > BUNDLE_NAME_ARCHIVE_MAX ||
		!is_lower_or_digit(archive.p[0]))
		return false;
	for (size_t i = 1; i < archive.len; i++) {
		if (!is_lower_or_digit(archive.p[i]) && archive.p[i] != '-')
			return false;
	}
	return true;
}

bool
bundle_name_period_check(struct slice period)
{
	unsigned year, month;

	return period.len == BUNDLE_NAME_PERIOD && period.p[4] == '-' &&
		number_digits(slice_first(period, 4), &year) &&
		number_digits(slice_from(period, 5), &month) && year >= 1 && month >= 1 &&
		month <= 12;
}

bool
bundle_name_parse(struct slice text, struct bundle_name *out)
{
	size_t dot = slice_find(text, '.');
	struct slice stem = slice_first(text, dot), behind = slice_from(text, dot + 1);

	*out = (struct bundle_name){SLICE_EMPTY, SLICE_EMPTY, 1};
	if (stem.len < BUNDLE_NAME_PERIOD + 2 || stem.p[stem.len - BUNDLE_NAME_PERIOD - 1] != '-')
		return false;
	if (dot < text.len &&
		(!number_parse(behind, BUNDLE_NUMBER_MAX, &out->number) || out->number < 2))
		return false;
	out->archive = slice_first(stem, stem.len - BUNDLE_NAME_PERIOD - 1);
	out->period = slice_from(stem, stem.len - BUNDLE_NAME_PERIOD);
	return bundle_name_archive_check(out->archive) && bundle_name_period_check(out->period);
}

void
bundle_name_write(const struct bundle_name *name, struct bytes *out)
{
	bytes_add(out, name->archive);
	bytes_u8(out, '-');
	bytes_add(out, name->period);
	if (name->number > 1) {
		bytes_u8(out, '.');
		bytes_number(out, name->number);
	}
}
