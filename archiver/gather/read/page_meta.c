#include "archiver/gather/read/page_meta.h"

#include "archiver/gather/read/json_ld.h"
#include "archiver/gather/recognise/line.h"

/* What a meta tag's name, property or itemprop says. Modified dates are none of publication. */
static const struct {
	const char *name;
	enum page_fact_kind kind;
	const char *markup;
	unsigned percent;
} METAS[] = {
	{"article:published_time", PAGE_PUBLISHED, "meta article:published_time", 94},
	{"og:article:published_time", PAGE_PUBLISHED, "meta og:article:published_time", 94},
	{"og:published_time", PAGE_PUBLISHED, "meta og:published_time", 90},
	{"datepublished", PAGE_PUBLISHED, "meta itemprop=datePublished", 91},
	{"parsely-pub-date", PAGE_PUBLISHED, "meta parsely-pub-date", 90},
	{"sailthru.date", PAGE_PUBLISHED, "meta sailthru.date", 88},
	{"pubdate", PAGE_PUBLISHED, "meta pubdate", 89},
	{"publishdate", PAGE_PUBLISHED, "meta publishdate", 89},
	{"publish-date", PAGE_PUBLISHED, "meta publish-date", 89},
	{"published-date", PAGE_PUBLISHED, "meta published-date", 89},
	{"publication_date", PAGE_PUBLISHED, "meta publication_date", 89},
	{"date", PAGE_PUBLISHED, "meta date", 87},
	{"dc.date", PAGE_PUBLISHED, "meta dc.date", 87},
	{"dc.date.issued", PAGE_PUBLISHED, "meta dc.date.issued", 89},
	{"dcterms.date", PAGE_PUBLISHED, "meta dcterms.date", 87},
	{"dcterms.created", PAGE_PUBLISHED, "meta dcterms.created", 87},
	{"dcterms.issued", PAGE_PUBLISHED, "meta dcterms.issued", 89},
	{"article.published", PAGE_PUBLISHED, "meta article.published", 89},
	{"cxenseparse:recs:publishtime", PAGE_PUBLISHED, "meta cXenseParse:recs:publishtime", 89},
	{"cse-publish-date", PAGE_PUBLISHED, "meta cse-publish-date", 88},
	{"bt:pubdate", PAGE_PUBLISHED, "meta bt:pubDate", 89},
	{"displaydate", PAGE_PUBLISHED, "meta displaydate", 85},
	{"dc.date.created", PAGE_PUBLISHED, "meta dc.date.created", 85},
	{"dc.created", PAGE_PUBLISHED, "meta dc.created", 85},
	{"date.created", PAGE_PUBLISHED, "meta date.created", 85},
	{"article:published", PAGE_PUBLISHED, "meta article:published", 89},
	{"og:pubdate", PAGE_PUBLISHED, "meta og:pubdate", 89},
	{"published_time", PAGE_PUBLISHED, "meta published_time", 89},
	{"publish_date", PAGE_PUBLISHED, "meta publish_date", 89},
	{"published_at", PAGE_PUBLISHED, "meta published_at", 89},
	{"date_published", PAGE_PUBLISHED, "meta date_published", 89},
	{"originalpublicationdate", PAGE_PUBLISHED, "meta originalPublicationDate", 89},
	{"article_date_original", PAGE_PUBLISHED, "meta article_date_original", 89},
	{"rnews:datepublished", PAGE_PUBLISHED, "meta rnews:datePublished", 89},
	{"schema:datepublished", PAGE_PUBLISHED, "meta schema:datePublished", 89},
	{"prism.publicationdate", PAGE_PUBLISHED, "meta prism.publicationDate", 87},
	{"citation_publication_date", PAGE_PUBLISHED, "meta citation_publication_date", 87},
	{"citation_online_date", PAGE_PUBLISHED, "meta citation_online_date", 87},
	{"og:title", PAGE_HEADLINE, "meta og:title", 72},
	{"twitter:title", PAGE_HEADLINE, "meta twitter:title", 70},
	{"dc.title", PAGE_HEADLINE, "meta dc.title", 68},
	{"headline", PAGE_HEADLINE, "meta headline", 70},
	{"author", PAGE_AUTHOR, "meta author", 80},
	{"dc.creator", PAGE_AUTHOR, "meta dc.creator", 60},
	{"dcterms.creator", PAGE_AUTHOR, "meta dcterms.creator", 60},
	{"parsely-author", PAGE_AUTHOR, "meta parsely-author", 88},
	{"sailthru.author", PAGE_AUTHOR, "meta sailthru.author", 88},
	{"article:author", PAGE_AUTHOR, "meta article:author", 75},
	{"article:author_name", PAGE_AUTHOR, "meta article:author_name", 85},
	{"byl", PAGE_AUTHOR, "meta byl", 88},
	{"byline", PAGE_AUTHOR, "meta byline", 85},
	{"cxenseparse:author", PAGE_AUTHOR, "meta cXenseParse:author", 85},
	{"cse-authors", PAGE_AUTHOR, "meta cse-authors", 85},
	{"og:site_name", PAGE_SITE, "meta og:site_name", 95},
	{"application-name", PAGE_SITE, "meta application-name", 70},
	{"dc.publisher", PAGE_PUBLISHER, "meta dc.publisher", 70},
	{"publisher", PAGE_PUBLISHER, "meta publisher", 70},
	{"og:url", PAGE_CANONICAL, "meta og:url", 80},
	{"og:locale", PAGE_LANGUAGE, "meta og:locale", 70},
	{"content-language", PAGE_LANGUAGE, "meta content-language", 75},
	{"dcterms.license", PAGE_LICENCE, "meta dcterms.license", 90},
	{"dc.rights", PAGE_LICENCE, "meta dc.rights", 60},
};

static bool
is_named(struct slice s, const char *name)
{
	size_t len = strlen(name);

	if (s.len != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		uint8_t c = s.p[i];

		if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != (uint8_t)name[i])
			return false;
	}
	return true;
}

static void
read_named(struct slice name, struct slice content, struct page_facts *out)
{
	if (name.len == 0)
		return;
	for (size_t i = 0; i < sizeof METAS / sizeof *METAS; i++)
		if (is_named(name, METAS[i].name)) {
			page_facts_add(
				out, METAS[i].kind, content, METAS[i].markup, METAS[i].percent);
			return;
		}
}

static void
read_meta(const struct html_page *p, size_t i, struct page_facts *out)
{
	static const char *const attributes[] = {"name", "property", "itemprop", "http-equiv"};
	struct slice content = html_page_attribute(p, i, "content");

	for (size_t a = 0; a < sizeof attributes / sizeof *attributes; a++)
		read_named(html_page_attribute(p, i, attributes[a]), content, out);
}

/* What WordPress and its like put for `Written by`, by the language of the page. */
static bool
says_written_by(struct slice s)
{
	static const char *const labels[] = {"written by", "verfasst von", "geschrieben von",
		"écrit par", "rédigé par", "escrito por", "scritto da", "geschreven door",
		"skriven av", "skrevet av", "skrevet af", "kirjoittaja", "napisane przez",
		"napsal(a)", "napísal(a)", "yazan", "написано автором", "автор", "yazar",
		"được viết bởi", "ditulis oleh", "執筆者", "作者", "글쓴이", "كُتب بواسطة"};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (line_is(line_trim(s), labels[i]))
			return true;
	return false;
}

static void
read_twitter(const struct html_page *p, size_t i, struct slice *labelled, struct page_facts *out)
{
	struct slice name = html_page_attribute(p, i, "name");
	struct slice content = html_page_attribute(p, i, "content");

	if (slice_starts(name, "twitter:label"))
		*labelled = says_written_by(content) ? name : SLICE_EMPTY;
	else if (labelled->len > 0 && slice_starts(name, "twitter:data") &&
		name.p[name.len - 1] == labelled->p[labelled->len - 1])
		page_facts_add(out, PAGE_AUTHOR, content, "meta twitter: Written by", 89);
}

static void
read_link(const struct html_page *p, size_t i, struct page_facts *out)
{
	struct slice rel = html_page_attribute(p, i, "rel");
	struct slice href = html_page_attribute(p, i, "href");

	if (is_named(rel, "canonical"))
		page_facts_add(out, PAGE_CANONICAL, href, "link rel=canonical", 95);
	else if (is_named(rel, "license"))
		page_facts_add(out, PAGE_LICENCE, href, "rel=license", 90);
}

static void
read_element(const struct html_page *p, size_t i, struct page_facts *out)
{
	static const char *const attributes[] = {"datetime", "content", "title"};
	struct slice prop = html_page_attribute(p, i, "itemprop"), value = SLICE_EMPTY;

	if (prop.len == 0 || !is_named(prop, "datepublished"))
		return;
	for (size_t a = 0; a < sizeof attributes / sizeof *attributes && value.len == 0; a++)
		value = html_page_attribute(p, i, attributes[a]);
	page_facts_add(out, PAGE_PUBLISHED, value, "itemprop=datePublished", 91);
}

static void
read_text(const struct html_page *p, size_t i, struct page_facts *out)
{
	struct bytes text = BYTES_UP_TO((size_t)4096);

	html_page_text(p, i, &text);
	page_facts_add(out, PAGE_HEADLINE, bytes_slice(&text), "title", 61);
	bytes_release(&text);
}

static void
read_script(const struct html_page *p, size_t i, struct page_facts *out)
{
	/* Its text is one node; what is not JSON-LD did not come this far (html_guard.h). */
	if (p->nodes[i].end > i + 1)
		json_ld_read(html_tree_text(p->nodes[i + 1].at), out);
}

void
page_meta_read(const struct html_page *p, struct page_facts *out)
{
	struct slice labelled = SLICE_EMPTY;
	bool titled = false;

	page_facts_add(out, PAGE_LANGUAGE, html_page_attribute(p, 0, "lang"), "html lang", 85);
	for (size_t i = 0; i < p->count; i++) {
		switch (p->nodes[i].tag) {
		case HTML_TEXT:
			break;
		case HTML_META:
			read_meta(p, i, out);
			read_twitter(p, i, &labelled, out);
			break;
		case HTML_LINK:
		case HTML_A:
			read_link(p, i, out);
			break;
		case HTML_TITLE:
			if (!titled)
				read_text(p, i, out);
			titled = true;
			break;
		case HTML_SCRIPT:
			read_script(p, i, out);
			break;
		default:
			read_element(p, i, out);
			break;
		}
	}
}
