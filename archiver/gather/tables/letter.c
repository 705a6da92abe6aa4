#include "archiver/gather/tables/letter.h"

#include <utf8proc.h>

struct letter
letter_in_tables(uint32_t point)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)point);

	return (struct letter){(uint32_t)utf8proc_tolower((utf8proc_int32_t)point),
		c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO, c == UTF8PROC_CATEGORY_LU};
}
