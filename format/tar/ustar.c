#include "format/tar/ustar.h"

struct field {
	const char *name;
	unsigned at, len;
};

/* In the order in which they are compared: the sum of all the others comes last. */
enum {
	NAME,
	MODE,
	UID,
	GID,
	SIZE,
	MTIME,
	TYPEFLAG,
	LINKNAME,
	MAGIC,
	VERSION,
	UNAME,
	GNAME,
	DEVMAJOR,
	DEVMINOR,
	PREFIX,
	UNUSED,
	CHKSUM,
	FIELDS
};

static const struct field fields[FIELDS] = {
	[NAME] = {"name", 0, 100},
	[MODE] = {"mode", 100, 8},
	[UID] = {"uid", 108, 8},
	[GID] = {"gid", 116, 8},
	[SIZE] = {"size", 124, 12},
	[MTIME] = {"mtime", 136, 12},
	[TYPEFLAG] = {"typeflag", 156, 1},
	[LINKNAME] = {"linkname", 157, 100},
	[MAGIC] = {"magic", 257, 6},
	[VERSION] = {"version", 263, 2},
	[UNAME] = {"uname", 265, 32},
	[GNAME] = {"gname", 297, 32},
	[DEVMAJOR] = {"devmajor", 329, 8},
	[DEVMINOR] = {"devminor", 337, 8},
	[PREFIX] = {"prefix", 345, 155},
	[UNUSED] = {"unused bytes", 500, 12},
	[CHKSUM] = {"chksum", 148, 8},
};

static bool
is_path_byte(uint8_t b)
{
	return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '.' || b == '_' || b == '-';
}

/* CON, PRN, AUX, NUL, COM1 to COM9, LPT1 to LPT9: Windows opens the device, whatever the extension.
 */
static bool
is_device(struct slice part)
{
	struct slice stem = slice_first(part, slice_find(part, '.'));

	if (stem.len == 3)
		return slice_is(stem, "con") || slice_is(stem, "prn") || slice_is(stem, "aux") ||
			slice_is(stem, "nul");
	if (stem.len == 4)
		return (slice_starts(stem, "com") || slice_starts(stem, "lpt")) &&
			stem.p[3] >= '1' && stem.p[3] <= '9';
	return false;
}

static enum rc
check_part(struct slice part, struct err *e)
{
	if (part.len == 0)
		return err_set(e, RC_BAD, "an empty part");
	for (size_t i = 0; i < part.len; i++)
		if (!is_path_byte(part.p[i]))
			return err_set(e, RC_BAD, "byte 0x%02x, not in [a-z0-9._/-]", part.p[i]);
	if (part.p[0] == '.' || part.p[0] == '-')
		return err_set(e, RC_BAD, "a part begins with '%c'", part.p[0]);
	if (part.p[part.len - 1] == '.')
		return err_set(e, RC_BAD, "a part ends in '.'");
	if (is_device(part))
		return err_set(e, RC_BAD, "\"%.*s\" is a device on Windows", SLICE_FMT(part));
	return RC_OK;
}

/* Where the path's last '/' stands when it has to be split there, else 0. */
static size_t
split(struct slice path)
{
	size_t at = path.len;

	if (path.len <= fields[NAME].len)
		return 0;
	while (at > 0 && path.p[at - 1] != '/')
		at--;
	return at == 0 ? 0 : at - 1;
}

static enum rc
check_room(struct slice path, struct err *e)
{
	size_t at = split(path);
	size_t name = at == 0 ? path.len : path.len - at - 1;

	if (path.len > LIMIT_PATH)
		return err_set(e, RC_BAD, "%zu bytes, room for %d", path.len, LIMIT_PATH);
	if (name > fields[NAME].len)
		return err_set(e, RC_BAD, "%zu bytes in its last part, room for %u", name,
			fields[NAME].len);
	if (at > fields[PREFIX].len)
		return err_set(e, RC_BAD, "%zu bytes before its last part, room for %u", at,
			fields[PREFIX].len);
	return RC_OK;
}

enum rc
ustar_path_check(struct slice path, struct err *e)
{
	struct slice rest = path;
	enum rc rc = check_room(path, e);

	while (rc == RC_OK) {
		struct slice part = slice_first(rest, slice_find(rest, '/'));

		rc = check_part(part, e);
		if (part.len == rest.len)
			break;
		rest = slice_from(rest, part.len + 1);
	}
	if (rc != RC_OK)
		return err_within(e, rc, "path \"%.*s\"", SLICE_FMT(path));
	return RC_OK;
}

static uint8_t *
field_of(uint8_t *block, unsigned which)
{
	return block + fields[which].at;
}

/* `digits` octal digits; what does not fit was refused before. */
static void
put_octal(uint8_t *to, unsigned digits, uint64_t v)
{
	for (unsigned i = digits; i > 0; i--) {
		to[i - 1] = (uint8_t)('0' + (v & 7));
		v >>= 3;
	}
}

static bool
get_octal(const uint8_t *from, unsigned digits, uint64_t *v)
{
	*v = 0;
	for (unsigned i = 0; i < digits; i++) {
		if (from[i] < '0' || from[i] > '7')
			return false;
		*v = *v << 3 | (uint64_t)(from[i] - '0');
	}
	return true;
}

static void
put_checksum(uint8_t *block)
{
	uint8_t *field = field_of(block, CHKSUM);
	unsigned sum = 0;

	memset(field, ' ', fields[CHKSUM].len);
	for (unsigned i = 0; i < USTAR_BLOCK; i++)
		sum += block[i];
	put_octal(field, 6, sum);
	field[6] = '\0';
}

static void
put_path(uint8_t *block, struct slice path)
{
	size_t at = split(path);

	if (at > 0) {
		memcpy(field_of(block, PREFIX), path.p, at);
		path = slice_from(path, at + 1);
	}
	memcpy(field_of(block, NAME), path.p, path.len);
}

enum rc
ustar_write(
	struct slice path, uint64_t size, uint64_t mtime, uint8_t out[USTAR_BLOCK], struct err *e)
{
	enum rc rc = ustar_path_check(path, e);

	if (rc != RC_OK)
		return rc;
	if (size > LIMIT_MEMBER)
		return err_set(e, RC_LIMIT, "\"%.*s\": %ju bytes, a member has room for %ju",
			SLICE_FMT(path), (uintmax_t)size, (uintmax_t)LIMIT_MEMBER);
	if (mtime > USTAR_MTIME_MAX)
		return err_set(e, RC_LIMIT, "time %ju, a header has room for %ju", (uintmax_t)mtime,
			(uintmax_t)USTAR_MTIME_MAX);
	memset(out, 0, USTAR_BLOCK);
	put_path(out, path);
	put_octal(field_of(out, MODE), 7, 0644);
	put_octal(field_of(out, UID), 7, 0);
	put_octal(field_of(out, GID), 7, 0);
	put_octal(field_of(out, SIZE), 11, size);
	put_octal(field_of(out, MTIME), 11, mtime);
	*field_of(out, TYPEFLAG) = '0';
	memcpy(field_of(out, MAGIC), "ustar", 6);
	memcpy(field_of(out, VERSION), "00", 2);
	put_octal(field_of(out, DEVMAJOR), 7, 0);
	put_octal(field_of(out, DEVMINOR), 7, 0);
	put_checksum(out);
	return RC_OK;
}

/* The text in a field: what stands before its first NUL. */
static struct slice
text_of(const uint8_t *block, unsigned which)
{
	struct slice whole = slice_of(block + fields[which].at, fields[which].len);

	return slice_first(whole, slice_find(whole, '\0'));
}

static enum rc
get_path(const uint8_t *block, struct ustar_entry *out, struct err *e)
{
	struct slice prefix = text_of(block, PREFIX), name = text_of(block, NAME);
	char path[LIMIT_PATH + 2] = ""; /* both fields full take one byte more than a path may */
	size_t len = 0;
	enum rc rc;

	if (prefix.len > 0) {
		memcpy(path, prefix.p, prefix.len);
		path[prefix.len] = '/';
		len = prefix.len + 1;
	}
	if (name.len > 0)
		memcpy(path + len, name.p, name.len);
	len += name.len;
	rc = ustar_path_check(slice_of(path, len), e);
	if (rc != RC_OK)
		return rc;
	memcpy(out->path, path, len);
	out->path[len] = '\0';
	out->path_len = len;
	return RC_OK;
}

static enum rc
compare(const uint8_t *found, const uint8_t *right, struct err *e)
{
	for (unsigned i = 0; i < FIELDS; i++) {
		unsigned at = fields[i].at;

		if (memcmp(found + at, right + at, fields[i].len) == 0)
			continue;
		while (found[at] == right[at])
			at++;
		return err_set(e, RC_BAD, "%s: byte %u is 0x%02x, not 0x%02x", fields[i].name, at,
			found[at], right[at]);
	}
	return RC_OK;
}

enum rc
ustar_parse(
	const uint8_t block[USTAR_BLOCK], uint64_t mtime, struct ustar_entry *out, struct err *e)
{
	uint8_t right[USTAR_BLOCK];
	struct ustar_entry entry;
	enum rc rc;

	*out = (struct ustar_entry){"", 0, 0};
	rc = get_path(block, &entry, e);
	if (rc == RC_OK && !get_octal(block + fields[SIZE].at, 11, &entry.size))
		rc = err_set(e, RC_BAD, "size: not 11 octal digits");
	if (rc == RC_OK)
		rc = ustar_write(ustar_path(&entry), entry.size, mtime, right, e);
	if (rc == RC_OK)
		rc = compare(block, right, e);
	if (rc != RC_OK)
		return err_within(e, rc, "tar header");
	*out = entry;
	return RC_OK;
}

bool
ustar_is_end(const uint8_t block[USTAR_BLOCK])
{
	static const uint8_t zeros[USTAR_BLOCK];

	return memcmp(block, zeros, USTAR_BLOCK) == 0;
}
