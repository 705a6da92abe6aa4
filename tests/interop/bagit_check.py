#!/usr/bin/env python3
"""bagit_check.py BAG: is the folder a valid and complete BagIt 1.0 bag? (RFC 8493)

Prints each fault and ends with 1 when there is one. `bagit_check.py --self-test` tries it on bags
with one fault each. It is stricter than the RFC where the RFC says SHOULD, takes no notice of what
a bag means, and needs the standard library only.
"""

import hashlib
import os
import re
import sys
import tempfile
import unicodedata

MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
ENTRY = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\S.*)")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LABEL = re.compile(r"([^\s:][^:]*): \S.*")


class Bag:
    def __init__(self, root):
        self.root = root
        self.faults = []
        self.files = {}

    def fault(self, what):
        self.faults.append(what)

    def read(self, path):
        with open(os.path.join(self.root, path), "rb") as f:
            return f.read()

    def text(self, path):
        raw = self.read(path)
        if raw.startswith(b"\xef\xbb\xbf"):
            self.fault(f"{path}: begins with a byte order mark (2.1.1)")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self.fault(f"{path}: not UTF-8 (2.1.1)")
            return ""

    def walk(self):
        """Collects regular files; anything else has no place in a bag."""
        for folder, folders, names in os.walk(self.root):
            for name in folders + names:
                path = os.path.relpath(os.path.join(folder, name), self.root)
                full = os.path.join(folder, name)
                if os.path.islink(full) or not (os.path.isfile(full) or os.path.isdir(full)):
                    self.fault(f"{path}: neither a file nor a folder")
                elif os.path.isfile(full):
                    self.files[path] = os.path.getsize(full)
        folded = {}
        for path in self.files:
            other = folded.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                self.fault(f"{path}: differs from {other} only in case or normal form (6.1)")

    def check_declaration(self):
        if "bagit.txt" not in self.files:
            self.fault("bagit.txt: missing (2.1.1)")
        elif self.read("bagit.txt").replace(b"\r\n", b"\n") != DECLARATION:
            self.fault("bagit.txt: not the two lines of BagIt 1.0 in UTF-8 (2.1.1)")

    def entries(self, manifest):
        """Path to digest, as the manifest lists them."""
        listed = {}
        for number, line in enumerate(re.split(r"\r\n|\n|\r", self.text(manifest)), 1):
            if line == "":
                continue
            found = ENTRY.fullmatch(line)
            if not found:
                self.fault(f"{manifest}:{number}: not a digest and a path (2.1.3)")
                continue
            digest, path = found.groups()
            if re.search(r"%(?!0[AaDd]|25)", path):
                self.fault(f"{manifest}:{number}: a percent sign that encodes nothing (2.1.3)")
            path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            if path.startswith(("/", "~")) or ".." in path.split("/"):
                self.fault(f"{manifest}:{number}: leads out of the bag (2.1.3)")
            elif path in listed:
                self.fault(f"{manifest}:{number}: {path} is listed twice (2.1.3)")
            else:
                listed[path] = digest.lower()
        return listed

    def check_manifest(self, manifest):
        tag, algorithm = MANIFEST.fullmatch(manifest).groups()
        if algorithm not in hashlib.algorithms_available:
            self.fault(f"{manifest}: unknown digest {algorithm} (2.4)")
            return
        listed = self.entries(manifest)
        payload = {path for path in self.files if path.startswith("data/")}
        for path in sorted(listed):
            if path.startswith("data/") == bool(tag):
                self.fault(f"{manifest}: {path} does not belong here (2.1.3, 2.2.1)")
            elif path not in self.files:
                self.fault(f"{manifest}: {path} is not in the bag (3)")
            elif hashlib.new(algorithm, self.read(path)).hexdigest() != listed[path]:
                self.fault(f"{manifest}: {path} has another digest (3)")
        if tag:
            self.check_covers_manifests(manifest, listed)
        else:
            for path in sorted(payload - set(listed)):
                self.fault(f"{manifest}: {path} is not listed (2.1.3, 3)")

    def check_covers_manifests(self, manifest, listed):
        for path in self.files:
            found = MANIFEST.fullmatch(path)
            if found and not found.group(1) and path not in listed:
                self.fault(f"{manifest}: {path} is not listed (2.2.1)")
            if found and found.group(1) and path in listed:
                self.fault(f"{manifest}: lists {path}, a tag manifest (2.2.1)")

    def check_info(self):
        if "bag-info.txt" not in self.files:
            return
        sums = []
        for number, line in enumerate(re.split(r"\r\n|\n|\r", self.text("bag-info.txt")), 1):
            if line == "" or line[0] in " \t" and number > 1:
                continue
            found = LABEL.fullmatch(line)
            if not found:
                self.fault(f"bag-info.txt:{number}: not a label and a value (2.2.2)")
            elif found.group(1).lower() == "payload-oxum":
                sums.append(line.split(": ", 1)[1].strip())
        payload = [size for path, size in self.files.items() if path.startswith("data/")]
        expected = f"{sum(payload)}.{len(payload)}"
        if len(sums) > 1:
            self.fault("bag-info.txt: more than one Payload-Oxum (2.2.2)")
        if any(s != expected for s in sums):
            self.fault(f"bag-info.txt: Payload-Oxum {sums[0]}, the payload is {expected} (2.2.2)")

    def check(self):
        self.walk()
        self.check_declaration()
        if not os.path.isdir(os.path.join(self.root, "data")):
            self.fault("data: missing (2.1.2)")
        manifests = sorted(path for path in self.files if MANIFEST.fullmatch(path))
        if not any(path.startswith("manifest-") for path in manifests):
            self.fault("no payload manifest (2.1.3)")
        for manifest in manifests:
            self.check_manifest(manifest)
        self.check_info()
        if "fetch.txt" in self.files:
            self.fault("fetch.txt: part of the payload is elsewhere (2.2.3)")
        return self.faults


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def small_bag():
    payload = {"data/a.txt": b"a\n", "data/b/c.txt": b"c\n"}
    listing = "".join(f"{sha256(raw)}  {path}\n" for path, raw in payload.items()).encode()
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": b"Source-Organization: x\nPayload-Oxum: 4.2\n",
        "manifest-sha256.txt": listing,
    }
    covered = "".join(f"{sha256(raw)}  {path}\n" for path, raw in tags.items()).encode()
    return {**payload, **tags, "tagmanifest-sha256.txt": covered}


# what is changed in a good bag: path, new bytes (None: removed) | what must be said
CASES = [
    ("bagit.txt", DECLARATION[:-1] + b"\nmore\n", "not the two lines"),
    ("bagit.txt", b"\xef\xbb\xbf" + DECLARATION, "not the two lines"),
    ("bagit.txt", b"BagIt-Version: 0.97\n" + DECLARATION[19:], "not the two lines"),
    ("bagit.txt", None, "bagit.txt: missing"),
    ("data/a.txt", b"b\n", "data/a.txt has another digest"),
    ("data/a.txt", None, "data/a.txt is not in the bag"),
    ("data/d.txt", b"", "data/d.txt is not listed"),
    ("data/A.txt", b"", "only in case"),
    ("manifest-sha256.txt", b"# a remark\n" + small_bag()["manifest-sha256.txt"], "not a digest"),
    ("manifest-sha256.txt", small_bag()["manifest-sha256.txt"] * 2, "is listed twice"),
    ("manifest-sha256.txt", sha256(b"").encode() + b"  bagit.txt\n", "does not belong here"),
    ("manifest-sha256.txt", sha256(b"").encode() + b"  data/../../x\n", "leads out of the bag"),
    ("manifest-sha256.txt", sha256(b"").encode() + b"  data/100%.txt\n", "encodes nothing"),
    ("manifest-sha256.txt", None, "no payload manifest"),
    ("manifest-sha512.txt", b"", "data/a.txt is not listed"),
    ("manifest-xyz.txt", b"", "unknown digest xyz"),
    ("tagmanifest-sha256.txt", b"", "manifest-sha256.txt is not listed (2.2.1)"),
    ("tagmanifest-md5.txt", small_bag()["tagmanifest-sha256.txt"], "another digest"),
    ("bag-info.txt", b"Payload-Oxum: 5.2\n", "Payload-Oxum 5.2, the payload is 4.2"),
    ("bag-info.txt", b"payload-oxum: 4.2\nPayload-Oxum: 4.2\n", "more than one Payload-Oxum"),
    ("bag-info.txt", b"Label : x\nNoLabel\n", "not a label and a value"),
    ("fetch.txt", b"https://example.org/x - data/x\n", "is elsewhere"),
]


def faults_of(files):
    with tempfile.TemporaryDirectory() as root:
        for path, raw in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "wb") as f:
                f.write(raw)
        return Bag(root).check()


def self_test():
    wrong = [f"a good bag: {fault}" for fault in faults_of(small_bag())]
    for path, raw, expected in CASES:
        files = {**small_bag(), path: raw}
        faults = faults_of({p: r for p, r in files.items() if r is not None})
        if not any(expected in fault for fault in faults):
            wrong.append(f"{path} {raw!r}: expected {expected!r}, found {faults}")
    return wrong


def main():
    faults = self_test() if sys.argv[1] == "--self-test" else Bag(sys.argv[1]).check()
    print("\n".join(faults) or "valid")
    sys.exit(1 if faults else 0)


main()
