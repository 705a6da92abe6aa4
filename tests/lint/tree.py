"""What the checks share: the files of the tree, and C with its comments and strings blanked out."""

import os
import re
import sys

SKIPPED_FOLDERS = {"build", ".git", "__pycache__"}


def files(*suffixes, under="."):
    """Paths from the root of the tree, in byte order, whose names end in one of the suffixes."""
    found = []
    for folder, folders, names in os.walk(under):
        folders[:] = [f for f in folders if f not in SKIPPED_FOLDERS]
        found += [os.path.relpath(os.path.join(folder, n)) for n in names if n.endswith(suffixes)]
    return sorted(found)


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


C_TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'",
    re.S,
)


def code_of(text):
    """The text with comments and literals replaced by blanks, so that lines keep their numbers."""
    return C_TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


class Report:
    """Collects findings; each is printed as `file:line: what`."""

    def __init__(self):
        self.count = 0

    def say(self, path, line, what):
        self.count += 1
        print(f"{path}:{line}: {what}")

    def leave(self):
        sys.exit(1 if self.count else 0)
