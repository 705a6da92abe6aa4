/*
 * Any bytes as a whole bundle, opened by a reader who believes nobody and checked as far as
 * that goes: nothing misbehaves, and what does not open leaves nothing behind. The vectors are
 * its seeds.
 */
#include "format/bundle/bundle_verify.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
tell(void *ctx, const struct err *finding)
{
	(void)ctx;
	if (finding->rc == RC_OK || finding->text[0] == '\0')
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bundle_verify_settings set = {.jobs = 1};
	struct findings findings = {.tell = tell, .worst = RC_OK};
	struct slice file = slice_of(data, size);
	struct source source = source_memory(&file);
	struct trust nobody = TRUST_EMPTY;
	struct bundle b;
	struct err e;
	enum rc rc = bundle_open(&source, &nobody, &b, &e);

	if (rc == RC_OK)
		abort(); /* nobody is believed */
	if (rc != RC_UNTRUSTED) {
		if (b.stream.p != NULL || b.frames.entries != NULL)
			abort();
		return 0;
	}
	rc = bundle_verify(&b, &set, &findings, &e);
	if (rc != RC_OK && rc != RC_NOMEM)
		abort();
	bundle_release(&b);
	return 0;
}
