/*
 * libcrypto calls these functions deprecated in favour of its EVP layer, which
 * allocates a context a message and so can fail; a digest that cannot fail is
 * worth the older interface, and this file is the only one that knows it.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "format/base/digest.h"

#include "format/base/encode.h"

#include <openssl/crypto.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct hasher), "struct hasher holds a SHA256_CTX");

void
hasher_start(struct hasher *h)
{
	SHA256_CTX c;

	SHA256_Init(&c);
	memcpy(h->state, &c, sizeof c);
}

void
hasher_add(struct hasher *h, struct slice s)
{
	SHA256_CTX c;

	if (s.len == 0)
		return;
	memcpy(&c, h->state, sizeof c);
	SHA256_Update(&c, s.p, s.len);
	memcpy(h->state, &c, sizeof c);
}

struct digest
hasher_end(struct hasher *h)
{
	struct digest d;
	SHA256_CTX c;

	memcpy(&c, h->state, sizeof c);
	SHA256_Final(d.b, &c);
	return d;
}

struct digest
digest_of(struct slice s)
{
	struct hasher h;

	hasher_start(&h);
	hasher_add(&h, s);
	return hasher_end(&h);
}

void
digest_md5(struct slice s, uint8_t out[DIGEST_MD5_SIZE])
{
	MD5_CTX c;

	MD5_Init(&c);
	if (s.len > 0)
		MD5_Update(&c, s.p, s.len);
	MD5_Final(out, &c);
}

void
digest_write(const struct digest *d, struct bytes *out)
{
	encode_hex(digest_slice(d), out);
}

bool
digest_parse(struct slice text, struct digest *d)
{
	return encode_hex_parse(text, d->b, sizeof d->b);
}

struct digest_text
digest_text(const struct digest *d)
{
	static const char HEX[] = "0123456789abcdef";
	struct digest_text t;

	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		t.text[2 * i] = HEX[d->b[i] >> 4];
		t.text[2 * i + 1] = HEX[d->b[i] & 15];
	}
	t.text[2 * DIGEST_SIZE] = '\0';
	return t;
}

const char *
digest_library(void)
{
	return OpenSSL_version(OPENSSL_VERSION_STRING);
}
