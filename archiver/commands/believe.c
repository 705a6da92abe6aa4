#include "archiver/commands/believe.h"

#include "archiver/home.h"
#include "keys/public_file.h"

#include <stdlib.h>

static enum rc
load_own(struct trust *out, struct err *e)
{
	struct home home;
	bool found;
	char *path;
	enum rc rc = home_find(&home, &found, e);

	if (rc != RC_OK || !found)
		return rc;
	rc = home_path(&home, "trust", &path, e);
	if (rc == RC_OK) {
		rc = trust_read_if_any(path, out, e);
		free(path);
	}
	home_release(&home);
	return rc;
}

static enum rc
add_keys(const struct options *o, struct trust *out, bool *any, struct err *e)
{
	struct public_key key;
	const char *path;
	size_t at = 0;

	while ((path = options_next(o, "key", &at)) != NULL) {
		enum rc rc = public_file_read(path, &key, e);

		if (rc == RC_OK)
			rc = trust_add_any(out, &key, e);
		if (rc != RC_OK)
			return rc;
		*any = true;
	}
	return RC_OK;
}

enum rc
believe_load(const struct options *o, struct trust *out, struct err *e)
{
	const char *file = options_value(o, "trust");
	bool any = file != NULL;
	enum rc rc = RC_OK;

	*out = TRUST_EMPTY;
	if (file != NULL)
		rc = trust_read(file, out, e);
	if (rc == RC_OK && command_option(o->command, "key")->use == COMMAND_MANY)
		rc = add_keys(o, out, &any, e);
	if (rc == RC_OK && !any)
		rc = load_own(out, e);
	if (rc != RC_OK)
		trust_release(out);
	return rc;
}
