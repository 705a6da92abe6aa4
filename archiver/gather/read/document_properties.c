#include "archiver/gather/read/document_properties.h"

#include "archiver/gather/recognise/line.h"

/* Who began it comes before who changed it last; the first of two that are the same stays. */
static struct slice *
fact_of(struct document_facts *f, const char *name)
{
	const struct {
		const char *name;
		struct slice *fact;
	} facts[] = {
		{"dc:title", &f->title},
		{"dc:creator", &f->creator},
		{"meta:initial-creator", &f->creator},
		{"dcterms:created", &f->created},
		{"meta:creation-date", &f->created},
		{"dcterms:modified", &f->modified},
		{"dc:date", &f->modified},
		{"dc:language", &f->language},
	};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (strcmp(facts[i].name, name) == 0)
			return facts[i].fact;
	return NULL;
}

static void
enter(void *ctx, const struct xml_walk_element *element)
{
	struct document_properties *p = ctx;

	p->now = fact_of(&p->document->facts, element->name);
	p->len = 0;
	if (p->now != NULL && p->now->len > 0 && strcmp(element->name, "meta:initial-creator") != 0)
		p->now = NULL;
}

static void
text(void *ctx, struct slice s)
{
	struct document_properties *p = ctx;

	if (p->now == NULL)
		return;
	s = slice_first(s, sizeof p->value - p->len);
	memcpy(p->value + p->len, s.p, s.len);
	p->len += s.len;
}

static void
leave(void *ctx, const char *name)
{
	struct document_properties *p = ctx;

	(void)name;
	if (p->now != NULL)
		*p->now = arena_copy(&p->document->made, line_trim(slice_of(p->value, p->len)));
	p->now = NULL;
}

struct xml_walk_listener
document_properties_listener(struct document_properties *p)
{
	return (struct xml_walk_listener){enter, leave, text, p};
}
