#include "format/bundle/tag_check.h"

#include "format/bag/bag_info.h"
#include "format/bag/bag_readme.h"
#include "format/bag/manifest.h"
#include "format/base/cursor.h"
#include "format/bundle/rule.h"

#include <inttypes.h>

void
tag_check_init(struct tag_check *c, const struct bundle *b, struct findings *findings)
{
	*c = (struct tag_check){.bundle = b, .findings = findings};
	for (size_t i = 0; i < TAG_FILES; i++)
		c->kept[i] = BYTES_UP_TO(0);
	c->kept[TAG_DECLARATION].max = TAG_CHECK_KEPT_MAX;
	c->kept[TAG_README].max = TAG_CHECK_KEPT_MAX;
	c->kept[TAG_INFO].max = TAG_CHECK_KEPT_MAX;
	c->kept[TAG_TAGMANIFEST].max = TAG_CHECK_KEPT_MAX;
}

void
tag_check_release(struct tag_check *c)
{
	for (size_t i = 0; i < TAG_FILES; i++)
		bytes_release(&c->kept[i]);
}

const struct record_range *
tag_check_place(const struct record *r, unsigned file)
{
	switch (file) {
	case TAG_MANIFEST:
		return &r->manifest;
	case TAG_INDEX:
		return &r->index;
	case TAG_TREE:
		return &r->tree;
	case TAG_TAGMANIFEST:
		return &r->tagmanifest;
	default:
		return NULL;
	}
}

enum rc
tag_check_begin(
	struct tag_check *c, struct slice path, uint64_t size, uint64_t content_at, struct err *e)
{
	const struct record_range *at;

	if (c->count == TAG_FILES || !slice_is(path, tag_file_name(c->count)))
		return rule_broken(e, "TAR-3", "\"%.*s\" stands where %s belongs", SLICE_FMT(path),
			c->count == TAG_FILES ? "the seal" : tag_file_name(c->count));
	at = tag_check_place(&c->bundle->record, c->count);
	if (at != NULL && (at->offset != content_at || at->length != size)) {
		rule_broken(e, "REC-4",
			"%s lies at %" PRIu64 " + %" PRIu64 ", the record says %" PRIu64
			" + %" PRIu64,
			tag_file_name(c->count), content_at, size, at->offset, at->length);
		findings_add(c->findings, e);
	}
	if (c->kept[c->count].max > 0 && size > TAG_CHECK_KEPT_MAX)
		return rule_broken(e, "TAR-3", "%s has %" PRIu64 " bytes, at most %d",
			tag_file_name(c->count), size, TAG_CHECK_KEPT_MAX);
	hasher_start(&c->hasher);
	return RC_OK;
}

enum rc
tag_check_piece(struct tag_check *c, struct slice piece, struct err *e)
{
	struct bytes *kept = &c->kept[c->count];

	hasher_add(&c->hasher, piece);
	if (kept->max == 0)
		return RC_OK;
	bytes_add(kept, piece);
	return bytes_check(kept, tag_file_name(c->count), e);
}

void
tag_check_member_end(struct tag_check *c)
{
	c->digests[c->count++] = hasher_end(&c->hasher);
}

void
tag_check_absent(struct tag_check *c)
{
	c->absent[c->count++] = true;
}

static void
tell(struct tag_check *c, const struct err *e)
{
	findings_add(c->findings, e);
}

/* The record has the tagmanifest's digest; the tagmanifest has that of every other. */
static void
check_digests(struct tag_check *c)
{
	struct cursor lines = cursor_over(bytes_slice(&c->kept[TAG_TAGMANIFEST]));
	const struct digest *signed_digest = &c->bundle->record.tagmanifest_digest;
	struct digest listed;
	struct slice path;
	struct err e;

	if (c->absent[TAG_TAGMANIFEST])
		return;
	if (!digest_equal(&c->digests[TAG_TAGMANIFEST], signed_digest)) {
		rule_broken(&e, "BAG-4", "%s: its SHA-256 is %s, the record has %s",
			tag_file_name(TAG_TAGMANIFEST),
			digest_text(&c->digests[TAG_TAGMANIFEST]).text,
			digest_text(signed_digest).text);
		tell(c, &e);
	}
	for (enum tag_file i = TAG_DECLARATION; i < TAG_TAGMANIFEST; i++) {
		if (manifest_line_parse(&lines, &listed, &path, &e) != RC_OK ||
			!slice_is(path, tag_file_name(i))) {
			rule_broken(&e, "BAG-3", "%s: line %u is not that of %s",
				tag_file_name(TAG_TAGMANIFEST), (unsigned)i + 1, tag_file_name(i));
			tell(c, &e);
			return;
		}
		if (c->absent[i] || digest_equal(&listed, &c->digests[i]))
			continue;
		rule_broken(&e, "BAG-3", "%s: its SHA-256 is %s, the tagmanifest has %s",
			tag_file_name(i), digest_text(&c->digests[i]).text,
			digest_text(&listed).text);
		tell(c, &e);
	}
	if (lines.left > 0) {
		rule_broken(&e, "BAG-3", "%s: %zu bytes behind its last line",
			tag_file_name(TAG_TAGMANIFEST), lines.left);
		tell(c, &e);
	}
}

static void
check_info(struct tag_check *c)
{
	const struct record *r = &c->bundle->record;
	struct bag_info info;
	struct err e;
	enum rc rc;

	if (c->absent[TAG_INFO])
		return;
	rc = bag_info_parse(bytes_slice(&c->kept[TAG_INFO]), &info, &e);
	if (rc != RC_OK) {
		rule_within(&e, rc, "BAG-5", "%s", tag_file_name(TAG_INFO));
		tell(c, &e);
		return;
	}
	if (slice_equal(info.name, r->name) && slice_equal(info.origin, r->origin) &&
		slice_equal(info.period, r->period) &&
		civil_seconds(&info.date) ==
			(int64_t)(r->created - r->created % CIVIL_DAY_SECONDS) &&
		slice_is(info.profile, TAG_FILE_PROFILE) &&
		info.payload_bytes == r->payload_bytes && info.payload_files == r->payload_files)
		return;
	rule_broken(&e, "BAG-5",
		"%s is for %.*s of %.*s, %" PRIu64 ".%" PRIu64
		"; the record is for %.*s of %.*s, %" PRIu64 ".%" PRIu64,
		tag_file_name(TAG_INFO), SLICE_FMT(info.name), SLICE_FMT(info.period),
		info.payload_bytes, info.payload_files, SLICE_FMT(r->name), SLICE_FMT(r->period),
		r->payload_bytes, r->payload_files);
	tell(c, &e);
}

/* A function of name and origin, so that no one else's words stand there under the signature. */
static void
check_readme(struct tag_check *c)
{
	const struct record *r = &c->bundle->record;
	struct bytes want = BYTES_UP_TO(BAG_README_MAX);
	struct err e;

	if (c->absent[TAG_README])
		return;
	bag_readme_write(r->name, r->origin, &want);
	if (bytes_check(&want, tag_file_name(TAG_README), &e) != RC_OK) {
		tell(c, &e);
	} else if (!slice_equal(bytes_slice(&want), bytes_slice(&c->kept[TAG_README]))) {
		rule_broken(&e, "BAG-8", "%s is not what this bag's name and origin make it",
			tag_file_name(TAG_README));
		tell(c, &e);
	}
	bytes_release(&want);
}

void
tag_check_end(struct tag_check *c, const struct digest *tree)
{
	struct err e;

	if (c->count < TAG_FILES) {
		rule_broken(&e, "TAR-3", "%s is missing", tag_file_name(c->count));
		tell(c, &e);
		return;
	}
	check_digests(c);
	check_info(c);
	check_readme(c);
	if (!c->absent[TAG_DECLARATION] &&
		!slice_is(bytes_slice(&c->kept[TAG_DECLARATION]), BAG_INFO_BAGIT_TXT)) {
		rule_broken(&e, "BAG-6", "%s is not that of BagIt 1.0 in UTF-8",
			tag_file_name(TAG_DECLARATION));
		tell(c, &e);
	}
	if (tree != NULL && !c->absent[TAG_TREE] && !digest_equal(&c->digests[TAG_TREE], tree)) {
		rule_broken(&e, "TREE-2",
			"annals/tree.tsv: its SHA-256 is %s, manifest and log make it %s",
			digest_text(&c->digests[TAG_TREE]).text, digest_text(tree).text);
		tell(c, &e);
	}
}
