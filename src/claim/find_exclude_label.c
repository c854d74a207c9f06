/* Numbers that name something: articles, ages, ranks, phones, accounts, items of a list, what a law provides. */
#include "claim/find_exclude.h"

/* "69 мың теңге айыппұл салу көзделген", "грозит штраф": what a law provides, by a word of [not a claim] with the value 1. */
static bool is_provided_by_law(const exclude_looking *l)
{
    size_t from, to;
    item_segment(l->r, l->q->item, &from, &to);
    if (l->r->language == ESEP_KK)
        from = l->q->item;
    else
        to = l->q->item;
    for (size_t i = from; i < to && l->q->shape != SHAPE_PERCENT; i++) {
        if (item_has(&l->r->items[i], LEXICON_NOT_CLAIM) && l->r->items[i].value == 1)
            return true;
    }
    return false;
}

/* "10.9 million 999 calls", "911 calls": the number that is called. */
static bool is_emergency_number(const exclude_looking *l)
{
    const quantity *q = l->q;
    if (l->r->language != ESEP_EN || !q->plain || q->shape != SHAPE_PLAIN || l->after->kind != ITEM_WORD)
        return false;
    int128 n = q->value.number;
    text word = l->r->tokens[l->after->token].small;
    bool call = text_equal(word, text_from("calls")) || text_equal(word, text_from("call")) ||
                text_equal(word, text_from("callers")) || text_equal(word, text_from("operators"));
    return call && (n == 999 || n == 911 || n == 112 || n == 101);
}

bool exclude_labelled(const exclude_looking *l)
{
    if (is_emergency_number(l))
        return true;
    bool behind_age = item_has(l->before, LEXICON_AGE) &&
                      item_or_none(l->r, item_before(l->r, l->before_at))->kind != ITEM_QUANTITY;
    if (l->q->shape == SHAPE_PLAIN &&
        (behind_age || item_has(l->before, LEXICON_ARTICLE | LEXICON_LABEL | LEXICON_RANK)))
        return true;
    if (is_provided_by_law(l))
        return true;
    /* "оның 322-сі бас бостандығынан айырылды" counts persons */
    bool persons = l->r->language == ESEP_KK && l->q->digits && l->q->cases & LEXICON_POSSESSIVE;
    if (item_has(l->before, LEXICON_PENALTY) || (item_has(l->after, LEXICON_PENALTY) && !persons))
        return true;
    /* the second of two: "ages 18 to 24", "статьи 190 и 191" */
    bool joins = item_has(l->before, LEXICON_AND | LEXICON_TO) || item_is(l->before, ',') ||
                 item_is(l->before, '/') || item_is(l->before, '-');
    size_t previous = l->before_at ? item_before(l->r, l->before_at) : 0;
    const find_item *first = item_or_none(l->r, previous);
    if (!joins || first->kind != ITEM_QUANTITY || item_has(l->after, LEXICON_UNIT | LEXICON_EVENT))
        return false;
    const quantity *other = &l->r->quantities[first->quantity];
    const find_item *label = item_or_none(l->r, item_before(l->r, previous));
    return other->excluded && item_has(label, LEXICON_ARTICLE | LEXICON_AGE | LEXICON_LABEL | LEXICON_RANK);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_of_phone(char c)
{
    return is_digit(c) || c == '-' || c == '(' || c == ')' || c == '+' || c == ' ';
}

/* Digits glued to letters, list numbers at the start of a line, "1.", "2)". */
bool exclude_enumeration(const exclude_looking *l)
{
    const find_sentence *s = &l->r->sentences[l->q->sentence];
    const find_item *i = &l->r->items[l->q->item];
    if (l->q->item != s->first || !l->q->digits || l->q->shape != SHAPE_PLAIN || l->q->value.number > 99)
        return false;
    return s->last == s->first + 1 || (item_is(l->after, ')') && i->open == 0) ||
           (s->last == s->first + 2 && l->after->ends_sentence);
}

/* "8 (7212) 42-10-10", "102-56-78": groups of digits between hyphens without blanks, with what stands before them in one run. */
bool exclude_phone(const exclude_looking *l)
{
    const char *words = l->r->words.data;
    size_t from = l->q->start, to = l->q->end, hyphens = 0, digits = 0;
    if (!l->q->digits || l->q->shape != SHAPE_PLAIN)
        return false;
    while (from > 0 && l->q->start - from < 24 && is_of_phone(words[from - 1]))
        from--;
    while (to < l->r->words.length && to - l->q->end < 24 && is_of_phone(words[to]))
        to++;
    for (size_t i = from; i < to; i++) {
        digits += is_digit(words[i]);
        hyphens +=
            words[i] == '-' && i > from && i + 1 < to && is_digit(words[i - 1]) && is_digit(words[i + 1]);
    }
    return hyphens >= 2 && digits >= 5 && digits <= 13;
}

/* Ten digits in a row without a group are a reference, a phone, an account; no bulletin prints a count so. */
bool exclude_reference(const exclude_looking *l)
{
    const quantity *q = l->q;
    int128 least = 1000000000;
    const char *first = l->r->words.data + q->start;
    if (q->plain && q->shape == SHAPE_PLAIN && q->end - q->start > 1 &&
        *first == '0') /* "007", a plate's "02" */
        return true;
    return q->shape == SHAPE_PLAIN && q->value.decimals == 0 && q->value.unit == 1 &&
           q->value.number >= least && q->end - q->start <= 20 && q->digits && q->plain;
}
