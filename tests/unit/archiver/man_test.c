/*
 * The manual pages against the program's own tables: what a page says of commands,
 * arguments and options is what command.h makes of them, character by character.
 * `man_test PAGE` prints the sections that the page should have.
 */
#include "support/program.h"

/* A page's sections as they follow from the table. */
struct sections {
	struct bytes synopsis, options;
};

#define SECTIONS_EMPTY ((struct sections){BYTES_UP_TO(65536), BYTES_UP_TO(65536)})

static void
sections_release(struct sections *s)
{
	bytes_release(&s->synopsis);
	bytes_release(&s->options);
}

/* A command with others under it has one page for all of them. */
static void
make_sections(const struct command *c, struct sections *out)
{
	char name[COMMAND_NAME_MAX];

	if (c->under == NULL) {
		command_man_synopsis(c->name, c, &out->synopsis);
		command_man_options(c, &out->options);
		return;
	}
	for (size_t i = 0; c->under[i] != NULL; i++) {
		snprintf(name, sizeof name, "%s %s", c->name, c->under[i]->name);
		command_man_synopsis(name, c->under[i], &out->synopsis);
		bytes_fmt(&out->options, ".Ss annals %s\n", name);
		command_man_options(c->under[i], &out->options);
	}
}

/* The page has the section, and in it exactly this. */
static void
assert_section(struct slice page, const char *title, struct slice body, const char *name)
{
	struct bytes whole = BYTES_UP_TO(65536);

	bytes_fmt(&whole, ".Sh %s\n", title);
	bytes_add(&whole, body);
	bytes_str(&whole, ".Sh ");
	if (memmem(page.p, page.len, whole.p, whole.len) == NULL)
		fail_msg("annals-%s: %s is not\n%.*s", name, title, (int)whole.len,
			(const char *)whole.p);
	bytes_release(&whole);
}

static struct slice
read_page(const char *name, char room[65536])
{
	char path[128];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "archiver/man/annals%s%s.1", *name == '\0' ? "" : "-", name);
	f = fopen(path, "re");
	if (f == NULL)
		fail_msg("there is no %s", path);
	n = fread(room, 1, 65536, f);
	assert_int_equal(fclose(f), 0);
	return slice_of(room, n);
}

static void
every_command_has_a_page_that_says_what_its_table_says(void **state)
{
	static char room[65536];

	(void)state;
	for (const struct command *const *c = COMMANDS; *c != NULL; c++) {
		struct sections s = SECTIONS_EMPTY;
		struct slice page = read_page((*c)->name, room);

		make_sections(*c, &s);
		assert_section(page, "SYNOPSIS", bytes_slice(&s.synopsis), (*c)->name);
		assert_section(page, "OPTIONS", bytes_slice(&s.options), (*c)->name);
		sections_release(&s);
	}
}

static void
the_first_page_lists_every_command(void **state)
{
	static char room[65536];
	struct bytes list = BYTES_UP_TO(65536);

	(void)state;
	command_man_commands(COMMANDS, &list);
	assert_section(read_page("", room), "COMMANDS", bytes_slice(&list), "");
	bytes_release(&list);
}

static int
print_sections(const char *name)
{
	struct sections s = SECTIONS_EMPTY;

	for (const struct command *const *c = COMMANDS; *c != NULL; c++)
		if (strcmp((*c)->name, name) == 0)
			make_sections(*c, &s);
	if (strcmp(name, "annals") == 0)
		command_man_commands(COMMANDS, &s.synopsis);
	printf("%.*s@\n%.*s", (int)s.synopsis.len, (const char *)s.synopsis.p, (int)s.options.len,
		(const char *)s.options.p);
	sections_release(&s);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_a_page_that_says_what_its_table_says),
		cmocka_unit_test(the_first_page_lists_every_command),
	};

	if (argc == 2)
		return print_sections(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
