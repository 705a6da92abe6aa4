#include "format/article/extraction_json.h"

#include "format/base/json.h"

#include <assert.h>

void
extraction_json_open(struct extraction_json *x, const char *version, const struct digest *tables,
	struct bytes *out)
{
	struct json j = JSON_TO(out);
	struct digest_text text = digest_text(tables);

	*x = (struct extraction_json){out, false};
	json_open(&j);
	json_line(&j);
	json_pair_str(&j, "annals", version);
	json_line(&j);
	json_pair_str(&j, "tables", text.text);
	json_line(&j);
	json_key(&j, "findings");
	json_open_list(&j);
}

/* Two decimals at most: 1, 0.9, 0.85, 0. */
static void
write_confidence(struct json *j, unsigned percent)
{
	char text[8] = "1";
	size_t len = 1;

	assert(percent <= 100);
	if (percent < 100) {
		memcpy(text, "0.", 2);
		text[2] = (char)('0' + percent / 10);
		text[3] = (char)('0' + percent % 10);
		len = percent == 0 ? 1 : percent % 10 == 0 ? 3 : 4;
	}
	json_key(j, "confidence");
	json_raw(j, slice_of(text, len));
}

void
extraction_json_add(struct extraction_json *x, const struct extraction_finding *f)
{
	struct json j = JSON_TO(x->out);

	j.comma = x->any;
	x->any = true;
	json_line(&j);
	json_open(&j);
	json_pair_str(&j, "field", f->field);
	json_pair(&j, "value", f->value);
	if (f->normalised.len > 0)
		json_pair(&j, "normalised", f->normalised);
	if (f->of.len > 0)
		json_pair(&j, "of", f->of);
	if (f->file != NULL) {
		json_pair_str(&j, "in", f->file);
		json_pair_number(&j, "start", f->start);
		json_pair_number(&j, "end", f->end);
	}
	if (f->markup.len > 0)
		json_pair(&j, "markup", f->markup);
	json_pair_str(&j, "rule", f->rule);
	write_confidence(&j, f->percent);
	if (f->assumed.len > 0)
		json_pair(&j, "assumed", f->assumed);
	json_close(&j);
}

void
extraction_json_close(struct extraction_json *x)
{
	bytes_str(x->out, x->any ? "\n]\n}\n" : "]\n}\n");
}
