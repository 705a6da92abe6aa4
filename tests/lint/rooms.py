#!/usr/bin/env python3
"""Who may include whom.

A room includes its own files and those of rooms on lower levels, never a room beside or above it.
A foreign library's header is named only in the rooms it has been let into.
"""

import re

import tree

# The most specific line decides; level 0 is the ground.
LEVELS = [
    ("archiver/full.c", 6),
    ("archiver/front.c", 6),
    ("archiver/pdf/", 6),
    ("archiver/commands/", 5),
    ("archiver/assemble/", 4),
    ("archiver/gather/", 3),
    ("format/bundle/", 3),
    ("format/bag/", 2),
    ("format/checkpoint/", 2),
    ("format/tar/", 1),
    ("format/frame/", 1),
    ("format/merkle/", 1),
    ("format/article/", 1),
    ("keys/", 1),
    ("format/base/", 0),
]

# Files that stand beside the commands and serve the upper rooms: what they may include.
BESIDE = {
    "archiver/command": ("format/base/",),
    "archiver/invoke": ("format/base/", "archiver/command.h", "archiver/options.h",
        "archiver/report.h", "keys/"),
    "archiver/options": ("format/base/", "archiver/command.h"),
    "archiver/report": ("format/base/", "archiver/progress.h"),
    "archiver/progress": ("format/base/",),
    "archiver/sandbox": ("format/base/",),
    "archiver/settings": ("format/base/", "format/checkpoint/", "keys/"),
    "archiver/home": ("format/base/", "keys/"),
}
BESIDE_SERVES = ("archiver/full.c", "archiver/front.c", "archiver/pdf/",
    "archiver/commands/", "archiver/assemble/")

# What a foreign header is called, and where it may be named. Tests may name any.
FOREIGN = [
    (r"cmocka\.h", ()),
    (r"zstd(_errors)?\.h|zdict\.h", ("format/frame/", "archiver/gather/intake/zstd_decoder.c")),
    (r"zlib\.h", ("archiver/gather/intake/inflater.c",)),
    (r"lzma\.h", ("archiver/gather/read/lzma_decoder.c",)),
    (r"brotli/decode\.h", ("archiver/gather/intake/brotli_decoder.c",)),
    (r"sodium(/.*)?\.h", ("keys/",)),
    (r"openssl/.*", ("format/base/digest.c",)),
    (r"archive(_entry)?\.h", ("archiver/gather/intake/", "archiver/gather/read/")),
    (r"expat\.h", ("archiver/gather/read/",)),
    (r"cmark\.h", ("archiver/gather/read/read_markdown.c",)),
    (r"yaml\.h", ("archiver/gather/read/front_matter.c",)),
    (r"gumbo\.h", ("archiver/gather/read/",)),
    (r"expat\.h", ("archiver/gather/read/",)),
    (r"setjmp\.h", ("archiver/gather/read/html_tree.c", "archiver/pdf/")),
    (r"utf8proc\.h", ("format/article/", "archiver/gather/")),
    (r"(poppler|cairo|glib|jpeglib)\.h", ("archiver/pdf/",)),
    (r"linux/landlock\.h", ("archiver/sandbox.c",)),
]

# Everything else in angle brackets belongs to the C library or the kernel.
SYSTEM = re.compile(
    r"(assert|ctype|dirent|endian|errno|fcntl|fnmatch|getopt|iconv|inttypes|langinfo|limits|locale"
    r"|math|poll|pthread|sched|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio"
    r"|stdlib|stdnoreturn|string|strings|syscall|termios|threads|time|unistd|wchar"
    r"|immintrin|cpuid|x86intrin"
    r"|(linux|sys|arpa|netinet)/[a-z0-9_]+)\.h"
)

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def level_of(path):
    for prefix, level in LEVELS:
        if path == prefix or path.startswith(prefix) and prefix.endswith("/"):
            return prefix, level
    return None, None


def beside(path):
    """The name of the file pair when the path is one of those that stand beside the commands."""
    stem = re.sub(r"\.[ch]$", "", path)
    return stem if stem in BESIDE else None


def why_not(path, target):
    """Why the file at `path` may not include the project's header `target`; None where it may."""
    if target.startswith("tests/"):
        return "nothing outside tests/ includes tests"
    here, there = beside(path), beside(target)
    if here:
        allowed = here == there or target.startswith(BESIDE[here])
        return None if allowed else f"{here} may include {' and '.join(BESIDE[here])} only"
    if there:
        return None if path.startswith(BESIDE_SERVES) else f"{there} serves the upper rooms only"
    room, level = level_of(path)
    target_room, target_level = level_of(target)
    if level is None:
        return "this file has no level: tests/lint/rooms.py has the list of rooms"
    if target_level is None:
        return f"{target} is in no room: include by path from the root"
    if target_room != room and target_level >= level:
        return f"{room} (level {level}) may not include {target_room} (level {target_level})"
    return None


def check_foreign(path, target):
    for name, rooms in FOREIGN:
        if re.fullmatch(name, target):
            allowed = [r for r in rooms if path == r or path.startswith(r) and r.endswith("/")]
            where = ", ".join(rooms) or "tests"
            return None if allowed else f"<{target}> has been let in to {where} only"
    return None if SYSTEM.fullmatch(target) else f"<{target}> has not been let in to any room"


def check(path, report):
    for number, line in enumerate(tree.read(path).split("\n"), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, target = found.groups()
        fault = why_not(path, target) if quote == '"' else check_foreign(path, target)
        if fault:
            report.say(path, number, fault)


def main():
    report = tree.Report()
    for path in tree.files(".c", ".h"):
        if not path.startswith("tests/"):
            check(path, report)
    report.leave()


main()
