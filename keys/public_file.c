#include "keys/public_file.h"

#include "format/base/cursor.h"
#include "keys/small_file.h"

#define COMMENT "untrusted comment: "

enum rc
public_file_split(struct slice text, struct slice *code, struct err *e)
{
	struct cursor c;

	*code = SLICE_EMPTY;
	if (slice_ends(text, "\n"))
		text = slice_first(text, text.len - 1);
	c = cursor_over(text);
	cursor_literal(&c, COMMENT);
	cursor_line(&c);
	if (!cursor_ok(&c) || slice_find(slice_of(c.p, c.left), '\n') != c.left)
		return err_set(e, RC_BAD, "not a comment line and one line behind it");
	*code = cursor_rest(&c);
	return RC_OK;
}

enum rc
public_file_parse(struct slice text, struct public_key *out, struct err *e)
{
	struct slice code;
	enum rc rc;

	memset(out, 0, sizeof *out);
	rc = public_file_split(text, &code, e);
	return rc == RC_OK ? public_key_parse(code, out, e) : rc;
}

void
public_file_write(const struct public_key *key, struct bytes *out)
{
	bytes_fmt(out, COMMENT "minisign public key %s\n", public_key_id_text(key->id).text);
	public_key_write(key, out);
	bytes_u8(out, '\n');
}

enum rc
public_file_read(const char *path, struct public_key *out, struct err *e)
{
	uint8_t room[PUBLIC_FILE_MAX + 1];
	size_t len;
	enum rc rc;

	memset(out, 0, sizeof *out);
	rc = small_file_read(path, SMALL_FILE_PUBLIC, room, sizeof room, &len, e);
	if (rc != RC_OK)
		return rc;
	if (public_file_parse(slice_of(room, len), out, e) != RC_OK)
		return err_within(e, RC_USAGE, "\"%s\"", path);
	return RC_OK;
}

enum rc
public_file_save(const char *path, const struct public_key *key, struct err *e)
{
	struct bytes text = BYTES_UP_TO(PUBLIC_FILE_MAX);
	enum rc rc;

	public_file_write(key, &text);
	rc = bytes_check(&text, "public key file", e);
	if (rc == RC_OK)
		rc = small_file_create(path, 0644, bytes_slice(&text), e);
	bytes_release(&text);
	return rc;
}
