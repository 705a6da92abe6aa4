#include "archiver/gather/read/photo_tiff.h"

#include "archiver/gather/read/photo_directory.h"
#include "archiver/gather/read/photo_resources.h"

#define TAG_XMP	      700
#define TAG_IIM	      33723
#define TAG_RESOURCES 34377

static enum rc
take_tag(const struct photo_directory *d, unsigned tag, struct photo_blocks *b, struct bytes *out,
	struct err *e)
{
	struct photo_entry x;

	return photo_directory_find(d, tag, &x) ? photo_blocks_take(b, d->s, x.at, x.size, out, e)
						: RC_OK;
}

/* Some programs say that it is LONGs, and write their bytes in the order of the file's numbers. */
static void
put_in_order(struct bytes *iim)
{
	if (iim->len < 4 || iim->p[0] == 0x1C || iim->p[3] != 0x1C)
		return;
	for (size_t i = 0; i + 4 <= iim->len; i += 4) {
		uint8_t *p = iim->p + i, four[4] = {p[3], p[2], p[1], p[0]};

		memcpy(p, four, sizeof four);
	}
}

enum rc
photo_tiff_read(const struct source *s, struct photo_blocks *b, struct err *e)
{
	struct photo_directory d = PHOTO_DIRECTORY_OF(s);
	bool got;
	enum rc rc = photo_directory_first(&d, &got, e);

	b->is_tiff = true;
	if (rc == RC_OK && !got)
		photo_blocks_warn(b, "its first directory is not where it is said to be");
	if (rc == RC_OK)
		rc = take_tag(&d, TAG_XMP, b, &b->xmp, e);
	if (rc == RC_OK)
		rc = take_tag(&d, TAG_IIM, b, &b->iim, e);
	if (rc == RC_OK)
		rc = take_tag(&d, TAG_RESOURCES, b, &b->resources, e);
	put_in_order(&b->iim);
	if (rc == RC_OK)
		photo_resources_read(bytes_slice(&b->resources), b);
	photo_directory_release(&d);
	return rc;
}
