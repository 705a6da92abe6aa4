#include "format/bundle/findings.h"

static int
weight(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 0;
	case RC_BAD:
		return 3;
	case RC_UNTRUSTED:
		return 2;
	case RC_UNSUPPORTED:
	case RC_LIMIT:
	case RC_USAGE:
	case RC_IO:
	case RC_NOMEM:
	default:
		return 1;
	}
}

void
findings_add(struct findings *f, const struct err *finding)
{
	if (weight(finding->rc) > weight(f->worst))
		f->worst = finding->rc;
	f->count++;
	f->tell(f->ctx, finding);
}
