#include "archiver/gather/read/page_facts.h"

#include "archiver/gather/recognise/line.h"

/* No headline, name or address is longer. */
#define VALUE_MAX 2048

void
page_facts_add(struct page_facts *f, enum page_fact_kind kind, struct slice value,
	const char *markup, unsigned percent)
{
	value = line_trim(value);
	if (value.len == 0 || value.len > VALUE_MAX || f->count == PAGE_FACTS_MAX)
		return;
	value = arena_copy(f->made, value);
	f->at[f->count++] = (struct page_fact){kind, value, markup, percent};
}
