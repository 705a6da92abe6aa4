/*
 * Any bytes as an e-mail: walked through, its fields read, its parts decoded. The first
 * byte says which reading is tried.
 */
#include "archiver/gather/read/declared_charset.h"
#include "archiver/gather/read/mail.h"
#include "archiver/gather/read/mail_words.h"
#include "archiver/gather/read/read_mail.h"
#include "archiver/gather/read/transfer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum rc
see(void *ctx, const struct mail_part *p, struct err *e)
{
	struct bytes *out = ctx;
	struct slice value;

	(void)e;
	bytes_clear(out);
	mail_body(p, out);
	read_mail_address(p, 1, out);
	if (mail_field(p->fields, "Content-Type", &value)) {
		mail_parameter(value, "charset", out);
		mail_parameter(value, "name", out);
	}
	return RC_OK;
}

static void
read_words(struct slice s, struct bytes *out)
{
	struct slice address;
	struct civil when;

	mail_words_decode(s, out);
	mail_words_mailbox(s, out, &address);
	if (mail_words_date(s, &when) && !civil_check(&when))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes out = BYTES_UP_TO((size_t)16 * 1024 * 1024);
	struct slice s = slice_of(data, size), rest = slice_from(s, 1);
	struct mail_part whole = mail_open(rest);
	struct err e;

	if (size > 0 && data[0] % 4 == 0)
		(void)mail_walk(&whole, see, &out, &e);
	else if (size > 0 && data[0] % 4 == 1)
		read_words(rest, &out);
	else if (size > 0 && data[0] % 4 == 2)
		transfer_quoted(rest, true, &out);
	else
		(void)declared_charset_decode(
			slice_first(rest, slice_find(rest, '\n')), rest, &out);
	(void)read_mail_check(rest);
	bytes_release(&out);
	return 0;
}
