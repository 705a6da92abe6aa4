/*
 * xml_walk.h -- reads XML 1.0 with namespaces as it comes, piece by piece, and tells what
 * begins, what ends and what stands between, by expat.
 *
 * Reports are hostile, so a document type declaration is refused whole: entities of its
 * own are the only way for XML to be larger than it looks, or to name other files. Elements
 * are at most XML_WALK_DEPTH_MAX deep. Names come as `prefix:name`, with the prefix that
 * the caller's table has for the namespace, whichever the document uses; what is in no
 * such namespace is called `?:name`, and what is in none at all `name`.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_XML_WALK_H
#define ANNALS_ARCHIVER_GATHER_READ_XML_WALK_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <stdbool.h>

/* Office programs nest a few dozen elements; tables in tables in text boxes, a few hundred. */
#define XML_WALK_DEPTH_MAX 1024

struct xml_walk_space {
	const char *uri, *prefix;
};

struct xml_walk_element {
	const char *name;
	const char *const *attributes; /* as expat has them: for xml_walk_attribute */
	const struct xml_walk_space *spaces;
};

struct xml_walk_listener {
	void (*enter)(void *ctx, const struct xml_walk_element *element);
	void (*leave)(void *ctx, const char *name);
	void (*text)(void *ctx, struct slice text); /* in pieces, as they come; or NULL */
	void *ctx;
};

struct xml_walk;

/* `spaces` ends with a row of NULLs; it and the listener are borrowed. RC_NOMEM; RC_UNSUPPORTED
 * where this build has no expat. */
MUST_USE enum rc xml_walk_new(const struct xml_walk_space *spaces,
	const struct xml_walk_listener *listener, struct xml_walk **out, struct err *e);
void xml_walk_free(struct xml_walk *w);

/* The next piece; `last` says that it is the last, and it may be empty. RC_BAD where it is no
 * XML, RC_LIMIT, RC_NOMEM. */
MUST_USE enum rc xml_walk_feed(struct xml_walk *w, struct slice piece, bool last, struct err *e);

/* The value, valid during the call of the listener; empty where there is none. */
struct slice xml_walk_attribute(const struct xml_walk_element *element, const char *name);

/* The library and its version. */
const char *xml_walk_library(void);

#endif
