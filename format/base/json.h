/*
 * json.h -- writes JSON one way: the same values give the same bytes.
 *
 * Strings are UTF-8 as they are; only '"', '\\' and C0 controls are escaped
 * (\b \f \n \r \t, else \u00xx in lower case). No white space is written but
 * what json_line asks for. Nothing checks that calls nest; the tests do.
 */
#ifndef ANNALS_FORMAT_BASE_JSON_H
#define ANNALS_FORMAT_BASE_JSON_H

#include "format/base/bytes.h"

struct json {
	struct bytes *out;
	bool comma; /* something stands before in this object or list */
};

#define JSON_TO(bytes) ((struct json){(bytes), false})

void json_open(struct json *j);	     /* { */
void json_close(struct json *j);     /* } */
void json_open_list(struct json *j); /* [ */
void json_close_list(struct json *j);

/* "name": -- the value comes next. */
void json_key(struct json *j, const char *name);

void json_string(struct json *j, struct slice s);
void json_number(struct json *j, uint64_t v);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);

/* A finished JSON value, as it is. */
void json_raw(struct json *j, struct slice value);

/* A key and its value in one. */
void json_pair(struct json *j, const char *name, struct slice s);
void json_pair_str(struct json *j, const char *name, const char *s);
void json_pair_number(struct json *j, const char *name, uint64_t v);
void json_pair_bool(struct json *j, const char *name, bool v);

/* A line break before the next key or value (after its comma). */
void json_line(struct json *j);

#endif
