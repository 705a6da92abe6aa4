/*
 * transfer.h -- what mail puts bytes into so that they survive the way: base64 and
 * quoted-printable (RFC 2045, sections 6.7 and 6.8), read as leniently as it is written:
 * what cannot be part of the encoding is passed over.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_TRANSFER_H
#define ANNALS_ARCHIVER_GATHER_READ_TRANSFER_H

#include "format/base/bytes.h"

void transfer_base64(struct slice text, struct bytes *out);

/* As in a body; with `words` as in a header (RFC 2047, section 4.2), where `_` is a blank. */
void transfer_quoted(struct slice text, bool words, struct bytes *out);

#endif
