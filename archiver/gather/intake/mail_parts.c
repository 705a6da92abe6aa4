#include "archiver/gather/intake/mail_parts.h"

#include "archiver/gather/intake/member_name.h"
#include "archiver/gather/intake/parts.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/mail_words.h"
#include "archiver/gather/read/read_mail.h"
#include "archiver/gather/read/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096

struct unpacking {
	const char *folder;
	struct unpack_limits *limits;
	struct bytes raw, body, path, name;
	size_t parts;
};

/* `body` to a new file; one that is there already has the name first. */
static enum rc
write_file(struct unpacking *u, struct err *e)
{
	enum rc rc = unpack_limits_member(u->limits, e);
	int fd;

	if (rc == RC_OK)
		rc = unpack_limits_bytes(u->limits, u->body.len, e);
	bytes_u8(&u->path, 0);
	if (rc == RC_OK)
		rc = bytes_check(&u->path, "a path", e);
	if (rc != RC_OK)
		return rc;
	fd = open((const char *)u->path.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
		0600);
	if (fd < 0)
		return errno == EEXIST ? RC_OK
				       : err_sys(e, errno, "cannot lay out a part of the mail");
	rc = parts_write(fd, bytes_slice(&u->body), e);
	if (close(fd) != 0 && rc == RC_OK)
		rc = err_sys(e, errno, "cannot lay out a part of the mail");
	return rc;
}

static enum rc
put_picture(struct unpacking *u, const struct mail_part *p, struct err *e)
{
	bytes_clear(&u->name);
	read_mail_address(p, u->parts, &u->name);
	bytes_clear(&u->path);
	parts_path(u->folder, bytes_slice(&u->name), &u->path);
	return write_file(u, e);
}

/* The last part of the name it is given, where that may be a file's; else a number. */
static void
take_name(struct unpacking *u, const struct mail_part *p)
{
	struct bytes given = BYTES_UP_TO(PATH_BYTES), decoded = BYTES_UP_TO(PATH_BYTES);
	struct slice value, name;
	const char *why;

	mail_field(p->fields, "Content-Disposition", &value);
	mail_parameter(value, "filename", &given);
	if (given.len == 0) {
		mail_field(p->fields, "Content-Type", &value);
		mail_parameter(value, "name", &given);
	}
	mail_words_decode(bytes_slice(&given), &decoded);
	name = bytes_slice(&decoded);
	while (slice_find(name, '/') < name.len)
		name = slice_from(name, slice_find(name, '/') + 1);
	while (slice_find(name, '\\') < name.len)
		name = slice_from(name, slice_find(name, '\\') + 1);
	if (name.len == 0 || member_name_read(name, &u->name, &why) != MEMBER_NAME_TAKEN) {
		bytes_clear(&u->name);
		bytes_fmt(&u->name, "part-%zu", u->parts);
	}
	bytes_release(&given);
	bytes_release(&decoded);
}

static bool
is_report(struct slice body)
{
	enum reader_kind kind = reader_guess(body).kind;

	return reader_is_report(kind) || reader_is_container(kind) || kind == READER_ZIP ||
		kind == READER_PACKED;
}

static enum rc
put_attached(struct unpacking *u, const struct mail_part *p, struct err *e)
{
	if (!is_report(bytes_slice(&u->body)))
		return RC_OK;
	bytes_clear(&u->path);
	bytes_fmt(&u->path, "%s/" PARTS_ATTACHED, u->folder);
	bytes_u8(&u->path, 0);
	if (u->path.failed == RC_OK && mkdir((const char *)u->path.p, 0700) != 0 && errno != EEXIST)
		return err_sys(e, errno, "cannot lay out what is attached to the mail");
	take_name(u, p);
	bytes_clear(&u->path);
	bytes_fmt(&u->path, "%s/" PARTS_ATTACHED "/", u->folder);
	bytes_add(&u->path, bytes_slice(&u->name));
	return write_file(u, e);
}

static enum rc
see_part(void *ctx, const struct mail_part *p, struct err *e)
{
	struct unpacking *u = ctx;
	bool picture = mail_is(p, "image/");
	enum rc rc;

	u->parts++;
	if (!picture && !read_mail_attached(p))
		return RC_OK;
	bytes_clear(&u->body);
	mail_body(p, &u->body);
	rc = bytes_check(&u->body, "a part of the mail", e);
	if (rc != RC_OK || u->body.len == 0)
		return rc;
	return picture ? put_picture(u, p, e) : put_attached(u, p, e);
}

enum rc
mail_parts_unpack(const char *path, const char *folder, struct unpack_limits *limits, struct err *e)
{
	struct unpacking u = {.folder = folder,
		.limits = limits,
		.raw = BYTES_UP_TO(MAIL_SIZE_MAX),
		.body = BYTES_UP_TO(MAIL_SIZE_MAX),
		.path = BYTES_UP_TO(PATH_BYTES),
		.name = BYTES_UP_TO(PATH_BYTES)};
	struct report_file is;
	struct mail_part whole;
	enum rc rc = report_file_read(path, MAIL_SIZE_MAX, &u.raw, &is, e);

	if (rc == RC_OK) {
		whole = mail_open(bytes_slice(&u.raw));
		rc = mail_walk(&whole, see_part, &u, e);
	}
	/* What is wrong with the mail is said by its reader. */
	if (rc == RC_BAD)
		rc = RC_OK;
	bytes_release(&u.raw);
	bytes_release(&u.body);
	bytes_release(&u.path);
	bytes_release(&u.name);
	return rc;
}
