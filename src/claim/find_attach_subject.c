/* Operands of a change whose own sentence has none: of the thing that it names, of the sentence that it goes on with, of a list in order. */
#include "claim/find_attach.h"

#include <string.h>

/* Do two words tell one thing: by their letters, or by one value in the lexicon (killed, deaths)? */
static bool same_thing(const reading *r, const find_item *a, const find_item *b)
{
    const uint64_t told = LEXICON_UNIT | LEXICON_EVENT;
    if (a->kind != ITEM_WORD || b->kind != ITEM_WORD || !item_has(a, told) || !item_has(b, told))
        return false;
    if (a->value && a->value == b->value)
        return true;
    if (item_has(a, LEXICON_GENERIC) || item_has(b, LEXICON_GENERIC) || !item_has(a, LEXICON_UNIT) ||
        !item_has(b, LEXICON_UNIT))
        return false;
    text x = r->smalls[a->token], y = r->smalls[b->token];
    size_t letters = r->language == ESEP_EN ? 5 : 10;
    size_t n = x.length < y.length ? x.length : y.length;
    n = n > letters ? letters : n;
    return n >= letters / 2 + 1 && memcmp(x.data, y.data, n) == 0;
}

/* A word that tells what a figure is of; "people" alone tells nothing. */
static bool tells_thing(const find_item *i)
{
    bool person = item_has(i, LEXICON_INHABITANT) && i->value == 0;
    return i->kind == ITEM_WORD && item_has(i, LEXICON_UNIT | LEXICON_EVENT) && !person;
}

/* `change` is the change's item: what it counts itself ("27 crimes fewer") is not what it is said of. */
static bool told_in(const reading *r, size_t from, size_t to, size_t change, size_t thing)
{
    for (size_t at = from; at < to; at++) {
        if ((at < change || at > change + 2) && tells_thing(&r->items[at]) &&
            same_thing(r, &r->items[at], &r->items[thing]))
            return true;
    }
    return false;
}

/* Is what the level counts (one of the three words behind it, or what happened right before it: "погибли 17") told in the change's own part of
 * its sentence? */
bool attach_names_thing_of(const reading *r, const quantity *change, const quantity *level)
{
    size_t from, to, at = level->item, before = item_before(r, level->item);
    item_segment(r, change->item, &from, &to);
    if (from > r->sentences[change->sentence].first &&
        item_dash(&r->items[from - 1])) { /* "погибших – на 5 человек" */
        size_t end;
        item_segment(r, from - 2, &from, &end);
    }
    for (size_t n = 0; n < 3; n++) {
        at = item_after(r, at);
        if (!at || r->items[at].kind != ITEM_WORD)
            break;
        if (tells_thing(&r->items[at]) && told_in(r, from, to, change->item, at))
            return true;
    }
    return before && tells_thing(&r->items[before]) && told_in(r, from, to, change->item, before);
}

/* "Зарегистрировано 21 500 происшествий. … Количество происшествий возросло на 65 %": the last level before that counts the thing named with
 * the change. It stays a claim of its own, and accuses nobody. */
bool attach_from_same_subject(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i;
         k-- > 0 && r->quantities[k].sentence + FIND_BEFORE >= change->sentence && i - k < 16;) {
        const quantity *q = &r->quantities[k];
        if (q->sentence == change->sentence || !attach_fits(change, q) || q->shape == SHAPE_PERCENT ||
            q->kind == CLAIM_RATE || q->role == ROLE_BASE || q->whole != NOBODY ||
            !attach_names_thing_of(r, change, q))
            continue;
        change->current = (int)k;
        if (q->base != NOBODY && quantity_near_change(change, &r->quantities[q->base], q))
            change->base = q->base;
        change->unsure = true;
        return true;
    }
    return false;
}

/* "468 less crimes of this nature", "на 12 таких краж меньше": of the last level before, whatever change stands between. */
bool attach_from_pointed_thing(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    const find_sentence *s = &r->sentences[change->sentence];
    size_t reach = change->item + 5 < s->last ? change->item + 5 : s->last;
    size_t points = item_find(r, change->item + 1, reach, LEXICON_ANAPHOR);
    if (!points || !(item_has(&r->items[points - 1], LEXICON_UNIT) ||
                     item_has(&r->items[points + 1 < s->last ? points + 1 : points], LEXICON_UNIT)))
        return false;
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence + 1 >= change->sentence && i - k < 6;) {
        const quantity *q = &r->quantities[k];
        if (!attach_fits(change, q) || q->shape == SHAPE_PERCENT || q->role == ROLE_BASE)
            continue;
        change->current = (int)k;
        change->unsure = true;
        return true;
    }
    return false;
}

/* Is the change the only figure of its sentence? */
static bool alone_in_sentence(const reading *r, size_t i)
{
    const find_sentence *s = &r->sentences[r->quantities[i].sentence];
    for (size_t k = s->quantity; k < s->quantities; k++) {
        if (k != i && !r->quantities[k].excluded)
            return false;
    }
    return true;
}

/* "Road deaths are down by two percent. 1,700 people were killed – a fall of 60.": the next sentence opens with the same thing, and tells the
 * same way in units. Sure where nothing but persons are counted there. */
bool attach_from_sentence_behind(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    size_t next = change->sentence + 1;
    if (change->kind != CLAIM_CHANGE_PERCENT || next >= r->n_sentences || !alone_in_sentence(r, i))
        return false;
    const find_sentence *s = &r->sentences[next];
    if (s->quantities < s->quantity + 2)
        return false;
    quantity *level = &r->quantities[s->quantity];
    const quantity *units = &r->quantities[s->quantity + 1];
    bool opens = level->item == s->first || item_before(r, level->item) == 0;
    if (!opens || !attach_fits(change, level) || level->shape != SHAPE_PLAIN || units->excluded ||
        units->kind != CLAIM_CHANGE_ABSOLUTE || units->direction != change->direction ||
        units->current != (int)s->quantity)
        return false;
    if (!attach_names_thing_of(r, change, level))
        return false;
    change->current = (int)s->quantity;
    change->delta = (int)s->quantity + 1;
    change->unsure = !item_has(item_or_none(r, item_after(r, level->item)), LEXICON_INHABITANT);
    level->taken = true;
    return true;
}

/* "6 289 murders, 16.7 % fewer than in the previous quarter. … down from 82 a day in the preceding three months, when 7 555 people were killed":
 * a clause behind the period compared with tells its value. Taken only where it comes out to the last digit or two. */
void attach_base_in_clause(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->kind != CLAIM_CHANGE_PERCENT || change->current == NOBODY || change->base != NOBODY)
        return;
    for (size_t k = i + 1;
         k < r->n_quantities && r->quantities[k].sentence <= change->sentence + 1 && k < i + 8; k++) {
        quantity *q = &r->quantities[k];
        size_t from, to;
        item_segment(r, q->item, &from, &to);
        bool clause = item_has(&r->items[from], LEXICON_CLAUSE) && from > r->sentences[q->sentence].first + 2;
        if (!clause || !quantity_is_level(q) || q->taken || q->base != NOBODY ||
            !quantity_alike(q, &r->quantities[change->current]) ||
            !item_find(r, from > 8 ? from - 8 : 1, from, LEXICON_BASE_PERIOD))
            continue;
        quantity about = *change;
        about.value.number *= 10, about.value.decimals++, about.printed_decimals--;
        if (about.printed_decimals < 0 || !quantity_near_change(&about, q, &r->quantities[change->current]))
            return;
        change->base = (int)k;
        q->taken = true;
        q->role = ROLE_BASE;
        return;
    }
}

/* "186 … и 41 …, соответственно на 12,6 и 12,2 % меньше": the changes of the sentence and the levels before them, in order, where both are as
 * many and a word says that they match. */
void attach_respectively(reading *r, size_t sentence)
{
    enum { MOST = 8 };
    const find_sentence *s = &r->sentences[sentence];
    size_t changes[MOST], levels[MOST], n = 0, m = 0,
                                        mark = item_find(r, s->first, s->last, LEXICON_RESPECTIVELY);
    if (!mark)
        return;
    for (size_t k = s->quantity; k < s->quantities && n < MOST && m < MOST; k++) {
        const quantity *q = &r->quantities[k];
        if (attach_is_change(q) && q->delta == NOBODY)
            changes[n++] = k;
        else if (quantity_is_level(q) && n == 0 && q->role != ROLE_BASE && !r->items[q->item].open)
            levels[m++] = k;
        else if (quantity_is_level(q) && n > 0)
            return;
    }
    if (n < 2 || n != m || n == MOST)
        return;
    for (size_t k = 0; k < n; k++) {
        quantity *change = &r->quantities[changes[k]];
        if (change->current != NOBODY || change->base != NOBODY ||
            !attach_fits(change, &r->quantities[levels[k]]))
            return;
    }
    for (size_t k = 0; k < n; k++)
        attach_take_current(r, &r->quantities[changes[k]], levels[k]);
}

/* "… 214 аварий. … число ДТП сократилось на 9,3 % (с 236)": only the earlier value stands with the change; the new one is what the sentence
 * before counted, where it comes out. */
void attach_current_beside(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->base == NOBODY || change->current != NOBODY || change->sentence == 0)
        return;
    const find_sentence *before = &r->sentences[change->sentence - 1];
    for (size_t k = before->quantity; k < before->quantities; k++) {
        const quantity *q = &r->quantities[k];
        if (!attach_fits(change, q) || q->shape == SHAPE_PERCENT || q->role == ROLE_BASE ||
            q->base != NOBODY || !quantity_alike(q, &r->quantities[change->base]) ||
            !quantity_near_change(change, &r->quantities[change->base], q))
            continue;
        change->current = (int)k;
        change->unsure = true;
        return;
    }
}
