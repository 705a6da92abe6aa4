#!/usr/bin/env python3
"""score.py GOLD PREDICTED [--errors] [--only FIELD] [--json OUT] -- compares two folders of
annotations (NNN.json, as README.md says).

Each field is a set of values a report, compared without case, outer punctuation and the place of
the tone mark (hoà, hòa); precision, recall and F1 are over all reports. What an annotation lists
under `ignore` counts for nothing. Standard library only.
"""

import collections
import json
import os
import re
import sys
import unicodedata

GENERIC = re.compile(
    r"^(tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn|thôn|bản|núi|sông|suối|cầu)\s+"
)
TONES = {"oa": "àáảãạ", "oe": "èéẻẽẹ", "uy": "ỳýỷỹỵ"}
PLAIN = str.maketrans("–—−’‘", "---''")


def old_tones():
    """The newer spelling of a syllable's end, and the older one: oà, òa."""
    pairs = {}
    for vowels, marked in TONES.items():
        for letter in marked:
            mark = unicodedata.normalize("NFD", letter)[1]
            older = unicodedata.normalize("NFC", vowels[0] + mark) + vowels[1]
            pairs[vowels[0] + letter] = older
    return pairs


OLD = old_tones()
NEW_TONE = re.compile(r"(?<!q)(" + "|".join(OLD) + r")(?!\w)")


def plain(text):
    text = unicodedata.normalize("NFC", text or "").translate(PLAIN).lower()
    text = re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", text)).strip(" \t\n\"'“”.,;:()")
    return NEW_TONE.sub(lambda m: OLD[m[1]], text)


def place(text):
    return GENERIC.sub("", plain(text)) or plain(text)


def words(text):
    return " " + " ".join(re.findall(r"\w+", plain(text))) + " "


class Tally:
    def __init__(self):
        self.good = self.told = self.wanted = 0
        self.faults = []

    def compare(self, report, wanted, told, ignored=(), key=plain):
        """`wanted`: for each value the forms that are accepted, the first its name."""
        wanted = {min(forms): forms for forms in ({key(f) for f in w} for w in wanted)}
        accepted = set().union(*wanted.values()) if wanted else set()
        neutral = {key(i) for i in ignored} - accepted
        told = {key(t) for t in told} - neutral - {""}
        found = [name for name, forms in wanted.items() if forms & told]
        wrong = told - accepted
        self.good += len(found)
        self.wanted += len(wanted)
        self.told += len(found) + len(wrong)
        self.faults += [(report, "invented", w) for w in sorted(wrong)]
        self.faults += [(report, "missed", w) for w in sorted(set(wanted) - set(found))]

    def row(self):
        p = self.good / self.told if self.told else 1.0
        r = self.good / self.wanted if self.wanted else 1.0
        return {"P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0,
                "tp": self.good, "pred": self.told, "gold": self.wanted}


def forms(entry):
    return [entry["name"], *entry.get("alt", [])]


def names(entries):
    return [e["name"] for e in entries]


def one(value):
    return [value] if value else []


def reference(entry):
    return entry["type"] + " " + (entry.get("number") or entry.get("title") or "")


def captions(annotation):
    return [str(p["i"]) for p in annotation["paragraphs"] if p["role"] == "caption"]


def overlapping(gold, told):
    """What shares its whole self, or all of the other, with a value of the gold counts as it."""
    out = set()
    for value in told:
        near = lambda x: words(x) in words(value) or words(value) in words(x)
        out.add(next((f[0] for f in gold if any(map(near, f))), value))
    return out


def compare_report(tallies, report, gold, told):
    ignored = collections.defaultdict(list, gold.get("ignore", {}))
    add = lambda field, *a, **k: tallies[field].compare(report, *a, **k)
    agency = lambda a: (a.get("dateline") or {}).get("agency")
    stamp = lambda a: (a.get("published") or "")[:16]
    add("title", [one(gold["title"])] if gold["title"] else [], one(told.get("title")))
    day = stamp(told)[: len(stamp(gold)) or None]
    add("published", [[stamp(gold)]] if stamp(gold) else [], one(day))
    add("agency", [[agency(gold)]] if agency(gold) else [], one(agency(told)))
    add("byline", [[n] for n in gold["byline"]], told["byline"])
    add("captions", [[i] for i in captions(gold)], captions(told))
    add("people", [[n] for n in names(gold["people"])], names(told["people"]),
        ignored["people"] + gold["byline"])
    roles = {plain(p["name"]): p.get("role") for p in told["people"]}
    for p in gold["people"]:
        if p["role"] and plain(p["name"]) in roles:
            add("offices", [[p["role"], *p["role_alt"]]], one(roles[plain(p["name"])]))
    bodies = [forms(o) for o in gold["organisations"]]
    add("organisations", bodies, names(told["organisations"]), ignored["organisations"])
    add("organisations~overlap", bodies,
        overlapping(bodies, names(told["organisations"])),
        ignored["organisations"])
    add("places", [forms(p) for p in gold["places"]], names(told["places"]), ignored["places"],
        key=place)
    dates = collections.defaultdict(set)
    for d in gold["dates"]:
        dates[d["value"]].update([d["value"], *d["value_alt"]])
    unknown = {plain(t) for t in ignored["dates"]}
    add("dates", dates.values(),
        [d["value"] for d in told["dates"] if plain(d["text"]) not in unknown],
        one(stamp(gold)[:10]))
    add("legal_refs", [[reference(r)] for r in gold["legal_refs"]],
        [reference(r) for r in told["legal_refs"]])
    add("quoted", [[q] for q in gold["quoted"]], told["quoted"], ignored["quoted"])


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        return json.load(f)


def main(gold, predicted, *options):
    tallies = collections.defaultdict(Tally)
    for name in sorted(n for n in os.listdir(gold) if re.fullmatch(r"\d+\.json", n)):
        compare_report(tallies, name[:-5], read(gold, name), read(predicted, name))
    rows = {field: t.row() for field, t in tallies.items()}
    print("%-28s %6s %6s %6s  %5s %5s %5s" % ("field", "P", "R", "F1", "found", "told", "gold"))
    for field, r in rows.items():
        print("%-28s %6.3f %6.3f %6.3f  %5d %5d %5d" % (field, *r.values()))
    only = options[options.index("--only") + 1] if "--only" in options else None
    if "--errors" in options:
        for field, t in tallies.items():
            for fault in t.faults if only in (None, field) else []:
                print("\t".join((field, *fault)))
    if "--json" in options:
        with open(options[options.index("--json") + 1], "w", encoding="utf-8") as f:
            json.dump(rows, f)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    main(*sys.argv[1:])
