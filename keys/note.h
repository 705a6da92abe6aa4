/*
 * note.h -- C2SP signed notes (c2sp.org/signed-note): a text and, behind a blank
 * line, who signed it.
 *
 *	<text: UTF-8, no ASCII control but '\n', '\n' at its end>
 *	\n
 *	— <key name> <base64 of: key id (4 bytes, big-endian), signature>\n
 *
 * The signature covers the text with its last newline and nothing of the lines
 * behind it. A key id is the first four bytes of SHA-256 over name, '\n', type
 * and key: it finds a key and proves nothing. Lines of unknown keys are passed
 * over; a line of a known key that does not verify condemns the note.
 */
#ifndef ANNALS_KEYS_NOTE_H
#define ANNALS_KEYS_NOTE_H

#include "format/base/bytes.h"
#include "keys/keypair.h"

/* The one type this program makes and verifies; the others of the registry are passed over. */
#define NOTE_ED25519 0x01

/* The specification asks for room for 16. */
#define NOTE_SIGNATURES_MAX 64

/* As the reference implementation has it; a checkpoint is far smaller. */
#define NOTE_MAX (1024 * 1024)

/* One signature: an ML-DSA-44 one with its timestamp takes 2,428 bytes. */
#define NOTE_SIGNATURE_MAX 8192

/* Borrows from the note's text. */
struct note_signature {
	struct slice name;
	uint32_t id;
	struct slice code; /* canonical base64 of key id and signature */
};

/* Borrows from the note's text. */
struct note {
	struct slice text; /* what is signed: the last newline included */
	size_t count;
	struct note_signature signatures[NOTE_SIGNATURES_MAX];
};

/* A verifier key; `name` is borrowed. */
struct note_key {
	struct slice name;
	uint32_t id;
	uint8_t key[PUBLIC_KEY_SIZE];
};

/* A key name: UTF-8, not empty, no control character, no Unicode space, no '+'. */
bool note_name_check(struct slice name);

uint32_t note_key_id(struct slice name, uint8_t type, struct slice key);

/* The Ed25519 key under that name. */
struct note_key note_key_of(struct slice name, const struct public_key *key);

/*
 * `<name>+<key id, 8 lower-case hex digits>+<base64 of type and key>`. Parsing computes
 * the id again and refuses another with RC_BAD; a type other than Ed25519 is RC_UNSUPPORTED.
 */
MUST_USE enum rc note_vkey_parse(struct slice text, struct note_key *out, struct err *e);
void note_vkey_write(const struct note_key *key, struct bytes *out);

/*
 * RC_BAD for what is no signed note or spells anything in another way than the one;
 * RC_LIMIT beyond NOTE_MAX, NOTE_SIGNATURES_MAX or NOTE_SIGNATURE_MAX. Verifies nothing.
 */
MUST_USE enum rc note_parse(struct slice raw, struct note *out, struct err *e);

/*
 * True where `text` can stand as the text of a note: not empty, UTF-8, no ASCII control
 * but '\n', '\n' at the end.
 */
bool note_text_check(struct slice text);

/* Signs `text` under `name` and appends the note with this one signature line. */
MUST_USE enum rc note_sign(const struct keypair *pair, struct slice name, struct slice text,
	struct bytes *out, struct err *e);

/* The first signature under that name and key id, or NULL. */
const struct note_signature *note_find(const struct note *note, struct slice name, uint32_t id);

/*
 * RC_OK where the key signed the note, RC_UNTRUSTED where there is no line of this key,
 * RC_BAD where a line of this key (any, if there are more) does not verify.
 */
MUST_USE enum rc note_verify(const struct note *note, const struct note_key *key, struct err *e);

#endif
