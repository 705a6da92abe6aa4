#include "format/bag/bag_readme.h"

/* In these texts a '%' stands for the bag's name. */

static const char head[] =
	"%\n"
	"\n"
	"A month of news reports, packed, listed and signed so that anybody can tell\n"
	"whether they are still what was published. No particular program is needed to\n"
	"read them or to check them: this text says how.\n"
	"\n"
	"    Name of this bag    %\n"
	"    Origin of the log   ";

static const char what_is_here[] =
	"\n"
	"\n"
	"WHAT IS HERE\n"
	"\n"
	"This folder is a bag as BagIt 1.0 (RFC 8493) describes it. Under data/ each\n"
	"article has a folder of its own, data/YEAR/MONTH/DAY/TITLE/ by the day on which\n"
	"it was published, or data/undated/TITLE/ where the report does not say:\n"
	"\n"
	"    article.txt      headline and text; UTF-8, a paragraph a line\n"
	"    captions.txt     line 1 is the caption of picture 1, and so on\n"
	"    metadata.json    date, byline, places, names; in the form of IPTC ninjs 3.1\n"
	"    extraction.json  where in the report each of these was found, and how sure\n"
	"    original.*       the report as it came, not a byte changed\n"
	"    photos/          the pictures that came with it, not a byte changed\n"
	"\n"
	"The original is what was received. The rest was derived from it by a program,\n"
	"which can be wrong; extraction.json tells what it went by.\n"
	"\n"
	"Beside data/ stand\n"
	"\n"
	"    bagit.txt               says that this is a bag\n"
	"    bag-info.txt            who made it, when, with which program\n"
	"    readme.txt              this text\n"
	"    manifest-sha256.txt     the SHA-256 digest of each file under data/\n"
	"    tagmanifest-sha256.txt  the same for the files outside of data/\n"
	"    annals/                 lists, and what ties it all to a signature\n";

static const char how_packed[] =
	"\n"
	"HOW IT WAS PACKED\n"
	"\n"
	"The bag travels as one file, a POSIX ustar archive that was cut into pieces,\n"
	"each compressed with Zstandard (RFC 8878). Either of these unpacks it:\n"
	"\n"
	"  tar --zstd -xf %.tar.zst\n"
	"  zstd -d < %.tar.zst | tar xf -\n";

static const char how_to_check[] =
	"\n"
	"HOW TO CHECK IT\n"
	"\n"
	"1. The file, before it is unpacked. Beside it stands a signature that minisign\n"
	"   reads; its name is that of the file with .minisig behind it. With the public\n"
	"   key in annals.pub:\n"
	"\n"
	"  minisign -Vm %.tar.zst -p annals.pub\n"
	"\n"
	"   The key is not in this bag, and a key that lies beside it proves nothing:\n"
	"   whoever changes the one can change the other. Get it from the publisher of\n"
	"   the origin named above, or from somebody who kept it, and compare.\n"
	"\n"
	"2. The folder, after it was unpacked. Inside of it:\n"
	"\n"
	"  sha256sum -c manifest-sha256.txt\n"
	"  sha256sum -c tagmanifest-sha256.txt\n"
	"\n"
	"   The first list must name every file under data/, so these two numbers must\n"
	"   be the same:\n"
	"\n"
	"  wc -l < manifest-sha256.txt\n"
	"  find data -type f | wc -l\n"
	"\n"
	"   The second list leaves out itself and six files in annals/ that were made\n"
	"   after it: frames.tsv, bundle.txt, range.txt, previous.txt, consistency.txt\n"
	"   and bundle.tlog-proof.\n"
	"\n"
	"3. The folder against its signature, where the packed file is lost or was\n"
	"   packed anew, so that step 1 can no longer be done. Inside of the bag there\n"
	"   is a second signature, over digests alone, and no packing can break it.\n"
	"\n"
	"   a. annals/bundle.txt states the digest of tagmanifest-sha256.txt; that lists\n"
	"      manifest-sha256.txt, which lists the articles. It must be what this says:\n"
	"\n"
	"  sha256sum tagmanifest-sha256.txt\n"
	"\n"
	"   b. annals/bundle.tlog-proof leads from annals/bundle.txt to the root of the\n"
	"      log: the hashes from its third line to the empty one, in base64, join it\n"
	"      one after another. Inside of annals/:\n"
	"\n"
	"  (printf '\\000'; cat bundle.txt) | openssl dgst -sha256 -binary > /tmp/r\n"
	"  sed -n '3,/^$/{/./p;}' bundle.tlog-proof | while read -r hash; do\n"
	"      (printf '\\001'; echo \"$hash\" | base64 -d; cat /tmp/r) |\n"
	"          openssl dgst -sha256 -binary > /tmp/s\n"
	"      mv /tmp/s /tmp/r\n"
	"  done\n"
	"  base64 /tmp/r\n"
	"\n"
	"      This must give the root, which is the third line after the empty one.\n"
	"\n"
	"   c. What follows the empty line is the checkpoint: origin, number of leaves\n"
	"      and root, a line each; then another empty line and a line whose last word\n"
	"      is base64 of 4 bytes that tell keys apart and of 64 bytes that are an\n"
	"      Ed25519 signature (RFC 8032) over those three lines with their line ends.\n"
	"      The public key is the last 32 of the 42 bytes of which the second line of\n"
	"      annals.pub is base64.\n"
	"\n"
	"A signature says who vouches for this bag and that nothing in it has changed\n"
	"since. Whether a report is true it does not say.\n";

static const char the_log[] =
	"\n"
	"THE LOG\n"
	"\n"
	"All bags of one origin are one log, to which things are only ever added. It is\n"
	"a Merkle tree as in RFC 6962, with SHA-256: the hash of a leaf is that of a\n"
	"byte 0 and the text of the leaf, the hash of a node that of a byte 1 and of the\n"
	"two hashes below it.\n"
	"\n"
	"The leaf of an article is this text, with a line feed after each line: the line\n"
	"annals/article@1; the article's id, which is the path of its folder without\n"
	"data/; the lines of manifest-sha256.txt that list its files, as they stand\n"
	"there. The leaves have the order of that list. After the articles of a bag\n"
	"comes one leaf for the bag itself, the text of annals/bundle.txt.\n"
	"\n"
	"So the hashes can be recomputed from the files, and no file can be changed,\n"
	"added or taken away without changing the root that was signed.\n"
	"\n"
	"In annals/ are\n"
	"\n"
	"    index.tsv          the articles, a line each, sorted by id\n"
	"    tree.tsv           hashes of blocks of 256 leaves, for quick proofs\n"
	"    frames.tsv         length and digest of each compressed piece of the file\n"
	"    bundle.txt         what this bag is: the text of its leaf\n"
	"    range.txt          the hashes that stand for all leaves before this bag's\n"
	"    previous.txt       the checkpoint of the bag before; empty in the first bag\n"
	"    consistency.txt    proof that the log has kept all that was in that one\n"
	"    bundle.tlog-proof  proof that bundle.txt is in the log, and its checkpoint\n";

static const char where_specified[] =
	"\n"
	"WHERE IT IS SPECIFIED\n"
	"\n"
	"This is format version 1 of annals. SPEC.md, which comes with that program,\n"
	"describes it to the last byte. \"annals verify\" checks all of the above and more\n"
	"in one go; it is a convenience and not a condition.\n";

static void
put(const char *text, struct slice name, struct bytes *out)
{
	struct slice rest = slice_str(text);

	while (rest.len > 0) {
		size_t at = slice_find(rest, '%');

		bytes_add(out, slice_first(rest, at));
		if (at < rest.len)
			bytes_add(out, name);
		rest = slice_from(rest, at + 1);
	}
}

void
bag_readme_write(struct slice name, struct slice origin, struct bytes *out)
{
	put(head, name, out);
	bytes_add(out, origin);
	put(what_is_here, name, out);
	put(how_packed, name, out);
	put(how_to_check, name, out);
	put(the_log, name, out);
	put(where_specified, name, out);
}
