#include "archiver/gather/read/front_matter.h"

#include <yaml.h>

/* No key that is known is longer. */
#define KEY_MAX 32

struct reading {
	front_matter_see *see;
	void *ctx;
	char key[KEY_MAX + 1]; /* empty while one is expected, or where it is not known */
	bool in_value;
	unsigned depth; /* of what is open: 1 within the keys */
};

static void
take_key(struct reading *r, struct slice s)
{
	size_t len = s.len <= KEY_MAX ? s.len : 0;

	for (size_t i = 0; i < len; i++) {
		uint8_t c = s.p[i];

		r->key[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	r->key[len] = '\0';
	r->in_value = true;
}

static void
take_scalar(struct reading *r, struct slice s)
{
	if (r->depth == 1 && !r->in_value) {
		take_key(r, s);
		return;
	}
	if (r->depth <= 2 && r->key[0] != '\0' && s.len > 0)
		r->see(r->ctx, r->key, s);
	if (r->depth == 1)
		r->in_value = false;
}

static void
take_event(struct reading *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		/* A map within says things of its own. */
		if (r->depth > 0 && event->type == YAML_MAPPING_START_EVENT)
			r->key[0] = '\0';
		r->depth++;
		return;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		if (r->depth > 0 && --r->depth == 1)
			r->in_value = false;
		return;
	case YAML_SCALAR_EVENT:
		take_scalar(r, slice_of(event->data.scalar.value, event->data.scalar.length));
		return;
	case YAML_ALIAS_EVENT:
		if (r->depth == 1)
			r->in_value = false;
		return;
	default:
		return;
	}
}

enum rc
front_matter_read(struct slice yaml, front_matter_see *see, void *ctx, struct err *e)
{
	struct reading r = {.see = see, .ctx = ctx};
	yaml_parser_t parser;
	bool more = true;
	enum rc rc = RC_OK;

	if (yaml_parser_initialize(&parser) == 0)
		return err_nomem(e);
	yaml_parser_set_input_string(&parser, yaml.p, yaml.len);
	while (more) {
		yaml_event_t event;

		if (yaml_parser_parse(&parser, &event) == 0) {
			rc = parser.error == YAML_MEMORY_ERROR ? err_nomem(e) : RC_OK;
			break;
		}
		more = event.type != YAML_STREAM_END_EVENT;
		take_event(&r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return rc;
}
