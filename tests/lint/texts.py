#!/usr/bin/env python3
"""How a file looks before anyone reads it: white space, line lengths, guards, stray words."""

import re

import tree

COLUMNS = 100
TAB = 8

# Test data is as it is on purpose.
DATA = ("tests/demo/reports/", "tests/vectors/", "tests/corpus/", "tests/fuzz/seeds/")

# Spelt in two halves, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
WORKPLACE = re.compile(
    r"(?<![\w.-])/wo" r"rk/|/fa" r"rm/"
    r"|(?<![\w/])sha" r"red/(corpus|design|eval|vectors|bench|hooks)"
)
MAY_NAME_A_WORKPLACE = {".ci/run"}

CODE = (".c", ".h", ".sh", ".py")
TEXT = CODE + (".md", ".1", ".5", ".tsv", ".txt", ".json", "Makefile", ".ci/run")


def width(line):
    """Columns with tabs to the next stop."""
    columns = 0
    for char in line:
        columns += TAB - columns % TAB if char == "\t" else 1
    return columns


# One literal that nothing can break.
LITERAL = re.compile(r'\s*[{(\w]*"(\\.|[^"\\])*"\W*')


def check_lines(path, text, report):
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            report.say(path, number, "white space at the end of the line")
        if path.endswith(CODE) and width(line) > COLUMNS and not LITERAL.fullmatch(line):
            report.say(path, number, f"{width(line)} columns, room for {COLUMNS}")
        found = UNFINISHED.search(line)
        if found:
            report.say(path, number, f"unfinished: {found.group()}")
        found = WORKPLACE.search(line)
        if found and path not in MAY_NAME_A_WORKPLACE:
            report.say(path, number, f"a path of somebody's own machine: {found.group()}")


def check_ends(path, text, report):
    if text and not text.endswith("\n"):
        report.say(path, text.count("\n") + 1, "no line break at the end of the file")
    if text.endswith("\n\n"):
        report.say(path, text.count("\n"), "an empty line at the end of the file")


def check_guard(path, text, report):
    guard = "ANNALS_" + re.sub(r"[^A-Z0-9]", "_", path.upper())
    directives = [line for line in tree.code_of(text).split("\n") if line.startswith("#")]
    expected = [f"#ifndef {guard}", f"#define {guard}"]
    if directives[:2] != expected or directives[-1:] != ["#endif"]:
        report.say(path, 1, f"no include guard {guard} around the whole file")


def main():
    report = tree.Report()
    for path in tree.files(*TEXT):
        if path.startswith(DATA):
            continue
        try:
            text = tree.read(path)
        except UnicodeDecodeError as fault:
            report.say(path, 1, f"not UTF-8 at byte {fault.start}")
            continue
        check_lines(path, text, report)
        check_ends(path, text, report)
        if path.endswith(".h"):
            check_guard(path, text, report)
    report.leave()


main()
