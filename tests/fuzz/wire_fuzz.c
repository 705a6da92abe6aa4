/*
 * Any bytes as a report from the wire. The first byte says which format they are read as.
 */
#include "archiver/gather/read/read_iptc7901.h"
#include "archiver/gather/read/read_markdown.h"
#include "archiver/gather/read/read_ninjs.h"
#include "archiver/gather/read/read_wire_xml.h"
#include "archiver/gather/read/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef enum rc read_wire(struct slice raw, int zone, const struct intake_report *report,
	struct normal *n, struct story *s, struct err *e);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static read_wire *const formats[] = {
		read_ninjs, read_iptc7901, read_wire_xml, read_markdown};
	struct slice rest = slice_from(slice_of(data, size), 1);
	struct story story;
	struct normal normal;
	struct err e;

	if (size == 0)
		return 0;
	story_init(&story);
	normal_init(&normal);
	(void)formats[data[0] % (sizeof formats / sizeof *formats)](
		rest, 0, NULL, &normal, &story, &e);
	(void)reader_guess(rest);
	normal_release(&normal);
	story_release(&story);
	return 0;
}
