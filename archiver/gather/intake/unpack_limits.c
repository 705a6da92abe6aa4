#include "archiver/gather/intake/unpack_limits.h"

#include "format/base/checked.h"

#include <inttypes.h>

void
unpack_limits_start(struct unpack_limits *l, uint64_t packed)
{
	l->packed = packed;
	l->bytes_seen = 0;
	l->members_seen = 0;
}

enum rc
unpack_limits_member(struct unpack_limits *l, struct err *e)
{
	if (l->members_seen >= l->members)
		return err_set(e, RC_LIMIT,
			"%" PRIu64 " files and more in it, room for %" PRIu64 " (unpacked-files)",
			l->members + 1, l->members);
	l->members_seen++;
	return RC_OK;
}

enum rc
unpack_limits_bytes(struct unpack_limits *l, uint64_t n, struct err *e)
{
	uint64_t most = l->packed > UINT64_MAX / l->ratio ? UINT64_MAX : l->packed * l->ratio;
	uint64_t seen;

	if (!u64_add(l->bytes_seen, n, &seen))
		seen = UINT64_MAX;
	if (seen > l->bytes)
		return err_set(e, RC_LIMIT,
			"%" PRIu64 " bytes and more come out of it, room for %" PRIu64
			" (unpacked-size)",
			seen, l->bytes);
	if (seen > UNPACK_LIMITS_RATIO_FROM && seen > most)
		return err_set(e, RC_LIMIT,
			"%" PRIu64 " bytes and more come out of %" PRIu64 ", room for %" PRIu64
			" times as many (unpacked-ratio)",
			seen, l->packed, l->ratio);
	l->bytes_seen = seen;
	return RC_OK;
}
