/*
 * folder_bag.h -- an unpacked bag, by its seal (SPEC 8.6).
 */
#ifndef ANNALS_FORMAT_BUNDLE_FOLDER_BAG_H
#define ANNALS_FORMAT_BUNDLE_FOLDER_BAG_H

#include "format/bundle/folder_verify.h"

/* folder_verify, for a folder with a seal in it. */
MUST_USE enum rc folder_bag_verify(int folder, const struct folder_verify_settings *settings,
	struct findings *findings, struct folder_verify_result *out, struct err *e);

#endif
