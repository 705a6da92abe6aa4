#!/usr/bin/env python3
"""html_predict.py GOLD: from what `annals gather --json` writes to a line of predictions a page."""

import json
import sys


def values(findings, field):
    """What is likelier than not: the rest is kept for who looks closer, and is no answer."""
    return [f["value"] for f in findings if f["field"] == field and f["confidence"] >= 0.5]


def prediction(article, name):
    item, findings = article["metadata"], article["extraction"]["findings"]
    return {
        "id": name,
        "title": next((h["value"] for h in item.get("headlines", [])), None),
        "byline": values(findings, "byline"),
        "published": item.get("versionCreated"),
        "text": next(b["value"] for b in item["bodies"] if b["contentType"] == "text/plain"),
        "captions": [c for c in article["captions"] if c],
        "lang": item.get("language"),
        "site": next(iter(values(findings, "site")), None),
    }


def names_of_files(gold):
    """A page may be in two suites, under a name of its own in each."""
    names = {}
    with open(gold, encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            names.setdefault(page["file"], []).append(page["id"])
    return names


def main():
    names = names_of_files(sys.argv[1])
    for line in sys.stdin:
        article = json.loads(line)
        if "metadata" not in article:
            continue
        for name in names[article["source"]]:
            print(json.dumps(prediction(article, name), ensure_ascii=False))


main()
