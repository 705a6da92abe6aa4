/*
 * mail.h -- an e-mail taken apart (RFC 5322, RFC 2045, RFC 2046): header fields and
 * parts, as slices of its bytes.
 *
 * Boundaries are looked for as their enclosing part has them, nested no deeper than
 * MAIL_DEPTH_MAX: time is linear in the size times that depth. A part without an end
 * ends with the one around it. Nothing is decoded here but what names a part.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_MAIL_H
#define ANNALS_ARCHIVER_GATHER_READ_MAIL_H

#include "format/base/err.h"
#include "format/base/slice.h"

#include <stdbool.h>

/* A mail with all that is attached; servers take half of that. */
#define MAIL_SIZE_MAX ((size_t)64 * 1024 * 1024)

#define MAIL_DEPTH_MAX 32
#define MAIL_PARTS_MAX 10000

/* The fields of one part, all together. */
#define MAIL_FIELDS_MAX ((size_t)1024 * 1024)

struct mail_part {
	struct slice fields; /* up to the empty line */
	struct slice body;
	bool alternative; /* one of several forms of the same */
	bool digest;	  /* its type is message/rfc822 unless it says another */
	unsigned depth;
};

/* The fields of a whole mail, and what follows them. */
struct mail_part mail_open(struct slice raw);

/*
 * The value of the first field of that name, in any case: its lines as they are, without the
 * blanks around. False where there is none.
 */
bool mail_field(struct slice fields, const char *name, struct slice *value);

/* The type of a part, without its parameters, as it is written: `text/plain` where none is. */
struct slice mail_type(const struct mail_part *p);

/* Whether it is of this type; `image/` stands for all that begin so. Letters in any case. */
bool mail_is(const struct mail_part *p, const char *type);

/*
 * A parameter of a field's value (`charset=x`, `name*0*=utf-8''x`: RFC 2231), in `out`, decoded
 * to UTF-8 as far as its encoding is known; empty where there is none.
 */
struct bytes;
void mail_parameter(struct slice value, const char *name, struct bytes *out);

/*
 * Calls `see` for every part that has none in it, in order; a mail within the mail is such a
 * part. RC_LIMIT beyond the limits above; else what `see` returned.
 */
typedef enum rc mail_see(void *ctx, const struct mail_part *p, struct err *e);
MUST_USE enum rc mail_walk(const struct mail_part *whole, mail_see *see, void *ctx, struct err *e);

/* Appends the body of a part without its transfer encoding. */
void mail_body(const struct mail_part *p, struct bytes *out);

#endif
