/*
 * findings.h -- how a verifier tells what it finds, one after another, while it
 * goes on checking.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FINDINGS_H
#define ANNALS_FORMAT_BUNDLE_FINDINGS_H

#include "format/base/err.h"

struct findings {
	void (*tell)(void *ctx, const struct err *finding);
	void *ctx;
	enum rc worst; /* kept by findings_add: what all of it comes to */
	unsigned long count;
};

/*
 * Hands a finding over and remembers the worst verdict: RC_BAD before RC_UNTRUSTED before
 * what says that nothing is known.
 */
void findings_add(struct findings *f, const struct err *finding);

#endif
