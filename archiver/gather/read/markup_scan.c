#include "archiver/gather/read/markup_scan.h"

struct slice
markup_scan_skip_blanks(struct slice s)
{
	while (s.len > 0 && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r')))
		s = slice_from(s, 1);
	return s;
}

struct slice
markup_scan_behind(struct slice s, const char *end)
{
	size_t len = strlen(end);
	const uint8_t *at = s.len == 0 ? NULL : memmem(s.p, s.len, end, len);

	return slice_from(s, at == NULL ? s.len : (size_t)(at - s.p) + len);
}
