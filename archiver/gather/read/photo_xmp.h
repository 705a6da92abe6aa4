/*
 * photo_xmp.h -- the XMP packet of a picture (ISO 16684-1): RDF in XML, of which
 * it has three shapes: a property is an element or an attribute of a top-level
 * rdf:Description; its value a text, a list of rdf:li with a language each, or a
 * structure.
 *
 * A document type is refused, so there are no entities but XML's own.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_PHOTO_XMP_H
#define ANNALS_ARCHIVER_GATHER_READ_PHOTO_XMP_H

#include "archiver/gather/read/photo.h"

/* Elements in elements: the deepest structure of the standard takes ten. */
#define PHOTO_XMP_DEPTH_MAX 64

/* Adds the packet's values to `p`; what is not well-formed gives what stands before. RC_NOMEM. */
MUST_USE enum rc photo_xmp_read(struct slice packet, struct photo *p, struct err *e);

#endif
