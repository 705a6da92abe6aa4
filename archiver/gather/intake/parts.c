#include "archiver/gather/intake/parts.h"

#include "format/base/digest.h"

#include <errno.h>
#include <unistd.h>

void
parts_path(const char *folder, struct slice address, struct bytes *out)
{
	struct digest name = digest_of(address);

	bytes_str(out, folder);
	bytes_u8(out, '/');
	digest_write(&name, out);
}

enum rc
parts_write(int fd, struct slice s, struct err *e)
{
	while (s.len > 0) {
		ssize_t put = write(fd, s.p, s.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return err_sys(e, errno, "cannot lay out a part of the report");
		s = slice_from(s, (size_t)put);
	}
	return RC_OK;
}
