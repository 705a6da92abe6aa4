/*
 * full.c -- annals-full: every command, with the libraries that reports are read with.
 *
 * annals (front.c) has those that need none of these libraries, and runs this program for
 * the others.
 */
#include "archiver/command.h"
#include "archiver/commands/commands.h"
#include "archiver/gather/intake/brotli_decoder.h"
#include "archiver/gather/intake/inflater.h"
#include "archiver/gather/read/archive_input.h"
#include "archiver/gather/read/html_tree.h"
#include "archiver/gather/read/lzma_decoder.h"
#include "archiver/gather/read/pdf_launcher.h"
#include "archiver/gather/read/read_markdown.h"
#include "archiver/gather/read/xml_walk.h"
#include "archiver/invoke.h"
#include "archiver/sandbox.h"
#include "format/article/slug.h"
#include "format/base/digest.h"
#include "format/frame/frame.h"
#include "keys/secret.h"

static const struct command *const COMMANDS[] = {
	&cmd_init,
	&cmd_gather,
	&cmd_create,
	&cmd_verify,
	&cmd_list,
	&cmd_show,
	&cmd_extract,
	&cmd_prove,
	&cmd_sign,
	&cmd_key,
	&cmd_trust,
	NULL,
};

/* Of the program, of the libraries in use, and of what the kernel offers. */
static void
print_version(struct report *r)
{
	int abi = sandbox_abi();

	report_line(r, "annals %s", ANNALS_VERSION);
	report_line(r, "libsodium %s", secret_library());
	report_line(r, "%s", frame_library().text);
	report_line(r, "libcrypto %s", digest_library());
	report_line(r, "libutf8proc %s", slug_library());
	report_line(r, "%s", html_tree_library());
	report_line(r, "%s", read_markdown_library());
	report_line(r, "%s", archive_input_library());
	report_line(r, "%s", inflater_library());
	report_line(r, "%s", lzma_decoder_library());
	report_line(r, "%s", brotli_decoder_library());
	report_line(r, "%s", xml_walk_library());
	report_line(r, "annals-pdf: %s",
		pdf_launcher_is_there() ? "beside this program" : "not there; PDFs are refused");
	if (abi > 0)
		report_line(r, "Landlock: on (ABI %d)", abi);
	else
		report_line(r, "Landlock: not offered by this kernel");
}

int
main(int argc, char **argv)
{
	const struct invoke_table annals = {COMMANDS, print_version};

	return invoke_run(&annals, argc, argv);
}
