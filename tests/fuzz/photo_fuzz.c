/*
 * Any bytes as a picture: what it says of itself is UTF-8 in form C without
 * controls, of one value a field counts, and nothing of it is a failure.
 */
#include "archiver/gather/read/photo_choice.h"
#include "format/base/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(holds) \
	do { \
		if (!(holds)) \
			abort(); \
	} while (0)

static void
check_text(struct slice s)
{
	CHECK(s.len > 0 && text_is_utf8(s));
	for (size_t i = 0; i < s.len; i++)
		CHECK((s.p[i] >= 0x20 && s.p[i] != 0x7F) || s.p[i] == '\n');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice file = slice_of(data, size);
	struct source source = source_memory(&file);
	struct bytes place = BYTES_UP_TO(1 << 20);
	struct normal normal;
	struct photo photo;
	struct civil when;
	struct err e;

	normal_init(&normal);
	photo_init(&photo);
	CHECK(photo_read(&source, &normal, 420, &photo, &e) == RC_OK);
	for (size_t i = 0; i < photo.count; i++) {
		check_text(photo.values[i].text);
		CHECK(photo.values[i].percent <= 100 && photo.values[i].rule != NULL);
	}
	for (enum photo_field f = 0; f < PHOTO_FIELDS; f++)
		(void)photo_choice_of(&photo, f, slice_str("vi"));
	photo_choice_place(&photo, slice_str("vi"), &place);
	if (photo_choice_moment(&photo, &when))
		CHECK(civil_check(&when));
	bytes_release(&place);
	photo_release(&photo);
	normal_release(&normal);
	return 0;
}
