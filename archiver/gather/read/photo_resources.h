/*
 * photo_resources.h -- Photoshop's image resources: `8BIM`, a number, a name, a
 * length and that many bytes, padded to an even place, one after another (Adobe
 * Photoshop File Formats Specification, "Image Resource Blocks").
 *
 * 1028 is IPTC-IIM, 1061 the MD5 of it as the last program left it that keeps
 * IIM and XMP alike (MWG 2.0, section 3.3.4).
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_RESOURCES_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_RESOURCES_H

#include "archiver/gather/read/photo_blocks.h"

/* Puts IIM, unless there is one already, and its digest into `b`. */
void photo_resources_read(struct slice resources, struct photo_blocks *b);

#endif
