/*
 * odt_styles.h -- the styles of an ODT document, of `styles.xml` and of the text's own, at
 * the beginning of `content.xml` (OpenDocument 1.3 part 3, 16).
 *
 * Styles of paragraphs have the id `p:NAME`, those of runs `t:NAME`.
 */
#ifndef ANNALS_ARCHIVER_GATHER_READ_ODT_STYLES_H
#define ANNALS_ARCHIVER_GATHER_READ_ODT_STYLES_H

#include "archiver/gather/read/document_styles.h"
#include "archiver/gather/read/xml_walk.h"

/* Of an id; longer names are of no style. */
#define ODT_STYLES_NAME_MAX 256

struct xml_walk_listener odt_styles_listener(struct document_styles *s);

/* For who walks `content.xml`: what the listener does. */
void odt_styles_enter(struct document_styles *s, const struct xml_walk_element *x);
void odt_styles_leave(struct document_styles *s, const char *name);

/*
 * What a paragraph is by the mere name of a style that the document does not define, as those
 * that come with the program: false where the name says nothing.
 */
bool odt_styles_named(struct slice name, enum document_kind *kind, unsigned *level);

/* `family` is 'p' or 't'; NULL where there is none. */
const struct document_style *
odt_styles_find(const struct document_styles *s, char family, struct slice name);

#endif
