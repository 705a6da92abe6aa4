#!/usr/bin/env python3
"""check.py ANNALS -- holds what annals reads out of the invented reports against floors.json.

Prints a line `ok` or `FAIL` a field, as the tests of the whole program do.
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "eval"))

import eval as measure  # noqa: E402


def main(annals):
    with open(os.path.join(HERE, "floors.json"), encoding="utf-8") as f:
        floors = json.load(f)
    gold, predicted, _ = measure.annotations(annals, os.path.join(HERE, "dev"))
    rows = measure.score(HERE, gold, predicted, measure.QUIET)
    for field, row in rows.items():
        p, r = floors[field]
        good = row["P"] >= p and row["R"] >= r
        told = "P %.3f R %.3f, floors %.2f and %.2f" % (row["P"], row["R"], p, r)
        print("%s %s of invented reports: %s" % ("ok  " if good else "FAIL", field, told))


if __name__ == "__main__":
    main(*sys.argv[1:])
