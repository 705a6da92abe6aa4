#!/usr/bin/env python3
"""html_suites.py FOLDER GOLD PREDICTIONS: scores by the folder's own score.py, a line a suite."""

import sys

SHOWN = (
    ("text", "f1"), ("text", "precision"), ("text", "recall"), ("segments", "f1"),
    ("start", "contained"), ("title", "norm"), ("authors", "set"), ("authors_none", "spurious"),
    ("published", "day"), ("published_none", "spurious"), ("captions", "precision"),
    ("captions", "recall"), ("captions", "f1"), ("captions", "leak"), ("lang", "match"),
    ("site", "match"),
)


def main():
    folder, gold, predictions = sys.argv[1:]
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    import score

    pages, found = score.rd(gold), score.rd(predictions)
    suites = sorted({page["suite"] for page in pages})
    print("| suite | pages | " + " | ".join(f"{k} {f}" for k, f in SHOWN) + " |")
    print("|---" * (len(SHOWN) + 2) + "|")
    for suite in [*suites, None]:
        of = [page for page in pages if suite is None or page["suite"] == suite]
        scores = score.score(of, found)
        cells = [f"{scores[k][f]:.3f}" if k in scores else "" for k, f in SHOWN]
        print(f"| {suite or 'all'} | {len(of)} | " + " | ".join(cells) + " |")


main()
