#!/usr/bin/env python3
"""From what `annals gather --json` writes (standard input) to a line of predictions a page."""

import json
import sys


def values(findings, field):
    return [f["value"] for f in findings if f["field"] == field]


def prediction(article):
    item, findings = article["metadata"], article["extraction"]["findings"]
    return {
        "id": article["source"].removeprefix("pages/").removesuffix(".html"),
        "title": next((h["value"] for h in item.get("headlines", [])), None),
        "byline": values(findings, "byline"),
        "published": item.get("versionCreated"),
        "text": next(b["value"] for b in item["bodies"] if b["contentType"] == "text/plain"),
        "captions": [c for c in article["captions"] if c],
        "lang": item.get("language"),
        "site": next(iter(values(findings, "site")), None),
    }


def main():
    for line in sys.stdin:
        article = json.loads(line)
        if "metadata" in article:
            print(json.dumps(prediction(article), ensure_ascii=False))


main()
