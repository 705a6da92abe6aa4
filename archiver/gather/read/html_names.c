#include "archiver/gather/read/html_names.h"

#include <string.h>

#define NAME_MAX 8

/* U+00A0 to U+00FF, in their order. */
static const char LATIN[96][NAME_MAX] = {
	"nbsp",
	"iexcl",
	"cent",
	"pound",
	"curren",
	"yen",
	"brvbar",
	"sect",
	"uml",
	"copy",
	"ordf",
	"laquo",
	"not",
	"shy",
	"reg",
	"macr",
	"deg",
	"plusmn",
	"sup2",
	"sup3",
	"acute",
	"micro",
	"para",
	"middot",
	"cedil",
	"sup1",
	"ordm",
	"raquo",
	"frac14",
	"frac12",
	"frac34",
	"iquest",
	"Agrave",
	"Aacute",
	"Acirc",
	"Atilde",
	"Auml",
	"Aring",
	"AElig",
	"Ccedil",
	"Egrave",
	"Eacute",
	"Ecirc",
	"Euml",
	"Igrave",
	"Iacute",
	"Icirc",
	"Iuml",
	"ETH",
	"Ntilde",
	"Ograve",
	"Oacute",
	"Ocirc",
	"Otilde",
	"Ouml",
	"times",
	"Oslash",
	"Ugrave",
	"Uacute",
	"Ucirc",
	"Uuml",
	"Yacute",
	"THORN",
	"szlig",
	"agrave",
	"aacute",
	"acirc",
	"atilde",
	"auml",
	"aring",
	"aelig",
	"ccedil",
	"egrave",
	"eacute",
	"ecirc",
	"euml",
	"igrave",
	"iacute",
	"icirc",
	"iuml",
	"eth",
	"ntilde",
	"ograve",
	"oacute",
	"ocirc",
	"otilde",
	"ouml",
	"divide",
	"oslash",
	"ugrave",
	"uacute",
	"ucirc",
	"uuml",
	"yacute",
	"thorn",
	"yuml",
};

static const struct {
	char name[NAME_MAX];
	unsigned code;
} OTHERS[] = {
	{"OElig", 0x0152},
	{"oelig", 0x0153},
	{"Scaron", 0x0160},
	{"scaron", 0x0161},
	{"Yuml", 0x0178},
	{"fnof", 0x0192},
	{"circ", 0x02C6},
	{"tilde", 0x02DC},
	{"ensp", 0x2002},
	{"emsp", 0x2003},
	{"thinsp", 0x2009},
	{"zwnj", 0x200C},
	{"zwj", 0x200D},
	{"lrm", 0x200E},
	{"rlm", 0x200F},
	{"ndash", 0x2013},
	{"mdash", 0x2014},
	{"lsquo", 0x2018},
	{"rsquo", 0x2019},
	{"sbquo", 0x201A},
	{"ldquo", 0x201C},
	{"rdquo", 0x201D},
	{"bdquo", 0x201E},
	{"dagger", 0x2020},
	{"Dagger", 0x2021},
	{"bull", 0x2022},
	{"hellip", 0x2026},
	{"permil", 0x2030},
	{"prime", 0x2032},
	{"Prime", 0x2033},
	{"lsaquo", 0x2039},
	{"rsaquo", 0x203A},
	{"euro", 0x20AC},
	{"trade", 0x2122},
	{"larr", 0x2190},
	{"rarr", 0x2192},
	{"minus", 0x2212},
	{"ne", 0x2260},
	{"le", 0x2264},
	{"ge", 0x2265},
};

static bool
is_letter(uint8_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Behind an `&`: a name up to `;`; empty where there is none. */
static struct slice
name_at(struct slice s)
{
	size_t len = 0;

	while (len < s.len && len < NAME_MAX &&
		(is_letter(s.p[len]) || (len > 0 && s.p[len] >= '0' && s.p[len] <= '9')))
		len++;
	return len > 0 && len < s.len && s.p[len] == ';' ? slice_first(s, len) : SLICE_EMPTY;
}

/* 0 where it is not known, or known to XML. */
static unsigned
code_of(struct slice name)
{
	for (size_t i = 0; i < sizeof LATIN / sizeof *LATIN; i++)
		if (slice_is(name, LATIN[i]))
			return 0xA0 + (unsigned)i;
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
		if (slice_is(name, OTHERS[i].name))
			return OTHERS[i].code;
	return 0;
}

/* What begins with `start` up to behind its end; nothing where it does not begin so. */
static size_t
span(struct slice s, const char *start, const char *end)
{
	const uint8_t *at;

	if (!slice_starts(s, start))
		return 0;
	at = memmem(s.p, s.len, end, strlen(end));
	return at == NULL ? s.len : (size_t)(at - s.p) + strlen(end);
}

/* How many bytes stand at the start of `s` in which a name is none. */
static size_t
verbatim(struct slice s)
{
	size_t len = span(s, "<!--", "-->");

	return len > 0 ? len : span(s, "<![CDATA[", "]]>");
}

/* The next name that is known: how many bytes stand before its `&`. `*code` is 0 for none. */
static size_t
find_next(struct slice s, struct slice *name, unsigned *code)
{
	size_t at = 0;

	*code = 0;
	while (at < s.len) {
		const uint8_t *next = memchr(s.p + at, '&', s.len - at);
		const uint8_t *open = memchr(
			s.p + at, '<', next == NULL ? s.len - at : (size_t)(next - s.p) - at);
		size_t passed;

		if (open != NULL) {
			at = (size_t)(open - s.p);
			passed = verbatim(slice_from(s, at));
			at += passed > 0 ? passed : 1;
			continue;
		}
		if (next == NULL)
			return s.len;
		at = (size_t)(next - s.p);
		*name = name_at(slice_from(s, at + 1));
		*code = code_of(*name);
		if (*code != 0)
			return at;
		at++;
	}
	return s.len;
}

bool
html_names_check(struct slice xml)
{
	struct slice name;
	unsigned code;

	(void)find_next(xml, &name, &code);
	return code != 0;
}

void
html_names_replace(struct slice xml, struct bytes *out)
{
	struct slice name;
	unsigned code;

	do {
		size_t before = find_next(xml, &name, &code);

		bytes_add(out, slice_first(xml, before));
		xml = slice_from(xml, before);
		if (code != 0) {
			bytes_fmt(out, "&#%u;", code);
			xml = slice_from(xml, 1 + name.len + 1);
		}
	} while (code != 0);
}
