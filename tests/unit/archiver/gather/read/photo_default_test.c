#include "support/test.h"

#include "archiver/gather/read/photo_default.h"

static const char *const DEFAULTS[] = {"OLYMPUS DIGITAL CAMERA", "SONY DSC", "Exif_JPEG_PICTURE",
	"Default description", "MINOLTA DIGITAL CAMERA", "<Digimax S500 / Kenox S500>",
	"KODAK Digital Still Camera", "DCIM\\100MEDIA\\DJI_0042.JPG", "DSC_0001", "IMG_2034.JPG",
	"ảnh chụp.jpg", "20240910_101112", "dav", "hdr", "---", "  7  ", "Untitled", "your caption",
	"Processed with VSCO with c1 preset", "File written by Adobe Photoshop 4.0",
	"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", "ACME", "acme x100", "X100",
	"Firmware 1.2 of the X"};

static const char *const CAPTIONS[] = {"Olympus wins again", "A digital camera on a table",
	"Các đại biểu giao lưu", "Chợ nổi", "Lũ", "Nước dâng ở Hà Nội, tháng 9/2024.",
	"The Sony building in flames", "Canon Nguyễn Văn An", "Cầu số 1", "ACME opens a mill",
	"Created Equal: marchers in Huế", "Ở"};

static struct photo
camera(void)
{
	return (struct photo){.make = SLICE("ACME"),
		.model = SLICE("X100"),
		.software = SLICE("Firmware 1.2 of the X")};
}

static void
knows_what_cameras_write(void **state)
{
	struct photo p = camera();

	(void)state;
	for (size_t i = 0; i < sizeof DEFAULTS / sizeof *DEFAULTS; i++)
		if (!photo_default_is(&p, slice_str(DEFAULTS[i])))
			fail_msg("taken for a caption: %s", DEFAULTS[i]);
}

static void
leaves_what_people_write(void **state)
{
	struct photo p = camera();

	(void)state;
	for (size_t i = 0; i < sizeof CAPTIONS / sizeof *CAPTIONS; i++)
		if (photo_default_is(&p, slice_str(CAPTIONS[i])))
			fail_msg("taken for a camera's: %s", CAPTIONS[i]);
}

static void
tells_a_camera_by_its_own_name(void **state)
{
	struct photo p = camera(), none = {.count = 0};

	(void)state;
	assert_true(photo_default_is_camera(&p, slice_str("Acme X100")));
	assert_false(photo_default_is_camera(&p, slice_str("Lan")));
	assert_false(photo_default_is_camera(&none, slice_str("Lan")));
	assert_false(photo_default_is_camera(&none, slice_str("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_what_cameras_write),
		cmocka_unit_test(leaves_what_people_write),
		cmocka_unit_test(tells_a_camera_by_its_own_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
