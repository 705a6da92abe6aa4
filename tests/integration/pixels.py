#!/usr/bin/env python3
"""pixels.py FOLDER SIZE...: the PNGs beneath the folder, in their order, have these sizes and the
pixels that documents.py puts into pictures of those sizes."""

import pathlib
import struct
import sys
import zlib

# Of documents.py: what colours a picture of that size.
SEEDS = {(160, 120): 7, (150, 100): 3}


def paeth(left, above, corner):
    by = left + above - corner
    return min((left, above, corner), key=lambda c: abs(by - c))


def decode(png):
    """Width, height and rows of a PNG of 8 bits a colour, without alpha (RFC 2083)."""
    at, data, size = 8, b"", None
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + length]
        if kind == b"IHDR":
            size = struct.unpack(">IIBBBBB", body)
        if kind == b"IDAT":
            data += body
        at += 12 + length
    assert size[2:4] == (8, 2), size
    data, width, before, rows = zlib.decompress(data), size[0] * 3, bytearray(size[0] * 3), []
    for y in range(size[1]):
        how, row = data[y * (width + 1)], bytearray(data[y * (width + 1) + 1:(y + 1) * (width + 1)])
        for i in range(width):
            left, corner = (row[i - 3], before[i - 3]) if i >= 3 else (0, 0)
            row[i] = (row[i] + (0, left, before[i], (left + before[i]) // 2,
                                paeth(left, before[i], corner))[how]) % 256
        rows.append(bytes(row))
        before = row
    return size[0], size[1], rows


def main():
    files = sorted(pathlib.Path(sys.argv[1]).rglob("photos/*.png"))
    sizes = []
    for path in files:
        width, height, rows = decode(path.read_bytes())
        seed = SEEDS[width, height]
        for y, row in enumerate(rows):
            want = b"".join(bytes((x * seed % 256, y * 3 % 256, seed)) for x in range(width))
            assert row == want, (path.name, y)
        sizes.append(f"{width}x{height}")
    assert sizes == sys.argv[2:], sizes


main()
