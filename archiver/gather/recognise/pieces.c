#include "archiver/gather/recognise/pieces.h"

#include "archiver/gather/recognise/line.h"
#include "format/base/text.h"

/* 0 to 9, or 10 for what is no digit. */
static unsigned
digit_of(uint32_t point)
{
	static const uint32_t zeros[] = {'0', 0x660, 0x6F0, 0x966, 0xE50, 0xFF10};

	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (point - zeros[i] < 10)
			return point - zeros[i];
	return 10;
}

static bool
stands_alone(uint32_t point)
{
	return point >= 0x2E80 && point < 0xFB00;
}

/* Vowels and tones that are written above, below and behind a letter of their word. */
static bool
is_mark(uint32_t point)
{
	return (point >= 0x300 && point <= 0x36F) || (point >= 0x64B && point <= 0x65F) ||
		(point >= 0xE31 && point <= 0xE3A) || (point >= 0xE45 && point <= 0xE4E) ||
		(point >= 0x93A && point <= 0x94F);
}

static size_t
read_number(struct slice s, struct pieces_one *out)
{
	size_t len = 0, n;
	uint32_t point;

	while ((n = text_point(slice_from(s, len), &point)) > 0 && digit_of(point) < 10) {
		if (out->digits < 9)
			out->value = out->value * 10 + digit_of(point);
		out->digits++;
		len += n;
	}
	return len;
}

static size_t
read_word(struct slice s)
{
	uint32_t point;
	size_t len = text_point(s, &point), n;

	if (stands_alone(point))
		return len;
	while ((n = text_point(slice_from(s, len), &point)) > 0 &&
		(line_is_letter(point) || is_mark(point)) && !stands_alone(point))
		len += n;
	return len;
}

/* One piece at the start of `s`; its length, or 0 where it is not text. */
static size_t
read_piece(struct slice s, struct pieces_one *out)
{
	uint32_t point;
	size_t n = text_point(s, &point);

	*out = (struct pieces_one){.kind = PIECES_SIGN};
	if (n > 0 && digit_of(point) < 10) {
		out->kind = PIECES_NUMBER;
		n = read_number(s, out);
	} else if (n > 0 && line_is_letter(point)) {
		out->kind = PIECES_WORD;
		n = read_word(s);
	}
	out->text = slice_first(s, n);
	return n;
}

static bool
is_thai(const struct pieces_one *piece)
{
	uint32_t point;

	return piece->kind == PIECES_WORD && text_point(piece->text, &point) > 0 &&
		point >= 0xE00 && point < 0xE80;
}

bool
pieces_cut(struct slice line, struct pieces *out)
{
	size_t count = 0;
	bool glued = false;

	out->next = 0;
	out->thai = false;
	while (line.len > 0) {
		size_t n = line_blank(line);

		if (n > 0) {
			line = slice_from(line, n);
			glued = false;
			continue;
		}
		if (count == PIECES_MAX)
			return false;
		n = read_piece(line, &out->at[count]);
		if (n == 0)
			return false;
		out->at[count].glued = glued;
		out->thai = out->thai || is_thai(&out->at[count]);
		line = slice_from(line, n);
		glued = true;
		count++;
	}
	out->at[count] = (struct pieces_one){.kind = PIECES_END};
	return count > 0;
}

const struct pieces_one *
pieces_ahead(const struct pieces *p, size_t by)
{
	for (size_t i = 0; i < by; i++)
		if (p->at[p->next + i].kind == PIECES_END)
			return &p->at[p->next + i];
	return &p->at[p->next + by];
}

bool
pieces_sign(const struct pieces *p, size_t by, const char *sign)
{
	const struct pieces_one *at = pieces_ahead(p, by);

	return at->kind == PIECES_SIGN && slice_is(at->text, sign);
}

bool
pieces_word(const struct pieces *p, size_t by, const char *small)
{
	const struct pieces_one *at = pieces_ahead(p, by);

	return at->kind == PIECES_WORD && line_is(at->text, small);
}

bool
pieces_number(const struct pieces *p, size_t by, unsigned least, unsigned most, unsigned *value)
{
	const struct pieces_one *at = pieces_ahead(p, by);

	*value = at->value;
	return at->kind == PIECES_NUMBER && at->digits >= least && at->digits <= most;
}
