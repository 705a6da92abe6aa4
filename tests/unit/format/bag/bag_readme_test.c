#include "support/test.h"

#include "format/bag/bag_readme.h"

#define LONGEST "an-archive-with-a-name-thats-32x-2023-07.2"

static struct bytes
readme(const char *name, const char *origin)
{
	struct bytes out = BYTES_UP_TO(BAG_README_MAX);
	struct err e;

	bag_readme_write(slice_str(name), slice_str(origin), &out);
	assert_rc(RC_OK, bytes_check(&out, "readme", &e), &e);
	bytes_u8(&out, '\0');
	return out;
}

static void
says_the_commands_as_they_are_typed(void **state)
{
	static const char *const commands[] = {
		"\n  minisign -Vm a-2023-07.tar.zst -p annals.pub\n",
		"\n  tar --zstd -xf a-2023-07.tar.zst\n",
		"\n  zstd -d < a-2023-07.tar.zst | tar xf -\n",
		"\n  sha256sum -c manifest-sha256.txt\n",
		"\n  sha256sum -c tagmanifest-sha256.txt\n",
		"\n  sha256sum tagmanifest-sha256.txt\n",
		"\n    Name of this bag    a-2023-07\n",
		"\n    Origin of the log   example.org/annals\n",
	};
	struct bytes text = readme("a-2023-07", "example.org/annals");

	(void)state;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strstr((const char *)text.p, commands[i]) == NULL)
			fail_msg("not there: %s", commands[i]);
	assert_null(strchr((const char *)text.p, '%'));
	bytes_release(&text);
}

static void
is_plain_ascii_in_short_lines(void **state)
{
	struct bytes text = readme(LONGEST, "example.org");
	size_t column = 0;

	(void)state;
	for (size_t i = 0; i + 1 < text.len; i++) {
		uint8_t b = text.p[i];

		assert_true(b == '\n' || (b >= 0x20 && b < 0x7F));
		assert_false(b == '\n' && i > 0 && text.p[i - 1] == ' ');
		column = b == '\n' ? 0 : column + 1;
		assert_true(column <= 79);
	}
	assert_int_equal(column, 0);
	bytes_release(&text);
}

static void
depends_on_name_and_origin_alone(void **state)
{
	struct bytes a = readme("a-2023-07", "example.org"), b = readme("a-2023-07", "example.org");
	struct bytes c = readme("b-2023-07", "example.org"), d = readme("a-2023-07", "example.com");

	(void)state;
	assert_true(slice_equal(bytes_slice(&a), bytes_slice(&b)));
	assert_false(slice_equal(bytes_slice(&a), bytes_slice(&c)));
	assert_false(slice_equal(bytes_slice(&a), bytes_slice(&d)));
	bytes_release(&a);
	bytes_release(&b);
	bytes_release(&c);
	bytes_release(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_the_commands_as_they_are_typed),
		cmocka_unit_test(is_plain_ascii_in_short_lines),
		cmocka_unit_test(depends_on_name_and_origin_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
