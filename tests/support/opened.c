#include "support/opened.h"

#include "support/test.h"

void
opened_init(struct opened *o, struct slice file, const struct trust *trust)
{
	struct err e;

	o->file = file;
	o->source = source_memory(&o->file);
	assert_rc(RC_OK, bundle_open(&o->source, trust, &o->bundle, &e), &e);
	assert_rc(RC_OK, frame_reader_init(&o->frames, &o->bundle, &e), &e);
}

void
opened_release(struct opened *o)
{
	frame_reader_release(&o->frames);
	bundle_release(&o->bundle);
}
