#include "archiver/gather/intake/with_parts.h"

#include "archiver/gather/intake/mail_parts.h"

static const struct {
	enum reader_kind kind;
	with_parts_unpacker *unpack;
} WITH_PARTS[] = {
	{READER_MAIL, mail_parts_unpack},
};

with_parts_unpacker *
with_parts_of(enum reader_kind kind)
{
	for (size_t i = 0; i < sizeof WITH_PARTS / sizeof *WITH_PARTS; i++)
		if (WITH_PARTS[i].kind == kind)
			return WITH_PARTS[i].unpack;
	return NULL;
}
