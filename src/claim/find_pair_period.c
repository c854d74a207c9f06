/* Pairs by the periods that the words name: "24 in 2022 and 31 in 2023", "былтыр 45 болса, биыл 38". */
#include "claim/find_pair.h"

/** What period the words around a figure name. */
typedef struct period_role {
    quantity_role role;
    int year;
    bool distant; /**< "the year before last": earlier than last year */
    bool strict;  /**< "the same period": earlier than any year named; "last year" may be the later of two */
} period_role;

/* A period that belongs to a comparison ("по сравнению с прошлым годом", "чем в прошлом году") says nothing of the figure. */
static bool of_comparison(const reading *r, size_t at, size_t from, size_t to)
{
    size_t low = at > from + 5 ? at - 5 : from, high = at + 5 < to ? at + 5 : to;
    if (r->language == ESEP_KK)
        return item_find(r, at, high, LEXICON_COMPARED | LEXICON_THAN) != 0 ||
               item_has(&r->items[at], LEXICON_COMPARED);
    /* "1,711 died, the same as in 2021, while 28,031 …" */
    return item_find(r, low, at, LEXICON_COMPARED | LEXICON_THAN | LEXICON_SAME) != 0 ||
           item_has(&r->items[at], LEXICON_COMPARED);
}

/* `own` is the first item of the figure's segment: "…, когда было 45" takes the period compared with for its own. */
static bool role_at(const reading *r, size_t own, size_t at, size_t from, size_t to, period_role *role)
{
    const find_item *i = &r->items[at];
    bool year =
        i->kind == ITEM_QUANTITY && r->quantities[i->quantity].year && r->quantities[i->quantity].excluded;
    if (!year && !item_has(i, LEXICON_BASE_PERIOD | LEXICON_CURRENT_PERIOD))
        return false;
    /* "a 7.7 % increase from the previous year, and made 263,000 arrests" */
    if (at < own && r->language == ESEP_EN && item_has(item_or_none(r, item_before(r, at)), LEXICON_FROM))
        return false;
    bool taken_over = item_has(&r->items[own], LEXICON_CLAUSE) && !year;
    if (!taken_over && of_comparison(r, at, from, to))
        return false;
    if (year)
        role->year = r->quantities[i->quantity].year;
    else
        role->role = item_has(i, LEXICON_BASE_PERIOD) ? ROLE_BASE : ROLE_CURRENT;
    role->distant = !year && role->role == ROLE_BASE && i->value == 2;
    role->strict = !year && role->role == ROLE_BASE && i->value == 1;
    return true;
}

static bool is_level_item(const reading *r, size_t at)
{
    return r->items[at].kind == ITEM_QUANTITY && !r->quantities[r->items[at].quantity].excluded;
}

static bool role_before(const reading *r, const quantity *q, size_t own, size_t from, period_role *role)
{
    for (size_t n = 0; q->item > from + n && n < FIND_REACH; n++) {
        size_t at = q->item - 1 - n;
        if (is_level_item(r, at))
            return false;
        /* "472 homicides (up 23 % on the year before), of which 188": the bracket's period is the bracket's */
        size_t open = r->items[at].open;
        if (open && open != r->items[q->item].open && at < own &&
            item_has(&r->items[at], LEXICON_BASE_PERIOD | LEXICON_CURRENT_PERIOD))
            return false;
        if (role_at(r, own, at, from, q->item, role))
            return true;
    }
    return false;
}

static bool role_after(const reading *r, const quantity *q, size_t to, period_role *role)
{
    for (size_t at = q->item + 1; at < to && at < q->item + FIND_REACH; at++) {
        if (is_level_item(r, at))
            return false;
        if (role_at(r, q->item, at, q->item, to, role))
            return true;
    }
    return false;
}

/* Does no figure stand between the item and the end of its segment? Then a period there may belong to what follows. */
/* "24 homicides in 2022 and 31 in 2023", "31 в 2023 году": a year right behind is the figure's own, whatever stands before it. */
static bool role_right_behind(const reading *r, const quantity *q, size_t to, period_role *role)
{
    size_t in = q->item + 1;
    for (size_t n = 0; n < 2 && in < to && item_has(&r->items[in], LEXICON_UNIT | LEXICON_EVENT); n++)
        in++;
    if (in < to && in > q->item + 1 && r->language == ESEP_EN &&
        item_has(&r->items[in], LEXICON_BASE_PERIOD | LEXICON_CURRENT_PERIOD) && !item_is(&r->items[in], ','))
        return role_at(r, q->item, in, q->item, to, role); /* "31 deaths last year" */
    if (in < to && in == q->item + 1 && r->language == ESEP_EN &&
        item_has(&r->items[in], LEXICON_BASE_PERIOD))
        return role_at(r, q->item, in, q->item, to, role); /* "31 last year" */
    if (in + 1 >= to || r->language == ESEP_KK || !item_has(&r->items[in], LEXICON_BEFORE_YEAR) ||
        item_has(&r->items[in], LEXICON_COMPARED | LEXICON_THAN))
        return false;
    return role_at(r, q->item, in + 1, q->item, to, role);
}

/* "в этом – 47" behind "в прошлом году – 58". */
static bool role_pointed(const reading *r, const quantity *q)
{
    size_t dash = q->item - 1, word = dash > 1 ? dash - 1 : 0;
    return r->language == ESEP_RU && item_dash(&r->items[dash]) && word > r->sentences[q->sentence].first &&
           item_has(&r->items[word], LEXICON_ANAPHOR | LEXICON_CURRENT_PERIOD) &&
           item_find(r, r->sentences[q->sentence].first, word, LEXICON_BASE_PERIOD);
}

/* "89 (2021), 102 (2022)": a year alone in the bracket right behind. */
static int year_in_bracket(const reading *r, const quantity *q)
{
    size_t open = q->item + 1;
    if (open + 2 >= r->sentences[q->sentence].last || !item_is(&r->items[open], '(') ||
        !item_is(&r->items[open + 2], ')') || r->items[open + 1].kind != ITEM_QUANTITY)
        return 0;
    const quantity *inside = &r->quantities[r->items[open + 1].quantity];
    return inside->excluded ? inside->year : 0;
}

static period_role role_of(const reading *r, const quantity *q)
{
    period_role role = {.role = ROLE_NONE, .year = year_in_bracket(r, q)};
    const find_sentence *s = &r->sentences[q->sentence];
    size_t from, to;
    if (role.year)
        return role;
    item_segment(r, q->item, &from, &to);
    if (role_right_behind(r, q, to, &role))
        return role;
    if (role_pointed(r, q)) {
        role.role = ROLE_CURRENT;
        return role;
    }
    if (role_before(r, q, from, from, &role) || role_after(r, q, to, &role))
        return role;
    if (role_before(r, q, from, s->first, &role))
        return role;
    /* a bracket right behind says whose figure it is: "68 (last year)" */
    return role;
}

/* a stands before b. Which of them is the earlier value? 0: a, 1: b, NOBODY: neither. */
static int earlier_of(period_role a, period_role b)
{
    if (a.year && b.year)
        return a.year == b.year ? NOBODY : a.year > b.year;
    if (a.role == ROLE_BASE && b.role == ROLE_CURRENT)
        return 0;
    if (b.role == ROLE_BASE && a.role == ROLE_CURRENT)
        return 1;
    if (a.distant != b.distant)
        return a.distant && (b.role != ROLE_NONE) ? 0 : b.distant ? 1 : NOBODY;
    if (a.year && b.role != ROLE_NONE)
        return b.strict ? 1 : 0;
    if (b.year && a.role != ROLE_NONE)
        return a.strict ? 0 : 1;
    return b.role == ROLE_BASE && a.role == ROLE_NONE && !a.year ? 1 : NOBODY;
}

/* "Если в первом квартале 120, то по итогам декабря 60"; "былтыр 45 болса, биыл 38": an if between them, or before both. */
static bool if_then(const reading *r, const quantity *a, const quantity *b)
{
    const find_sentence *s = &r->sentences[a->sentence];
    size_t from = r->language == ESEP_KK ? a->item : s->first,
           to = r->language == ESEP_KK ? b->item : a->item;
    for (size_t at = from; at < to && at < from + FIND_REACH; at++) {
        if (item_has(&r->items[at], LEXICON_CLAUSE) && r->items[at].value == 1)
            return true;
    }
    return false;
}

static const find_item *place_before(const reading *r, const quantity *q)
{
    size_t from, to;
    item_segment(r, q->item, &from, &to);
    for (size_t at = q->item; at-- > from;) {
        const find_item *i = &r->items[at];
        if (i->kind == ITEM_WORD && i->tags == 0 && i->capital && i->cases & LEXICON_LOCATIVE)
            return i;
    }
    return NULL;
}

/* "Алматыда 214 болса, Шымкентте 98": two places, not two times. */
static bool places_differ(const reading *r, const quantity *a, const quantity *b)
{
    const find_item *x = place_before(r, a), *y = place_before(r, b);
    return x && y && !text_equal(r->tokens[x->token].small, r->tokens[y->token].small);
}

/* "12 пайызға төмендеп, 214-ті құраса, Шымкентте 4,3 пайызға өсіп, 98-ге жетті": a change between that does not lead from one to the other. */
static bool change_of_other(const reading *r, size_t a, size_t b)
{
    for (size_t k = a + 1; k < b; k++) {
        const quantity *q = &r->quantities[k];
        if (!q->excluded && quantity_changes(q) &&
            !quantity_near_change(q, &r->quantities[a], &r->quantities[b]))
            return true;
    }
    return false;
}

/* "2022 жылы 3,84; 2023 жылы 3,14; 2024 жылы 2,88": of a series of years the first and the last. */
static int last_of_series(const reading *r, int second, period_role of_first, period_role of_second)
{
    int last = second;
    for (int year = of_second.year; of_first.year && year > of_first.year && last != NOBODY;) {
        int next = level_next(r, (size_t)last);
        if (next == NOBODY || !quantity_alike(&r->quantities[last], &r->quantities[next]))
            break;
        period_role of_next = role_of(r, &r->quantities[next]);
        if (of_next.year <= year)
            break;
        year = of_next.year;
        last = next;
    }
    return last;
}

void pair_periods(reading *r, size_t i)
{
    quantity *a = &r->quantities[i];
    int next = level_next(r, i);
    if (a->taken || a->base != NOBODY)
        return;
    if (next == NOBODY) {
        next = (int)i + 1;
        if (i + 1 >= r->n_quantities || r->quantities[next].sentence != a->sentence + 1)
            return;
        for (size_t n = i + 1; n < r->n_quantities && r->quantities[n].sentence == a->sentence + 1; n++) {
            if (quantity_is_level(&r->quantities[n])) {
                next = (int)n;
                break;
            }
        }
    }
    quantity *b = &r->quantities[next];
    const find_item *unit = item_or_none(r, item_after(r, a->item));
    if (r->language == ESEP_KK && b->cases & LEXICON_POSSESSIVE && b->item - a->item <= 3 &&
        (a->cases | unit->cases) & LEXICON_GENITIVE) /* "9 200 адамның 3 128-і бұрын" */
        return;
    bool part = r->language != ESEP_KK && b->item - a->item <= 4 && b->sentence == a->sentence &&
                quantity_has_before(r, b, LEXICON_OF); /* "38 of the 52 murders committed last year" */
    if (part || !quantity_is_level(b) || b->taken || b->base != NOBODY || !quantity_alike(a, b) ||
        quantity_units_differ(r, a, b))
        return;
    period_role of_a = role_of(r, a), of_b = role_of(r, b);
    int earlier = earlier_of(of_a, of_b);
    if (earlier == NOBODY && a->sentence == b->sentence && if_then(r, a, b) &&
        !change_of_other(r, i, (size_t)next) && !places_differ(r, a, b)) {
        earlier = 0;
        b->unsure = true; /* "Алматыда 214 болса, Шымкентте 98" */
    }
    bool silent = of_a.role == ROLE_NONE && !of_a.year;
    if (earlier == NOBODY && of_b.year && silent && quantity_points_back_to(r, a, b))
        earlier = 1;
    size_t open = r->items[b->item].open;
    if (earlier == NOBODY && of_b.year && silent && open && !r->items[a->item].open && open > a->item &&
        open - a->item <= 3)
        earlier = 1; /* "5,402 (2023: 6,010)" */
    if (earlier == 1 && silent && b->sentence != a->sentence && !quantity_points_back(r, b))
        return;
    if (earlier == NOBODY)
        return;
    if (b->sentence != a->sentence) {
        /* across sentences only where the second one is about nothing else */
        int after = level_next(r, (size_t)next);
        bool alone = after == NOBODY || !quantity_is_level(&r->quantities[after]);
        if (!alone || (earlier == 0 && !(of_b.role == ROLE_CURRENT || of_b.year)))
            return;
    }
    if (earlier == 0 && b->sentence == a->sentence)
        next = last_of_series(r, next, of_a, of_b);
    if (b->sentence != a->sentence) {
        /* "218 адам, оның 61-і бала. Былтыр 240": not of the part but of its whole; and where several figures stand there, nobody knows */
        int whole = level_previous(r, i);
        if (whole != NOBODY && item_has(item_or_none(r, item_before(r, a->item)), LEXICON_OF_THEM) &&
            quantity_alike(&r->quantities[whole], b) && r->quantities[whole].base == NOBODY)
            i = (size_t)whole;
        r->quantities[earlier == 0 ? (size_t)next : i].unsure |=
            level_previous(r, i) != NOBODY || level_next(r, i) != NOBODY ||
            !(quantity_points_back(r, b) ||
              (quantity_same_unit(r, &r->quantities[i], b) &&
               (of_a.year != 0) == (of_b.year != 0))); /* this year may be the one named */
    }
    quantity_join(r, earlier == 0 ? i : (size_t)next, earlier == 0 ? (size_t)next : i);
}

/* "187 үй өртенді, шығын 412 млн теңге. Былтыр 204 үй өртенген": the one figure of the sentence before that counts the same. */
void pair_same_unit_before(reading *r, size_t i)
{
    const quantity *b = &r->quantities[i];
    if (b->taken || b->base != NOBODY || b->sentence == 0 || level_previous(r, i) != NOBODY ||
        level_next(r, i) != NOBODY || role_of(r, b).role != ROLE_BASE)
        return;
    const find_sentence *before = &r->sentences[b->sentence - 1];
    size_t found = 0, n = 0;
    for (size_t k = before->quantity; k < before->quantities; k++) {
        const quantity *a = &r->quantities[k];
        if (quantity_is_level(a) && !a->taken && a->base == NOBODY && a->role != ROLE_BASE &&
            !quantity_has_before(r, a, LEXICON_OF) && a->shape == b->shape && quantity_alike(a, b) &&
            quantity_same_unit(r, a, b)) {
            found = k;
            n++;
        }
    }
    if (n != 1)
        return;
    r->quantities[found].unsure = true;
    quantity_join(r, i, found);
}

bool quantity_of_earlier_period(const reading *r, const quantity *q)
{
    return role_of(r, q).role == ROLE_BASE;
}
