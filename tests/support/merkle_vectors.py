#!/usr/bin/env python3
"""Rewrites the proof vectors of transparency-dev/merkle as a table in C.

    merkle_vectors.py TESTDATA > tests/unit/format/merkle/merkle_vectors.h

TESTDATA is that project's folder of the name. Few hashes occur, in many
combinations, so a row names each by a letter. Ours cannot be of any length but 32 bytes: what
is shorter there is filled up with zeros, which keeps equal equal and wrong wrong. One vector
asks for nothing but the length to be looked at, and is left out.
"""

import base64
import json
import pathlib
import string
import sys

LENGTH_ONLY = "single-entry/empty-root-and-leaf.json"
LETTERS = string.ascii_uppercase + string.ascii_lowercase

HEAD = """\
/*
 * merkle_vectors.h -- proofs that must verify and proofs that must not.
 *
 * Data of github.com/transparency-dev/merkle (testdata/inclusion and testdata/consistency;
 * Copyright The Transparency.dev authors, Apache License 2.0), rewritten by
 * tests/support/merkle_vectors.py: a letter stands for the hash in its place of vector_hashes.
 */
#ifndef ANNALS_TESTS_UNIT_FORMAT_MERKLE_MERKLE_VECTORS_H
#define ANNALS_TESTS_UNIT_FORMAT_MERKLE_MERKLE_VECTORS_H

#include "format/base/err.h"

#include <stdint.h>
"""


class Hashes:
    def __init__(self):
        self.seen = []

    def letter(self, coded):
        raw = base64.b64decode(coded or "").ljust(32, b"\0")
        assert len(raw) == 32
        if raw not in self.seen:
            self.seen.append(raw)
        return LETTERS[self.seen.index(raw)]

    def table(self):
        yield "/* In this order: " + LETTERS[: len(self.seen)] + " */"
        yield "static const char *const vector_hashes[] = {"
        for raw in self.seen:
            yield f'\t"{base64.b64encode(raw).decode()}",'
        yield "};"


def rows(folder, hashes, fields):
    for path in sorted(folder.glob("**/*.json")):
        if path.match(LENGTH_ONLY):
            continue
        vector = json.loads(path.read_text())
        name = f"{path.parent.relative_to(folder)}: {vector['desc']}"
        verdict = "RC_BAD" if vector["wantErr"] else "RC_OK"
        numbers = ", ".join(f"UINT64_C({vector[f]})" if vector[f] >= 1 << 31 else str(vector[f])
                            for f in fields[:2])
        ends = ", ".join(f'"{hashes.letter(vector[f])}"' for f in fields[2:])
        proof = "".join(hashes.letter(h) for h in vector["proof"] or [])
        yield f'\t{{"{name}", {verdict}, {numbers}, {ends}, "{proof}"}},'


def table(kind, columns, lines):
    yield "static const struct {"
    yield "\tconst char *name;"
    yield "\tenum rc verdict;"
    for column in columns:
        yield f"\t{column};"
    yield "\tconst char *proof;"
    yield f"}} {kind}_vectors[] = {{"
    yield from lines
    yield "};"


def main():
    testdata = pathlib.Path(sys.argv[1])
    hashes = Hashes()
    inclusion = list(rows(testdata / "inclusion", hashes,
                          ["leafIdx", "treeSize", "leafHash", "root"]))
    consistency = list(rows(testdata / "consistency", hashes,
                            ["size1", "size2", "root1", "root2"]))
    print(HEAD)
    for lines in (hashes.table(),
                  table("inclusion", ["uint64_t index, size", "const char *leaf, *root"],
                        inclusion),
                  table("consistency", ["uint64_t old_size, size", "const char *old_root, *root"],
                        consistency)):
        print(*lines, "", sep="\n")
    print("#endif")


main()
