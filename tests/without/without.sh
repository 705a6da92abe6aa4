#!/bin/bash
# Builds annals without each library that it can do without, and without all of them: what is
# left out is said by --version, a report of that kind is refused in words, and others are read.
# without.sh [PACKAGE...], as pkg-config calls them, or "all"; needs what `make deps` installs.
set -u -o pipefail
cd "$(dirname "$0")/../.." || exit 3
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0

# A pkg-config that does not know the packages in $HIDDEN.
mkdir "$work/bin"
real=$(command -v pkg-config)
cat >"$work/bin/pkg-config" <<END
#!/bin/sh
for word in "\$@"; do
	case " \$HIDDEN " in *" \$word "*) exit 1 ;; esac
done
exec $real "\$@"
END
chmod +x "$work/bin/pkg-config"

reports() {
	mkdir "$work/in"
	cd "$work/in" || exit 3
	report=$top/tests/demo/reports/bao-tinh/lang-gom-bau-truc.txt
	cp "$report" text.txt
	gzip -c "$report" >text.txt.gz
	xz -c "$report" >text.txt.xz
	# shellcheck disable=SC2016  # Markdown
	printf '<!DOCTYPE html><title>Tin</title><p>Mot tin vui.</p>' >page.html
	printf '# Tin vui\n\nMot *tin* vui, va [mot](x).\n' >report.md
	printf '%%PDF-1.4\n' >report.pdf
	printf '<nitf><body><body.content><p>x</p></body.content></body></nitf>' >report.xml
	printf 'WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 1\r\n\r\nx\r\n\r\n' |
		gzip >web.warc.gz
	cd "$top" || exit 3
}

says() { # CLAIM FILE PATTERN
	if grep -qE -- "$3" "$2"; then
		echo "ok   $1"
	else
		echo "FAIL $1: no line like: $3"
		sed 's/^/     | /' "$2"
		faults=$((faults + 1))
	fi
}

# A library, what --version says without it, a report that needs it, and what becomes of that.
rows() {
	cat <<'END'
gumbo|HTML reader: not in this build|page.html|HTML, which this build of the program does not read
libcmark|Markdown reader: not in this build|report.md|Mot \*tin\* vui
yaml-0.1||report.md|Mot
libarchive|libarchive: not in this build|text.txt.gz|this build .*does not unpack
zlib|zlib: not in this build|web.warc.gz|this build .*does not unpack
libbrotlidec|libbrotlidec: not in this build|text.txt|Bàu Trúc
liblzma|liblzma: not in this build|text.txt.xz|this build .*(liblzma|not unpack)
expat|expat: not in this build|report.xml|this build of the program does not read XML
libjpeg|annals-pdf: not there|report.pdf|annals-pdf is not beside this program
poppler-glib|annals-pdf: not there|report.pdf|annals-pdf is not beside this program
END
}

build() { # NAME
	if PATH="$work/bin:$PATH" make -j"$(nproc)" B="build/without/$1" all >"$work/log" 2>&1; then
		echo "ok   builds without $HIDDEN"
		return 0
	fi
	echo "FAIL builds without $HIDDEN"
	grep -E 'error|undefined' "$work/log" | head -n 10 | sed 's/^/     | /'
	faults=$((faults + 1))
	return 1
}

check() { # NAME VERSION REPORT PATTERN
	annals=build/without/$1/annals
	$annals --version >"$work/version"
	[ -z "$2" ] || says "without $1 --version says so" "$work/version" "$2"
	$annals gather "$work/in/$3" >"$work/said" 2>&1
	says "and $3 is answered in words" "$work/said" "$4"
	$annals gather "$work/in/text.txt" >"$work/said" 2>&1
	says 'and a text is read' "$work/said" 'Bàu Trúc'
}

reports
chosen=" $* "
while IFS='|' read -r package version report pattern; do
	[ $# = 0 ] || [[ $chosen == *" $package "* ]] || continue
	export HIDDEN=$package
	build "$package" && check "$package" "$version" "$report" "$pattern"
done < <(rows)
if [ $# = 0 ] || [[ $chosen == *" all "* ]]; then
	HIDDEN=$(rows | cut -d'|' -f1 | tr '\n' ' ')
	build all && while IFS='|' read -r _ version report pattern; do
		check all "$version" "$report" "$pattern"
	done < <(rows)
fi
[ $faults = 0 ]
