#include "archiver/gather/read/read_mail.h"

#include "archiver/gather/intake/report_file.h"
#include "archiver/gather/read/charset.h"
#include "archiver/gather/read/declared_charset.h"
#include "archiver/gather/read/mail_words.h"
#include "archiver/gather/read/read_html.h"
#include "archiver/gather/read/story_writer.h"
#include "format/base/text.h"

#include <stdlib.h>

/* A plain text that is shorter than this, in bytes, beside a page says less than the page. */
#define PLAIN_ENOUGH 200

/* Lines of a plain mail are broken to at most so many characters (RFC 5322, section 2.1.1). */
#define WIDTH_MAX 80

/* Of a line that names what a mail answers or what list it came by. */
#define PREFIXES_MAX 10

struct reading {
	struct story_writer w;
	int zone;
	struct bytes raw, text, value;
	struct mail_part whole, plain, page;
	bool has_plain, has_page, is_page; /* the last: it is a page saved as one file */
	size_t parts, pictures, quoted, signature;
};

/* ---- what it is ---------------------------------------------------------------------------- */

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

static bool
reads(struct slice s, const char *word)
{
	size_t len = strlen(word);

	if (s.len < len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (lower(s.p[i]) != lower((uint8_t)word[i]))
			return false;
	return true;
}

/* `Name:`, with nothing but letters, digits and dashes before the colon. */
static bool
is_field(struct slice line)
{
	size_t colon = slice_find(line, ':');

	if (colon == 0 || colon >= line.len || colon > 60)
		return false;
	for (size_t i = 0; i < colon; i++) {
		uint8_t c = lower(line.p[i]);

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_')
			return false;
	}
	return true;
}

bool
read_mail_check(struct slice first)
{
	static const char *const sure[] = {"Message-ID:", "MIME-Version:", "Received:",
		"Return-Path:", "Delivered-To:", "X-Mailer:", "Content-Transfer-Encoding:"};
	bool from = false, proof = false;

	if (slice_starts(first, "From "))
		first = slice_from(first, slice_find(first, '\n') + 1);
	while (first.len > 0) {
		size_t end = slice_find(first, '\n');
		struct slice line = slice_first(first, end);

		/* The last line may be cut. */
		if (end == first.len || line.len == 0 || line.p[0] == '\r')
			break;
		if (line.p[0] != ' ' && line.p[0] != '\t' && !is_field(line))
			return false;
		from = from || reads(line, "From:") || reads(line, "Subject:");
		for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
			proof = proof || reads(line, sure[i]);
		first = slice_from(first, end + 1);
	}
	return from && proof;
}

/* ---- parts ----------------------------------------------------------------------------------- */

void
read_mail_address(const struct mail_part *p, size_t number, struct bytes *out)
{
	struct slice value;

	if (mail_field(p->fields, "Content-ID", &value) && value.len > 2) {
		if (value.p[0] == '<' && value.p[value.len - 1] == '>')
			value = slice_of(value.p + 1, value.len - 2);
		bytes_str(out, "cid:");
		bytes_add(out, value);
	} else if (mail_field(p->fields, "Content-Location", &value) && value.len > 0) {
		bytes_add(out, value);
	} else {
		bytes_str(out, "part:");
		bytes_number(out, number);
	}
}

bool
read_mail_attached(const struct mail_part *p)
{
	struct slice value;

	if (mail_field(p->fields, "Content-Disposition", &value) && reads(value, "attachment"))
		return true;
	return !mail_is(p, "text/plain") && !mail_is(p, "text/html") && !mail_is(p, "image/");
}

static enum rc
see_picture(struct reading *r, const struct mail_part *p, struct err *e)
{
	static const struct story_writer_source from = {"image", "part of the mail", 95};
	enum rc rc;

	bytes_clear(&r->value);
	read_mail_address(p, r->parts, &r->value);
	rc = bytes_check(&r->value, "a picture's address", e);
	if (rc == RC_OK)
		rc = story_writer_picture(
			&r->w, bytes_slice(&r->value), SLICE_EMPTY, SLICE_EMPTY, &from, e);
	r->pictures++;
	return rc;
}

static enum rc
see_attached(struct reading *r, const struct mail_part *p, struct err *e)
{
	static const struct story_writer_source from = {
		"Content-Disposition", "part of the mail", 100};
	struct bytes name = BYTES_UP_TO(4096);
	struct slice value;
	enum rc rc;

	mail_field(p->fields, "Content-Disposition", &value);
	mail_parameter(value, "filename", &name);
	if (name.len == 0) {
		mail_field(p->fields, "Content-Type", &value);
		mail_parameter(value, "name", &name);
	}
	bytes_clear(&r->value);
	mail_words_decode(name.len > 0 ? bytes_slice(&name) : mail_type(p), &r->value);
	rc = story_writer_tell(&r->w, "attachment", bytes_slice(&r->value), &from, e);
	bytes_release(&name);
	return rc;
}

/* A picture that the page shows is the page's; only of a plain text they are told here. */
static enum rc
see_part(void *ctx, const struct mail_part *p, struct err *e)
{
	struct reading *r = ctx;

	r->parts++;
	if (mail_is(p, "image/"))
		return r->has_page ? RC_OK : see_picture(r, p, e);
	if (read_mail_attached(p))
		return see_attached(r, p, e);
	return RC_OK;
}

/* The texts, before anything else is looked at. */
static enum rc
see_text(void *ctx, const struct mail_part *p, struct err *e)
{
	struct reading *r = ctx;

	(void)e;
	if (read_mail_attached(p))
		return RC_OK;
	if (mail_is(p, "text/plain") && !r->has_plain) {
		r->plain = *p;
		r->has_plain = true;
	} else if (mail_is(p, "text/html") && !r->has_page) {
		r->page = *p;
		r->has_page = true;
	}
	return RC_OK;
}

/* The part's text in UTF-8, in `text`: as it says, else as its bytes tell. */
static enum rc
decode_part(struct reading *r, const struct mail_part *p, struct err *e)
{
	struct bytes body = BYTES_UP_TO(MAIL_SIZE_MAX), label = BYTES_UP_TO(256);
	struct charset charset;
	struct slice value;
	enum rc rc;

	mail_body(p, &body);
	mail_field(p->fields, "Content-Type", &value);
	mail_parameter(value, "charset", &label);
	bytes_clear(&r->text);
	rc = bytes_check(&body, "a part of the mail", e);
	if (rc == RC_OK && body.len > STORY_RAW_MAX)
		rc = err_set(e, RC_LIMIT, "a text of %zu bytes, room for %zu", body.len,
			(size_t)STORY_RAW_MAX);
	if (rc == RC_OK &&
		!declared_charset_decode(bytes_slice(&label), bytes_slice(&body), &r->text)) {
		charset = charset_by_mark(bytes_slice(&body));
		if (charset.family == CHARSET_UTF8 && !text_is_utf8(bytes_slice(&body)))
			rc = charset_guess(bytes_slice(&body), r->w.normal, &charset, e);
		if (rc == RC_UNSUPPORTED) {
			charset = (struct charset){.family = CHARSET_UTF8_DAMAGED};
			story_warn(r->w.story, "the encoding of the mail's text is not known");
			rc = RC_OK;
		}
		if (rc == RC_OK)
			charset_decode(&charset, bytes_slice(&body), &r->text);
	}
	if (rc == RC_OK)
		rc = bytes_check(&r->text, "the mail's text", e);
	bytes_release(&body);
	bytes_release(&label);
	return rc;
}

/* ---- fields ------------------------------------------------------------------------------------
 */

/* Without `Re:`, `Fwd:`, `[list]` and the like, as often as they stand there. */
static struct slice
bare_subject(struct slice s)
{
	static const char *const prefixes[] = {"re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:",
		"trả lời:", "chuyển tiếp:", "tl:", "ct:"};

	for (unsigned n = 0; n < PREFIXES_MAX; n++) {
		size_t len = 0;

		while (s.len > 0 && s.p[0] == ' ')
			s = slice_from(s, 1);
		for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && len == 0; i++)
			if (reads(s, prefixes[i]))
				len = strlen(prefixes[i]);
		if (len == 0 && slice_starts(s, "[") && slice_find(s, ']') + 1 < s.len)
			len = slice_find(s, ']') + 1;
		if (len == 0)
			break;
		s = slice_from(s, len);
	}
	return s;
}

static struct slice
decoded_field(struct reading *r, const char *name)
{
	struct slice value;

	bytes_clear(&r->value);
	if (mail_field(r->whole.fields, name, &value))
		mail_words_decode(value, &r->value);
	return bytes_slice(&r->value);
}

static enum rc
tell_subject(struct reading *r, struct err *e)
{
	static const struct story_writer_source from = {"Subject", "field of the mail", 95};
	struct slice subject = bare_subject(decoded_field(r, "Subject"));
	enum rc rc = bytes_check(&r->value, "the subject", e);

	if (rc == RC_OK && subject.len > 0)
		rc = story_writer_headline(&r->w, subject, &from, e);
	if (rc == RC_OK && r->w.story->headline != STORY_NONE)
		r->w.story->told |= STORY_TOLD_HEADLINE;
	return rc;
}

static enum rc
tell_date(struct reading *r, struct err *e)
{
	static const struct story_writer_source from = {"Date", "field of the mail", 95};
	struct slice value;
	struct civil when;

	if (!mail_field(r->whole.fields, "Date", &value) || !mail_words_date(value, &when))
		return RC_OK;
	/* When a page was saved is not when it was published. */
	if (r->is_page)
		return story_writer_tell(&r->w, "captured", value, &from, e);
	r->w.story->told |= STORY_TOLD_MOMENT;
	return story_writer_moment(&r->w, &when, true, value, &from, e);
}

static enum rc
tell_sender(struct reading *r, struct err *e)
{
	static const struct story_writer_source sender = {"From", "field of the mail", 95};
	static const struct story_writer_source id = {"Message-ID", "field of the mail", 95};
	struct slice value, address;
	enum rc rc = RC_OK;

	bytes_clear(&r->value);
	if (mail_field(r->whole.fields, "From", &value)) {
		mail_words_mailbox(value, &r->value, &address);
		rc = story_writer_tell(&r->w, "sender",
			r->value.len > 0 ? bytes_slice(&r->value) : address, &sender, e);
	}
	if (rc != RC_OK || !mail_field(r->whole.fields, "Message-ID", &value) || value.len < 3 ||
		value.p[0] != '<' || value.p[value.len - 1] != '>')
		return rc;
	/* RFC 2392 */
	bytes_clear(&r->value);
	bytes_str(&r->value, "mid:");
	bytes_add(&r->value, slice_of(value.p + 1, value.len - 2));
	return story_writer_tell(&r->w, "canonical", bytes_slice(&r->value), &id, e);
}

static enum rc
tell_fields(struct reading *r, struct err *e)
{
	enum rc rc = RC_OK;

	if (!r->is_page || r->w.story->headline == STORY_NONE)
		rc = tell_subject(r, e);
	if (rc == RC_OK)
		rc = tell_date(r, e);
	return rc == RC_OK && !r->is_page ? tell_sender(r, e) : rc;
}

/* ---- the plain text
 * ------------------------------------------------------------------------------ */

static struct slice
next_line(struct slice *rest)
{
	struct slice line = slice_first(*rest, slice_find(*rest, '\n'));

	*rest = slice_from(*rest, line.len + 1);
	if (line.len > 0 && line.p[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool
is_blank(struct slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t')
			return false;
	return true;
}

/* Whether lines that end in a blank go on in the next one (RFC 3676). */
static bool
is_flowed(const struct mail_part *p)
{
	struct bytes format = BYTES_UP_TO(64);
	struct slice value;
	bool is;

	mail_field(p->fields, "Content-Type", &value);
	mail_parameter(value, "format", &format);
	is = reads(bytes_slice(&format), "flowed");
	bytes_release(&format);
	return is;
}

static enum rc
put_line(struct reading *r, struct slice line, bool apart, struct err *e)
{
	struct story *s = r->w.story;
	size_t block;
	enum rc rc = story_writer_block(&r->w, line, STORY_BODY, &block, e);

	if (rc == RC_OK && block != STORY_NONE)
		s->blocks[block].apart = apart;
	return rc;
}

/* A line and those it flows into, in `value`. */
static void
take_flowed(struct reading *r, struct slice line, struct slice *rest)
{
	bytes_clear(&r->value);
	bytes_add(&r->value, line);
	while (line.len > 0 && line.p[line.len - 1] == ' ' && !slice_is(line, "-- ") &&
		rest->len > 0 && rest->p[0] != '>') {
		line = next_line(rest);
		bytes_add(&r->value, line);
	}
}

static size_t
chars_of(struct slice s)
{
	size_t chars = 0;

	for (size_t i = 0; i < s.len; i++)
		chars += (s.p[i] & 0xC0) != 0x80;
	return chars;
}

/* The width that lines were broken to: that of the longest, unless it is none; then 0. */
static size_t
width_of(struct slice text)
{
	size_t width = 0;

	while (text.len > 0) {
		size_t chars = chars_of(next_line(&text));

		width = chars > width ? chars : width;
	}
	return width <= WIDTH_MAX ? width : 0;
}

/* A line and those behind it, while each was broken where the next word had hardly any room. */
static void
take_broken(struct reading *r, struct slice line, struct slice *rest, size_t width)
{
	bytes_clear(&r->value);
	bytes_add(&r->value, line);
	for (;;) {
		struct slice behind = *rest, next = next_line(&behind);
		size_t word = chars_of(slice_first(next, slice_find(next, ' ')));

		if (width == 0 || is_blank(next) || slice_starts(next, ">") ||
			slice_starts(next, "-") || chars_of(line) + 1 + word <= width - width / 10)
			return;
		bytes_u8(&r->value, ' ');
		bytes_add(&r->value, next);
		line = next;
		*rest = behind;
	}
}

static enum rc
put_plain(struct reading *r, struct err *e)
{
	struct slice rest = bytes_slice(&r->text);
	bool flowed = is_flowed(&r->plain), apart = true;
	size_t width = width_of(rest);
	enum rc rc = RC_OK;

	while (rest.len > 0 && rc == RC_OK) {
		struct slice line = next_line(&rest);

		if (slice_is(line, "-- ") || slice_is(line, "--")) {
			r->signature = rest.len;
			break;
		}
		if (slice_starts(line, ">")) {
			r->quoted++;
			continue;
		}
		if (is_blank(line)) {
			apart = true;
			continue;
		}
		if (flowed)
			take_flowed(r, line, &rest);
		else
			take_broken(r, line, &rest, width);
		rc = bytes_check(&r->value, "a paragraph", e);
		if (rc == RC_OK)
			rc = put_line(r, bytes_slice(&r->value), apart || flowed, e);
		apart = false;
	}
	return rc;
}

static void
warn(struct reading *r)
{
	struct story *s = r->w.story;

	if (r->quoted > 0)
		story_warn(s, "%zu lines quoted from an earlier mail are left out of the text",
			r->quoted);
	if (r->signature > 0)
		story_warn(s, "a signature of %zu bytes is left out of the text", r->signature);
	if (r->has_plain && r->has_page && r->whole.fields.len > 0 &&
		(s->told & STORY_TOLD_BODY) != 0)
		story_warn(s, "the mail's page is read, not its plain text, which is shorter");
}

/* ---- the whole
 * ------------------------------------------------------------------------------------- */

/* Saved by a browser: one page with what it shows, to nobody. */
static bool
is_saved_page(const struct reading *r)
{
	struct slice value;

	return r->has_page && mail_is(&r->whole, "multipart/related") &&
		!mail_field(r->whole.fields, "To", &value) &&
		!mail_field(r->whole.fields, "Received", &value) &&
		mail_field(r->page.fields, "Content-Location", &value);
}

static enum rc
put_page(struct reading *r, struct err *e)
{
	static const struct story_writer_source from = {
		"Content-Location", "field of the page", 90};
	struct slice value;
	enum rc rc = decode_part(r, &r->page, e);

	if (rc == RC_OK)
		rc = read_html(bytes_slice(&r->text),
			&(struct read_html_served){.url = SLICE_EMPTY}, r->zone, r->w.normal,
			r->w.story, e);
	if (rc == RC_OK && r->is_page && mail_field(r->page.fields, "Content-Location", &value))
		rc = story_writer_tell(&r->w, "url", value, &from, e);
	return rc;
}

/* The plain text, unless there is a page that says more. */
static enum rc
put_text(struct reading *r, struct err *e)
{
	enum rc rc = RC_OK;

	if (r->has_plain) {
		rc = decode_part(r, &r->plain, e);
		if (rc != RC_OK)
			return rc;
		r->has_page = r->has_page && r->text.len < PLAIN_ENOUGH;
	}
	r->is_page = is_saved_page(r);
	if (r->has_page) {
		rc = put_page(r, e);
		if (rc == RC_OK)
			rc = tell_fields(r, e);
		return rc;
	}
	rc = tell_fields(r, e);
	return rc == RC_OK && r->has_plain ? put_plain(r, e) : rc;
}

static enum rc
check_one(const struct reading *r, struct err *e)
{
	struct slice raw = bytes_slice(&r->raw);

	if (slice_starts(raw, "From ") && memmem(raw.p, raw.len, "\n\nFrom ", 7) != NULL)
		return err_set(e, RC_UNSUPPORTED,
			"a mailbox of several mails: each is read from a file of its own");
	return RC_OK;
}

static enum rc
read_parts(struct reading *r, struct err *e)
{
	struct story *s = r->w.story;
	enum rc rc = check_one(r, e);

	r->whole = mail_open(bytes_slice(&r->raw));
	if (rc == RC_OK)
		rc = mail_walk(&r->whole, see_text, r, e);
	if (rc == RC_OK)
		rc = put_text(r, e);
	if (rc == RC_OK)
		rc = mail_walk(&r->whole, see_part, r, e);
	if (rc != RC_OK)
		return rc;
	if (r->pictures > 0)
		s->told |= STORY_TOLD_PICTURES;
	warn(r);
	return story_writer_end(&r->w, e);
}

enum rc
read_mail(const char *path, int zone, struct normal *n, struct story *s, struct err *e)
{
	struct reading *r = calloc(1, sizeof *r);
	struct report_file is;
	enum rc rc;

	if (r == NULL)
		return err_nomem(e);
	r->zone = zone;
	r->raw = BYTES_UP_TO(MAIL_SIZE_MAX);
	r->text = BYTES_UP_TO(STORY_TEXT_MAX);
	r->value = BYTES_UP_TO(MAIL_FIELDS_MAX + STORY_TEXT_MAX);
	story_writer_init(&r->w, s, n);
	rc = report_file_read(path, MAIL_SIZE_MAX, &r->raw, &is, e);
	if (rc == RC_OK)
		rc = read_parts(r, e);
	story_writer_release(&r->w);
	bytes_release(&r->raw);
	bytes_release(&r->text);
	bytes_release(&r->value);
	free(r);
	return rc;
}
