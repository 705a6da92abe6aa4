#include "support/many.h"

#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>

void
many_init(struct many *m, size_t count)
{
	m->rows = calloc(count, sizeof *m->rows);
	m->ids = calloc(count, sizeof *m->ids);
	m->count = count;
	assert_non_null(m->rows);
	assert_non_null(m->ids);
	for (size_t i = 0; i < count; i++) {
		snprintf(m->ids[i], sizeof m->ids[i], "2023/07/%02zu/bai-%zu", 28 - i * i % 28, i);
		m->rows[i] = (struct maker_article){
			m->ids[i], 10 + i % 50, i % 7 == 0 ? "docx" : NULL, i % 3 == 0, 20};
	}
}

void
many_release(struct many *m)
{
	free(m->rows);
	free(m->ids);
}
