#!/bin/sh
# lexicon_data.sh TABLE... -- prints a C source that holds the tables (see lexicon_data.h).
# Bytes are written as numbers: a table may be longer than the longest string of the language.
set -eu

printf '#include "archiver/gather/tables/lexicon_data.h"\n\n'
n=0
for table; do
	printf 'static const uint8_t TABLE_%d[] = {\n' "$n"
	od -An -v -tu1 "$table" | sed 's/[0-9][0-9]*/&,/g'
	printf '};\n\n'
	n=$((n + 1))
done
printf 'struct slice\nlexicon_table(size_t index)\n{\n'
printf '\tconst struct slice tables[LEXICON_TABLES] = {\n'
i=0
while [ "$i" -lt "$n" ]; do
	printf '\t\t{TABLE_%d, sizeof TABLE_%d},\n' "$i" "$i"
	i=$((i + 1))
done
printf '\t};\n\n\treturn index < LEXICON_TABLES ? tables[index] : SLICE_EMPTY;\n}\n'
