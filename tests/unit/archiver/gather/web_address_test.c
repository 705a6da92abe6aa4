#include "support/test.h"

#include "archiver/gather/web_address.h"

struct row {
	const char *base, *reference, *address; /* NULL where it is none */
};

#define B "http://a/b/c/d;p?q"

static const struct row ROWS[] = {
	/* RFC 3986, 5.4.1 and 5.4.2, but for fragments, which no file has. */
	{B, "g", "http://a/b/c/g"},
	{B, "./g", "http://a/b/c/g"},
	{B, "g/", "http://a/b/c/g/"},
	{B, "/g", "http://a/g"},
	{B, "//g", "http://g/"},
	{B, "?y", "http://a/b/c/d;p?y"},
	{B, "g?y", "http://a/b/c/g?y"},
	{B, "#s", "http://a/b/c/d;p?q"},
	{B, "g#s", "http://a/b/c/g"},
	{B, "g?y#s", "http://a/b/c/g?y"},
	{B, ";x", "http://a/b/c/;x"},
	{B, "", "http://a/b/c/d;p?q"},
	{B, ".", "http://a/b/c/"},
	{B, "./", "http://a/b/c/"},
	{B, "..", "http://a/b/"},
	{B, "../g", "http://a/b/g"},
	{B, "../..", "http://a/"},
	{B, "../../g", "http://a/g"},
	{B, "../../../g", "http://a/g"},
	{B, "/./g", "http://a/g"},
	{B, "/../g", "http://a/g"},
	{B, "g.", "http://a/b/c/g."},
	{B, "..g", "http://a/b/c/..g"},
	{B, "./../g", "http://a/b/g"},
	{B, "g/./h", "http://a/b/c/g/h"},
	{B, "g/../h", "http://a/b/c/h"},
	{B, "g?y/../x", "http://a/b/c/g?y/../x"},
	{"http://a", "g", "http://a/g"},
	/* 6.2: spelling. */
	{"", "HTTPS://User@Example.ORG:443/%7ea%2fb%zz", "https://example.org/~a%2Fb%zz"},
	{"", "http://example.org:80", "http://example.org/"},
	{"", "http://example.org:8080/?", "http://example.org:8080/?"},
	{"", "http://example.org/%2e%2E/a", "http://example.org/a"},
	/* As browsers read what people write. */
	{B, "  g h.jpg\n", "http://a/b/c/g%20h.jpg"},
	{B, "g\n\th", "http://a/b/c/gh"},
	{B, "\\\\x\\y?a\\b", "http://x/y?a\\b"},
	{B, "\xE1\xBA\xA3nh.jpg", "http://a/b/c/%E1%BA%A3nh.jpg"},
	{"file:///x/y.html", "z.png", "file:///x/z.png"},
	/* No addresses of files. */
	{B, "data:image/png;base64,AAAA", NULL},
	{B, "javascript:void(0)", NULL},
	{B, "mailto:a@example.org", NULL},
	{"", "g", NULL},
	{"g", "h", NULL},
	{"", "", NULL},
};

static void
resolves_and_spells_addresses_in_one_way(void **state)
{
	struct bytes out = BYTES_UP_TO(WEB_ADDRESS_MAX);

	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		const struct row *r = &ROWS[i];
		bool is;

		bytes_clear(&out);
		is = web_address_resolve(slice_str(r->base), slice_str(r->reference), &out);
		if (is != (r->address != NULL) ||
			!slice_is(bytes_slice(&out), is ? r->address : ""))
			fail_msg("%s: %.*s", r->reference, SLICE_FMT(bytes_slice(&out)));
		/* And what is spelt so stays so. */
		if (is) {
			bytes_clear(&out);
			assert_true(web_address_resolve(SLICE_EMPTY, slice_str(r->address), &out));
			assert_true(slice_is(bytes_slice(&out), r->address));
		}
	}
	bytes_release(&out);
}

static void
refuses_what_is_too_long(void **state)
{
	struct bytes out = BYTES_UP_TO(4 * WEB_ADDRESS_MAX), long_one = BYTES_UP_TO(1 << 20);

	(void)state;
	bytes_str(&long_one, "http://a/");
	while (long_one.len < WEB_ADDRESS_MAX)
		bytes_u8(&long_one, '/');
	assert_true(web_address_resolve(SLICE_EMPTY, bytes_slice(&long_one), &out));
	bytes_u8(&long_one, 'x');
	bytes_clear(&out);
	assert_false(web_address_resolve(SLICE_EMPTY, bytes_slice(&long_one), &out));
	assert_int_equal(out.len, 0);
	assert_int_equal(out.failed, RC_OK);
	bytes_release(&out);
	bytes_release(&long_one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resolves_and_spells_addresses_in_one_way),
		cmocka_unit_test(refuses_what_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
