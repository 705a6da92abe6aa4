#!/usr/bin/env python3
"""eval.py ANNALS FOLDER -- measures what `annals gather` reads out of annotated reports.

FOLDER holds dev/NNN.txt (a report), dev/NNN.json (what a person found in it) and score.py, which
compares two folders of such JSON. What annals finds is written in that shape and scored: over all
reports, for those of each source apart, and, where ANNALS_CORPUS names a folder of public texts,
with each source left out: see withheld.py. Run in the top folder, for it builds annals anew.

Standard library only. Arguments after FOLDER go to score.py (--errors, --only FIELD).
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

import withheld

SURE = 0.5


def gather(annals, paths):
    """One record a report, in the order of the paths."""
    run = subprocess.run(
        [annals, "gather", "--json", *paths], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, check=False
    )
    records = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
    return {os.path.basename(r["source"]): r for r in records if "source" in r}


def values(record, field):
    findings = record["extraction"]["findings"]
    return [f for f in findings if f["field"] == field and f["confidence"] >= SURE]


def legal(finding):
    """The kind is the words before the number; a law's title is what lies between kind and year."""
    body = finding["normalised"][len("vn:"):]
    body, _, date = body.partition(":")
    statute = re.match(r"(Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s*(\D*)$", body)
    if statute and date and len(date) == 4:
        return {"type": statute[1], "number": None, "date": date, "title": statute[2]}
    number = body.split(" ")[-1]
    kind = re.match(r"^(.*?)\s*(?:số)?\s*:?\s*\d", finding["value"])
    return {"type": kind[1] if kind else "", "number": number, "date": date or None, "title": None}


def paragraphs(record, path):
    """The index, among lines that are not empty, of each that annals took for a caption."""
    with open(path, encoding="utf-8") as f:
        text = unicodedata.normalize("NFC", f.read())
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    captions = {f["value"] for f in values(record, "caption")}
    return [
        {"i": i, "role": "caption" if line in captions else "body"}
        for i, line in enumerate(lines)
    ]


def predict(record, path):
    one = lambda field: next((f["value"] for f in values(record, field)), None)
    metadata = record["metadata"]
    offices = collections.defaultdict(list)
    for f in values(record, "office"):
        offices[f.get("of")].append(f["value"])
    return {
        "title": one("headline"),
        "published": metadata.get("versionCreated"),
        "dateline": {"agency": one("agency")},
        "byline": [f["value"] for f in values(record, "byline")],
        "paragraphs": paragraphs(record, path),
        "people": [
            {"name": f["value"], "role": ", ".join(offices[f["value"]]) or None}
            for f in values(record, "person")
        ],
        "organisations": [{"name": f["value"]} for f in values(record, "organisation")],
        "places": [{"name": f["value"]} for f in values(record, "place")],
        "dates": [
            {"text": f["value"], "value": f["normalised"]} for f in values(record, "date")
        ],
        "legal_refs": [legal(f) for f in values(record, "legal")],
        "quoted": [f["value"] for f in values(record, "event")],
    }


def score(folder, gold, predicted, extra):
    with tempfile.TemporaryDirectory() as work:
        for which, files in (("gold", gold), ("predicted", predicted)):
            os.mkdir(os.path.join(work, which))
            for name, content in files.items():
                with open(os.path.join(work, which, name), "w", encoding="utf-8") as f:
                    json.dump(content, f, ensure_ascii=False)
        out = os.path.join(work, "scores.json")
        subprocess.run(
            [sys.executable, os.path.join(folder, "score.py"), os.path.join(work, "gold"),
             os.path.join(work, "predicted"), "--json", out, *extra],
            stdout=None if extra is not QUIET else subprocess.DEVNULL, check=True)
        with open(out, encoding="utf-8") as f:
            return json.load(f)


QUIET = []

SHOWN = ["captions", "people", "role_exact", "places", "organisations", "organisations~overlap",
         "dates", "legal_refs", "quoted"]


def show(what, result):
    """One line: F1 of each field, or - where neither gold nor prediction has any."""
    cells = []
    for field in SHOWN:
        value = result.get(field)
        if isinstance(value, dict):
            value = value["F1"] if value["gold"] + value["pred"] > 0 else None
        cells.append("%9s" % ("-" if value is None else "%.3f" % value))
    print("%-20s" % what[:20] + "".join(cells))


def show_head(first):
    print("\n%-20s" % first + "".join("%9s" % f[:4].replace("orga", "org")
                                      if "~" not in f else "%9s" % "org~" for f in SHOWN))


def part(folder, names, gold, predicted):
    return score(folder, {n: gold[n] for n in names}, {n: predicted[n] for n in names}, QUIET)


def leave_out(annals, folder, gold, sources):
    """Predictions for each source by a program whose tables lack what only its reports have."""
    corpus = os.environ.get("ANNALS_CORPUS")
    if not corpus:
        print("\nANNALS_CORPUS is not set: no source is left out")
        return
    dev = os.path.join(folder, "dev")
    path = lambda name: os.path.join(dev, name[:-5] + ".txt")
    texts = {s: [open(path(n), encoding="utf-8").read() for n in names]
             for s, names in sources.items()}
    tables, phrases = withheld.read_tables(os.getcwd())
    only = withheld.only_in_one(phrases, texts, corpus)
    predicted = {}
    with tempfile.TemporaryDirectory() as work:
        for source, names in sorted(sources.items()):
            program = annals
            if only[source]:
                program = withheld.build_without(only[source], tables, annals, work)
            records = gather(program, [path(n) for n in names])
            for n in names:
                predicted[n] = predict(records[os.path.basename(path(n))], path(n))
    show_head("left out, phrases")
    for source, names in sorted(sources.items()):
        show("%s, %d" % (source[:14], len(only[source])), part(folder, names, gold, predicted))
    show("all", score(folder, gold, predicted, QUIET))
    for source in sorted(only):
        for phrase in sorted(only[source]):
            print("only in %s: %s" % (source, " ".join(phrase)))


def annotations(annals, dev):
    """What a person found, what annals found, and the names of each source's reports."""
    names = sorted(n for n in os.listdir(dev) if re.fullmatch(r"\d+\.json", n))
    texts = [os.path.join(dev, n[:-5] + ".txt") for n in names]
    records = gather(annals, texts)
    gold, predicted, sources = {}, {}, collections.defaultdict(list)
    for name, text in zip(names, texts):
        with open(os.path.join(dev, name), encoding="utf-8") as f:
            gold[name] = json.load(f)
        predicted[name] = predict(records[os.path.basename(text)], text)
        sources[gold[name].get("source", "?").split(" ")[0]].append(name)
    return gold, predicted, sources


def main(annals, folder, extra):
    gold, predicted, sources = annotations(annals, os.path.join(folder, "dev"))
    score(folder, gold, predicted, extra)
    if extra:
        return 0
    show_head("F1 by source")
    for source in sorted(sources):
        show("%s, %d" % (source[:14], len(sources[source])),
             part(folder, sources[source], gold, predicted))
    leave_out(annals, folder, gold, sources)
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]))
