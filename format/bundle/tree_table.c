#include "format/bundle/tree_table.h"

#include "format/base/cursor.h"
#include "format/base/number.h"
#include "format/bundle/rule.h"

#include <stdlib.h>

/* "0\t0\t-\n" */
#define LINE_MIN 6

void
tree_table_release(struct tree_table *table)
{
	free(table->rows);
	*table = TREE_TABLE_EMPTY;
}

void
tree_table_line(const struct tree_row *row, struct bytes *out)
{
	bytes_number(out, row->block);
	bytes_u8(out, '\t');
	bytes_number(out, row->manifest_at);
	bytes_u8(out, '\t');
	if (row->has_root)
		digest_write(&row->root, out);
	else
		bytes_u8(out, '-');
	bytes_u8(out, '\n');
}

static bool
parse_line(struct cursor *c, struct tree_row *row)
{
	struct slice root;

	if (!number_parse(cursor_until(c, '\t'), INT64_MAX, &row->block) ||
		!number_parse(cursor_until(c, '\t'), INT64_MAX, &row->manifest_at))
		return false;
	root = cursor_line(c);
	row->has_root = !slice_is(root, "-");
	return cursor_ok(c) && (!row->has_root || digest_parse(root, &row->root));
}

/* Each row is what its place makes it, and begins behind the row before. */
static bool
is_in_place(const struct tree_table *table, size_t i, uint64_t first, uint64_t articles)
{
	const struct tree_row *row = &table->rows[i];
	bool holds_bundle = row->block == (first + articles) / TREE_TABLE_BLOCK;

	return row->block == first / TREE_TABLE_BLOCK + i && row->has_root == !holds_bundle &&
		(i == 0 ? row->manifest_at == 0
			: row->manifest_at > table->rows[i - 1].manifest_at);
}

enum rc
tree_table_parse(
	struct slice text, uint64_t first, uint64_t articles, struct tree_table *out, struct err *e)
{
	/* No sum overflows: a log has fewer than 2^63 leaves, and `articles` is at least 1. */
	uint64_t rows = (first + articles - 1) / TREE_TABLE_BLOCK - first / TREE_TABLE_BLOCK + 1;
	struct cursor c = cursor_over(text);

	*out = TREE_TABLE_EMPTY;
	if (rows > text.len / LINE_MIN)
		return rule_broken(e, "TREE-1", "tree.tsv: %zu bytes for %llu blocks", text.len,
			(unsigned long long)rows);
	out->rows = calloc((size_t)rows, sizeof *out->rows);
	if (out->rows == NULL)
		return err_nomem(e);
	for (; out->count < rows; out->count++) {
		if (!parse_line(&c, &out->rows[out->count]) ||
			!is_in_place(out, out->count, first, articles))
			break;
	}
	if (out->count == rows && cursor_ended(&c))
		return RC_OK;
	rule_broken(e, "TREE-1", "tree.tsv: line %zu is not the block's that belongs there",
		out->count + 1);
	tree_table_release(out);
	return RC_BAD;
}
