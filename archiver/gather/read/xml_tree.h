/*
 * xml_tree.h -- an XML document in memory, as a list of its elements and texts in the
 * order of the document: for formats that say the same thing in many places.
 *
 * Elements are called without their namespace: what reads a format tells its elements apart by
 * where they stand. A node's descendants are those behind it up to its `end`. Node 0 is the root.
 * Read by xml_walk.h, with its limits; a document type declaration without entities of its own is
 * passed over, for news agencies write one; what HTML has names for may be called so
 * (html_names.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_XML_TREE_H
#define ANNALS_ARCHIVER_GATHER_READ_XML_TREE_H

#include "archiver/gather/arena.h"
#include "archiver/gather/read/xml_walk.h"
#include "format/base/bytes.h"

#define XML_TREE_NODES_MAX 500000

/* No node. */
#define XML_TREE_NONE SIZE_MAX

struct xml_tree_attribute {
	const char *name;
	struct slice value;
};

struct xml_tree_node {
	const char *name;  /* NULL for a text */
	struct slice text; /* of a text */
	size_t end;
	const struct xml_tree_attribute *attributes;
	size_t attribute_count;
};

struct xml_tree {
	struct xml_tree_node *nodes;
	size_t count, room;
	struct arena made;
};

/*
 * Keeps the attributes of these names, up to a NULL; `xml:lang` is one, all others are in no
 * namespace. RC_BAD where it is no XML, RC_LIMIT, RC_NOMEM, RC_UNSUPPORTED without the library.
 */
MUST_USE enum rc xml_tree_parse(
	struct slice raw, const char *const *attributes, struct xml_tree *out, struct err *e);
void xml_tree_release(struct xml_tree *t);

static inline bool
xml_tree_is(const struct xml_tree *t, size_t node, const char *name)
{
	return t->nodes[node].name != NULL && strcmp(t->nodes[node].name, name) == 0;
}

/* The first element of that name within `in` from `from` on; XML_TREE_NONE for none. */
size_t xml_tree_find(const struct xml_tree *t, size_t in, size_t from, const char *name);

/* A child of that name, the first behind `after` (or of all, where that is `in`). */
size_t xml_tree_child(const struct xml_tree *t, size_t in, size_t after, const char *name);

/* The value of an attribute; empty where there is none, or no node. */
struct slice xml_tree_value(const struct xml_tree *t, size_t node, const char *attribute);

/* Appends all text within a node, as it stands. */
void xml_tree_text(const struct xml_tree *t, size_t node, struct bytes *out);

/*
 * The name of the root element, without its prefix, of a file that begins with `first`;
 * empty where that is no XML.
 */
struct slice xml_tree_root(struct slice first);

#endif
