/*
 * read_mail.h -- a report that came as an e-mail (a press release, RFC 5322), or as a
 * page saved in one file in the form of one (MHTML, RFC 2557).
 *
 * Subject, date and sender are the mail's; the text is the plain one, or the page where
 * there is no plain one that says as much. What is quoted from an earlier mail, and a
 * signature, are left out of the text, and that is said. Pictures are called by
 * `cid:` and their id, by their location, or by `part:` and a number where they have
 * neither (mail_parts.h lays them out so); what else is attached is noted.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_READ_MAIL_H
#define ANNALS_ARCHIVER_GATHER_READ_READ_MAIL_H

#include "archiver/gather/read/mail.h"
#include "archiver/gather/read/normal.h"
#include "archiver/gather/story.h"
#include "format/base/bytes.h"

/* Whether a file that begins so is a mail: header fields, among them some that only mails have. */
bool read_mail_check(struct slice first);

/*
 * Appends what a picture of the mail is called; `number` is the part's, from 1, in the
 * order of mail_walk.
 */
void read_mail_address(const struct mail_part *p, size_t number, struct bytes *out);

/* Whether a part is attached: a file for itself, not text of the mail. */
bool read_mail_attached(const struct mail_part *p);

/*
 * Fills an empty story from the file at `path`. `zone` as for read_html. RC_BAD where it
 * has no text, RC_LIMIT, RC_UNSUPPORTED for a mailbox of several mails, RC_IO.
 */
MUST_USE enum rc
read_mail(const char *path, int zone, struct normal *n, struct story *s, struct err *e);

#endif
