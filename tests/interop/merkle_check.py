#!/usr/bin/env python3
"""The log, computed again by somebody else (RFC 6962, C2SP signed-note and tlog-proof).

merkle_check.py KEY.pub BAG...             unpacked bags, in log order, from the log's first on
merkle_check.py --article KEY.pub FOLDER   one extracted article with its article.tlog-proof
merkle_check.py --self-test

Leaves are taken from manifests and bundle records, and from nothing else; roots, compact ranges,
proofs and signatures are computed and compared with what the bags say. Needs the standard library
only.
"""

import base64
import hashlib
import os
import re
import sys

import ed25519

MAGIC = "c2sp.org/tlog-proof@v1"
DASH = "\u2014"
faults = []


def hold(claim, true):
    if not true:
        faults.append(claim)
    return true


# ---- RFC 6962, section 2.1 --------------------------------------------------------------
def sha256(raw):
    return hashlib.sha256(raw).digest()


def leaf_hash(leaf):
    return sha256(b"\0" + leaf)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def split(n):
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def root_of(hashes):
    if len(hashes) == 0:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return node_hash(root_of(hashes[:k]), root_of(hashes[k:]))


def compact_range(hashes):
    """Roots of the full subtrees that the tree is made of, largest first."""
    if not hashes:
        return []
    k = 1 << len(hashes).bit_length() - 1
    return [root_of(hashes[:k])] + compact_range(hashes[k:])


def inclusion_path(index, hashes):
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if index < k:
        return inclusion_path(index, hashes[:k]) + [root_of(hashes[k:])]
    return inclusion_path(index - k, hashes[k:]) + [root_of(hashes[:k])]


def consistency_path(m, hashes, whole=True):
    n = len(hashes)
    if m == n:
        return [] if whole else [root_of(hashes)]
    k = split(n)
    if m <= k:
        return consistency_path(m, hashes[:k], whole) + [root_of(hashes[k:])]
    return consistency_path(m - k, hashes[k:], False) + [root_of(hashes[:k])]


def root_from_path(leaf, index, size, path):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); None where it does not fit."""
    last, node = size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            node = node_hash(sibling, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


# ---- C2SP: signed note, checkpoint, tlog-proof ------------------------------------------
def parse_note(note, public_key):
    """origin, size and root of a checkpoint that this key signed."""
    body, signatures = note.rsplit("\n\n", 1)
    body += "\n"
    origin, size, root = body.split("\n")[:3]
    hold("the checkpoint has three lines", body == f"{origin}\n{size}\n{root}\n")
    lines = signatures.split("\n")
    if not hold("the note has exactly one signature line", len(lines) == 2 and lines[1] == ""):
        return None
    dash, name, blob = lines[0].split(" ")
    raw = base64.b64decode(blob, validate=True)
    key_id = sha256(f"{name}\n".encode() + b"\1" + public_key)[:4]
    hold("the signature line is an em dash, a name and base64", dash == DASH)
    hold("the key's name is the origin", name == origin)
    hold("the key id is that of this key", raw[:4] == key_id)
    hold("the signature is good", ed25519.verify(public_key, body.encode(), raw[4:]))
    return origin, int(size), base64.b64decode(root, validate=True)


def parse_proof(text):
    """extra, index, path and note of a tlog-proof."""
    head, note = text.split("\n\n", 1)
    lines = head.split("\n")
    hold("the proof begins with its type", lines.pop(0) == MAGIC)
    extra = None
    if lines[0].startswith("extra "):
        extra = base64.b64decode(lines.pop(0)[6:], validate=True)
    index = int(re.fullmatch(r"index (0|[1-9][0-9]*)", lines.pop(0)).group(1))
    return extra, index, [base64.b64decode(line, validate=True) for line in lines], note


def read_key(path):
    raw = base64.b64decode(read(path).split("\n")[1], validate=True)
    hold("the public key is Ed25519 in minisign's format", raw[:2] == b"Ed" and len(raw) == 42)
    return raw[10:]


# ---- bags ----------------------------------------------------------------------------------
def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as f:
        return f.read()


def hashes_in(bag, name):
    return [base64.b64decode(line, validate=True) for line in read(bag, "annals", name).split()]


def article_leaves(bag):
    """The texts of the article leaves, which are the manifest's lines article by article."""
    leaves, current = [], None
    for line in read(bag, "manifest-sha256.txt").splitlines(keepends=True):
        path = line.split("  ", 1)[1].rstrip("\n")
        depth = 3 if path.startswith("data/undated/") else 5
        article = "/".join(path.split("/")[1:depth])
        if article != current:
            leaves.append(f"annals/article@1\n{article}\n")
            current = article
        leaves[-1] += line
    return [leaf.encode() for leaf in leaves]


def check_bag(bag, public_key, hashes, previous):
    """Adds the bag's leaves to `hashes`; returns its checkpoint as a note."""
    before = list(hashes)
    record = read(bag, "annals", "bundle.txt").encode()
    hashes += [leaf_hash(leaf) for leaf in article_leaves(bag)] + [leaf_hash(record)]
    extra, index, path, note = parse_proof(read(bag, "annals", "bundle.tlog-proof"))
    origin, size, root = parse_note(note, public_key)
    hold("the record's proof carries no extra", extra is None)
    hold("the tree has a leaf for each article and the bundle", size == len(hashes))
    hold("the root is that of all leaves", root == root_of(hashes))
    hold("the record is the last leaf", index == size - 1)
    hold("the record's proof is the tree's own", path == inclusion_path(size - 1, hashes))
    hold("range.txt is the tree before", hashes_in(bag, "range.txt") == compact_range(before))
    hold("previous.txt is the checkpoint before", read(bag, "annals", "previous.txt") == previous)
    expected = consistency_path(len(before), hashes) if before else []
    hold("consistency.txt leads from there", hashes_in(bag, "consistency.txt") == expected)
    return note


def check_article(public_key, folder):
    """Each file present stands in the leaf, and the leaf stands under the signed root."""
    extra, index, path, note = parse_proof(read(folder, "article.tlog-proof"))
    origin, size, root = parse_note(note, public_key)
    kind, article, *lines = extra.decode().splitlines()
    hold("the leaf is an article's", kind == "annals/article@1")
    hold("the proof leads to the root", root_from_path(leaf_hash(extra), index, size, path) == root)
    seen = 0
    for line in lines:
        digest, name = line.split("  ", 1)
        present = os.path.join(folder, os.path.relpath(name, f"data/{article}"))
        if os.path.exists(present):
            seen += 1
            with open(present, "rb") as f:
                hold(f"{name} is as the leaf says", sha256(f.read()).hex() == digest)
    hold("something of the article is here", seen > 0)


def self_test():
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    hold("RFC 8032 test 2 is good", ed25519.verify(key, b"\x72", signature))
    hold("another message is not", not ed25519.verify(key, b"\x73", signature))
    leaves = [leaf_hash(bytes([i])) for i in range(21)]
    for size in range(1, 22):
        tree = leaves[:size]
        for index in range(size):
            path = inclusion_path(index, tree)
            found = root_from_path(tree[index], index, size, path)
            hold(f"leaf {index} of {size} is proved", found == root_of(tree))
            hold(f"leaf {index} is not another", root_from_path(leaves[-1], index, size, path)
                 != root_of(tree) or tree[index] == leaves[-1])
        folded = compact_range(tree)
        while len(folded) > 1:
            folded[-2:] = [node_hash(*folded[-2:])]
        hold(f"the range of {size} folds to the root", folded == [root_of(tree)])


def main():
    arguments = sys.argv[1:]
    if arguments == ["--self-test"]:
        self_test()
    elif arguments[0] == "--article":
        check_article(read_key(arguments[1]), arguments[2])
    else:
        public_key = read_key(arguments[0])
        hashes, note = [], ""
        for bag in arguments[1:]:
            note = check_bag(bag, public_key, hashes, note)
    print("\n".join(f"does not hold: {fault}" for fault in faults) or "holds")
    sys.exit(1 if faults else 0)


main()
