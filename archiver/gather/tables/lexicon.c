#include "archiver/gather/tables/lexicon.h"

#include "archiver/gather/tables/lexicon_data.h"

#include <assert.h>
#include <stdlib.h>

/* Tokens of the longest phrase. */
#define PHRASE_MAX 24

/* A power of two, well above what the tables have with all their beginnings. */
#define SLOTS ((size_t)1 << 14)

/* The same for the single tokens that phrases begin or end with. */
#define EDGES ((size_t)1 << 13)

struct edge {
	uint64_t key;	       /* of the token, 0 where the slot is empty */
	uint32_t begins, ends; /* classes of all phrases that do so with it */
	uint32_t alone;	       /* and of the one that it is */
	uint32_t seconds;      /* token_bit of all that follow it in phrases */
};

/* A phrase, or the beginning of one. */
struct slot {
	uint64_t key;	  /* 0 where the slot is empty */
	uint32_t classes; /* 0 where it only begins longer ones */
};

/* What is asked about most is smallest, so that it stays near the processor. */
struct lexicon {
	size_t used, edges_used;
	struct edge edges[EDGES];
	struct slot slots[SLOTS];
	struct slice data[SLOTS]; /* of the phrase in the slot of that number */
};

static const struct {
	const char *name;
	uint32_t classes;
} SECTIONS[] = {
	{"surname", LEXICON_SURNAME},
	{"honorific", LEXICON_HONORIFIC},
	{"rank", LEXICON_RANK},
	{"office", LEXICON_OFFICE},
	{"post", LEXICON_POST},
	{"body", LEXICON_BODY},
	{"named", LEXICON_NAMED},
	{"whole", LEXICON_WHOLE},
	{"domain", LEXICON_DOMAIN},
	{"tail", LEXICON_TAIL},
	{"unit", LEXICON_UNIT},
	{"province", LEXICON_PROVINCE},
	{"district", LEXICON_DISTRICT},
	{"country", LEXICON_COUNTRY},
	{"city", LEXICON_CITY},
	{"region", LEXICON_REGION},
	{"nature", LEXICON_NATURE},
	{"site", LEXICON_SITE},
	{"law", LEXICON_LAW},
	{"statute", LEXICON_STATUTE},
	{"titled", LEXICON_TITLED},
	{"day cue", LEXICON_DAY_CUE},
	{"saying", LEXICON_SAYING},
	{"not a place", LEXICON_NOT_PLACE},
	{"code", LEXICON_CODE},
	{"stop", LEXICON_STOP},
	{"former", LEXICON_FORMER},
	{"thing", LEXICON_THING},
	{"whereat", LEXICON_WHEREAT},
	{"agency", LEXICON_AGENCY},
	{"dateline", LEXICON_DATELINE},
};

/* The slot that has `key`, or the empty one where it would be. */
static size_t
slot_of(const struct lexicon *x, uint64_t key)
{
	size_t at = (size_t)(key >> 32) & (SLOTS - 1);

	while (x->slots[at].key != 0 && x->slots[at].key != key)
		at = (at + 1) & (SLOTS - 1);
	return at;
}

static size_t
edge_of(const struct lexicon *x, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 24) & (EDGES - 1);

	while (x->edges[at].key != 0 && x->edges[at].key != key)
		at = (at + 1) & (EDGES - 1);
	return at;
}

/* The slot of `key`, taken if there is none. */
static size_t
slot_made(struct lexicon *x, uint64_t key)
{
	size_t at = slot_of(x, key);

	x->used += x->slots[at].key == 0;
	assert(x->used < SLOTS / 4 * 3);
	x->slots[at].key = key;
	return at;
}

static struct edge *
edge_made(struct lexicon *x, uint64_t key)
{
	struct edge *edge = &x->edges[edge_of(x, key)];

	x->edges_used += edge->key == 0;
	assert(x->edges_used < EDGES / 4 * 3);
	edge->key = key;
	return edge;
}

/*
 * Where two of a class have one name, nobody can tell which is meant, and the phrase has no data;
 * a name of two classes has that of the first, for provinces stand before districts.
 */
static enum rc
add_phrase(
	struct lexicon *x, struct slice phrase, uint32_t classes, struct slice data, struct err *e)
{
	struct token t[PHRASE_MAX];
	size_t at = 0, end, count = token_read(phrase, 0, t, PHRASE_MAX, &end);
	struct edge *first;
	uint64_t key = 0;

	if (count == 0 || end != phrase.len)
		return err_set(e, RC_BAD, "\"%.*s\" is no phrase of up to %d words",
			SLICE_FMT(phrase), PHRASE_MAX);
	if (x->used + count >= SLOTS / 4 * 3 || x->edges_used + 2 >= EDGES / 4 * 3)
		return err_set(e, RC_LIMIT, "there is no room for \"%.*s\" beside %zu words",
			SLICE_FMT(phrase), x->used);
	first = edge_made(x, t[0].key);
	first->begins |= classes;
	first->alone |= count == 1 ? classes : 0;
	first->seconds |= count > 1 ? token_bit(t[1].key) : 0;
	edge_made(x, t[count - 1].key)->ends |= classes;
	for (size_t i = 0; i < count; i++) {
		key = token_key_add(key, t[i].key);
		at = slot_made(x, key);
	}
	if (x->slots[at].classes == 0)
		x->data[at] = data;
	else if (x->slots[at].classes == classes && !slice_equal(x->data[at], data))
		x->data[at] = SLICE_EMPTY;
	x->slots[at].classes |= classes;
	return RC_OK;
}

static enum rc
section_named(struct slice line, uint32_t *classes, struct err *e)
{
	const size_t count = sizeof SECTIONS / sizeof *SECTIONS;
	struct slice name = slice_of(line.p + 1, line.len > 1 ? line.len - 2 : 0);
	size_t i = 0;

	while (i < count && !slice_is(name, SECTIONS[i].name))
		i++;
	if (!slice_ends(line, "]") || i == count)
		return err_set(e, RC_BAD, "there is no section \"%.*s\"", SLICE_FMT(line));
	*classes = SECTIONS[i].classes;
	return RC_OK;
}

static enum rc
add_line(struct lexicon *x, struct slice line, uint32_t *classes, struct err *e)
{
	size_t tab = slice_find(line, '\t');

	if (line.len == 0 || line.p[0] == '#')
		return RC_OK;
	if (line.p[0] == '[')
		return section_named(line, classes, e);
	if (*classes == 0)
		return err_set(e, RC_BAD, "\"%.*s\" stands in no section", SLICE_FMT(line));
	return add_phrase(x, slice_first(line, tab), *classes, slice_from(line, tab + 1), e);
}

enum rc
lexicon_add(struct lexicon *x, struct slice table, struct err *e)
{
	uint32_t classes = 0;

	for (size_t number = 1; table.len > 0; number++) {
		struct slice line = slice_first(table, slice_find(table, '\n'));
		enum rc rc = add_line(x, line, &classes, e);

		if (rc != RC_OK)
			return err_within(e, rc, "line %zu", number);
		table = slice_from(table, line.len + 1);
	}
	return RC_OK;
}

enum rc
lexicon_new(struct lexicon **out, struct err *e)
{
	enum rc rc = RC_OK;

	*out = calloc(1, sizeof **out);
	if (*out == NULL)
		return err_nomem(e);
	for (size_t i = 0; i < LEXICON_TABLES && rc == RC_OK; i++)
		rc = lexicon_add(*out, lexicon_table(i), e);
	/* They are part of the program. */
	assert(rc == RC_OK);
	return rc;
}

void
lexicon_free(struct lexicon *x)
{
	free(x);
}

struct digest
lexicon_digest(void)
{
	struct hasher h;

	hasher_start(&h);
	for (size_t i = 0; i < LEXICON_TABLES; i++)
		hasher_add(&h, lexicon_table(i));
	return hasher_end(&h);
}

void
lexicon_mark(const struct lexicon *x, struct token *t, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct edge *edge = &x->edges[edge_of(x, t[i].key)];

		t[i].begins = edge->begins;
		t[i].ends = edge->ends;
		t[i].alone = edge->alone;
		t[i].seconds = edge->seconds;
	}
}

size_t
lexicon_match(const struct lexicon *x, const struct token *t, size_t count, uint32_t classes,
	struct lexicon_entry *entry)
{
	uint64_t key = 0;
	size_t best = 0;

	for (size_t i = 0; i < count && i < PHRASE_MAX; i++) {
		size_t at;

		key = token_key_add(key, t[i].key);
		at = slot_of(x, key);
		if (x->slots[at].key == 0)
			break;
		if ((x->slots[at].classes & classes) == 0)
			continue;
		best = i + 1;
		if (entry != NULL)
			*entry = (struct lexicon_entry){x->slots[at].classes, x->data[at]};
	}
	return best;
}
