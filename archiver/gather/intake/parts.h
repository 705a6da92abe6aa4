/*
 * parts.h -- files that came inside a report, or with it in a web archive: a folder
 * in which each lies under a name made of the address by which the report names it.
 *
 * The address is a member's name in a document (`word/media/image1.png`), `cid:` and
 * a part's id in an e-mail, an absolute URL in a web archive. Its SHA-256 in hex is
 * the file's name: whatever the address is, the name is safe, and nobody has to
 * remember which is which.
 *
 * with_parts.h has the table of the kinds of reports that have such parts; intake gives
 * each of their reports a folder of its own.
 */
#ifndef ANNALS_ARCHIVER_GATHER_INTAKE_PARTS_H
#define ANNALS_ARCHIVER_GATHER_INTAKE_PARTS_H

#include "format/base/bytes.h"

/*
 * A folder within the folder of parts, made where something goes into it: files under
 * their own names (one name of at most 255 bytes each, no '/', no leading dot) that are
 * reports of their own, as documents attached to a mail are. They are given out after the
 * report, as `mail.eml/name`, by the rules of any folder.
 */
#define PARTS_ATTACHED "attached"

/* Appends `folder`, '/', and the name; no zero byte. */
void parts_path(const char *folder, struct slice address, struct bytes *out);

/* All of it to the descriptor of a part; RC_IO. */
MUST_USE enum rc parts_write(int fd, struct slice s, struct err *e);

#endif
