#include "format/bundle/folder_verify.h"

#include "format/bundle/beneath.h"
#include "format/bundle/folder_article.h"
#include "format/bundle/folder_bag.h"

#include <unistd.h>

static bool
has_file(int folder, const char *path)
{
	int fd;
	bool found = beneath_open_file(folder, slice_str(path), &fd).finding != BENEATH_MISSING;

	if (fd >= 0)
		close(fd);
	return found;
}

enum folder_verify_kind
folder_verify_kind(int folder)
{
	if (has_file(folder, "annals/bundle.txt"))
		return FOLDER_VERIFY_BAG;
	if (has_file(folder, FOLDER_ARTICLE_PROOF))
		return FOLDER_VERIFY_ARTICLE;
	return FOLDER_VERIFY_NOTHING;
}

enum rc
folder_verify(int folder, const struct folder_verify_settings *settings, struct findings *findings,
	struct folder_verify_result *out, struct err *e)
{
	*out = (struct folder_verify_result){.kind = folder_verify_kind(folder)};
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
