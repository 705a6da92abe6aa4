/*
 * Any bytes as one of a bundle's small texts, the first byte saying which: what is accepted is
 * what would be written.
 */
#include "format/base/limits.h"
#include "format/bundle/bundle_name.h"
#include "format/bundle/frame_list.h"
#include "format/bundle/index_row.h"
#include "format/bundle/leaf.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/record.h"
#include "format/bundle/seal.h"
#include "format/bundle/tree_table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(struct bytes *again, struct slice input)
{
	if (!slice_equal(bytes_slice(again), input))
		abort();
	bytes_release(again);
}

static void
try_record(struct slice input)
{
	struct bytes again = BYTES_UP_TO(RECORD_MAX);
	struct record r;
	struct err e;

	if (record_parse(input, &r, &e) != RC_OK)
		return;
	record_write(&r, &again);
	expect(&again, input);
}

static void
try_frame_list(struct slice input)
{
	struct bytes again = BYTES_UP_TO(input.len);
	struct frame_list list;
	struct err e;

	if (frame_list_parse(input, &list, &e) != RC_OK)
		return;
	for (size_t i = 0; i < list.count; i++) {
		const struct frame_entry *f = &list.entries[i];

		frame_list_line(f->packed, f->content, &f->digest, &again);
		if (frame_list_find(&list, f->at) != i)
			abort();
	}
	frame_list_release(&list);
	expect(&again, input);
}

static void
try_index_row(struct slice input)
{
	struct bytes hold = BYTES_UP_TO(INDEX_ROW_MAX), again = BYTES_UP_TO(INDEX_ROW_MAX);
	struct index_row row;
	struct err e;

	if (index_row_parse(input, &hold, &row, &e) == RC_OK) {
		index_row_write(&row, &again);
		bytes_cut(&again, again.len - 1);
		expect(&again, input);
	}
	bytes_release(&hold);
}

/* The first two bytes are the bundle's first leaf and how many it has. */
static void
try_tree_table(struct slice input)
{
	struct slice text = slice_from(input, 2);
	struct bytes again = BYTES_UP_TO(text.len);
	struct tree_table table;
	struct err e;

	if (input.len < 2 || input.p[1] == 0 ||
		tree_table_parse(text, input.p[0] * UINT64_C(7), input.p[1] * UINT64_C(9), &table,
			&e) != RC_OK)
		return;
	for (size_t i = 0; i < table.count; i++)
		tree_table_line(&table.rows[i], &again);
	tree_table_release(&table);
	expect(&again, text);
}

static void
try_leaf(struct slice input)
{
	struct bytes again = BYTES_UP_TO(LIMIT_LEAF);
	struct leaf leaf;
	struct err e;

	if (leaf_parse(input, &leaf, &e) != RC_OK)
		return;
	leaf_start(leaf.id, &again);
	bytes_add(&again, leaf.lines);
	expect(&again, input);
}

static void
try_payload_path(struct slice input)
{
	struct bytes again = BYTES_UP_TO(input.len);
	struct payload_path path;
	struct err e;

	if (payload_path_parse(input, &path, &e) != RC_OK)
		return;
	bytes_str(&again, "data/");
	bytes_add(&again, path.id);
	bytes_u8(&again, '/');
	bytes_add(&again, path.file);
	expect(&again, input);
}

static void
try_bundle_name(struct slice input)
{
	struct bytes again = BYTES_UP_TO(BUNDLE_NAME_MAX);
	struct bundle_name name;

	if (!bundle_name_parse(input, &name))
		return;
	bundle_name_write(&name, &again);
	expect(&again, input);
}

static void
try_seal(struct slice input)
{
	struct bytes again = BYTES_UP_TO(LIMIT_SEAL);
	struct slice name;
	struct seal seal;
	struct err e;

	if (seal_parse(input, &seal, &name, &e) != RC_OK ||
		seal_check(input, &seal, name, 0, &e) != RC_OK)
		return;
	if (seal_write(&seal, name, 0, &again, &e) != RC_OK)
		abort();
	expect(&again, input);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const each[])(struct slice input) = {try_record, try_frame_list,
		try_index_row, try_tree_table, try_leaf, try_payload_path, try_bundle_name,
		try_seal};

	if (size > 0)
		each[data[0] % (sizeof each / sizeof *each)](slice_of(data + 1, size - 1));
	return 0;
}
