/*
 * What stands for photo_xmp.c where the XML parser was missing when this program was
 * built (the Makefile chooses): the packet is left, and that is said.
 */
#include "archiver/gather/read/photo_xmp.h"

enum rc
photo_xmp_read(struct slice packet, struct photo *p, struct err *e)
{
	(void)packet;
	(void)e;
	photo_warn(p, "its XMP is not read by this build of the program");
	return RC_OK;
}
