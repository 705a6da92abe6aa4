#include "format/bundle/payload_path.h"

#include "format/article/article_id.h"
#include "format/base/number.h"
#include "format/bundle/rule.h"

#define EXTENSION_MAX 8

/* Suffixes of originals that compression does nothing for (SPEC 3.3). */
static const char *const COMPRESSED[] = {"7z", "avif", "bz2", "docx", "epub", "gif", "gz", "heic",
	"jpeg", "jpg", "mp3", "mp4", "odt", "pdf", "png", "wacz", "webp", "xz", "zip", "zst"};

static bool
is_extension(struct slice s)
{
	if (s.len == 0 || s.len > EXTENSION_MAX)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9')))
			return false;
	}
	return true;
}

enum payload_kind
payload_path_kind(struct slice file, uint64_t *photo)
{
	static const struct {
		const char *name;
		enum payload_kind kind;
	} fixed[] = {
		{"article.txt", PAYLOAD_ARTICLE},
		{"captions.txt", PAYLOAD_CAPTIONS},
		{"extraction.json", PAYLOAD_EXTRACTION},
		{"metadata.json", PAYLOAD_METADATA},
	};
	struct slice stem;
	size_t dot;

	*photo = 0;
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		if (slice_is(file, fixed[i].name))
			return fixed[i].kind;
	}
	dot = slice_find(file, '.');
	stem = slice_first(file, dot);
	if (dot == file.len || !is_extension(slice_from(file, dot + 1)))
		return PAYLOAD_UNKNOWN;
	if (slice_is(stem, "original"))
		return PAYLOAD_ORIGINAL;
	if (slice_starts(stem, "photos/") &&
		number_parse(slice_from(stem, strlen("photos/")), UINT16_MAX, photo) && *photo > 0)
		return PAYLOAD_PHOTO;
	return PAYLOAD_UNKNOWN;
}

enum payload_lane
payload_path_lane(struct slice file)
{
	struct slice extension = slice_from(file, slice_find(file, '.') + 1);

	if (slice_starts(file, "photos/"))
		return LANE_MEDIA;
	if (!slice_starts(file, "original."))
		return LANE_TEXT;
	for (size_t i = 0; i < sizeof COMPRESSED / sizeof *COMPRESSED; i++) {
		if (slice_is(extension, COMPRESSED[i]))
			return LANE_MEDIA;
	}
	return LANE_TEXT;
}

/* Length of the id at the start of `rest`: four parts, or two for what has no date. */
static size_t
id_length(struct slice rest)
{
	unsigned parts = slice_starts(rest, "undated/") ? 2 : 4;
	size_t at = 0;

	while (parts > 0) {
		at += slice_find(slice_from(rest, at), '/');
		if (at == rest.len || --parts == 0)
			return at;
		at++;
	}
	return at;
}

enum rc
payload_path_parse(struct slice path, struct payload_path *out, struct err *e)
{
	struct slice rest = slice_from(path, strlen("data/"));
	size_t len;

	*out = (struct payload_path){.kind = PAYLOAD_UNKNOWN};
	if (!slice_starts(path, "data/"))
		return rule_broken(e, "ART-1", "\"%.*s\" is not below data/", SLICE_FMT(path));
	len = id_length(rest);
	out->id = slice_first(rest, len);
	out->file = slice_from(rest, len + 1);
	if (!article_id_check(out->id))
		return rule_broken(e, "ART-2", "\"%.*s\" has no article's id", SLICE_FMT(path));
	out->kind = payload_path_kind(out->file, &out->photo);
	if (out->kind == PAYLOAD_UNKNOWN)
		return rule_broken(
			e, "ART-1", "\"%.*s\" is no file of an article", SLICE_FMT(path));
	out->lane = payload_path_lane(out->file);
	return RC_OK;
}

bool
payload_path_within(struct slice path, struct slice id, struct payload_path *out)
{
	size_t before = strlen("data/") + id.len;

	if (path.len <= before || path.p[before] != '/' || !slice_starts(path, "data/") ||
		memcmp(path.p + strlen("data/"), id.p, id.len) != 0)
		return false;
	out->id = slice_of(path.p + strlen("data/"), id.len);
	out->file = slice_from(path, before + 1);
	out->kind = payload_path_kind(out->file, &out->photo);
	out->lane = payload_path_lane(out->file);
	return out->kind != PAYLOAD_UNKNOWN;
}
