"""withheld.py -- what the word tables would lack without one source's reports.

The rules have no weights that could be trained on the other sources alone, but the tables have
words, and some may have been put in because a report of that source has them. So a source left
out means: each phrase of the tables that its reports have, and that nothing else at hand has, is
taken out, and the program is built with what remains. "At hand" are the reports of the other
sources and public texts (Vietnamese Wikipedia, laws, short news, a treebank).
"""

import json
import os
import re
import shutil
import subprocess
import tarfile
import unicodedata

TABLES = "archiver/gather/tables"
TOKEN = re.compile(r"[^\W\d_]\w*|\d+|[^\w\s]")
# The older placement of the tone, as token.c reads it.
OLD = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe",
       "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy",
       "uỵ": "ụy"}
OLD_ENDS = re.compile(r"(?<!q)(%s)\b" % "|".join(OLD))


def tokens(text):
    small = unicodedata.normalize("NFC", text).lower()
    return TOKEN.findall(OLD_ENDS.sub(lambda m: OLD[m[1]], small))


def read_tables(root):
    """The lines of each table, and the phrases of all."""
    tables, phrases = {}, set()
    for name in sorted(os.listdir(os.path.join(root, TABLES))):
        if not name.endswith(".tsv"):
            continue
        with open(os.path.join(root, TABLES, name), encoding="utf-8") as f:
            tables[name] = f.read().splitlines()
        phrases.update(filter(None, map(phrase_of, tables[name])))
    return tables, phrases


def phrase_of(line):
    return () if line[:1] in ("", "#", "[") else tuple(tokens(line.split("\t")[0]))


def strike(wanted, texts):
    """Takes out of `wanted` (phrases by their first token) what stands in the texts."""
    for text in texts:
        found = tokens(text)
        for i, first in enumerate(found):
            here = wanted.get(first)
            if not here:
                continue
            gone = [p for p in here if tuple(found[i:i + len(p)]) == p]
            here.difference_update(gone)


def by_first(phrases):
    index = {}
    for phrase in phrases:
        index.setdefault(phrase[0], set()).add(phrase)
    return index


def public_texts(corpus):
    """Texts of ANNALS_CORPUS in the order of how soon they have most of what is asked for."""
    danes = os.path.join(corpus, "danes", "annotated.jsonl")
    if os.path.exists(danes):
        with open(danes, encoding="utf-8") as f:
            for line in f:
                item = json.loads(line)
                yield "%s. %s" % (item["title"], item["description"])
    treebank = os.path.join(corpus, "ud-vtb", "propn.jsonl")
    if os.path.exists(treebank):
        with open(treebank, encoding="utf-8") as f:
            for line in f:
                yield json.loads(line)["text"]
    packed = os.path.join(corpus, "viwiki-vlc-laws.tar.zst")
    zstd = subprocess.Popen(["zstd", "-dcq", packed], stdout=subprocess.PIPE)
    with tarfile.open(fileobj=zstd.stdout, mode="r|") as tar:
        for member in tar:
            if member.name.endswith(".txt"):
                yield tar.extractfile(member).read().decode("utf-8", "replace")
    zstd.wait()


def only_in_one(phrases, texts_of, corpus):
    """For each source, the phrases that only its texts have."""
    rare = by_first(phrases)
    strike(rare, public_texts(corpus))
    left = set().union(*rare.values()) if rare else set()
    having = {}
    for source, texts in texts_of.items():
        here = by_first(left)
        strike(here, texts)
        having[source] = left - set().union(*here.values())
    return {source: {p for p in mine if not any(p in having[o] for o in having if o != source)}
            for source, mine in having.items()}


def build_without(phrases, tables, annals, work):
    """Builds annals with these phrases taken out of its tables; returns the program's path."""
    build, folder = os.path.join(work, "build"), os.path.join(work, "tables")
    shutil.rmtree(build, ignore_errors=True)
    shutil.copytree(os.path.dirname(annals), build, ignore=shutil.ignore_patterns(
        "tests", "lexicon_data.*", "annals", "libannals.a"))
    os.makedirs(folder, exist_ok=True)
    names = []
    for name, lines in tables.items():
        names.append(os.path.join(folder, name))
        with open(names[-1], "w", encoding="utf-8") as f:
            f.writelines(l + "\n" for l in lines if phrase_of(l) not in phrases or not phrase_of(l))
    subprocess.run(["make", "-s", "B=" + build, "LEXICON_TABLES=" + " ".join(names), "all"],
                   stdout=subprocess.DEVNULL, check=True)
    return os.path.join(build, "annals")
