#!/usr/bin/env python3
"""foreign.py FOLDER < JSON-LINES: what `annals gather --json` found in reports of many languages,
which lie in FOLDER/LANGUAGE/. Prints each finding in a report that is not Vietnamese which only
the recognisers of Vietnamese make, and each such report taken for Vietnamese; then how many
reports of how many languages were looked at.
"""

import json
import os
import sys

VIETNAMESE = {"person", "office", "organisation", "place", "event", "legal", "date"}


def main(folder):
    languages, count = set(), 0
    for line in sys.stdin:
        item = json.loads(line)
        language = os.path.relpath(item["source"], folder).split(os.sep)[0]
        if language == "vie" or not os.path.isdir(os.path.join(folder, language)):
            continue
        languages.add(language)
        count += 1
        for finding in item["extraction"]["findings"]:
            field, value = finding["field"], finding["value"]
            if field in VIETNAMESE or (field == "language" and value == "vi"):
                print(f"{item['source']}: {field} {value}")
    print(f"{count} reports, {len(languages)} languages")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
