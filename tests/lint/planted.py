#!/usr/bin/env python3
"""The checks themselves, tried on a tree with one fault planted at a time: each must find its
fault, and must say nothing about the tree without it."""

import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GUARD = "#ifndef ANNALS_{0}_H\n#define ANNALS_{0}_H\n{1}#endif\n"

CLEAN = {
    "format/base/err.h": GUARD.format("FORMAT_BASE_ERR", "int err_set(int rc);\n"),
    "format/base/err.c": '#include "format/base/err.h"\n\n#include <stdlib.h>\n\n/* system() */\n'
    'int\nerr_set(int rc)\n{\n\treturn rc + (int)sizeof "exit(";\n}\n',
    "format/frame/packer.c": '#include "format/base/err.h"\n\n#include <zstd.h>\n',
    "archiver/commands/list.c": '#include "format/bundle/reader.h"\n#include "archiver/report.h"\n',
    "archiver/report.c": '#include "archiver/report.h"\n#include "format/base/err.h"\n',
}

# check | file planted | its text | what must be said
FAULTS = [
    ("rooms", "format/base/a.c", '#include "format/tar/ustar.h"\n',
     "a.c:1: format/base/ (level 0) may not include format/tar/ (level 1)"),
    ("rooms", "format/tar/a.c", '\n#include "format/frame/packer.h"\n',
     "a.c:2: format/tar/ (level 1) may not include format/frame/ (level 1)"),
    ("rooms", "format/bundle/a.c", '#include "archiver/gather/gather.h"\n',
     "a.c:1: format/bundle/ (level 3) may not include archiver/gather/ (level 3)"),
    ("rooms", "format/bag/a.c", '#include "archiver/report.h"\n', "serves the upper rooms only"),
    ("rooms", "archiver/report.h", '#include "keys/note.h"\n',
     "archiver/report may include format/base/"),
    ("rooms", "keys/a.c", '#include "tests/support/test.h"\n',
     "nothing outside tests/ includes tests"),
    ("rooms", "keys/a.c", '#include "secret.h"\n', "include by path from the root"),
    ("rooms", "misc/a.c", '#include "format/base/err.h"\n', "this file has no level"),
    ("rooms", "keys/a.c", "#include <zstd.h>\n",
     "<zstd.h> has been let in to format/frame/, archiver/gather/intake/zstd_decoder.c only"),
    ("rooms", "format/base/hash.c", "#include <openssl/sha.h>\n",
     "let in to format/base/digest.c only"),
    ("rooms", "keys/a.c", "#  include <curl/curl.h>\n", "has not been let in to any room"),
    ("rooms", "format/bag/a.c", "#include <cmocka.h>\n", "let in to tests only"),
    ("calls", "archiver/a.c", "int\nf(void)\n{\n\treturn system(0);\n}\n",
     "a.c:4: system: hands a line"),
    ("calls", "archiver/a.c", "int x = atoi(0);\n", "a.c:1: atoi: cannot say"),
    ("calls", "format/bag/a.c", "long x = time (0);\n", "a.c:1: time: the caller says"),
    ("calls", "keys/a.c", "void *x = stderr;\n", "a.c:1: a library does not print"),
    ("texts", "keys/a.c", "int a; \n", "a.c:1: white space at the end"),
    ("texts", "keys/a.c", "int a;\r\n", "a.c:1: white space at the end"),
    ("texts", "keys/a.c", "\t" * 12 + "int ab;\n", "a.c:1: 103 columns"),
    ("texts", "keys/a.c", "/* FIX" "ME */\n", "a.c:1: unfinished"),
    ("texts", "README.md", "see /wo" "rk/main\n", "README.md:1: a path of somebody's own"),
    ("texts", "keys/a.c", "int a;", "a.c:1: no line break at the end"),
    ("texts", "keys/a.c", "int a;\n\n", "a.c:2: an empty line at the end"),
    ("texts", "keys/a.h", GUARD.format("KEYS_B", ""), "no include guard ANNALS_KEYS_A_H"),
    ("texts", "keys/a.h", GUARD.format("KEYS_A", "") + "#define B\n", "no include guard"),
    ("names", "keys/err.c", "int err_b;\n", "err.c:1: the same base name as format/base/err.c"),
    ("names", "keys/a.c", "int a_b;\n\nint b_a;\n", "keys/a.c:3: b_a does not begin with a"),
    ("names", "keys/a.c", "int ab;\n", "keys/a.c:1: ab does not begin with a"),
]


def plant(root, files):
    for path, text in files.items():
        os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(root, path), "w", encoding="utf-8", newline="") as f:
            f.write(text)


def build(root):
    """The names check looks at objects; what this tree lacks to include is left out."""
    for folder, _, names in list(os.walk(root)):
        for name in names:
            if name.endswith(".c"):
                source = os.path.relpath(os.path.join(folder, name), root)
                built = os.path.join(root, "build", source[:-2] + ".o")
                os.makedirs(os.path.dirname(built), exist_ok=True)
                text = open(os.path.join(root, source), encoding="utf-8").read()
                code = re.sub(r"(?m)^#.*", "", text)
                compile_ = ["gcc", "-w", "-x", "c", "-c", "-", "-o", built]
                subprocess.run(compile_, input=code, text=True, check=True)


def says(check, files):
    with tempfile.TemporaryDirectory() as root:
        plant(root, files)
        if check == "names":
            build(root)
        command = [os.path.join(HERE, check + ".py"), "build"]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True)
        return run.returncode, run.stdout + run.stderr


def main():
    wrong = []
    for check in ("rooms", "calls", "texts", "names"):
        status, said = says(check, CLEAN)
        if status != 0:
            wrong.append(f"{check}: finds a fault where none is: {said}")
    for check, path, text, expected in FAULTS:
        status, said = says(check, {**CLEAN, path: text})
        if status != 1 or expected not in said:
            wrong.append(f"{check}: {path} {text!r}: not {expected!r}: exit {status}, {said!r}")
    print("\n".join(f"tests/lint/planted.py:1: {w}" for w in wrong) or f"{len(FAULTS)} found")
    sys.exit(1 if wrong else 0)


main()
