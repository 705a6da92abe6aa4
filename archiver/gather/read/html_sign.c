#include "archiver/gather/read/html_sign.h"

#include "archiver/gather/read/markup_scan.h"

/* What a page, or a piece of one, may begin with. */
static const struct slice ELEMENTS[] = {SLICE("a"), SLICE("abbr"), SLICE("address"),
	SLICE("article"), SLICE("aside"), SLICE("b"), SLICE("base"), SLICE("big"),
	SLICE("blockquote"), SLICE("body"), SLICE("br"), SLICE("center"), SLICE("div"), SLICE("dl"),
	SLICE("em"), SLICE("figure"), SLICE("font"), SLICE("footer"), SLICE("form"), SLICE("frame"),
	SLICE("frameset"), SLICE("h1"), SLICE("h2"), SLICE("h3"), SLICE("h4"), SLICE("h5"),
	SLICE("h6"), SLICE("head"), SLICE("header"), SLICE("hr"), SLICE("html"), SLICE("i"),
	SLICE("iframe"), SLICE("img"), SLICE("input"), SLICE("link"), SLICE("main"), SLICE("meta"),
	SLICE("nav"), SLICE("noscript"), SLICE("object"), SLICE("ol"), SLICE("p"), SLICE("pre"),
	SLICE("script"), SLICE("section"), SLICE("small"), SLICE("span"), SLICE("strong"),
	SLICE("style"), SLICE("table"), SLICE("template"), SLICE("title"), SLICE("u"), SLICE("ul")};

static bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Small letters, compared with what stands there in either case. */
static bool
begins(struct slice s, struct slice with)
{
	if (s.len < with.len)
		return false;
	for (size_t i = 0; i < with.len; i++) {
		uint8_t c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (uint8_t)(c - 'A' + 'a');
		if (c != with.p[i])
			return false;
	}
	return true;
}

/* The name ends there. */
static bool
ends_name(struct slice s)
{
	return s.len > 0 && (is_blank(s.p[0]) || s.p[0] == '>' || s.p[0] == '/');
}

/* `<!DOCTYPE html`, also without the blank: parsers take that too. */
static bool
is_document_type(struct slice s)
{
	static const struct slice mark = SLICE("<!doctype"), html = SLICE("html");

	if (!begins(s, mark))
		return false;
	s = markup_scan_skip_blanks(slice_from(s, mark.len));
	return begins(s, html) && ends_name(slice_from(s, html.len));
}

bool
html_sign_check(struct slice first)
{
	static const struct slice html = SLICE("html");
	struct slice s = slice_starts(first, "\xEF\xBB\xBF") ? slice_from(first, 3) : first;
	bool declared = false;

	for (;;) {
		s = markup_scan_skip_blanks(s);
		if (slice_starts(s, "<!--")) {
			s = markup_scan_behind(slice_from(s, 4), "-->");
			if (s.len == 0)
				return !declared; /* nothing else begins so and goes on for so long
						   */
		} else if (slice_starts(s, "<?")) {
			declared = declared || slice_starts(s, "<?xml");
			s = markup_scan_behind(s, ">");
		} else {
			break;
		}
	}
	if (is_document_type(s))
		return true;
	if (s.len == 0 || s.p[0] != '<')
		return false;
	s = slice_from(s, 1);
	if (declared)
		return begins(s, html) && ends_name(slice_from(s, html.len));
	for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++)
		if (begins(s, ELEMENTS[i]) && ends_name(slice_from(s, ELEMENTS[i].len)))
			return true;
	return false;
}
