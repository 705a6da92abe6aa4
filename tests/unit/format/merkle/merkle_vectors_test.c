#include "support/test.h"

#include "format/base/encode.h"
#include "format/merkle/merkle_consistency.h"
#include "format/merkle/merkle_inclusion.h"
#include "unit/format/merkle/merkle_vectors.h"

static struct digest
hash_of(char letter)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	size_t at = (size_t)(strchr(letters, letter) - letters);
	struct digest d;

	assert_true(at < sizeof vector_hashes / sizeof *vector_hashes);
	assert_true(encode_base64_parse(slice_str(vector_hashes[at]), d.b, sizeof d.b));
	return d;
}

static struct merkle_path
path_of(const char *proof)
{
	struct merkle_path path = {0};

	while (*proof != '\0')
		path.hash[path.count++] = hash_of(*proof++);
	return path;
}

static void
judges_inclusion_as_others_do(void **state)
{
	size_t good = 0, n = sizeof inclusion_vectors / sizeof *inclusion_vectors;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct merkle_path path = path_of(inclusion_vectors[i].proof);
		struct digest leaf = hash_of(*inclusion_vectors[i].leaf);
		struct digest root = hash_of(*inclusion_vectors[i].root);
		struct err e = ERR_NONE;
		enum rc rc = merkle_inclusion_verify(&leaf, inclusion_vectors[i].index,
			inclusion_vectors[i].size, &path, &root, &e);

		if (rc != inclusion_vectors[i].verdict)
			fail_msg("%s: rc %d, \"%s\"", inclusion_vectors[i].name, rc, e.text);
		good += rc == RC_OK;
	}
	assert_int_equal(n, 97);
	assert_int_equal(good, 6);
}

static void
judges_consistency_as_others_do(void **state)
{
	size_t good = 0, n = sizeof consistency_vectors / sizeof *consistency_vectors;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct merkle_path path = path_of(consistency_vectors[i].proof);
		struct digest old = hash_of(*consistency_vectors[i].old_root);
		struct digest root = hash_of(*consistency_vectors[i].root);
		struct err e = ERR_NONE;
		enum rc rc = merkle_consistency_verify(consistency_vectors[i].old_size, &old,
			consistency_vectors[i].size, &root, &path, &e);

		if (rc != consistency_vectors[i].verdict)
			fail_msg("%s: rc %d, \"%s\"", consistency_vectors[i].name, rc, e.text);
		good += rc == RC_OK;
	}
	assert_int_equal(n, 98);
	assert_int_equal(good, 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_inclusion_as_others_do),
		cmocka_unit_test(judges_consistency_as_others_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
