#include "archiver/gather/intake/parts.h"

#include "format/base/digest.h"

void
parts_path(const char *folder, struct slice address, struct bytes *out)
{
	struct digest name = digest_of(address);

	bytes_str(out, folder);
	bytes_u8(out, '/');
	digest_write(&name, out);
}
