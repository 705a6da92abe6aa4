/*
 * pdf_launcher.h -- runs annals-pdf for a process that may run nothing any more.
 *
 * Who reads reports is confined (archiver/sandbox.h) and cannot start programs. So before
 * that a small process is split off, which holds nothing but one end of a socket: no lock,
 * no key, no report. It is sent a PDF's descriptor and one to write to, and starts annals-pdf
 * with them as standard input and output, which confines itself. Threads may ask at once.
 *
 * The program is the one that stands beside this one (/proc/self/exe), never one that an
 * environment names. It is ended after so many seconds.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PDF_LAUNCHER_H
#define ANNALS_ARCHIVER_GATHER_READ_PDF_LAUNCHER_H

#include "format/base/stream.h"

#include <stdbool.h>
#include <sys/types.h>

/* Of a clock on the wall; annals-pdf allows itself 60 of a processor. */
#define PDF_LAUNCHER_SECONDS 120

struct pdf_launcher {
	int fd; /* -1 where there is no annals-pdf */
	pid_t process;
	unsigned seconds; /* that one document may take */
};

#define PDF_LAUNCHER_EMPTY ((struct pdf_launcher){-1, 0, 0})

/*
 * To be called before any lock is held, secret known or thread started. Where annals-pdf is
 * not beside this program, that is no failure: PDFs are then refused.
 */
MUST_USE enum rc pdf_launcher_start(unsigned seconds, struct pdf_launcher *out, struct err *e);
void pdf_launcher_release(struct pdf_launcher *l);

/*
 * What annals-pdf tells of the file, to the sink as it comes. RC_UNSUPPORTED where there is
 * none (`l` may be NULL), RC_BAD where it takes too long, RC_IO, or what the sink says.
 */
MUST_USE enum rc
pdf_launcher_read(const struct pdf_launcher *l, int pdf, const struct sink *to, struct err *e);

/* Whether annals-pdf is there. */
bool pdf_launcher_is_there(void);

#endif
