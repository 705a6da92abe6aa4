#!/usr/bin/env python3
"""gathered.py EXPECTED.json < JSON-LINES: what `annals gather --json` read out of reports against
what is to be read out of them. Prints `ok` or `FAIL` and a claim for each report.
"""

import json
import re
import sys


def names(by):
    return [name.strip() for name in re.split(r" [-\u2013] |, |/", by) if name.strip()]


def found_in(item):
    """The facts of one gathered report in the shape of expected.json."""
    ninjs = item["metadata"]
    sources = [source["name"] for source in ninjs.get("infoSources", [])]
    return {
        "headline": ninjs.get("headlines", [{}])[0].get("value"),
        "moment": ninjs.get("versionCreated"),
        "agency": sources[0] if sources else None,
        "byline": names(ninjs.get("by", "")),
        "language": ninjs.get("language"),
        "captions": [caption for caption in item["captions"] if caption],
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        expected = json.load(f)
    items = [found_in(json.loads(line)) for line in sys.stdin]
    by_headline = {item["headline"]: item for item in items}
    for report, facts in expected.items():
        item = by_headline.pop(facts["headline"], None)
        perhaps = facts.pop("perhaps", [])
        if item is None:
            print(f"FAIL {report} is gathered under its headline")
            continue
        item["captions"] = [c for c in item["captions"] if c not in perhaps]
        if item == facts:
            print(f"ok   {report} gives its facts")
        else:
            print(f"FAIL {report} gives its facts")
            for name, value in facts.items():
                if item[name] != value:
                    print(f"     {name}: have {item[name]!r}\n     {name}: want {value!r}")
    for headline in by_headline:
        print(f"FAIL nothing else is gathered: {headline}")


main()
