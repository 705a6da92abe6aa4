/*
 * mail_parts.h -- lays out what an e-mail carries: its pictures, as read_mail.h calls
 * them, and documents attached to it, which are reports of their own.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_MAIL_PARTS_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_MAIL_PARTS_H

#include "archiver/gather/intake/unpack_limits.h"

/* As with_parts.h has it. What is attached and no kind of report is not laid out. */
MUST_USE enum rc mail_parts_unpack(
	const char *path, const char *folder, struct unpack_limits *limits, struct err *e);

#endif
