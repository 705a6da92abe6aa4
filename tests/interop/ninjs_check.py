#!/usr/bin/env python3
"""ninjs_check.py FILE...: is each a valid ninjs 3.1 item? (python3-jsonschema, the IPTC's schema)

`ninjs_check.py --gathered` reads what `annals gather --json` wrote from standard input, and checks
the metadata of each line. `ninjs_check.py --self-test` tries it on items with one fault each.
Formats are checked here, since the library leaves out those it has no helper for; a reference to
GeoJSON's schema means any geometry object.
"""

import datetime
import json
import os
import re
import sys

import jsonschema

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ninjs-schema_3.1.json")
GEOJSON = "https://geojson.org/schema/GeoJSON.json#"
URI_CHARACTER = r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{URI_CHARACTER})+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

formats = jsonschema.FormatChecker(formats=())


@formats.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or URI.fullmatch(value) is not None


@formats.checks("date-time", raises=ValueError)
def is_moment(value):
    if not isinstance(value, str):
        return True
    datetime.datetime.fromisoformat(re.sub(r"\.\d+|Z$", "", value))
    return MOMENT.fullmatch(value) is not None


def resolved(schema):
    """The schema with the one reference that leads out of it replaced."""
    if isinstance(schema, dict):
        if schema.get("$ref") == GEOJSON:
            return {"type": "object", "required": ["type"]}
        return {key: resolved(value) for key, value in schema.items()}
    return [resolved(value) for value in schema] if isinstance(schema, list) else schema


def no_name_twice(pairs):
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)):
        raise ValueError("a name twice in one object")
    return dict(pairs)


def faults_of(text, validator):
    try:
        item = json.loads(text, object_pairs_hook=no_name_twice)
    except ValueError as fault:
        return [str(fault)]
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(item)]


# what is in the item beside its uri | part of what must be said; None for nothing
CASES = [
    ('"type":"text"', None),
    ('"versionCreated":"2023-07-28T16:44:00+07:00"', None),
    ('"versionCreated":"2023-07-28T16:44:00"', "is not a 'date-time'"),
    ('"versionCreated":"2023-02-30T16:44:00Z"', "is not a 'date-time'"),
    ('"archived":"yes"', "Unevaluated properties"),
    ('"by":7', "is not of type 'string'"),
    ('"by":"a","by":"b"', "a name twice"),
    ('"associations":[{"name":"picture-1","uri":"tag:example.org,2026:a","type":"picture"}]', None),
    ('"associations":[{"name":"picture-1","uri":"photos/1.jpg"}]', "is not a 'uri'"),
    ('"places":[{"name":"Huế","geoJSON":{"type":"Point"}}]', None),
]


def self_test(validator):
    wrong = []
    for more, expected in CASES:
        faults = faults_of('{"uri":"tag:example.org,2026:x",%s}' % more, validator)
        if not faults if expected else faults:
            wrong.append(f"{more}: expected {expected}, found {faults}")
        elif expected and not any(expected in fault for fault in faults):
            wrong.append(f"{more}: expected {expected!r}, found {faults}")
    return wrong


def main():
    with open(SCHEMA, encoding="utf-8") as f:
        schema = resolved(json.load(f))
    validator = jsonschema.Draft202012Validator(schema, format_checker=formats)
    faults, count = [], len(sys.argv) - 1
    if sys.argv[1:] == ["--self-test"]:
        faults = self_test(validator)
    elif sys.argv[1:] == ["--gathered"]:
        count = 0
        for line in sys.stdin:
            count += 1
            item = json.loads(line, object_pairs_hook=no_name_twice)
            text = json.dumps(item["metadata"])
            faults += [f"{item['source']}: {fault}" for fault in faults_of(text, validator)]
    else:
        for path in sys.argv[1:]:
            with open(path, encoding="utf-8") as f:
                faults += [f"{path}: {fault}" for fault in faults_of(f.read(), validator)]
    print("\n".join(faults) or f"valid: {count}")
    sys.exit(1 if faults else 0)


main()
