/* The operands of a change: its pair, or its new or earlier value, in a bracket, the same sentence or a neighbouring one. */
#include "claim/find_inside.h"

#include <math.h>
#include <string.h>

static const find_item *item_or_none(const reading *r, size_t at)
{
    static const find_item none = {.kind = ITEM_MARK};
    return at ? &r->items[at] : &none;
}

static bool is_change(const quantity *q)
{
    return !q->excluded && (q->kind == CLAIM_CHANGE_PERCENT || q->kind == CLAIM_CHANGE_ABSOLUTE ||
                            q->kind == CLAIM_CHANGE_RATIO);
}

bool quantity_near_change(const quantity *change, const quantity *base, const quantity *current)
{
    double b = quantity_real(base), c = quantity_real(current),
           said = quantity_real(change) * change->direction, is;
    if (b <= 0 || c <= 0)
        return false;
    if (change->kind == CLAIM_CHANGE_PERCENT)
        is = 100 * (c - b) / b;
    else if (change->kind == CLAIM_CHANGE_ABSOLUTE)
        is = c - b;
    else
        is = c > b ? c / b : -b / c;
    if (change->value.approximation != CLAIM_EXACT || change->form & CLAIM_IN_FRACTION)
        return fabs(is - said) <= fmax(1, 0.12 * fabs(said));
    double digit = change->kind == CLAIM_CHANGE_RATIO && change->printed_decimals == 0 ? 1 : 1.02;
    for (int i = 0; i < change->printed_decimals; i++)
        digit /= 10;
    return fabs(is - said) <= digit / 2;
}

/* Shares set against each other stay claims: "twice as likely to be women (63 % compared with 37 %)". */
static void release_shares(reading *r, const quantity *change)
{
    if (change->kind != CLAIM_CHANGE_RATIO || change->base == NOBODY ||
        r->quantities[change->base].shape != SHAPE_PERCENT)
        return;
    r->quantities[change->base].taken = r->quantities[change->current].taken = false;
    r->quantities[change->current].base = NOBODY;
}

static void take_pair(reading *r, quantity *change, size_t current)
{
    change->current = (int)current;
    change->base = r->quantities[current].base;
    change->unsure |= r->quantities[current].unsure;
    r->quantities[current].taken = true;
    release_shares(r, change);
}

static void take_current(reading *r, quantity *change, size_t current)
{
    change->current = (int)current;
    r->quantities[current].taken = true;
    if (r->quantities[current].base != NOBODY) {
        change->base = r->quantities[current].base;
        change->unsure |= r->quantities[current].unsure;
    }
}

static bool is_pair(const reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    return quantity_is_level(q) && q->base != NOBODY;
}

/* Could this level be an operand of the change? Shares only of changes said of rates, never of ratios between counts. */
static bool fits(const quantity *change, const quantity *level)
{
    if (!quantity_is_level(level) || level->form & (CLAIM_IN_FRACTION | CLAIM_ONE_IN_N))
        return false;
    if (level->shape == SHAPE_PERCENT)
        return change->kind != CLAIM_CHANGE_ABSOLUTE;
    return true;
}

static bool names_base(const reading *r, size_t from, size_t to)
{
    if (item_find(r, from, to, LEXICON_BASE_PERIOD | LEXICON_COMPARED))
        return true;
    for (size_t i = from; i < to && i < from + FIND_REACH; i++) {
        if (r->items[i].kind == ITEM_QUANTITY && r->quantities[r->items[i].quantity].year)
            return true;
    }
    return false;
}

/* "на 21,8 % (с 87 до 106)", "(зарегистрировано 18832)", "than in 2010/11 (30,620)", "45,5 %-ға (былтыр 11 еді)". */
static bool from_bracket_after(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    const find_sentence *s = &r->sentences[change->sentence];
    size_t open = 0;
    for (size_t at = change->item + 1; at < s->last && at < change->item + 14 && !open; at++) {
        const find_item *now = &r->items[at];
        if (item_is(now, '('))
            open = at;
        else if (item_is(now, ',') && item_has(&r->items[at + 1], LEXICON_THAN))
            continue; /* "на 16 больше, чем за прошлый год (48)" */
        else if (item_is(now, ';') || (item_is(now, ',') && r->language != ESEP_KK) ||
                 (item_has(now, LEXICON_AND) && now->value == 0) || item_has(now, LEXICON_CLAUSE) ||
                 (now->kind == ITEM_QUANTITY && !r->quantities[now->quantity].excluded))
            return false;
    }
    if (!open)
        return false;
    size_t end = item_bracket_end(r, open), only = 0, n = 0;
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].item < end; k++) {
        if (r->quantities[k].item > open && is_pair(r, k)) {
            take_pair(r, change, k);
            return true;
        }
        if (r->quantities[k].item > open && fits(change, &r->quantities[k])) {
            only = k;
            n++;
        }
    }
    if (n != 1)
        return false;
    quantity *level = &r->quantities[only];
    bool adjacent = open == change->item + 1;
    bool from = item_has(item_or_none(r, item_before(r, level->item)), LEXICON_FROM);
    bool base = from || names_base(r, open, end) || (!adjacent && names_base(r, change->item + 1, open));
    if (level->shape == SHAPE_PERCENT && !base)
        return false;
    change->unsure |= base && !from && !adjacent && !names_base(r, open, end);
    if (base) {
        change->base = (int)only;
        level->taken = true;
    } else {
        take_current(r, change, only);
    }
    return true;
}

/* "492 преступления. В 2015 году их было 619, что на 20,5 % больше": the figure before the change is the earlier one of a pair. */
static bool from_pair_of_base(reading *r, quantity *change, size_t base)
{
    for (size_t k = base > 4 ? base - 4 : 0; k < base + 4 && k < r->n_quantities; k++) {
        if (r->quantities[k].base == (int)base && is_pair(r, k)) {
            take_pair(r, change, k);
            return true;
        }
    }
    return false;
}

/* "с 3097 до 3474 (+12,2 %)", "61,959 offences (+9,103)": the change is in the bracket. */
/* Does a figure stand right before the bracket too? */
static bool level_at_bracket(const reading *r, size_t i, size_t open)
{
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == r->quantities[i].sentence;) {
        const quantity *q = &r->quantities[k];
        if (!q->excluded && q->item < open)
            return quantity_is_level(q) && open - q->item <= 6;
    }
    return false;
}

static bool from_before_bracket(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    size_t open = r->items[change->item].open;
    if (!open)
        return false;
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == change->sentence;) {
        quantity *q = &r->quantities[k];
        if (q->item > open) {
            if (fits(change, q) && q->shape != SHAPE_PERCENT) {
                if (q->taken && q->role == ROLE_BASE)
                    return from_pair_of_base(r, change, k);
                if (level_at_bracket(r, k, open)) /* two figures, and no word which is the earlier */
                    return false;
                take_current(r, change, k);
                return true;
            }
            continue;
        }
        if (q->excluded)
            continue;
        if (!fits(change, q) || open - q->item > 6 || q->shape == SHAPE_PERCENT)
            return false;
        if (q->taken && q->role == ROLE_BASE)
            return from_pair_of_base(r, change, k);
        take_current(r, change, k);
        return true;
    }
    return false;
}

/* Two figures of one change: what the first has found, the second has too. */
static bool from_twin(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->delta == NOBODY)
        return false;
    const quantity *twin = &r->quantities[change->delta];
    change->current = twin->current;
    change->base = twin->base;
    return twin->current != NOBODY || twin->base != NOBODY;
}

static bool other_change_between(const reading *r, size_t a, size_t b)
{
    size_t low = a < b ? a : b, high = a < b ? b : a;
    for (size_t k = low + 1; k < high; k++) {
        if (is_change(&r->quantities[k]) && r->quantities[k].delta == NOBODY &&
            r->quantities[b].delta != (int)k && r->quantities[a].delta != (int)k)
            return true;
    }
    return false;
}

static bool strong_break(const reading *r, size_t from, size_t to)
{
    for (size_t at = from; at < to && at < from + FIND_REACH; at++) {
        if (item_is(&r->items[at], ';'))
            return true;
    }
    return false;
}

/* Words of its own behind the last comma, dash or clause word before `to`: "выросла на 4 %, а краж …", "10 пайызға көбейді, бірақ қаза
 * тапқандар саны 9-дан …". Then what follows is about something else. */
static bool named_between(const reading *r, size_t from, size_t to)
{
    const uint64_t light = LEXICON_UP | LEXICON_DOWN | LEXICON_BY | LEXICON_FROM | LEXICON_TO | LEXICON_OF |
                           LEXICON_AND | LEXICON_ABOUT | LEXICON_ABOUT_LESS | LEXICON_ABOUT_MORE |
                           LEXICON_ABOUT_NEARLY | LEXICON_ARTICLE_WORD | LEXICON_ANAPHOR | LEXICON_COMPARED |
                           LEXICON_BASE_PERIOD | LEXICON_CURRENT_PERIOD | LEXICON_PERIOD | LEXICON_YEAR |
                           LEXICON_BEFORE_YEAR | LEXICON_MONTH | LEXICON_TIME | LEXICON_THAN | LEXICON_LEVEL |
                           LEXICON_REACHED | LEXICON_GENERIC | LEXICON_TOTAL | LEXICON_CURRENCY;
    size_t last = 0;
    for (size_t at = from + 1; at < to && at < from + FIND_REACH; at++) {
        if (item_divides(&r->items[at]) || item_has(&r->items[at], LEXICON_CLAUSE))
            last = at;
    }
    for (size_t at = last + 1; last && at < to; at++) {
        if (r->items[at].kind == ITEM_WORD && !item_has(&r->items[at], light))
            return true;
    }
    return false;
}

static bool light_between(const reading *r, const quantity *level, const quantity *change);

/* A pair of the same sentence, no other change between: the one that follows, else the one that stands before. */
static bool from_pair_in_sentence(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].sentence == change->sentence && k < i + 8;
         k++) {
        quantity *q = &r->quantities[k];
        if (is_change(q) && q->delta != (int)i)
            break;
        if (is_pair(r, k) && !q->taken && fits(change, q) && !strong_break(r, change->item, q->item)) {
            bool percent = q->shape == SHAPE_PERCENT;
            if (q->kind == CLAIM_RATE && r->quantities[q->base].sentence != q->sentence)
                continue;
            if (percent && change->kind != CLAIM_CHANGE_RATIO &&
                !quantity_near_change(change, &r->quantities[q->base], q))
                continue;
            if (named_between(r, change->item,
                              r->quantities[q->base].item < q->item ? r->quantities[q->base].item
                                                                    : q->item) &&
                !quantity_near_change(change, &r->quantities[q->base], q))
                continue;
            take_pair(r, change, k);
            return true;
        }
    }
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == change->sentence && i - k < 8;) {
        quantity *q = &r->quantities[k];
        bool points = change->form & CLAIM_POINTS;
        if (is_pair(r, k) && fits(change, q) && (q->shape != SHAPE_PERCENT || points) &&
            !strong_break(r, q->item, change->item) && (!q->taken || !other_change_between(r, k, i)) &&
            !other_change_between(r, k, i)) {
            bool doubtful = q->taken || item_find(r, q->item, change->item, LEXICON_CLAUSE) != 0 ||
                            !light_between(r, q, change);
            if (doubtful && !quantity_near_change(change, &r->quantities[q->base], q))
                return false;
            take_pair(r, change, k);
            return true;
        }
    }
    return false;
}

/* Between a level and its change stand only light words: "366 преступлений – на 8,3 % меньше", "961 оқиға, 37,6 % азайған". */
static bool light_between(const reading *r, const quantity *level, const quantity *change)
{
    size_t last = 0, from = level->item + 1;
    if (change->item - level->item > 24)
        return false;
    for (size_t at = from; at < change->item; at++) {
        bool joins = item_has(&r->items[at], LEXICON_AND) && r->items[at].value == 0;
        if (joins || item_divides(&r->items[at]) || item_has(&r->items[at], LEXICON_ANAPHOR | LEXICON_CLAUSE))
            last = at;
        /* "14 collisions so far; that's 5 more": a semicolon parts, unless a word behind it points back */
        if (item_is(&r->items[at], ';') && !item_has(&r->items[at + 1], LEXICON_ANAPHOR))
            return false;
    }
    if (!last)
        return true;
    bool anaphor = item_has(&r->items[last], LEXICON_ANAPHOR);
    /* "802 ДТП, годовое сокращение составило 28,2 %": one word more before a noun of change */
    size_t spare = item_find(r, last + 1, change->item, LEXICON_CHANGE_NOUN) ? 1 : 0;
    for (size_t at = last + 1; at < change->item; at++) {
        const find_item *i = &r->items[at];
        if (i->kind == ITEM_WORD && i->tags == 0 && spare > 0) {
            spare--;
            continue;
        }
        if (i->kind == ITEM_QUANTITY && r->quantities[i->quantity].excluded)
            continue;
        uint64_t light = LEXICON_UP | LEXICON_DOWN | LEXICON_COMPARATIVE | LEXICON_BY | LEXICON_ANAPHOR |
                         LEXICON_AND | LEXICON_ABOUT | LEXICON_ABOUT_LESS | LEXICON_ABOUT_MORE |
                         LEXICON_ABOUT_NEARLY | LEXICON_ARTICLE_WORD | LEXICON_COMPARED |
                         LEXICON_BASE_PERIOD | LEXICON_THAN | LEXICON_YEAR | LEXICON_OF |
                         LEXICON_CHANGE_NOUN | LEXICON_GENERIC | LEXICON_BEFORE_YEAR | LEXICON_REACHED |
                         LEXICON_PERIOD | LEXICON_FROM;
        if (!item_has(i, light) && !(anaphor && i->kind == ITEM_WORD) && i->kind == ITEM_WORD)
            return false;
        if (item_has(i, LEXICON_UNIT) && !item_has(i, LEXICON_GENERIC) && !anaphor)
            return false;
    }
    return !(item_has(&r->items[last], LEXICON_CLAUSE) && !anaphor);
}

/* "4,870 thefts, 312 fewer …, a fall of 6.0 %": the same change in another measure right before. */
static bool same_change(const reading *r, const quantity *change, const quantity *other)
{
    /* "a decline of 3 % compared to 2019 and an increase of 9 % compared to 2021" */
    if (is_change(other) && other->kind == change->kind && other->current != NOBODY &&
        other->base == NOBODY && change->item - other->item < 14 &&
        item_find(r, other->item, change->item, LEXICON_COMPARED) &&
        item_find(r, change->item, change->item + 8 < r->n_items ? change->item + 8 : r->n_items,
                  LEXICON_COMPARED) &&
        !item_find(r, other->item, change->item, LEXICON_UNIT | LEXICON_EVENT))
        return true;
    return is_change(other) && other->kind != change->kind && other->direction == change->direction &&
           other->current != NOBODY && other->base == NOBODY && light_between(r, other, change);
}

/* "3,775, 4.8 % lower than the 3,967 … and 13 % lower than in 2019": the new value of the change before, whose base stands between. */
static bool from_change_of_base(const reading *r, quantity *change, size_t base)
{
    for (size_t k = base; k-- > 0 && base - k <= 2 && r->quantities[k].sentence == change->sentence;) {
        const quantity *other = &r->quantities[k];
        if (!is_change(other) || other->base != (int)base || other->current == NOBODY)
            continue;
        change->current = other->current;
        change->unsure = true;
        return true;
    }
    return false;
}

static bool from_level_before(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i; k-- > 0 && r->quantities[k].sentence == change->sentence;) {
        quantity *q = &r->quantities[k];
        if (q->excluded)
            continue;
        if (is_change(q) && change->delta == (int)k)
            continue;
        if (same_change(r, change, q)) {
            change->current = q->current;
            change->unsure |= q->unsure || q->kind == change->kind;
            return true;
        }
        bool points = change->form & CLAIM_POINTS && (q->base != NOBODY || q->role == ROLE_BASE);
        if (!fits(change, q) || (q->shape == SHAPE_PERCENT && !points) || !light_between(r, q, change))
            return false;
        if (q->taken && q->role == ROLE_BASE)
            return from_pair_of_base(r, change, k) || from_change_of_base(r, change, k);
        if (q->taken && q->base != NOBODY && !quantity_near_change(change, &r->quantities[q->base], q))
            return false;
        take_current(r, change, k);
        return true;
    }
    return false;
}

/* Is what the level counts named beside the change: "a 16.7 % drop in murder cases: 6 289 murders"? */
static bool same_thing(const reading *r, const quantity *change, const quantity *level)
{
    const find_item *unit = item_or_none(r, item_after(r, level->item));
    size_t from, to, letters = r->language == ESEP_EN ? 5 : 8;
    item_segment(r, change->item, &from, &to);
    text word = unit->kind == ITEM_WORD ? r->smalls[unit->token] : (text){NULL, 0};
    for (size_t at = from; at < to && word.length >= letters; at++) {
        const find_item *i = &r->items[at];
        text other = i->kind == ITEM_WORD ? r->smalls[i->token] : (text){NULL, 0};
        if (other.length >= letters && memcmp(other.data, word.data, letters) == 0)
            return true;
    }
    return false;
}

/* "fell by 4 % to 619", "(-1,9 %, до 171 тыс.)", "6 % down at 6,620", "with about 79,000 stolen", "их почти 40 тысяч". */
static bool from_level_after(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    for (size_t k = i + 1; k < r->n_quantities && r->quantities[k].sentence == change->sentence; k++) {
        quantity *q = &r->quantities[k];
        if (q->excluded || q->delta == (int)i)
            continue;
        if (!fits(change, q) || strong_break(r, change->item, q->item))
            return false;
        size_t before = item_before(r, q->item);
        bool to = item_has(item_or_none(r, before), LEXICON_TO | LEXICON_LEVEL | LEXICON_ANAPHOR) ||
                  (item_is(item_or_none(r, before), ':') && same_thing(r, change, q));
        if (r->language == ESEP_RU && item_has(item_or_none(r, before), LEXICON_REACHED) &&
            q->shape != SHAPE_PERCENT)
            to = true;
        if (r->language == ESEP_KK)
            to = item_find(r, q->item + 1,
                           q->item + 5 < r->sentences[q->sentence].last ? q->item + 5
                                                                        : r->sentences[q->sentence].last,
                           LEXICON_UNTIL | LEXICON_REACHED) != 0;
        bool from = item_has(item_or_none(r, before), LEXICON_FROM);
        bool than = item_has(item_or_none(r, before), LEXICON_THAN) && q->shape != SHAPE_PERCENT;
        /* "more than double the 4,300" */
        bool times = change->kind == CLAIM_CHANGE_RATIO && r->language == ESEP_EN && before == change->item;
        if (((from && r->language == ESEP_EN) || than || times) && !q->taken) {
            change->base = (int)k;
            q->taken = true;
            q->role = ROLE_BASE;
            return true;
        }
        if (!to || (q->shape == SHAPE_PERCENT && !change->of_rate))
            return false;
        if (named_between(r, change->item, q->item) && !same_thing(r, change, q))
            return false;
        take_current(r, change, k);
        return true;
    }
    return false;
}

/* Does the sentence up to the change point back: "Это на 14 % меньше", "Бұл …", "That is a decrease of …"? */
static bool points_back(const reading *r, const quantity *change)
{
    const find_sentence *s = &r->sentences[change->sentence];
    size_t anaphor =
        item_find(r, s->first, change->item < s->first + 8 ? change->item : s->first + 8, LEXICON_ANAPHOR);
    return anaphor && anaphor < s->first + 3;
}

/* The changes of one pointing sentence and the last levels of the sentence before match in order: "Эти цифры на 33,3 % и 16,1 % больше". */
static bool from_sentence_before(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->sentence == 0 || !points_back(r, change))
        return false;
    const find_sentence *own = &r->sentences[change->sentence], *before = &r->sentences[change->sentence - 1];
    size_t rank = 0, changes = 0, levels[16], n = 0;
    for (size_t k = own->quantity; k < own->quantities; k++) {
        if (is_change(&r->quantities[k]) && r->quantities[k].delta == NOBODY) {
            rank += k < i;
            changes++;
        }
    }
    if (change->delta != NOBODY)
        return false;
    for (size_t k = before->quantity; k < before->quantities && n < 16; k++) {
        const quantity *q = &r->quantities[k];
        if (fits(change, q) && q->role != ROLE_BASE && (q->shape != SHAPE_PERCENT || change->of_rate))
            levels[n++] = k;
    }
    if (n == 0 || rank >= n)
        return false;
    size_t from = changes > 1 && n >= changes ? n - changes : n - 1;
    size_t chosen = changes > 1 && n >= changes ? levels[from + rank] : levels[n - 1];
    if (changes > 1 && n < changes)
        return false;
    change->unsure |= n > changes;
    take_current(r, change, chosen);
    return true;
}

/* Do two sentences name the same thing counted: "a 12-percent rise in rape … . … cases of rape rose …"? */
static bool same_subject(const reading *r, size_t change_item, const quantity *level)
{
    const find_sentence *s = &r->sentences[level->sentence];
    size_t from, to, letters = r->language == ESEP_EN ? 4 : 8;
    item_segment(r, change_item, &from, &to);
    for (size_t a = from; a < to; a++) {
        text x = r->items[a].kind == ITEM_WORD ? r->smalls[r->items[a].token] : (text){NULL, 0};
        if (!item_has(&r->items[a], LEXICON_UNIT) || item_has(&r->items[a], LEXICON_GENERIC) ||
            x.length < letters)
            continue;
        for (size_t b = s->first; b < s->last && b < s->first + FIND_REACH; b++) {
            text y = r->items[b].kind == ITEM_WORD ? r->smalls[r->items[b].token] : (text){NULL, 0};
            if (y.length >= letters && memcmp(x.data, y.data, letters) == 0)
                return true;
        }
    }
    return false;
}

/* A sentence with a word of rise or fall of its own has said what its pair is about: "Впервые спад мошенничеств (с 544 до 428)." */
static bool says_own_change(const reading *r, size_t sentence)
{
    const find_sentence *s = &r->sentences[sentence];
    return item_find(r, s->first, s->last, LEXICON_UP | LEXICON_DOWN) != 0;
}

static bool opens_with_anaphor(const reading *r, size_t sentence)
{
    const find_sentence *s = &r->sentences[sentence];
    return item_find(r, s->first, s->first + 2 < s->last ? s->first + 2 : s->last, LEXICON_ANAPHOR) != 0;
}

/* A pair of the sentence after or before that nobody has taken, and that gives about what the change says: "Преступность снизилась на 24 %.
 * За шесть месяцев прошлого года – 3 287, этого – 2 511." */
static bool from_pair_beside(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    static const int steps[] = {1, -1, -2, 2, 3};
    for (size_t n = 0; n < sizeof steps / sizeof *steps; n++) {
        int step = steps[n];
        size_t s = change->sentence + (size_t)step;
        if (s >= r->n_sentences)
            continue;
        for (size_t k = r->sentences[s].quantity; k < r->sentences[s].quantities; k++) {
            quantity *q = &r->quantities[k];
            if (!is_pair(r, k) || q->taken ||
                (says_own_change(r, s) && !(step == 1 && opens_with_anaphor(r, s)) &&
                 !same_subject(r, change->item, q)) ||
                q->kind == CLAIM_RATE || q->shape == SHAPE_PERCENT ||
                !quantity_near_change(change, &r->quantities[q->base], q))
                continue;
            take_pair(r, change, k);
            return true;
        }
    }
    return false;
}

/* The earlier value stands in the sentence after, the new one in the change's own: "биыл 237 …, бұл 41 %-ға көп. Яғни былтыр 168.";
 * or it is what the sentence before has come to. */
static void base_beside(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->current == NOBODY || change->base != NOBODY)
        return;
    const find_sentence *last = &r->sentences[change->sentence ? change->sentence - 1 : 0];
    for (size_t k = last->quantity; change->sentence && k < last->quantities; k++) {
        const quantity *q = &r->quantities[k];
        if (q->base == NOBODY && !q->taken)
            continue;
        /* the value reached in the sentence before is the one that this change starts from */
        if (q->role == ROLE_CURRENT && quantity_is_level(q) && (int)k != change->current &&
            quantity_alike(q, &r->quantities[change->current]) &&
            quantity_near_change(change, q, &r->quantities[change->current])) {
            change->base = (int)k;
            return;
        }
    }
    if (change->sentence + 1 >= r->n_sentences)
        return;
    const find_sentence *next = &r->sentences[change->sentence + 1];
    for (size_t k = next->quantity; k < next->quantities; k++) {
        quantity *q = &r->quantities[k];
        if (!quantity_is_level(q) || q->taken || q->base != NOBODY ||
            !quantity_alike(q, &r->quantities[change->current]))
            continue;
        if (!item_find(r, next->first, q->item, LEXICON_BASE_PERIOD) ||
            !quantity_near_change(change, q, &r->quantities[change->current]))
            return;
        change->base = (int)k;
        q->taken = true;
        return;
    }
}

/* The earlier value stands with the change, the new one before: "217 per 100,000, down 55 percent from 487"; "This was 51 per cent higher
 * than in 2010/11 (30,620)." */
static void current_of_base(reading *r, size_t i)
{
    int base = r->quantities[i].base;
    if (!from_level_before(r, i))
        from_sentence_before(r, i);
    r->quantities[i].base = base;
}

static void attach(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    bool found = from_bracket_after(r, i) || from_before_bracket(r, i) || from_twin(r, i) ||
                 from_pair_in_sentence(r, i) || from_level_after(r, i) || from_level_before(r, i) ||
                 from_sentence_before(r, i);
    if (!found)
        found = from_pair_beside(r, i);
    if (change->base != NOBODY && change->current == NOBODY)
        current_of_base(r, i);
    if (change->current != NOBODY && change->base == NOBODY)
        base_beside(r, i);
}

/* A rough lead and the exact figure behind it: "выросла более чем на пятую часть: … на 21,8 % (с 87 до 106)". */
static void lead_from_next(reading *r, size_t i)
{
    quantity *lead = &r->quantities[i];
    if (lead->current != NOBODY || lead->base != NOBODY ||
        (lead->value.approximation == CLAIM_EXACT && !(lead->form & CLAIM_IN_FRACTION)))
        return;
    for (size_t k = i + 1;
         k < r->n_quantities && k < i + 3 && r->quantities[k].sentence <= lead->sentence + 1; k++) {
        const quantity *exact = &r->quantities[k];
        if (!is_change(exact) || exact->direction != lead->direction || exact->current == NOBODY ||
            exact->base == NOBODY)
            continue;
        if (quantity_near_change(lead, &r->quantities[exact->base], &r->quantities[exact->current])) {
            lead->current = exact->current;
            lead->base = exact->base;
        }
        return;
    }
}

/* "up by 5 %, with 228,000 offences, an increase of 12,000": the change said again in units, of the same new value. Joined only where it comes
 * out, to the thousands that both are printed in. */
static void delta_behind(reading *r, size_t i)
{
    quantity *change = &r->quantities[i];
    if (change->kind != CLAIM_CHANGE_PERCENT || change->current == NOBODY || change->base != NOBODY ||
        change->delta != NOBODY || i + 2 >= r->n_quantities)
        return;
    for (size_t k = i + 1; k < r->n_quantities && k <= i + 2; k++) {
        const quantity *delta = &r->quantities[k];
        if (delta->sentence != change->sentence || delta->excluded)
            return;
        if (delta->kind != CLAIM_CHANGE_ABSOLUTE || delta->current != change->current ||
            delta->direction != change->direction)
            continue;
        const quantity *now = &r->quantities[change->current];
        double by = quantity_real(delta) * delta->direction, before = quantity_real(now) - by,
               is = before > 0 ? 100 * by / before : 0, digit = 1;
        for (int d = 0; d < change->printed_decimals; d++)
            digit /= 10;
        bool round = fmod(quantity_real(now), 1000) == 0 && fmod(by, 1000) == 0;
        if (fabs(is - quantity_real(change) * change->direction) <= (round ? 0.75 : 0.51) * digit)
            change->delta = (int)k;
        return;
    }
}

/* "…an increase of 562. That is 562 more people": said twice, claimed once. */
static void drop_repeated(reading *r, size_t i)
{
    quantity *again = &r->quantities[i];
    for (size_t k = i; k-- > 0 && i - k < 4;) {
        const quantity *first = &r->quantities[k];
        if (is_change(first) && first->kind == again->kind && first->sentence + 1 == again->sentence &&
            first->value.number == again->value.number && first->value.decimals == again->value.decimals &&
            first->direction == again->direction && points_back(r, again))
            again->excluded = true;
    }
}

/* "734, compared with 701 in the same period (4.7 %)": a bare percentage in a bracket behind a pair that gives it. */
static void change_of_pair_before(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    size_t open = r->items[q->item].open;
    if (q->excluded || q->kind != CLAIM_SHARE || q->shape != SHAPE_PERCENT || !open || i == 0 ||
        r->quantities[i - 1].item > open)
        return;
    for (size_t k = i; k-- > 0 && i - k <= 4 && r->quantities[k].sentence == q->sentence;) {
        const quantity *level = &r->quantities[k];
        if (!is_pair(r, k) || level->taken || level->shape == SHAPE_PERCENT)
            continue;
        quantity change = *q;
        change.kind = CLAIM_CHANGE_PERCENT;
        change.direction = quantity_real(level) < quantity_real(&r->quantities[level->base]) ? -1 : 1;
        if (quantity_near_change(&change, &r->quantities[level->base], level))
            *q = change;
        return;
    }
}

/* Earlier and later value that differ a hundredfold where the change is no such thing: one of them was read in another unit. */
static bool far_apart(const reading *r, const quantity *change)
{
    if (change->current == NOBODY || change->base == NOBODY)
        return false;
    double a = quantity_real(&r->quantities[change->current]),
           b = quantity_real(&r->quantities[change->base]),
           said = quantity_real(change) / (change->kind == CLAIM_CHANGE_PERCENT ? 100 : 1);
    return said < 20 && a > 0 && b > 0 && (a > 50 * b || b > 50 * a);
}

/* "5402", "2022": four digits that could be a year, with nothing counted behind them. */
static bool like_year(const reading *r, int index)
{
    if (index == NOBODY)
        return false;
    const quantity *q = &r->quantities[index];
    const find_item *unit = item_or_none(r, item_after(r, q->item));
    return q->plain && q->value.unit == 1 && q->value.number >= 1900 && q->value.number <= 2100 &&
           !item_has(unit, LEXICON_UNIT | LEXICON_INHABITANT);
}

void find_attach(reading *r)
{
    for (size_t i = 0; i < r->n_quantities; i++)
        change_of_pair_before(r, i);
    for (size_t i = 0; i < r->n_quantities; i++) {
        if (is_change(&r->quantities[i]))
            drop_repeated(r, i);
        if (is_change(&r->quantities[i]))
            attach(r, i);
    }
    for (size_t i = 0; i < r->n_quantities; i++) {
        if (is_change(&r->quantities[i])) {
            lead_from_next(r, i);
            delta_behind(r, i);
            quantity *q = &r->quantities[i];
            q->unsure |= like_year(r, q->current) || like_year(r, q->base) || far_apart(r, q);
        }
    }
}
