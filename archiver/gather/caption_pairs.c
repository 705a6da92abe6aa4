#include "archiver/gather/caption_pairs.h"

#include "archiver/gather/recognise/caption_sign.h"

static void
give(struct story_picture *file, const struct story_picture *caption)
{
	file->caption = caption->caption;
	if (file->credit.len == 0)
		file->credit = caption->credit;
}

/* ---- by number
 * ------------------------------------------------------------------------------------ */

/* The last number in the name of a file, without its folders and suffix; 0 where it has none. */
static unsigned
number_in_name(const char *path)
{
	const char *base = strrchr(path, '/'), *end;
	unsigned number = 0, ten = 1;

	base = base == NULL ? path : base + 1;
	end = strrchr(base, '.');
	end = end == NULL ? base + strlen(base) : end;
	while (end > base && (end[-1] < '0' || end[-1] > '9'))
		end--;
	for (; end > base && end[-1] >= '0' && end[-1] <= '9' && ten <= 1000; end--, ten *= 10)
		number += ten * (unsigned)(end[-1] - '0');
	return number;
}

static unsigned
number_of(const struct story *s, size_t picture)
{
	return caption_sign_number(story_block_text(s, s->pictures[picture].caption));
}

/* The only file with that number in its name, or `files`. */
static size_t
file_named(const struct story *s, size_t files, unsigned number)
{
	size_t found = files;

	for (size_t i = 0; i < files; i++) {
		if (number_in_name(s->pictures[i].path) != number)
			continue;
		if (found != files)
			return files;
		found = i;
	}
	return found;
}

/* Files go by the numbers in their names if each number has one, else by their order. */
static bool
names_have_numbers(const struct story *s, size_t files)
{
	for (size_t i = files; i < s->picture_count; i++)
		if (number_of(s, i) > 0 && file_named(s, files, number_of(s, i)) == files)
			return false;
	return true;
}

/* True where any caption has a number, and each number one file that no other has. */
static bool
numbers_fit(const struct story *s, size_t files, bool named)
{
	size_t numbered = 0;

	for (size_t i = files; i < s->picture_count; i++) {
		unsigned number = number_of(s, i);

		if (number == 0)
			continue;
		numbered++;
		if (!named && number > files)
			return false;
		for (size_t k = files; k < i; k++)
			if (number_of(s, k) == number)
				return false;
	}
	return numbered > 0;
}

static void
tie_numbered(struct story *s, size_t files, bool named)
{
	size_t kept = files;

	for (size_t i = files; i < s->picture_count; i++) {
		unsigned number = number_of(s, i);
		size_t file = named ? file_named(s, files, number) : number - 1;

		if (number > 0)
			give(&s->pictures[file], &s->pictures[i]);
		else
			s->pictures[kept++] = s->pictures[i];
	}
	s->picture_count = kept;
}

/* ---- all of them
 * ----------------------------------------------------------------------------------- */

/* More than this many are a list of pictures, and numbers are not compared one by one. */
#define NUMBERED_MAX 999

void
caption_pairs_tie(struct story *s, size_t files)
{
	size_t captions = s->picture_count - files;
	bool named;

	if (files == 0 || captions == 0)
		return;
	if (captions <= NUMBERED_MAX && files <= NUMBERED_MAX) {
		named = names_have_numbers(s, files);
		if (numbers_fit(s, files, named)) {
			tie_numbered(s, files, named);
			return;
		}
	}
	if (files != captions) {
		story_warn(s, "%zu pictures and %zu captions: none is given to another", files,
			captions);
		return;
	}
	for (size_t i = 0; i < files; i++)
		give(&s->pictures[i], &s->pictures[files + i]);
	s->picture_count = files;
}
