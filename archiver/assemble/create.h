/*
 * create.h -- reports become signed bundles in an archive, a month each.
 *
 * In order: the archive is locked and its log looked at (believed, unbroken,
 * no older than what this signer published last); bundles that a killed run
 * left without a sidecar get one; all reports are read and planned; then month
 * after month is written, published, remembered as signed, and given its
 * sidecar. Nothing that is published is ever touched.
 */
#ifndef ANNALS_ARCHIVER_ASSEMBLE_CREATE_H
#define ANNALS_ARCHIVER_ASSEMBLE_CREATE_H

#include "archiver/assemble/plan.h"
#include "archiver/assemble/signer.h"
#include "archiver/home.h"

/* A bundle that has been published, or in a dry run would be. */
struct create_bundle {
	const char *name;
	const char *path; /* from the archive's folder */
	uint64_t articles;
	uint64_t refused;	       /* reports that could not be read a second time */
	uint64_t bytes;		       /* of the file; 0 in a dry run */
	const struct checkpoint *head; /* NULL in a dry run */
};

struct create_listener {
	struct plan_listener plan;
	/* The first pass has begun (reading), or the second for the month at hand (writing). */
	void (*pass)(void *ctx, const char *month);
	void (*bundle)(void *ctx, const struct create_bundle *b);
	void (*sidecar)(void *ctx, const char *path); /* given to a bundle that had none */
	void *ctx;
};

struct create_settings {
	const char *archive;
	struct slice month; /* YYYY-MM, or empty */
	bool keep_undated, strict, dry_run;
	unsigned jobs;
	unsigned level; /* 0: the archive's own */
	const struct home *home;
	const struct trust *trust;
	const struct signer_unlock *unlock; /* the key; not used in a dry run */
	const struct pdf_launcher *pdf;	    /* NULL: PDFs are refused */
	const char *agent;		    /* "annals 0.1.0" */
	/* Called once, when key and archive are open and no report has been read. */
	enum rc (*confine)(void *ctx, struct err *e);
	void *confine_ctx;
};

/*
 * RC_OK when it came to its end, whatever was left out: the listener has been told. RC_BAD
 * and RC_UNTRUSTED are about the archive as it was found, RC_IO with `strict` about a report
 * that was left out.
 */
MUST_USE enum rc create_run(const struct create_settings *settings, struct intake *intake,
	const struct create_listener *listener, struct err *e);

#endif
