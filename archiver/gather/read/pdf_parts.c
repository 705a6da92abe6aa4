#include "archiver/gather/read/pdf_parts.h"

#include "archiver/gather/intake/parts.h"
#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/pdf_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* The address of the records among the parts. */
#define RECORDS "what annals-pdf tells"

/* The system takes no longer path in one call (PATH_MAX of Linux, with its NUL). */
#define PATH_BYTES 4096

/* Of a record; behind it in one of a picture its number. */
#define HEAD   5
#define NUMBER 4

struct pdf_parts {
	const char *folder; /* borrowed; NULL: pictures are left out */
	struct unpack_limits room;
	struct bytes *told; /* borrowed */
	struct bytes path;
	uint8_t head[HEAD + NUMBER]; /* of the record at hand */
	size_t have;
	uint32_t left;	/* bytes of it to come */
	int fd;		/* of the picture at hand, or -1 */
	bool told_text; /* the record behind the last line has come */
	bool full;	/* no more pictures */
};

void
pdf_parts_address(uint32_t number, struct bytes *out)
{
	bytes_fmt(out, "picture %u", number);
}

enum rc
pdf_parts_new(const char *folder, const struct unpack_limits *room, struct bytes *told,
	struct pdf_parts **out, struct err *e)
{
	struct pdf_parts *p = calloc(1, sizeof *p);

	*out = p;
	if (p == NULL)
		return err_nomem(e);
	p->folder = folder;
	p->room = *room;
	p->told = told;
	p->path = BYTES_UP_TO(PATH_BYTES);
	p->fd = -1;
	return RC_OK;
}

void
pdf_parts_free(struct pdf_parts *p)
{
	if (p == NULL)
		return;
	if (p->fd >= 0) {
		close(p->fd);
		unlink((const char *)p->path.p);
	}
	bytes_release(&p->path);
	free(p);
}

/* ---- files ----------------------------------------------------------------------------------- */

static enum rc
find_path(const char *folder, const char *address, struct bytes *path, struct err *e)
{
	bytes_clear(path);
	parts_path(folder, slice_str(address), path);
	bytes_u8(path, 0);
	return bytes_check(path, "a path", e);
}

static enum rc
make_file(const char *path, int *fd, struct err *e)
{
	*fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	return *fd >= 0 ? RC_OK : err_sys(e, errno, "cannot lay out what is in a PDF");
}

static enum rc
close_file(int *fd, struct err *e)
{
	bool closed = close(*fd) == 0;

	*fd = -1;
	return closed ? RC_OK : err_sys(e, errno, "cannot lay out what is in a PDF");
}

/* ---- records --------------------------------------------------------------------------------- */

static uint32_t
number_at(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void
tell_head(struct pdf_parts *p, char kind, size_t len)
{
	bytes_u8(p->told, (uint8_t)kind);
	bytes_u32le(p->told, (uint32_t)len);
}

/* No picture from here on, for a reason that is told once. */
static void
give_up_pictures(struct pdf_parts *p, const struct err *why)
{
	size_t len = strlen(why->text);

	p->full = true;
	tell_head(p, 'W', len);
	bytes_add(p->told, slice_of(why->text, len));
}

static void
tell_left_out(struct pdf_parts *p)
{
	tell_head(p, 'O', 8);
	bytes_add(p->told, slice_of(p->head + HEAD, NUMBER));
	bytes_u32le(p->told, p->full ? PDF_BEYOND_LIMITS : PDF_NOT_TO_BE_HAD);
}

static enum rc
begin_picture(struct pdf_parts *p, struct err *e)
{
	struct bytes address = BYTES_UP_TO(PDF_PARTS_ADDRESS_MAX);
	struct err full;
	enum rc rc = RC_OK;

	if (!p->full && p->folder != NULL && unpack_limits_member(&p->room, &full) != RC_OK)
		give_up_pictures(p, &full);
	if (p->full || p->folder == NULL)
		return RC_OK;
	pdf_parts_address(number_at(p->head + HEAD), &address);
	bytes_u8(&address, 0);
	rc = bytes_check(&address, "a number", e);
	if (rc == RC_OK)
		rc = find_path(p->folder, (const char *)address.p, &p->path, e);
	if (rc == RC_OK)
		rc = make_file((const char *)p->path.p, &p->fd, e);
	bytes_release(&address);
	return rc;
}

static enum rc
put_picture(struct pdf_parts *p, struct slice bytes, struct err *e)
{
	struct err full;

	if (p->fd < 0)
		return RC_OK;
	if (unpack_limits_bytes(&p->room, bytes.len, &full) == RC_OK)
		return parts_write(p->fd, bytes, e);
	give_up_pictures(p, &full);
	unlink((const char *)p->path.p);
	return close_file(&p->fd, e);
}

static enum rc
end_picture(struct pdf_parts *p, struct err *e)
{
	if (p->fd < 0) {
		tell_left_out(p);
		return RC_OK;
	}
	tell_head(p, 'P', NUMBER);
	bytes_add(p->told, slice_of(p->head + HEAD, NUMBER));
	return close_file(&p->fd, e);
}

/* Takes the bytes it is still short of; how many it is to have depends on the first. */
static bool
fill_head(struct pdf_parts *p, struct slice *bytes)
{
	while (bytes->len > 0 && p->have < sizeof p->head) {
		if (p->have == HEAD && p->head[0] != 'P')
			return true;
		p->head[p->have++] = bytes->p[0];
		*bytes = slice_from(*bytes, 1);
	}
	return p->have == sizeof p->head || (p->have == HEAD && p->head[0] != 'P');
}

static enum rc
begin_record(struct pdf_parts *p, struct err *e)
{
	p->left = number_at(p->head + 1);
	p->told_text = p->told_text || p->head[0] == 'E';
	if (p->head[0] != 'P') {
		bytes_add(p->told, slice_of(p->head, HEAD));
		return RC_OK;
	}
	if (p->left < NUMBER)
		return err_set(e, RC_BAD, "annals-pdf tells nonsense of it");
	p->left -= NUMBER;
	return begin_picture(p, e);
}

static enum rc
put_body(struct pdf_parts *p, struct slice *bytes, struct err *e)
{
	struct slice now = slice_first(*bytes, p->left);
	enum rc rc = RC_OK;

	if (p->head[0] == 'P')
		rc = put_picture(p, now, e);
	else
		bytes_add(p->told, now);
	*bytes = slice_from(*bytes, now.len);
	p->left -= (uint32_t)now.len;
	return rc;
}

enum rc
pdf_parts_put(struct pdf_parts *p, struct slice bytes, struct err *e)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && bytes.len > 0) {
		if (p->left == 0) {
			if (!fill_head(p, &bytes))
				break;
			p->have = 0;
			rc = begin_record(p, e);
		}
		if (rc == RC_OK)
			rc = put_body(p, &bytes, e);
		if (rc == RC_OK && p->left == 0 && p->head[0] == 'P')
			rc = end_picture(p, e);
	}
	return rc == RC_OK ? bytes_check(p->told, "what annals-pdf tells of it", e) : rc;
}

/* ---- asked once ------------------------------------------------------------------------------ */

static enum rc
put(void *ctx, struct slice bytes, struct err *e)
{
	return pdf_parts_put(ctx, bytes, e);
}

static enum rc
ask(const struct intake_report *r, const struct pdf_launcher *launcher, struct bytes *told,
	struct err *e)
{
	int pdf = open(r->text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct pdf_parts *p;
	enum rc rc;

	if (pdf < 0)
		return err_sys(e, errno, "cannot open it");
	rc = pdf_parts_new(r->parts, &r->room, told, &p, e);
	if (rc == RC_OK)
		rc = pdf_launcher_read(
			launcher, pdf, &(const struct sink){.put = put, .ctx = p}, e);
	close(pdf);
	/* What took too long over its pictures has its text. */
	if (rc == RC_BAD && p->told_text)
		rc = RC_OK;
	pdf_parts_free(p);
	return rc;
}

static enum rc
keep(const char *path, struct slice told, struct err *e)
{
	int fd;
	enum rc rc = make_file(path, &fd, e);

	if (rc != RC_OK)
		return rc;
	rc = parts_write(fd, told, e);
	if (rc == RC_OK)
		rc = close_file(&fd, e);
	else
		close(fd);
	if (rc != RC_OK)
		unlink(path);
	return rc;
}

enum rc
pdf_parts_read(const struct intake_report *r, const struct pdf_launcher *launcher,
	struct bytes *told, struct err *e)
{
	struct bytes path = BYTES_UP_TO(PATH_BYTES);
	struct report_file is;
	enum rc rc;

	if (r->parts == NULL)
		return ask(r, launcher, told, e);
	rc = find_path(r->parts, RECORDS, &path, e);
	if (rc == RC_OK && access((const char *)path.p, F_OK) == 0) {
		rc = report_file_read((const char *)path.p, PDF_PARTS_TOLD_MAX, told, &is, e);
	} else if (rc == RC_OK) {
		rc = ask(r, launcher, told, e);
		if (rc == RC_OK && told->len > 0)
			rc = keep((const char *)path.p, bytes_slice(told), e);
	}
	bytes_release(&path);
	return rc;
}
