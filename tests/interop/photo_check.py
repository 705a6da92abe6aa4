#!/usr/bin/env python3
"""photo_check.py ANNALS: does it read of pictures what exiftool reads? (libimage-exiftool-perl)

exiftool puts metadata into pictures of a few bytes, made here: each choice of the blocks EXIF, XMP
and IPTC, in JPEG, PNG and TIFF, with one value for all or another in each, and with a digest of the
IPTC block that is right, wrong or not there. Then both read them, exiftool by its MWG module.

Two rules of annals are its own and left out here: a camera's default is no caption, and a text that
another one repeats in full gives way to that.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import zlib

BLOCKS = ("EXIF", "XMP", "IPTC")

# what annals calls it: (tag that exiftool writes) of each block, and the tag that it reads
FIELDS = {
    "photo caption": ("EXIF:ImageDescription", "XMP-dc:Description", "IPTC:Caption-Abstract",
                      "MWG:Description"),
    "photo creator": ("EXIF:Artist", "XMP-dc:Creator", "IPTC:By-line", "MWG:Creator"),
    "photo rights": ("EXIF:Copyright", "XMP-dc:Rights", "IPTC:CopyrightNotice", "MWG:Copyright"),
    "photo city": (None, "XMP-photoshop:City", "IPTC:City", "MWG:City"),
    "photo state": (None, "XMP-photoshop:State", "IPTC:Province-State", "MWG:State"),
    "photo country": (None, "XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName",
                      "MWG:Country"),
}
TEXTS = {
    "photo caption": "Bà con {} gặt lúa trên ruộng bậc thang",
    "photo creator": "Người chụp {}",
    "photo rights": "© Tòa soạn {}",
    "photo city": "Thành phố {}",
    "photo state": "Tỉnh {}",
    "photo country": "Nước {}",
}


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png():
    head = (1).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"\0\1\2\3")) + chunk(b"IEND", b""))


def tiff(order):
    tags = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 8), (278, 1), (279, 1)]
    entries = b"".join(tag.to_bytes(2, order) + (4).to_bytes(2, order) + (1).to_bytes(4, order)
                       + value.to_bytes(4, order) for tag, value in tags)
    return ((b"II" if order == "little" else b"MM") + (42).to_bytes(2, order)
            + (12).to_bytes(4, order) + b"\x80\0\0\0" + len(tags).to_bytes(2, order) + entries
            + bytes(4))


def jpeg():
    frame = b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0"
    return b"\xff\xd8" + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0pixels\xff\xd9"


PICTURES = {"a.jpg": jpeg(), "a.png": png(), "little.tif": tiff("little"), "big.tif": tiff("big")}


def arguments(blocks, alike, digest):
    """What exiftool is asked to write: a tag and its value a line."""
    lines = ["-charset", "iptc=UTF8", "-charset", "exif=UTF8"]
    for field, tags in FIELDS.items():
        for block, tag in zip(BLOCKS, tags):
            if tag and block in blocks:
                lines.append(f"-{tag}={TEXTS[field].format('chung' if alike else block)}")
    if "IPTC" in blocks:
        lines.append("-IPTC:CodedCharacterSet=UTF8")
    if digest:
        lines.append("-Photoshop:IPTCDigest=" + digest)
    return lines


def make(folder):
    """All pictures, each with a name that says what is in it."""
    for name, content in PICTURES.items():
        base = os.path.join(folder, "base-" + name)
        with open(base, "wb") as f:
            f.write(content)
        for count in (1, 2, 3):
            for blocks in itertools.combinations(BLOCKS, count):
                if name.endswith(".png") and "IPTC" in blocks:
                    continue
                digests = ("", "new", "0" * 31 + "1") if "IPTC" in blocks else ("",)
                for alike, digest in itertools.product((True, False), digests):
                    out = "-".join(blocks) + f"-{'alike' if alike else 'apart'}-{digest[-1:]}-"
                    yield ["-q", "-q", "-m", "-o", os.path.join(folder, out + name),
                           *arguments(blocks, alike, digest), base]
        os.chmod(base, 0o644)


def read_by_exiftool(paths):
    tags = ["-" + tags[-1] for tags in FIELDS.values()]
    run = subprocess.run(["exiftool", "-json", "-use", "MWG", "-charset", "iptc=UTF8", "-m", *tags,
                          *paths], capture_output=True, text=True, check=False)
    return {os.path.basename(item["SourceFile"]): item for item in json.loads(run.stdout)}


def read_by_annals(annals, folder, paths):
    """A report with one picture each, so that those without a caption are read too."""
    inputs = []
    for path in paths:
        own = os.path.join(folder, "with", os.path.basename(path))
        os.makedirs(own)
        os.link(path, os.path.join(own, os.path.basename(path)))
        with open(os.path.join(own, "report.txt"), "w", encoding="utf-8") as f:
            f.write("The harvest\n\nIt was good.\n")
        inputs.append(own)
    run = subprocess.run([annals, "gather", "--json", *inputs], capture_output=True, text=True,
                         check=False)
    read = {}
    for line in run.stdout.splitlines():
        item = json.loads(line)
        read[os.path.basename(item["source"])] = {
            f["field"]: f["value"] for f in item["extraction"]["findings"]
            if f["confidence"] >= 0.5 and f.get("of") == "photos/1." + item["source"][-3:]}
    return read


def main():
    annals = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        # One exiftool for all: -execute ends what it is asked for one picture.
        lines = [line for asked in make(folder) for line in [*asked, "-execute"]]
        subprocess.run(["exiftool", "-@", "-"], input="\n".join(lines) + "\n", text=True,
                       check=False, capture_output=True)
        paths = sorted(os.path.join(folder, name) for name in os.listdir(folder)
                       if not name.startswith("base-"))
        theirs, ours = read_by_exiftool(paths), read_by_annals(annals, folder, paths)
    wrong, values = [], 0
    for name, item in theirs.items():
        for field, tags in FIELDS.items():
            wanted, have = item.get(tags[-1].split(":")[1]), ours.get(name, {}).get(field)
            values += wanted is not None
            if wanted != have:
                wrong.append(f"{name}: {field} is {have!r}, exiftool has {wanted!r}")
    if wrong or values < 100:
        sys.exit("\n".join(wrong) or f"only {values} values")
    print(f"{values} values of {len(theirs)} pictures agree")


main()
