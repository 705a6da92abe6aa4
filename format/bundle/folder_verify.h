/*
 * folder_verify.h -- checks content that has left its bundle (SPEC 8.6): an
 * unpacked bag, or one extracted article beside its proof.
 *
 * The signature covers digests of content and not of its container, so a folder
 * from whatever tar, zip or disk is checked with the public key alone. In a bag
 * every file must be what the signed manifest says and nothing else may lie in
 * it. An extracted article may lack files: those that are there are checked.
 *
 * Beside the rules of the bundle:
 *
 *     FOLD-1  a file or folder is missing
 *     FOLD-2  a file or folder is not listed
 *     FOLD-3  a listed file is no regular file, or reached through a link
 *
 * The folder must not change meanwhile. Memory is bounded by the number of threads.
 */
#ifndef ANNALS_FORMAT_BUNDLE_FOLDER_VERIFY_H
#define ANNALS_FORMAT_BUNDLE_FOLDER_VERIFY_H

#include "format/bundle/bundle_head.h"
#include "format/bundle/findings.h"

enum folder_verify_kind {
	FOLDER_VERIFY_NOTHING, /* neither of the two */
	FOLDER_VERIFY_BAG,     /* `annals/bundle.txt` lies in it */
	FOLDER_VERIFY_ARTICLE  /* `article.tlog-proof` does */
};

struct folder_verify_settings {
	const struct trust *trust;
	/* UTC seconds. A proof does not say when it was signed: keys must be believed now. */
	int64_t now;
	unsigned jobs; /* at least 1 */
	/* Told of each file that an extracted article's leaf lists and the folder lacks; may be
	 * NULL. */
	void (*absent)(void *ctx, struct slice file);
	/* Told of the bag's payload that has been read, of so many bytes in all; may be NULL. */
	void (*progress)(void *ctx, uint64_t done, uint64_t all);
	void *ctx;
};

#define FOLDER_VERIFY_NAME_MAX 128

/* What has been checked. Plain memory. */
struct folder_verify_result {
	enum folder_verify_kind kind;
	/* The signed head was sound: what follows is filled in. */
	bool sound;
	bool believed;
	struct public_key signer;		/* where believed */
	char name[FOLDER_VERIFY_NAME_MAX];	/* the bag's, or the article's id */
	char origin[CHECKPOINT_ORIGIN_MAX + 1]; /* of the log */
	uint64_t size;				/* leaves of the log … */
	struct digest root;			/* … and its root */
	uint64_t articles;
	uint64_t files; /* of articles, that were there and had their digest */
};

/* RC_IO where that cannot be told. */
MUST_USE enum rc folder_verify_kind(int folder, enum folder_verify_kind *kind, struct err *e);

/*
 * Checks as far as it can, telling `findings`; that nobody believed signed is one of them.
 * RC_OK when it came to the end, whatever it found; RC_USAGE for a folder that is nothing to
 * be checked; RC_IO where even that cannot be told; RC_NOMEM.
 */
MUST_USE enum rc folder_verify(int folder, const struct folder_verify_settings *settings,
	struct findings *findings, struct folder_verify_result *out, struct err *e);

#endif
