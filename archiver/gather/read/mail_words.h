/*
 * mail_words.h -- what people read in the fields of a mail: texts, names and dates.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_MAIL_WORDS_H
#define ANNALS_ARCHIVER_GATHER_READ_MAIL_WORDS_H

#include "format/base/bytes.h"
#include "format/base/civil.h"

/*
 * Appends a field's value in UTF-8: lines unfolded, encoded words decoded (RFC 2047), those
 * that follow each other without the blanks between. What is no encoded word stays as it is.
 */
void mail_words_decode(struct slice value, struct bytes *out);

/* Of an address list's first mailbox: the name, decoded, into `name`, empty where it has none;
 * and the address, which borrows. */
void mail_words_mailbox(struct slice value, struct bytes *name, struct slice *address);

/* RFC 5322, section 3.3, with the zones of 4.3; false where it is no moment. */
bool mail_words_date(struct slice value, struct civil *out);

#endif
