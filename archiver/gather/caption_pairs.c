#include "archiver/gather/caption_pairs.h"

#include "archiver/gather/recognise/caption_sign.h"
#include "archiver/gather/recognise/line.h"
#include "archiver/gather/recognise/page_captions.h"

/* More than this many are a list of pictures, and are not compared one by one. */
#define COMPARED_MAX 999

static void
give(struct story_picture *file, const struct story_picture *caption)
{
	file->caption = caption->caption;
	if (file->credit.len == 0)
		file->credit = caption->credit;
}

/* ---- by what files say of themselves
 * ---------------------------------------------------------------- */

/* Without who took the picture, and the final stop. */
static struct slice
bare(struct slice caption)
{
	struct slice credit, text = line_trim(page_caption_cut(caption, &credit));

	return text.len > 0 && text.p[text.len - 1] == '.' ? slice_first(text, text.len - 1) : text;
}

/* The same words, whatever white space is between them. */
static bool
say_the_same(struct slice a, struct slice b)
{
	a = bare(a);
	b = bare(b);
	if (a.len == 0)
		return false;
	while (a.len > 0 && b.len > 0) {
		size_t n = line_blank(a), m = line_blank(b);

		if ((n > 0) != (m > 0) || (n == 0 && a.p[0] != b.p[0]))
			return false;
		a = n > 0 ? line_trim(a) : slice_from(a, 1);
		b = m > 0 ? line_trim(b) : slice_from(b, 1);
	}
	return a.len == b.len;
}

/* The only file that says so and has no caption yet, or `files`. */
static size_t
file_saying(const struct story *s, size_t files, struct slice caption)
{
	size_t found = files;

	for (size_t i = 0; i < files; i++) {
		if (s->pictures[i].caption != STORY_NONE ||
			!say_the_same(s->pictures[i].own.caption, caption))
			continue;
		if (found != files)
			return files;
		found = i;
	}
	return found;
}

/* How many were tied. */
static size_t
tie_by_words(struct story *s, size_t files)
{
	size_t kept = files, all = s->picture_count;

	for (size_t i = files; i < all; i++) {
		struct slice caption = story_block_text(s, s->pictures[i].caption);
		size_t file = file_saying(s, files, caption);

		if (file < files)
			give(&s->pictures[file], &s->pictures[i]);
		else
			s->pictures[kept++] = s->pictures[i];
	}
	s->picture_count = kept;
	return all - kept;
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

/* The captions left, in their order, to the `open` files that have none. */
static void
tie_in_order(struct story *s, size_t files, size_t open)
{
	size_t captions = s->picture_count - files, next = files;

	if (captions == 0)
		return;
	if (open != captions) {
		story_warn(s, "%zu pictures and %zu captions: none is given to another", open,
			captions);
		return;
	}
	for (size_t i = 0; i < files; i++)
		if (s->pictures[i].caption == STORY_NONE)
			give(&s->pictures[i], &s->pictures[next++]);
	s->picture_count = files;
}

void
caption_pairs_tie(struct story *s, size_t files)
{
	size_t captions = s->picture_count - files, tied = 0;

	if (files == 0 || captions == 0)
		return;
	if (captions <= COMPARED_MAX && files <= COMPARED_MAX) {
		bool named = names_have_numbers(s, files);

		tied = tie_by_words(s, files);
		if (tied == 0 && numbers_fit(s, files, named)) {
			tie_numbered(s, files, named);
			return;
		}
	}
	tie_in_order(s, files, files - tied);
}
