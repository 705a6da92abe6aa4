#include "format/article/slug.h"

#include "format/base/encode.h"
#include "format/base/text.h"

#include <assert.h>
#include <utf8proc.h>

static const char *const DEVICES[] = {"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4",
	"com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6",
	"lpt7", "lpt8", "lpt9"};

/* Latin letters that Unicode does not take apart. U+00D0 is what old texts have for the Đ. */
static const struct {
	uint32_t point;
	const char *letters;
} WHOLE[] = {{0xC6, "ae"}, {0xD0, "d"}, {0xD8, "o"}, {0xDE, "th"}, {0xDF, "ss"}, {0xE6, "ae"},
	{0xF0, "d"}, {0xF8, "o"}, {0xFE, "th"}, {0x110, "d"}, {0x111, "d"}, {0x126, "h"},
	{0x127, "h"}, {0x131, "i"}, {0x141, "l"}, {0x142, "l"}, {0x152, "oe"}, {0x153, "oe"},
	{0x1E9E, "ss"}};

/* The longest canonical decomposition has four code points (UAX 15); with room to spare. */
#define PARTS_MAX 8

static bool
is_device(struct slice s)
{
	for (size_t i = 0; i < sizeof DEVICES / sizeof *DEVICES; i++)
		if (slice_is(s, DEVICES[i]))
			return true;
	return false;
}

static bool
is_letter(uint8_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool
slug_check(struct slice s)
{
	if (s.len == 0 || s.len > SLUG_MAX || !is_letter(s.p[0]) || !is_letter(s.p[s.len - 1]))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_letter(s.p[i]) && !(s.p[i] == '-' && s.p[i - 1] != '-'))
			return false;
	return !is_device(s);
}

/*
 * A slug being written, up to where it is surely too long: one code point gives
 * no more than PARTS_MAX times two letters and a '-'. That waits until a letter
 * comes after it.
 */
struct making {
	uint8_t text[SLUG_MAX + 3 * PARTS_MAX];
	size_t len;
	bool gap;
};

static void
add_letter(struct making *m, uint8_t c)
{
	if (m->gap && m->len > 0)
		m->text[m->len++] = '-';
	m->gap = false;
	m->text[m->len++] = c;
}

static const char *
whole_letters(uint32_t point)
{
	for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++)
		if (WHOLE[i].point == point)
			return WHOLE[i].letters;
	return NULL;
}

/* A mark or an invisible joiner neither stands for a letter nor ends a word. */
static bool
is_silent(utf8proc_int32_t point)
{
	utf8proc_category_t category = utf8proc_category(point);

	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
		category == UTF8PROC_CATEGORY_CF;
}

static void
add_part(struct making *m, utf8proc_int32_t part)
{
	const char *letters = whole_letters((uint32_t)part);

	if (part >= 'A' && part <= 'Z')
		part += 'a' - 'A';
	if (part < 0x80 && is_letter((uint8_t)part))
		add_letter(m, (uint8_t)part);
	else if (letters != NULL)
		for (; *letters != '\0'; letters++)
			add_letter(m, (uint8_t)*letters);
	else if (!is_silent(part))
		m->gap = true;
}

static void
add_point(struct making *m, uint32_t point)
{
	utf8proc_int32_t parts[PARTS_MAX];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)point, parts, PARTS_MAX, UTF8PROC_DECOMPOSE, &boundary);

	if (n < 1 || n > PARTS_MAX)
		m->gap = true;
	else
		for (utf8proc_ssize_t i = 0; i < n; i++)
			add_part(m, parts[i]);
}

/* What fits into `room`: up to the last '-' within reach, or the beginning of the only word. */
static struct slice
cut_at_word(const struct making *m, size_t room)
{
	size_t keep = room;

	if (m->len <= room)
		return slice_of(m->text, m->len);
	while (keep > 0 && m->text[keep] != '-')
		keep--;
	return slice_of(m->text, keep > 0 ? keep : room);
}

void
slug_make(struct slice headline, const struct digest *original, size_t room, struct bytes *out)
{
	struct making m = {.len = 0};
	struct slice made;
	uint32_t point;
	size_t n;

	assert(room >= SLUG_ROOM_MIN && room <= SLUG_MAX);
	while (headline.len > 0 && m.len <= room) {
		n = text_point(headline, &point);
		if (n > 0)
			add_point(&m, point);
		else
			m.gap = true;
		headline = slice_from(headline, n > 0 ? n : 1);
	}
	made = cut_at_word(&m, room);
	if (made.len > 0 && !is_device(made)) {
		bytes_add(out, made);
		return;
	}
	bytes_str(out, "h-");
	encode_hex(slice_of(original->b, 6), out);
}

const char *
slug_library(void)
{
	return utf8proc_version();
}
