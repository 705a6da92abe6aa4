/*
 * tag_file.h -- the tag files of a bag in the order in which they stand in the
 * stream (SPEC 5.1). The seal, which comes after them, is not among them.
 */
#ifndef ANNALS_FORMAT_BUNDLE_TAG_FILE_H
#define ANNALS_FORMAT_BUNDLE_TAG_FILE_H

enum tag_file {
	TAG_DECLARATION, /* bagit.txt */
	TAG_README,
	TAG_MANIFEST,
	TAG_INFO,
	TAG_INDEX,
	TAG_TREE,
	TAG_TAGMANIFEST,
	TAG_FILES
};

/* "bagit.txt" …: the path within the bag. */
const char *tag_file_name(enum tag_file file);

/* What bag-info.txt has as BagIt-Profile-Identifier: the name of format/bag/profile.json. */
#define TAG_FILE_PROFILE "urn:uuid:36333e6f-a0b2-4803-be19-9f07efb57530"

#endif
