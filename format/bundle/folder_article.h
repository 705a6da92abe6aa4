/*
 * folder_article.h -- one extracted article with its proof (SPEC 8.6).
 */
#ifndef ANNALS_FORMAT_BUNDLE_FOLDER_ARTICLE_H
#define ANNALS_FORMAT_BUNDLE_FOLDER_ARTICLE_H

#include "format/bundle/folder_verify.h"

/* What its proof is called; the article's files never are. */
#define FOLDER_ARTICLE_PROOF "article.tlog-proof"

/* folder_verify, for a folder with a proof in it. */
MUST_USE enum rc folder_article_verify(int folder, const struct folder_verify_settings *settings,
	struct findings *findings, struct folder_verify_result *out, struct err *e);

#endif
