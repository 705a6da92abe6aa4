/*
 * intake_report.h -- one report as it arrives: which files it is made of, or why it is
 * left out.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_INTAKE_REPORT_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_INTAKE_REPORT_H

#include "archiver/gather/intake/unpack_limits.h"
#include "format/base/err.h"

#include <stdbool.h>

/* More photos than that do not fit into one leaf of the log anyway. */
#define INTAKE_REPORT_PICTURES_MAX 1000

/* Owns its strings; start with INTAKE_REPORT_EMPTY. */
struct intake_report {
	char *shown;	 /* how the caller called it; bytes as they are, not fit for a terminal */
	char *text;	 /* path of the file with the text; NULL where it is refused */
	char **pictures; /* paths of the files that came with it, in their order */
	size_t picture_count;
	char *refusal;	  /* why it is left out, else NULL */
	bool passed_over; /* and nothing is missing: nobody meant it for an article */

	/* The folder that it was found in or below: the one named, or what an archive became. NULL
	 * for a file that is named itself: then nothing but its own files is its. */
	char *within;

	/* What is known of one that came out of something else; NULL where it is not. */
	char *parts; /* folder of what it names, each file under its parts_path (parts.h) */
	struct unpack_limits room; /* for a reader that fills that folder; all 0 when it is full */
	char *url;		   /* absolute, where it was captured */
	char *captured;		   /* when, RFC 3339 */
	char *charset;		   /* that it was served with */

	/* What the plan found out about it. */
	char *version; /* "2" where an earlier state of the same source is archived */
	char *also;    /* where the same text was met again, a line each */
};

#define INTAKE_REPORT_EMPTY ((struct intake_report){.shown = NULL})

void intake_report_release(struct intake_report *r);

/* A report that is one file. */
MUST_USE enum rc intake_report_of_file(
	const char *shown, const char *path, struct intake_report *out, struct err *e);

/* One that is left out, for the reason given. */
MUST_USE enum rc
intake_report_refused(const char *shown, const char *why, struct intake_report *out, struct err *e);

/* Adds a picture that came with it. */
MUST_USE enum rc
intake_report_add_picture(struct intake_report *r, const char *path, struct err *e);

#endif
