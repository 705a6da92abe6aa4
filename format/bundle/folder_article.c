#include "format/bundle/folder_article.h"

#include "format/bag/manifest.h"
#include "format/bundle/beneath.h"
#include "format/bundle/folder_extras.h"
#include "format/bundle/leaf.h"
#include "format/bundle/payload_path.h"
#include "format/bundle/rule.h"
#include "format/merkle/merkle_hash.h"
#include "format/merkle/merkle_inclusion.h"

#include <stdio.h>
#include <unistd.h>

/* The proof's parts; they point into its text. */
struct proven {
	struct tlog_proof proof;
	struct checkpoint head;
	struct public_key signer;
	struct leaf leaf;
	bool believed;
};

static enum rc
read_proof(int folder, struct bytes *text, struct err *e)
{
	struct slice name = slice_str(FOLDER_ARTICLE_PROOF);
	enum rc rc = beneath_explain(beneath_read(folder, name, text), name, e);

	if (rc == RC_OK && text->failed == RC_LIMIT)
		rc = rule_broken(e, "CKPT-1", "a proof of more than %zu bytes", text->max);
	return rc == RC_OK ? bytes_check(text, FOLDER_ARTICLE_PROOF, e) : rc;
}

/* RC_UNTRUSTED: all is well but for the signer. */
static enum rc
prove(struct slice text, const struct folder_verify_settings *set, struct proven *p, struct err *e)
{
	struct err untrusted;
	struct digest hash;
	enum rc trusted, rc = tlog_proof_parse(text, &p->proof, e);

	if (rc != RC_OK)
		return rule_within(e, rc, "CKPT-1", FOLDER_ARTICLE_PROOF);
	trusted = checkpoint_verify_signed(
		p->proof.checkpoint, set->trust, set->now, &p->head, &p->signer, e);
	if (trusted != RC_OK && trusted != RC_UNTRUSTED)
		return rule_within(e, trusted, "CKPT-2", FOLDER_ARTICLE_PROOF);
	untrusted = *e;
	hash = merkle_hash_leaf(p->proof.extra);
	rc = merkle_inclusion_verify(
		&hash, p->proof.index, p->head.size, &p->proof.path, &p->head.root, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "CKPT-4", FOLDER_ARTICLE_PROOF);
	rc = leaf_parse(p->proof.extra, &p->leaf, e);
	if (rc != RC_OK)
		return rule_within(e, rc, "LEAF-1", FOLDER_ARTICLE_PROOF);
	p->believed = trusted == RC_OK;
	if (p->believed)
		return RC_OK;
	*e = untrusted;
	return rule_within(e, RC_UNTRUSTED, "CKPT-2", "%.*s", SLICE_FMT(p->leaf.id));
}

static void
fill_in(const struct proven *p, struct folder_verify_result *out)
{
	out->sound = true;
	out->believed = p->believed;
	out->signer = p->signer;
	out->size = p->head.size;
	out->root = p->head.root;
	out->articles = 1;
	snprintf(out->name, sizeof out->name, "%.*s", SLICE_FMT(p->leaf.id));
	snprintf(out->origin, sizeof out->origin, "%.*s", SLICE_FMT(p->head.origin));
}

/* One of the leaf's files, where it is there. */
static enum rc
check_file(int folder, struct slice file, const struct digest *proven, struct err *e)
{
	struct digest found;
	uint64_t size;
	enum rc rc = beneath_explain(beneath_digest(folder, file, &found, &size), file, e);

	if (rc != RC_OK || digest_equal(&found, proven))
		return rc;
	return rule_broken(e, "BAG-1", "%.*s: its SHA-256 is %s, the leaf has %s", SLICE_FMT(file),
		digest_text(&found).text, digest_text(proven).text);
}

static bool
is_there(int folder, struct slice file)
{
	int fd;
	bool there = beneath_open_file(folder, file, &fd).finding != BENEATH_MISSING;

	if (fd >= 0)
		close(fd);
	return there;
}

static void
check_files(int folder, struct slice lines, const struct folder_verify_settings *set,
	struct findings *findings, uint64_t *checked)
{
	struct cursor c = cursor_over(lines);
	bool any = false;
	struct err e;

	while (c.left > 0) {
		struct payload_path parts;
		struct digest digest;
		struct slice path;

		/* leaf_parse has seen all of it. */
		if (manifest_line_parse(&c, &digest, &path, &e) != RC_OK ||
			payload_path_parse(path, &parts, &e) != RC_OK)
			break;
		if (!is_there(folder, parts.file)) {
			if (set->absent != NULL)
				set->absent(set->ctx, parts.file);
			continue;
		}
		any = true;
		if (check_file(folder, parts.file, &digest, &e) == RC_OK)
			++*checked;
		else
			findings_add(findings, &e);
	}
	if (any)
		return;
	rule_broken(&e, "FOLD-1", "none of the article's files is here");
	findings_add(findings, &e);
}

enum rc
folder_article_verify(int folder, const struct folder_verify_settings *settings,
	struct findings *findings, struct folder_verify_result *out, struct err *e)
{
	struct bytes text = BYTES_UP_TO(TLOG_PROOF_MAX);
	struct proven p = {.proof = TLOG_PROOF_EMPTY};
	const struct folder_extras_place place = {SLICE_EMPTY, slice_str(FOLDER_ARTICLE_PROOF)};
	enum rc rc;

	*e = ERR_NONE;
	rc = read_proof(folder, &text, e);
	if (rc == RC_OK)
		rc = prove(bytes_slice(&text), settings, &p, e);
	if (rc == RC_NOMEM)
		goto out;
	if (rc != RC_OK)
		findings_add(findings, e);
	if (rc == RC_OK || rc == RC_UNTRUSTED) {
		fill_in(&p, out);
		check_files(folder, p.leaf.lines, settings, findings, &out->files);
		rc = folder_extras_article(folder, p.leaf.lines, &place, findings, e);
	} else {
		rc = RC_OK;
	}
out:
	tlog_proof_release(&p.proof);
	bytes_release(&text);
	return rc;
}
