#!/usr/bin/env python3
"""Calls that this house does not make, and those that the lower rooms leave to the program.

Tests may make them: they run programs, and break things on purpose.
"""

import re

import tree

NOWHERE = {
    "strcpy stpcpy strcat strncpy strncat sprintf vsprintf gets": "no bound, or no terminator",
    "strtok strtok_r": "writes into what it reads",
    "atoi atol atoll atof sscanf": "cannot say that a number is wrong",
    "system popen": "hands a line to a shell",
    "alloca": "no bound on the stack",
    "rand srand random srandom drand48": "not random; ask the keys room",
    "setlocale newlocale uselocale": "the locale is never asked",
    "mktemp tmpnam tempnam tmpfile": "a name that another can take first",
    "asctime ctime": "no bound, and the machine's own zone",
    "signal": "sigaction says what it does",
    "vfork": "shares what it should not",
}

# format/ and keys/ are libraries: they never print, never end the process, and are told the time.
PURE = {
    "printf vprintf puts putchar perror": "a library does not print",
    "exit _exit _Exit quick_exit": "a library does not end the process",
    "time clock clock_gettime gettimeofday timespec_get": "the caller says what time it is",
    "localtime localtime_r mktime tzset strftime": "the machine's zone and locale are not asked",
    "getenv secure_getenv putenv setenv": "the caller reads the environment",
    "strcoll strxfrm isalpha isalnum isdigit isspace isupper islower ispunct isprint tolower"
    " toupper": "depends on the locale",
    "strerror": "shared between threads; err_sys has the text",
}

# What a room's own work makes necessary.
LET_IN = {
    ("format/base/err.c", "strerror"),
    # libarchive spells names as the thread's locale does: it is told UTF-8, whatever the user has.
    ("archiver/gather/read/archive_input.c", "newlocale"),
    ("archiver/gather/read/archive_input.c", "uselocale"),
}


def pattern(calls):
    return re.compile(r"(?<![\w.>])(" + "|".join(calls) + r")\s*\(")


def rules_for(path):
    rules = dict(NOWHERE)
    if path.startswith(("format/", "keys/")):
        rules.update(PURE)
    return {name: why for names, why in rules.items() for name in names.split()}


def check(path, report):
    rules = rules_for(path)
    calls = pattern(rules)
    code = tree.code_of(tree.read(path))
    for number, line in enumerate(code.split("\n"), 1):
        for found in calls.finditer(line):
            name = found.group(1)
            if (path, name) not in LET_IN:
                report.say(path, number, f"{name}: {rules[name]}")
        if path.startswith(("format/", "keys/")) and re.search(r"\bstd(out|err)\b", line):
            report.say(path, number, "a library does not print")


def main():
    report = tree.Report()
    for path in tree.files(".c", ".h"):
        if not path.startswith("tests/"):
            check(path, report)
    report.leave()


main()
