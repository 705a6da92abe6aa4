#include "archiver/gather/read/photo_choice.h"

#include "archiver/gather/read/photo_date.h"
#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The surest of a block, the first among equals; of alternatives, by their language. */
static const struct photo_value *
best_of(const struct photo *p, enum photo_field field, enum photo_block block,
	struct slice language)
{
	const struct photo_value *best = NULL;
	unsigned best_rank = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct photo_value *v = &p->values[i];
		unsigned rank = v->percent;

		if (v->field != field || v->block != block)
			continue;
		if (line_is_slice(v->language, language) && language.len > 0)
			rank += 400;
		else if (language.len > 0 && v->language.len > language.len &&
			line_starts_slice(v->language, language) > 0 &&
			v->language.p[language.len] == '-')
			rank += 300;
		else if (v->language.len == 0 || line_is(v->language, "x-default"))
			rank += 200;
		if (rank > best_rank) {
			best = v;
			best_rank = rank;
		}
	}
	return best;
}

/* The beginning of `b`, or `b` with `?` where it has a letter that is not ASCII. */
static bool
is_copy(struct slice a, struct slice b)
{
	uint32_t left, right;

	while (a.len > 0) {
		size_t n = text_point(a, &left), m = text_point(b, &right);

		if (n == 0 || m == 0 || (left != right && (left != '?' || m == 1)))
			return false;
		a = slice_from(a, n);
		b = slice_from(b, m);
	}
	return true;
}

static bool
has_copy(const struct photo *p, const struct photo_value *v)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->values[i].field == v->field && p->values[i].block != v->block &&
			is_copy(v->text, p->values[i].text))
			return true;
	return false;
}

const struct photo_value *
photo_choice_of(const struct photo *p, enum photo_field field, struct slice language)
{
	const struct photo_value *exif = best_of(p, field, PHOTO_EXIF, language);
	const struct photo_value *xmp = best_of(p, field, PHOTO_XMP, language);
	const struct photo_value *iim = best_of(p, field, PHOTO_IIM, language);

	/* A date with its time is no copy of the day, whatever the digits. */
	if (exif != NULL && (field == PHOTO_DATE || !has_copy(p, exif)))
		return exif;
	if (xmp != NULL && (iim == NULL || !p->iim_changed || is_copy(iim->text, xmp->text)))
		return xmp;
	return iim != NULL ? iim : best_of(p, field, PHOTO_TEXTS, language);
}

void
photo_choice_place(const struct photo *p, struct slice language, struct bytes *out)
{
	static const enum photo_field fields[] = {
		PHOTO_LOCATION, PHOTO_CITY, PHOTO_STATE, PHOTO_COUNTRY};
	struct slice before = SLICE_EMPTY;

	for (size_t i = 0; i < COUNT(fields); i++) {
		const struct photo_value *v = photo_choice_of(p, fields[i], language);

		if (v == NULL || slice_equal(v->text, before) ||
			(i == 0 && photo_choice_of(p, PHOTO_CITY, language) != NULL))
			continue;
		if (before.len > 0)
			bytes_str(out, ", ");
		bytes_add(out, v->text);
		before = v->text;
	}
}

bool
photo_choice_moment(const struct photo *p, struct civil *out)
{
	const struct photo_value *v = photo_choice_of(p, PHOTO_DATE, SLICE_EMPTY);
	struct photo_date d;

	if (v == NULL || !photo_date_parse(v->text, p->zone, &d) || !d.day)
		return false;
	*out = d.at;
	return true;
}
