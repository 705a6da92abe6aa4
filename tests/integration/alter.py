#!/usr/bin/env python3
"""alter.py FILE OUT HOW WHERE: a copy of FILE with one thing changed.

HOW is flip (a bit), invert (512 bytes), cut (all from there on), insert, remove (a byte), double
(512 bytes), append or prepend. WHERE is a byte offset, negative from the end, or a share of the
length as 0.5.
"""

import sys


def altered(raw, how, where):
    at = int(float(where) * len(raw)) if "." in where else int(where)
    at = at + len(raw) if at < 0 else at
    head, tail = raw[:at], raw[at:]
    return {
        "flip": lambda: head + bytes([tail[0] ^ 0x10]) + tail[1:],
        "invert": lambda: head + bytes(b ^ 0xFF for b in tail[:512]) + tail[512:],
        "cut": lambda: head,
        "insert": lambda: head + b"\0" + tail,
        "remove": lambda: head + tail[1:],
        "double": lambda: head + tail[:512] + tail,
        "append": lambda: raw + b"\0" * 17,
        "prepend": lambda: b"\x50\x2a\x4d\x18\4\0\0\0annx" + raw,
    }[how]()


def main():
    source, target, how, where = sys.argv[1:]
    with open(source, "rb") as f:
        raw = f.read()
    changed = altered(raw, how, where)
    assert changed != raw, "nothing changed"
    with open(target, "wb") as f:
        f.write(changed)


main()
