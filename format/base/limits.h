/*
 * limits.h -- how large anything may grow, and why just so large.
 *
 * A limit stands here when more than one file must agree on it; SPEC.md names
 * those that are part of the format.
 */
#ifndef ANNALS_FORMAT_BASE_LIMITS_H
#define ANNALS_FORMAT_BASE_LIMITS_H

#include <stdint.h>

#define KIB UINT64_C(1024)
#define MIB (KIB * 1024)
#define GIB (MIB * 1024)

/* A frame is decompressed whole into memory, so this bounds every reader (SPEC 3). */
#define LIMIT_FRAME_CONTENT (8 * MIB)

/* A lane's frame closes at the first article boundary from here on (SPEC 3.3). */
#define LIMIT_FRAME_CLOSE (4 * MIB)

/* Tag files are cut into frames of this size, so that a reader fetches little (SPEC 3.3). */
#define LIMIT_TAG_FRAME (1 * MIB)

/* The seal is read before anything is believed, so it is bounded on its own (SPEC 3.4). */
#define LIMIT_SEAL (64 * MIB)

/* A ustar size field holds 11 octal digits (SPEC 4). */
#define LIMIT_MEMBER (8 * GIB - 1)

/* tlog-tiles carries a leaf behind a 16-bit length (SPEC 6). */
#define LIMIT_LEAF 65535

/* An article's path: what ustar's name and prefix fields hold (SPEC 4). */
#define LIMIT_PATH 255

/* Where frames end, a line of frames.tsv each: what 64 MiB of seal have room for. */
#define LIMIT_FRAMES (512 * KIB)

/*
 * What comes out of one archive of reports unless annals.conf says otherwise: more than a
 * month of any newsroom, less than a small disk; text packs 3 to 20 times, photos not at all.
 */
#define LIMIT_UNPACKED	     (16 * GIB)
#define LIMIT_UNPACKED_FILES 1000000
#define LIMIT_UNPACKED_RATIO 200
#define LIMIT_UNPACKED_DEPTH 3

/* Memory of one decompressor: what `xz -9` and 7-Zip's "ultra" take is half of it. */
#define LIMIT_DECODER (130 * MIB)

#endif
