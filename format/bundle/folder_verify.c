#include "format/bundle/folder_verify.h"

#include "format/bundle/beneath.h"
#include "format/bundle/folder_article.h"
#include "format/bundle/folder_bag.h"

#include <unistd.h>

/* Of whatever kind: what is no file is told of when it is read. */
static enum rc
has_file(int folder, const char *path, bool *has, struct err *e)
{
	int fd;
	struct beneath_answer answer = beneath_open_file(folder, slice_str(path), &fd);

	if (fd >= 0)
		close(fd);
	*has = answer.finding != BENEATH_MISSING;
	return answer.finding == BENEATH_UNREADABLE ? beneath_explain(answer, slice_str(path), e)
						    : RC_OK;
}

enum rc
folder_verify_kind(int folder, enum folder_verify_kind *kind, struct err *e)
{
	bool bag = false, article = false;
	enum rc rc = has_file(folder, "annals/bundle.txt", &bag, e);

	if (rc == RC_OK && !bag)
		rc = has_file(folder, FOLDER_ARTICLE_PROOF, &article, e);
	*kind = bag ? FOLDER_VERIFY_BAG : article ? FOLDER_VERIFY_ARTICLE : FOLDER_VERIFY_NOTHING;
	return rc;
}

enum rc
folder_verify(int folder, const struct folder_verify_settings *settings, struct findings *findings,
	struct folder_verify_result *out, struct err *e)
{
	enum rc rc;

	*out = (struct folder_verify_result){.kind = FOLDER_VERIFY_NOTHING};
	rc = folder_verify_kind(folder, &out->kind, e);
	if (rc != RC_OK)
		return rc;
	switch (out->kind) {
	case FOLDER_VERIFY_BAG:
		return folder_bag_verify(folder, settings, findings, out, e);
	case FOLDER_VERIFY_ARTICLE:
		return folder_article_verify(folder, settings, findings, out, e);
	case FOLDER_VERIFY_NOTHING:
	default:
		return err_set(e, RC_USAGE,
			"neither annals/bundle.txt nor " FOLDER_ARTICLE_PROOF " lies in it");
	}
}
