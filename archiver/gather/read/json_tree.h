/*
 * json_tree.h -- a JSON text (RFC 8259) as the list of its values, each before those in it.
 *
 * Strict: what is not JSON to the last byte is refused, and so is what is not UTF-8. Nothing
 * recurses and no string is copied; a value takes 24 bytes, and there are at most
 * JSON_TREE_VALUES_MAX. Names are found in either case, for versions of one format differ in
 * that, and of two that are the same the first counts. A name with an escape in it is that of
 * nothing known: no program writes letters so.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_JSON_TREE_H
#define ANNALS_ARCHIVER_GATHER_READ_JSON_TREE_H

#include "format/base/bytes.h"

/* An item with a thousand pictures of ten sizes each has 200,000. */
#define JSON_TREE_VALUES_MAX 1000000
#define JSON_TREE_DEPTH_MAX  256

/* No value. */
#define JSON_TREE_NONE SIZE_MAX

enum json_tree_kind {
	JSON_TREE_OBJECT,
	JSON_TREE_LIST,
	JSON_TREE_STRING,
	JSON_TREE_NUMBER,
	JSON_TREE_WORD /* true, false, null */
};

struct json_tree_value {
	enum json_tree_kind kind;
	uint32_t name, name_end; /* where its name stands, within the quotation marks */
	uint32_t start, end;	 /* of a string, within them */
	uint32_t behind;	 /* the first value that is not in it */
};

struct json_tree {
	struct slice text; /* borrowed */
	struct json_tree_value *at;
	size_t count, room;
};

#define JSON_TREE_EMPTY ((struct json_tree){{NULL, 0}, NULL, 0, 0})

/* Value 0 is the whole. RC_BAD, RC_LIMIT, RC_NOMEM. */
MUST_USE enum rc json_tree_parse(struct slice text, struct json_tree *out, struct err *e);
void json_tree_release(struct json_tree *t);

/* The first value in an object or list, and the one behind `i` in it; or JSON_TREE_NONE. */
size_t json_tree_first(const struct json_tree *t, size_t in);
size_t json_tree_next(const struct json_tree *t, size_t in, size_t i);

/* The member of that name; JSON_TREE_NONE where there is none, or `object` is no object. */
size_t json_tree_member(const struct json_tree *t, size_t object, const char *name);

/* As it stands there; empty for what is in a list. */
struct slice json_tree_name(const struct json_tree *t, size_t i);

/* Appends a string without its escapes, or a number as it stands; of others nothing. */
void json_tree_text(const struct json_tree *t, size_t i, struct bytes *out);

#endif
