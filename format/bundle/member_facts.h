/*
 * member_facts.h -- what a verifier keeps of an article's file once it has
 * gone by: enough to compare it with manifest and index (SPEC 5.2, 6.3).
 */
#ifndef ANNALS_FORMAT_BUNDLE_MEMBER_FACTS_H
#define ANNALS_FORMAT_BUNDLE_MEMBER_FACTS_H

#include "format/base/digest.h"
#include "format/bundle/payload_path.h"

struct member_facts {
	struct digest digest;
	uint64_t captions; /* lines of captions.txt that are not empty */
	struct slice head; /* of metadata.json (ninjs.h); points into the content */
};

/* True for the kinds of which member_facts_take looks at the content, and not only at the digest.
 */
bool member_facts_wants(enum payload_kind kind);

/*
 * Takes the facts of a file of this kind from its whole content; `digest` is left alone.
 * RC_BAD with ART-3 or ART-4 where the content is not in the file's form.
 */
MUST_USE enum rc member_facts_take(
	enum payload_kind kind, struct slice content, struct member_facts *facts, struct err *e);

#endif
