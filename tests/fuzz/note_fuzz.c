/* Notes: what parses says nothing that its bytes do not, and can be verified without harm. */
#include "keys/note.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct note_key nobody = {.name = SLICE("nobody")};
	struct slice raw = slice_of(data, size);
	struct note_key key;
	struct note note;
	struct err e;

	if (note_parse(raw, &note, &e) == RC_OK) {
		assert(note.count > 0 && note_text_check(note.text));
		assert(note.text.p == data && note.text.len < size);
		for (size_t i = 0; i < note.count; i++) {
			key = (struct note_key){
				note.signatures[i].name, note.signatures[i].id, {0}};
			assert(note_verify(&note, &key, &e) == RC_BAD);
		}
		assert(note_verify(&note, &nobody, &e) != RC_OK);
	}
	if (note_vkey_parse(raw, &key, &e) == RC_OK) {
		struct bytes out = BYTES_UP_TO(size);

		note_vkey_write(&key, &out);
		assert(slice_equal(bytes_slice(&out), raw));
		bytes_release(&out);
	}
	return 0;
}
