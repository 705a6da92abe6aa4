#include "archiver/gather/read/html_marks.h"

#define LETTERS_MAX 24

struct word {
	const char *begins; /* small letters; a '$' behind it: the whole word */
	unsigned marks;	    /* 0: what begins so is none of what shorter ones say */
};

#define JUNK	 HTML_MARK_JUNK
#define COMMENTS HTML_MARK_COMMENTS
#define CAPTION	 HTML_MARK_CAPTION
#define CREDIT	 HTML_MARK_CREDIT
#define BODY	 HTML_MARK_BODY
#define LEAD	 HTML_MARK_LEAD
#define BYLINE	 HTML_MARK_BYLINE
#define DATE	 HTML_MARK_DATE
#define HEADLINE HTML_MARK_HEADLINE
#define ARTICLE	 HTML_MARK_ARTICLE
#define CONTENT	 HTML_MARK_CONTENT
#define HIDDEN	 HTML_MARK_HIDDEN
#define PICTURE	 HTML_MARK_PICTURE
#define META	 HTML_MARK_META

/* Observed in the markup of many content management systems; sorted by their first letter. */
static const struct word WORDS[] = {{"ad$", JUNK}, {"addthis", JUNK}, {"addtoany", JUNK},
	{"ads$", JUNK}, {"adsense", JUNK}, {"adslot", JUNK}, {"adv$", JUNK}, {"advert", JUNK},
	{"alsolike", JUNK}, {"art$", ARTICLE}, {"article", ARTICLE}, {"articlebody", BODY},
	{"articlecontent", BODY}, {"articletext", BODY}, {"artikel", ARTICLE}, {"author", BYLINE},
	{"autor$", BYLINE}, {"auteur", BYLINE}, {"bildunterschrift", CAPTION},
	{"bildtext", CAPTION}, {"binhluan", COMMENTS}, {"bio$", JUNK}, {"blurb", LEAD},
	{"body", CONTENT}, {"bodytext", BODY}, {"breadcrumb", JUNK}, {"byline", BYLINE},
	{"caption", CAPTION}, {"chapo", LEAD}, {"chapeau", LEAD}, {"chuthich", CAPTION},
	{"comment", COMMENTS}, {"commentary", 0}, {"commentcount", JUNK},
	{"consent", JUNK | HTML_MARK_SURE}, {"content", CONTENT}, {"cookie", JUNK | HTML_MARK_SURE},
	{"copyright", CREDIT}, {"credit", CREDIT}, {"cutline", CAPTION}, {"date$", DATE},
	{"dateline", META}, {"datepublished", DATE}, {"datetime", DATE}, {"datum$", DATE},
	{"deck$", LEAD}, {"dek$", LEAD}, {"description", LEAD}, {"detail", ARTICLE},
	{"didascalia", CAPTION}, {"dislike", JUNK}, {"disqus", COMMENTS}, {"docthem", JUNK},
	{"donate", JUNK}, {"dropdown", JUNK}, {"entry", ARTICLE}, {"excerpt", LEAD}, {"extern", 0},
	{"fbcomment", COMMENTS}, {"figcaption", CAPTION}, {"figure", PICTURE}, {"follow", JUNK},
	{"foot$", HTML_MARK_FOOT}, {"footer", HTML_MARK_FOOT}, {"gallery", PICTURE},
	{"gdpr", JUNK | HTML_MARK_SURE}, {"hashtag", JUNK}, {"headline", HEADLINE},
	{"hidden$", HIDDEN}, {"image", PICTURE}, {"imagecaption", CAPTION}, {"img", PICTURE},
	{"imgcaption", CAPTION}, {"intro", LEAD}, {"jp-relatedposts", JUNK}, {"keyword", JUNK},
	{"kommentar", COMMENTS}, {"lead$", LEAD}, {"lede$", LEAD}, {"legend$", CAPTION},
	{"legenda", CAPTION}, {"legende", CAPTION}, {"lienquan", JUNK}, {"like$", JUNK},
	{"login", JUNK}, {"maincontent", CONTENT}, {"masthead", JUNK}, {"media$", PICTURE},
	{"menu", JUNK}, {"meta$", META}, {"modal", JUNK}, {"morefrom", JUNK}, {"mostread", JUNK},
	{"mostpopular", JUNK}, {"nav$", JUNK}, {"navbar", JUNK}, {"navi", JUNK}, {"news", ARTICLE},
	{"newsletter", JUNK}, {"offscreen", HIDDEN}, {"outbrain", JUNK}, {"page$", 0},
	{"pagenav", JUNK}, {"pager", JUNK}, {"pagination", JUNK}, {"paywall", JUNK},
	{"photo", PICTURE}, {"photocredit", CREDIT}, {"photographer", CREDIT}, {"picture", PICTURE},
	{"piefoto", CAPTION}, {"popular", JUNK}, {"popup", JUNK}, {"post", ARTICLE},
	{"postmeta", META}, {"prevnext", JUNK}, {"print", JUNK}, {"promo", JUNK}, {"pubdate", DATE},
	{"published", DATE}, {"quangcao", JUNK}, {"rating", JUNK}, {"readmore", JUNK},
	{"recirc", JUNK}, {"recommend", JUNK}, {"relate", JUNK}, {"replies", COMMENTS},
	{"reply", COMMENTS}, {"respond$", COMMENTS}, {"sapo", LEAD}, {"screenreader", HIDDEN},
	{"share", JUNK}, {"sharing", JUNK}, {"shariff", JUNK}, {"sidebar", JUNK}, {"signup", JUNK},
	{"skip$", JUNK}, {"social", JUNK}, {"sociable", JUNK}, {"sponsor", JUNK},
	{"standfirst", LEAD}, {"story", ARTICLE}, {"storybody", BODY}, {"subhead$", LEAD},
	{"subheadline", LEAD}, {"subscribe", JUNK}, {"subscription", JUNK}, {"subtitle", LEAD},
	{"summary", LEAD}, {"syndicat", JUNK}, {"taboola", JUNK}, {"tacgia", BYLINE},
	{"tagcloud", JUNK}, {"taglist", JUNK}, {"tags$", JUNK}, {"teaser", JUNK},
	{"text$", CONTENT}, {"time$", DATE}, {"timestamp", DATE}, {"tinkhac", JUNK},
	{"tinlienquan", JUNK}, {"tinmoi", JUNK}, {"title", HEADLINE}, {"toolbar", JUNK},
	{"trackback", COMMENTS}, {"trending", JUNK}, {"verfasser", BYLINE}, {"vote$", JUNK},
	{"writer", BYLINE}, {"ykien", COMMENTS}};

#define WORD_COUNT (sizeof WORDS / sizeof *WORDS)

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c | 0x20) : c;
}

static bool
is_letter(uint8_t c)
{
	c = lower(c);
	return c >= 'a' && c <= 'z';
}

/* The letters of the name from `at` on, without the signs between its words; the first word's
 * length. */
static size_t
letters_from(struct slice name, size_t at, char out[LETTERS_MAX + 1], size_t *word)
{
	size_t n = 0;

	*word = 0;
	for (; at < name.len && n < LETTERS_MAX; at++) {
		uint8_t c = name.p[at];
		bool bound = !is_letter(c) ||
			(n > 0 && c != lower(c) && is_letter(name.p[at - 1]) &&
				name.p[at - 1] == lower(name.p[at - 1]));

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			break;
		if (bound && *word == 0)
			*word = n;
		if (is_letter(c))
			out[n++] = (char)lower(c);
	}
	if (*word == 0)
		*word = n;
	out[n] = '\0';
	return n;
}

static bool
fits(const char *begins, const char *letters, size_t n, size_t word)
{
	size_t len = strlen(begins);
	bool whole = begins[len - 1] == '$';

	len -= whole;
	if (len > n || memcmp(begins, letters, len) != 0)
		return false;
	return !whole || word == len;
}

static unsigned
marks_at(struct slice name, size_t at)
{
	char letters[LETTERS_MAX + 1];
	size_t word, n = letters_from(name, at, letters, &word);
	unsigned marks = 0;

	for (size_t i = 0; i < WORD_COUNT; i++) {
		if (WORDS[i].begins[0] != letters[0] || !fits(WORDS[i].begins, letters, n, word))
			continue;
		if (WORDS[i].marks == 0)
			return 0;
		marks |= WORDS[i].marks;
	}
	return marks;
}

static bool
begins_word(struct slice name, size_t at)
{
	uint8_t c = name.p[at];

	if (!is_letter(c))
		return false;
	if (at == 0 || !is_letter(name.p[at - 1]))
		return true;
	return c != lower(c) && name.p[at - 1] == lower(name.p[at - 1]);
}

/*
 * `has-sidebar`, `noSidebar` and `label-hidden` tell of what is in an element or beside it: the
 * word before says so; and that of `category-kommentare` what it writes of.
 */
static bool
is_of_another(struct slice name, size_t at)
{
	static const char *const before[] = {
		"has", "no", "with", "without", "label", "category", "tag"};
	size_t end = at, begin;

	while (end > 0 && (name.p[end - 1] == '-' || name.p[end - 1] == '_'))
		end--;
	for (begin = end; begin > 0 && is_letter(name.p[begin - 1]);)
		if (begins_word(name, --begin))
			break;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t len = strlen(before[i]), k = 0;

		while (k < len && end - begin == len &&
			lower(name.p[begin + k]) == (uint8_t)before[i][k])
			k++;
		if (k == len)
			return true;
	}
	return false;
}

unsigned
html_marks_of(struct slice names)
{
	unsigned marks = 0;

	names = slice_first(names, 300);
	for (size_t i = 0; i < names.len; i++)
		if (begins_word(names, i) && !is_of_another(names, i))
			marks |= marks_at(names, i);
	return marks;
}
