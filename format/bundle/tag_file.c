#include "format/bundle/tag_file.h"

const char *
tag_file_name(enum tag_file file)
{
	static const char *const names[TAG_FILES] = {
		[TAG_DECLARATION] = "bagit.txt",
		[TAG_README] = "readme.txt",
		[TAG_MANIFEST] = "manifest-sha256.txt",
		[TAG_INFO] = "bag-info.txt",
		[TAG_INDEX] = "annals/index.tsv",
		[TAG_TREE] = "annals/tree.tsv",
		[TAG_TAGMANIFEST] = "tagmanifest-sha256.txt",
	};

	return names[file];
}
