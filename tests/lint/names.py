#!/usr/bin/env python3
"""Names of files and of what they export: names.py BUILD_FOLDER

Base names are unique in the tree. Every global symbol of an object begins with its file's base
name, or with the name of a struct that the file's own header defines (`source_read` in stream.c).
"""

import os
import re
import subprocess
import sys

import tree

# The linker wants these.
MAIN = {("archiver/full.c", "main"), ("archiver/front.c", "main"),
        ("archiver/pdf/annals_pdf.c", "main")}

GLOBAL = set("TDBRVWC")
DEFINES = re.compile(r"^(?:struct|enum) (\w+) \{", re.M)


def base(path):
    return os.path.splitext(os.path.basename(path))[0]


def check_unique(paths, report):
    first = {}
    for path in paths:
        other = first.setdefault(os.path.basename(path), path)
        if other != path:
            report.say(path, 1, f"the same base name as {other}")


def prefixes(path):
    header = os.path.splitext(path)[0] + ".h"
    own = DEFINES.findall(tree.read(header)) if os.path.exists(header) else []
    return [base(path)] + own


def exports(path):
    """Global symbols that the object defines, as nm lists them."""
    listing = subprocess.check_output(["nm", "-g", "--defined-only", path], text=True)
    lines = [line.split() for line in listing.splitlines()]
    return [fields[2] for fields in lines if len(fields) == 3 and fields[1] in GLOBAL]


def line_of(path, symbol):
    for number, line in enumerate(tree.read(path).split("\n"), 1):
        if re.search(rf"\b{re.escape(symbol)}\b", line):
            return number
    return 1


def check_exports(path, built, report):
    allowed = prefixes(path)
    for symbol in exports(built):
        if (path, symbol) in MAIN:
            continue
        if not any(symbol == p or symbol.startswith(p + "_") for p in allowed):
            line = line_of(path, symbol)
            report.say(path, line, f"{symbol} does not begin with {' or '.join(allowed)}")


def main():
    build = sys.argv[1]
    report = tree.Report()
    paths = tree.files(".c", ".h")
    check_unique(paths, report)
    for path in paths:
        if not path.endswith(".c") or path.startswith("tests/"):
            continue
        built = os.path.join(build, path[:-2] + ".o")
        if os.path.exists(built):
            check_exports(path, built, report)
        elif not path.endswith("_without.c"):  # stands in where a library is missing
            report.say(path, 1, f"not built: {built}")
    report.leave()


main()
