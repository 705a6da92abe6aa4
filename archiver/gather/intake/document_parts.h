/*
 * document_parts.h -- the pictures in a document that is a zip file: `word/media/…` of
 * DOCX, `Pictures/…` and `media/…` of ODT, each under its member's name (parts.h).
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_DOCUMENT_PARTS_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_DOCUMENT_PARTS_H

#include "archiver/gather/intake/unpack_limits.h"

/* As with_parts.h says. */
MUST_USE enum rc document_parts_unpack(
	const char *path, const char *folder, struct unpack_limits *limits, struct err *e);

#endif
