#include "archiver/gather/read/html_blocks.h"

#include "archiver/gather/recognise/line.h"

#include <stdlib.h>

/* What is open where the walk stands; each counts the elements of its kind. */
struct walk {
	const struct html_page *page;
	struct html_blocks *out;
	size_t open; /* the innermost open element */
	size_t link, styled, bold, listed;
	size_t block; /* innermost element that begins and ends paragraphs */
	struct html_block now;
	unsigned breaks; /* line breaks in a row */
	bool blank;	 /* white space stands before what comes */
	enum rc failed;
};

static void *
grown(void *list, size_t count, size_t *room, size_t size)
{
	size_t more = *room == 0 ? 512 : 2 * *room;

	if (count < *room)
		return list;
	list = reallocarray(list, more, size);
	if (list != NULL)
		*room = more;
	return list;
}

static void
end_block(struct walk *w)
{
	struct html_blocks *b = w->out;
	struct html_block *list;

	w->now.len = (uint32_t)(b->text.len - w->now.start);
	if (w->now.chars > 0) {
		list = grown(b->at, b->count, &b->room, sizeof *list);
		if (list == NULL) {
			w->failed = RC_NOMEM;
			return;
		}
		b->at = list;
		list[b->count++] = w->now;
		bytes_u8(&b->text, '\n');
	}
	w->now = (struct html_block){.start = (uint32_t)b->text.len};
	w->breaks = 0;
	w->blank = false;
}

static unsigned
level_of(enum html_tag tag)
{
	return tag >= HTML_H1 && tag <= HTML_H6 ? (unsigned)(tag - HTML_H1) + 1 : 0;
}

static void
begin_block(struct walk *w, size_t node)
{
	const struct html_node *nodes = w->page->nodes;
	size_t in = w->block;

	w->now.node = (uint32_t)in;
	w->now.first = (uint32_t)node;
	w->now.marks = nodes[nodes[node].parent].inherits;
	w->now.level = level_of(nodes[in].tag);
	w->now.listed = w->listed > 0;
}

static size_t
chars_of(struct slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (s.p[i] & 0xC0) != 0x80;
	return n;
}

/* How long the run of white space, or of anything else, is that `s` begins with. */
static size_t
run_of(struct slice s, bool *blank)
{
	size_t n = 0, more;

	*blank = line_blank(s) > 0;
	while (n < s.len) {
		more = s.p[n] > ' ' && s.p[n] < 0x80 ? 0 : line_blank(slice_from(s, n));
		if ((more > 0) != *blank)
			break;
		n += more > 0 ? more : 1;
	}
	return n;
}

static void
add_text(struct walk *w, size_t node)
{
	struct slice s = html_tree_text(w->page->nodes[node].at);
	struct bytes *text = &w->out->text;
	bool blank;

	while (s.len > 0) {
		size_t n = run_of(s, &blank), chars;

		if (!blank) {
			if (w->now.chars == 0)
				begin_block(w, node);
			else if (w->blank)
				bytes_u8(text, ' ');
			bytes_add(text, slice_first(s, n));
			chars = chars_of(slice_first(s, n)) + (w->blank ? 1 : 0);
			w->now.chars += (uint32_t)chars;
			w->now.link_chars += w->link > 0 ? (uint32_t)chars : 0;
			w->now.styled += w->styled > 0 ? (uint32_t)chars : 0;
			w->now.bold += w->bold > 0 ? (uint32_t)chars : 0;
			w->now.last = (uint32_t)node;
			w->breaks = 0;
		}
		w->blank = blank;
		s = slice_from(s, n);
	}
}

static void
add_image(struct walk *w, size_t node)
{
	struct html_blocks *b = w->out;
	struct html_image *list = grown(b->images, b->image_count, &b->image_room, sizeof *list);

	if (list == NULL) {
		w->failed = RC_NOMEM;
		return;
	}
	b->images = list;
	list[b->image_count++] = (struct html_image){(uint32_t)node, (uint32_t)b->count};
}

static bool
is_styling(enum html_tag tag)
{
	return tag == HTML_EM || tag == HTML_I || tag == HTML_SMALL;
}

static bool
is_list(enum html_tag tag)
{
	return tag == HTML_UL || tag == HTML_OL || tag == HTML_DL;
}

/* What is never read: no text of theirs is the page's. */
static bool
is_skipped(enum html_tag tag)
{
	return tag == HTML_SCRIPT || tag == HTML_TEMPLATE || tag == HTML_SELECT ||
		tag == HTML_NOSCRIPT || tag == HTML_OBJECT || tag == HTML_VIDEO || tag == HTML_HEAD;
}

static void
count_open(struct walk *w, enum html_tag tag, bool leave)
{
	const size_t one = leave ? SIZE_MAX : 1;

	w->link += tag == HTML_A ? one : 0;
	w->styled += is_styling(tag) ? one : 0;
	w->bold += tag == HTML_B || tag == HTML_STRONG ? one : 0;
	w->listed += is_list(tag) ? one : 0;
}

static void
leave_to(struct walk *w, size_t node)
{
	const struct html_node *nodes = w->page->nodes;

	while (node >= nodes[w->open].end && w->open > 0) {
		enum html_tag tag = nodes[w->open].tag;

		count_open(w, tag, true);
		if (html_page_is_block(tag)) {
			end_block(w);
			w->block = nodes[nodes[w->open].parent].block;
		}
		w->open = nodes[w->open].parent;
	}
}

/* Two line breaks in a row end a paragraph, one does not. */
static void
break_line(struct walk *w)
{
	w->blank = true;
	if (++w->breaks == 2)
		end_block(w);
}

static void
enter(struct walk *w, size_t node)
{
	enum html_tag tag = w->page->nodes[node].tag;

	if (html_page_is_block(tag)) {
		end_block(w);
		w->block = node;
	}
	count_open(w, tag, false);
	w->open = node;
	if (tag == HTML_BR)
		break_line(w);
	else if (tag == HTML_IMG)
		add_image(w, node);
}

enum rc
html_blocks_read(const struct html_page *p, struct html_blocks *out, struct err *e)
{
	struct walk w = {.page = p, .out = out};

	for (size_t i = 1; i < p->count && w.failed == RC_OK; i++) {
		leave_to(&w, i);
		if (is_skipped(p->nodes[i].tag)) {
			i = p->nodes[i].end - 1;
			continue;
		}
		if (p->nodes[i].tag == HTML_TEXT)
			add_text(&w, i);
		else
			enter(&w, i);
	}
	leave_to(&w, p->count);
	end_block(&w);
	if (w.failed != RC_OK)
		return err_nomem(e);
	return bytes_check(&out->text, "text of the page", e);
}

void
html_blocks_release(struct html_blocks *b)
{
	bytes_release(&b->text);
	free(b->at);
	free(b->images);
	b->at = NULL;
	b->images = NULL;
	b->count = b->room = b->image_count = b->image_room = 0;
}

size_t
html_blocks_from(const struct html_blocks *b, size_t node)
{
	size_t low = 0, high = b->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (b->at[middle].first < node)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
