/*
 * Writes this folder anew: make_vectors FOLDER. What is in it is a function of
 * tests/support/vectors.c, of the writer, and of the version of libzstd; the key
 * is one that anybody can make again.
 */
#include "format/frame/frame.h"
#include "keys/public_file.h"
#include "support/bundle_maker.h"
#include "support/vectors.h"

#include <stdio.h>
#include <stdlib.h>

static void
save(const char *folder, const char *name, struct slice content)
{
	char path[1024];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "wbe");
	if (f == NULL || fwrite(content.p, 1, content.len, f) != content.len || fclose(f) != 0) {
		perror(path);
		exit(3);
	}
}

struct making {
	const char *folder;
	struct bytes readme;
};

static void
save_vector(void *ctx, const struct vector *v)
{
	struct making *m = ctx;

	save(m->folder, v->name, v->file);
	bytes_fmt(&m->readme, "| `%s` | %s | %s |\n", v->name, v->what, v->outcome);
}

static void
save_key(const char *folder)
{
	struct bytes text = BYTES_UP_TO(PUBLIC_FILE_MAX);
	struct bundle_maker m;

	bundle_maker_init(&m);
	public_file_write(&m.pair.public, &text);
	save(folder, "annals.pub", bytes_slice(&text));
	bytes_release(&text);
	bundle_maker_release(&m);
}

static const char HEAD[] =
	"# Vectors\n"
	"\n"
	"Bundles to try a reader on. All are signed with the key of `annals.pub`, whose secret half\n"
	"anybody can make again, but for one that a stranger signed. `make vectors` writes all of\n"
	"this folder, this page included; how each is broken stands in `tests/support/broken_*.c`.\n"
	"\n"
	"What must happen: `good` verifies; `bad` and `untrusted` do not (exit status 1), and the\n"
	"rules, which are those of SPEC.md, are named; `cannot tell` (exit status 3) is of a format\n"
	"newer than the reader.\n"
	"\n"
	"Packed by %s; another version may pack the same content in other bytes.\n"
	"\n"
	"| vector | what it is | what must happen |\n"
	"| --- | --- | --- |\n";

int
main(int argc, char **argv)
{
	struct making m = {.readme = BYTES_UP_TO(1024 * 1024)};

	if (argc != 2) {
		fprintf(stderr, "usage: make_vectors FOLDER\n");
		return 2;
	}
	m.folder = argv[1];
	bytes_fmt(&m.readme, HEAD, frame_library().text);
	vectors_each(save_vector, &m);
	save(m.folder, "README.md", bytes_slice(&m.readme));
	save_key(m.folder);
	bytes_release(&m.readme);
	return 0;
}
