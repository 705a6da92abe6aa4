#include "archiver/gather/read/sevenzip_memory.h"

#include "archiver/gather/read/lzma_decoder.h"
#include "format/base/bytes.h"
#include "format/base/checked.h"
#include "format/base/cursor.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* 7zFormat.txt, "Property IDs". */
enum {
	END = 0x00,
	HEADER = 0x01,
	ARCHIVE_PROPERTIES = 0x02,
	MAIN_STREAMS = 0x04,
	FILES = 0x05,
	PACK_INFO = 0x06,
	UNPACK_INFO = 0x07,
	SUBSTREAMS = 0x08,
	SIZE = 0x09,
	CRC = 0x0A,
	FOLDER = 0x0B,
	UNPACK_SIZE = 0x0C,
	SUBSTREAM_COUNT = 0x0D,
	ENCODED_HEADER = 0x17
};

/* What stands before all else: magic, version, CRC, then where the list is. */
#define START	    32
#define START_PLACE 12

/* libarchive takes no more, either; 7-Zip writes four at most. */
#define CODERS_MAX  32
#define STREAMS_MAX 32

/* One coder, as far as memory goes. */
struct coder {
	uint64_t id; /* its bytes as one number; of more than eight the last */
	struct slice properties;
};

/* Files packed together. */
struct folder {
	uint64_t files;
	uint32_t streams; /* that come out of its coders */
	bool checksum;
};

/* A list, or where one is packed. */
struct list {
	uint64_t place, packed, size; /* of the first stream, of what comes out of the first */
	struct coder coder;	      /* the last of the last folder */
	struct folder *folders;
	uint64_t folder_count;
};

/* 7zFormat.txt, "Methods.txt". */
enum { COPY = 0, LZMA2 = 0x21, LZMA = 0x030101, PPMD = 0x030401 };

static enum rc
damaged(struct err *e)
{
	return err_set(e, RC_BAD, "its list of files is damaged");
}

static enum rc
read_at(int fd, uint64_t offset, size_t size, struct bytes *out, struct err *e)
{
	uint8_t *to = bytes_room(out, size);

	if (to == NULL)
		return bytes_check(out, "the list of files", e);
	while (size > 0) {
		ssize_t got = offset > INT64_MAX ? 0 : pread(fd, to, size, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(e, errno, "cannot read it");
		if (got == 0)
			return err_set(e, RC_BAD, "cut short before its list of files");
		to += got;
		offset += (uint64_t)got;
		size -= (size_t)got;
	}
	return RC_OK;
}

/* Ones at the top of the first byte say how many more there are; its other bits are the highest. */
static uint64_t
number(struct cursor *c)
{
	unsigned first = cursor_u8(c), mask = 0x80, shift = 0;
	uint64_t value = 0;

	for (; (first & mask) != 0; mask >>= 1, shift += 8)
		value |= (uint64_t)cursor_u8(c) << shift;
	return shift < 64 ? value | (uint64_t)(first & (mask - 1)) << shift : value;
}

static enum rc
too_many(uint64_t count, const char *what, struct err *e)
{
	return err_set(e, RC_LIMIT, "%" PRIu64 " %s in it, room for %" PRIu64, count, what,
		SEVENZIP_MEMORY_FILES_MAX);
}

static void
skip(struct cursor *c, uint64_t size)
{
	if (size > c->left)
		c->failed = true;
	else
		(void)cursor_take(c, (size_t)size);
}

static void
skip_numbers(struct cursor *c, uint64_t count)
{
	for (uint64_t i = 0; i < count && cursor_ok(c); i++)
		(void)number(c);
}

/* ---- coders ---------------------------------------------------------------------------------- */

static uint32_t
u32_at(struct slice s, size_t at)
{
	struct cursor c = cursor_over(slice_from(s, at));

	return cursor_u32le(&c);
}

/* What cannot be told is nothing: libarchive refuses it before it takes any. */
static uint64_t
memory_of(const struct coder *coder)
{
	struct slice p = coder->properties;

	/* LZMA: a byte, and the dictionary's size; PPMd: a byte, and the model's. */
	if ((coder->id == LZMA || coder->id == PPMD) && p.len >= 5)
		return u32_at(p, 1);
	/* LZMA2: two bits of mantissa, and an exponent. */
	if (coder->id == LZMA2 && p.len >= 1)
		return p.p[0] >= 40 ? UINT32_MAX
				    : (uint64_t)(2 | (p.p[0] & 1)) << (p.p[0] / 2 + 11);
	return 0;
}

static struct coder
read_coder(struct cursor *c, uint64_t *in, uint64_t *out)
{
	unsigned flags = cursor_u8(c);
	struct slice id = cursor_take(c, flags & 0x0F);
	bool complex = (flags & 0x10) != 0;
	uint64_t ins = complex ? number(c) : 1, outs = complex ? number(c) : 1;
	struct coder coder = {.id = 0};

	for (size_t i = 0; i < id.len; i++)
		coder.id = coder.id << 8 | id.p[i];
	if ((flags & 0x20) != 0) {
		uint64_t size = number(c);

		if (size > c->left)
			c->failed = true;
		else
			coder.properties = cursor_take(c, (size_t)size);
	}
	if (ins > STREAMS_MAX || outs > STREAMS_MAX)
		c->failed = true;
	*in += ins;
	*out += outs;
	return coder;
}

static enum rc
read_folder(struct cursor *c, struct folder *f, struct coder *last, struct err *e)
{
	uint64_t coders = number(c), in = 0, out = 0, memory = 0;

	if (coders == 0 || coders > CODERS_MAX)
		return damaged(e);
	for (uint64_t i = 0; i < coders && cursor_ok(c); i++) {
		*last = read_coder(c, &in, &out);
		memory += memory_of(last);
	}
	if (!cursor_ok(c) || out == 0 || out - 1 > in)
		return damaged(e);
	/* What leads into what, two numbers each; which streams come from the file. */
	skip_numbers(c, 2 * (out - 1));
	if (in - (out - 1) > 1)
		skip_numbers(c, in - (out - 1));
	if (memory > LIMIT_DECODER)
		return err_set(e, RC_LIMIT,
			"to unpack it takes %" PRIu64 " bytes of memory, room for %" PRIu64, memory,
			(uint64_t)LIMIT_DECODER);
	f->streams = (uint32_t)out;
	f->files = 1;
	return cursor_ok(c) ? RC_OK : damaged(e);
}

/* ---- streams --------------------------------------------------------------------------------- */

/* Of `count` things: a bit each where not all have one. What `folders` have is noted. */
static void
read_checksums(struct cursor *c, uint64_t count, struct folder *folders)
{
	bool all = cursor_u8(c) != 0;
	uint64_t defined = 0;
	unsigned bits = 0xFF;

	for (uint64_t i = 0; i < count && cursor_ok(c); i++) {
		bool is;

		if (!all && i % 8 == 0)
			bits = cursor_u8(c);
		is = (bits >> (7 - i % 8) & 1) != 0;
		if (folders != NULL)
			folders[i].checksum = is;
		defined += is;
	}
	skip(c, defined <= c->left ? defined * 4 : UINT64_MAX);
}

static void
read_packs(struct cursor *c, struct list *list)
{
	uint64_t count;
	unsigned kind;

	list->place = number(c);
	count = number(c);
	kind = cursor_u8(c);
	if (kind == SIZE && count > 0) {
		list->packed = number(c);
		skip_numbers(c, count - 1);
		kind = cursor_u8(c);
	}
	if (kind == CRC && count <= c->left * 8) {
		read_checksums(c, count, NULL);
		kind = cursor_u8(c);
	}
	if (kind != END)
		c->failed = true;
}

static enum rc
read_sizes(struct cursor *c, struct list *list, struct err *e)
{
	unsigned kind;

	if (cursor_u8(c) != UNPACK_SIZE)
		return damaged(e);
	for (uint64_t i = 0; i < list->folder_count && cursor_ok(c); i++) {
		uint64_t size = number(c);

		list->size = i == 0 ? size : list->size;
		skip_numbers(c, list->folders[i].streams - 1);
	}
	kind = cursor_u8(c);
	if (kind == CRC) {
		read_checksums(c, list->folder_count, list->folders);
		kind = cursor_u8(c);
	}
	return cursor_ok(c) && kind == END ? RC_OK : damaged(e);
}

static enum rc
read_folders(struct cursor *c, struct list *list, struct err *e)
{
	enum rc rc = RC_OK;

	if (cursor_u8(c) != FOLDER)
		return damaged(e);
	list->folder_count = number(c);
	if (list->folder_count > SEVENZIP_MEMORY_FILES_MAX)
		return too_many(list->folder_count, "streams", e);
	/* The folders may stand elsewhere, which nobody does. */
	if (cursor_u8(c) != 0 || list->folder_count > c->left)
		return damaged(e);
	list->folders = calloc((size_t)list->folder_count + 1, sizeof *list->folders);
	if (list->folders == NULL)
		return err_nomem(e);
	for (uint64_t i = 0; i < list->folder_count && rc == RC_OK; i++)
		rc = read_folder(c, &list->folders[i], &list->coder, e);
	return rc == RC_OK ? read_sizes(c, list, e) : rc;
}

static enum rc
read_counts(struct cursor *c, struct list *list, struct err *e)
{
	uint64_t all = 0;

	for (uint64_t i = 0; i < list->folder_count && cursor_ok(c); i++) {
		uint64_t files = number(c);

		if (files > SEVENZIP_MEMORY_FILES_MAX - all)
			return too_many(files, "files", e);
		list->folders[i].files = files;
		all += files;
	}
	return RC_OK;
}

/* Of the last file of each folder the size follows from the others; of a single one the checksum.
 */
static enum rc
read_substreams(struct cursor *c, struct list *list, struct err *e)
{
	unsigned kind = cursor_u8(c);
	uint64_t checksums = 0;
	enum rc rc = RC_OK;

	if (kind == SUBSTREAM_COUNT) {
		rc = read_counts(c, list, e);
		kind = cursor_u8(c);
	}
	for (uint64_t i = 0; i < list->folder_count; i++) {
		const struct folder *f = &list->folders[i];

		if (kind == SIZE && f->files > 0)
			skip_numbers(c, f->files - 1);
		if (f->files != 1 || !f->checksum)
			checksums += f->files;
	}
	if (kind == SIZE)
		kind = cursor_u8(c);
	if (kind == CRC) {
		read_checksums(c, checksums, NULL);
		kind = cursor_u8(c);
	}
	if (rc != RC_OK)
		return rc;
	return cursor_ok(c) && kind == END ? RC_OK : damaged(e);
}

static enum rc
read_streams(struct cursor *c, struct list *list, struct err *e)
{
	unsigned kind = cursor_u8(c);
	enum rc rc = RC_OK;

	if (kind == PACK_INFO) {
		read_packs(c, list);
		kind = cursor_u8(c);
	}
	if (kind == UNPACK_INFO) {
		rc = read_folders(c, list, e);
		kind = rc == RC_OK ? cursor_u8(c) : END;
	}
	if (kind == SUBSTREAMS) {
		rc = read_substreams(c, list, e);
		kind = rc == RC_OK ? cursor_u8(c) : END;
	}
	if (rc != RC_OK)
		return rc;
	return cursor_ok(c) && kind == END ? RC_OK : damaged(e);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void
skip_properties(struct cursor *c)
{
	while (cursor_ok(c) && cursor_u8(c) != END)
		skip(c, number(c));
}

static enum rc
read_list(struct cursor *c, struct list *list, struct err *e)
{
	unsigned kind = cursor_u8(c);
	enum rc rc = RC_OK;
	uint64_t files;

	if (kind == ARCHIVE_PROPERTIES) {
		skip_properties(c);
		kind = cursor_u8(c);
	}
	if (kind == MAIN_STREAMS) {
		rc = read_streams(c, list, e);
		kind = cursor_u8(c);
	}
	if (rc != RC_OK || (kind != FILES && cursor_ok(c)))
		return rc;
	files = number(c);
	if (!cursor_ok(c))
		return damaged(e);
	return files <= SEVENZIP_MEMORY_FILES_MAX ? RC_OK : too_many(files, "files", e);
}

static enum rc
check_list(struct slice bytes, struct err *e)
{
	struct cursor c = cursor_over(bytes);
	struct list list = {.folders = NULL};
	enum rc rc = cursor_u8(&c) == HEADER ? read_list(&c, &list, e) : damaged(e);

	free(list.folders);
	return rc;
}

static bool
is_known(const struct list *p)
{
	return p->folder_count == 1 && p->folders[0].streams == 1 &&
		(p->coder.id == COPY || p->coder.id == LZMA || p->coder.id == LZMA2);
}

static enum rc
unpack_list(int fd, const struct list *p, struct bytes *out, struct err *e)
{
	struct bytes packed = BYTES_UP_TO(SEVENZIP_MEMORY_LIST_MAX);
	struct lzma_decoder_raw raw = {
		.second = p->coder.id == LZMA2, .properties = p->coder.properties};
	uint64_t place;
	enum rc rc;

	if (!u64_add(p->place, START, &place))
		return damaged(e);
	rc = read_at(fd, place, (size_t)p->packed, &packed, e);
	raw.packed = bytes_slice(&packed);
	if (rc == RC_OK && p->coder.id == COPY)
		bytes_add(out, raw.packed);
	else if (rc == RC_OK)
		rc = lzma_decoder_all(&raw, (size_t)p->size, out, e);
	bytes_release(&packed);
	return rc == RC_OK ? bytes_check(out, "the list of files", e) : rc;
}

static enum rc
check_size(uint64_t size, struct err *e)
{
	if (size <= SEVENZIP_MEMORY_LIST_MAX)
		return RC_OK;
	return err_set(e, RC_LIMIT, "a list of files of %" PRIu64 " bytes, room for %" PRIu64, size,
		(uint64_t)SEVENZIP_MEMORY_LIST_MAX);
}

static enum rc
check_packed(int fd, struct slice bytes, struct err *e)
{
	struct bytes unpacked = BYTES_UP_TO(SEVENZIP_MEMORY_LIST_MAX);
	struct cursor c = cursor_over(slice_from(bytes, 1));
	struct list packed = {.folders = NULL};
	enum rc rc = read_streams(&c, &packed, e);

	if (rc == RC_OK && !is_known(&packed))
		rc = err_set(e, RC_UNSUPPORTED,
			"its list of files is encrypted, or packed in a way that is not known");
	if (rc == RC_OK)
		rc = check_size(packed.size > packed.packed ? packed.size : packed.packed, e);
	if (rc == RC_OK)
		rc = unpack_list(fd, &packed, &unpacked, e);
	if (rc == RC_OK)
		rc = check_list(bytes_slice(&unpacked), e);
	free(packed.folders);
	bytes_release(&unpacked);
	return rc;
}

static enum rc
check_at(int fd, uint64_t place, uint64_t size, struct err *e)
{
	struct bytes list = BYTES_UP_TO(SEVENZIP_MEMORY_LIST_MAX);
	enum rc rc;

	rc = check_size(size, e);
	if (rc == RC_OK)
		rc = read_at(fd, place, (size_t)size, &list, e);
	if (rc == RC_OK)
		rc = list.p[0] == ENCODED_HEADER ? check_packed(fd, bytes_slice(&list), e)
						 : check_list(bytes_slice(&list), e);
	bytes_release(&list);
	return rc;
}

enum rc
sevenzip_memory_check(int fd, struct err *e)
{
	struct bytes start = BYTES_UP_TO(START);
	uint64_t place, size;
	struct cursor c;
	enum rc rc = read_at(fd, 0, START, &start, e);

	if (rc == RC_OK) {
		c = cursor_over(slice_from(bytes_slice(&start), START_PLACE));
		place = cursor_u64le(&c);
		size = cursor_u64le(&c);
		if (!u64_add(place, START, &place))
			rc = damaged(e);
		else if (size > 0)
			rc = check_at(fd, place, size, e);
	}
	bytes_release(&start);
	return rc;
}
