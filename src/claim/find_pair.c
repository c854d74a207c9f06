/* Which figure is the earlier value of which: "с 3097 до 3474", "62 compared to 68", "былтыр 45 болса, биыл 38". */
#include "claim/find_inside.h"

bool quantity_is_level(const quantity *q)
{
    return !q->excluded && (q->kind == CLAIM_COUNT || q->kind == CLAIM_MONEY || q->kind == CLAIM_RATE ||
                            q->kind == CLAIM_SHARE);
}

bool quantity_alike(const quantity *a, const quantity *b)
{
    return (a->shape == SHAPE_PERCENT) == (b->shape == SHAPE_PERCENT) && !(a->form & CLAIM_IN_FRACTION) &&
           !(b->form & CLAIM_IN_FRACTION) && !(a->form & CLAIM_ONE_IN_N) && !(b->form & CLAIM_ONE_IN_N) &&
           (a->per == b->per || a->per == 0 || b->per == 0) &&
           (a->shape == SHAPE_MONEY || b->shape != SHAPE_MONEY || b->shape == a->shape);
}

double quantity_real(const quantity *q)
{
    double x = (double)q->value.number;
    for (int i = 0; i < q->value.decimals; i++)
        x /= 10;
    return x;
}

/* The next (previous) level of the same sentence; NOBODY where none. */
static int level_next(const reading *r, size_t i)
{
    for (size_t n = i + 1;
         n < r->n_quantities && n <= i + 8 && r->quantities[n].sentence == r->quantities[i].sentence; n++) {
        if (quantity_is_level(&r->quantities[n]))
            return (int)n;
    }
    return NOBODY;
}

static int level_previous(const reading *r, size_t i)
{
    for (size_t n = i; n-- > 0 && i - n <= 8 && r->quantities[n].sentence == r->quantities[i].sentence;) {
        if (quantity_is_level(&r->quantities[n]))
            return (int)n;
    }
    return NOBODY;
}

/* A rate and a count of something named are not one. */
static bool rate_and_count(const reading *r, const quantity *a, const quantity *b)
{
    if ((a->kind == CLAIM_RATE) == (b->kind == CLAIM_RATE))
        return false;
    const find_item *unit = item_or_none(r, item_after(r, a->kind == CLAIM_RATE ? b->item : a->item));
    return item_has(unit, LEXICON_UNIT | LEXICON_INHABITANT) || (unit->kind == ITEM_WORD && unit->tags == 0);
}

void quantity_join(reading *r, size_t base, size_t current)
{
    quantity *b = &r->quantities[base], *c = &r->quantities[current];
    if (rate_and_count(r, b, c))
        return;
    if (base == current || b->taken || c->base != NOBODY || b->base != NOBODY || c->taken)
        return;
    c->base = (int)base;
    b->taken = true;
    b->role = ROLE_BASE;
    c->role = ROLE_CURRENT;
    if (b->kind == CLAIM_RATE && c->kind == CLAIM_COUNT) {
        c->kind = CLAIM_RATE;
        c->per = b->per;
    }
}

static bool has_before(const reading *r, const quantity *q, uint64_t tags)
{
    return item_has(item_or_none(r, item_before(r, q->item)), tags);
}

/* The cases of the figure: its own suffix, else that of the word it counts. */
static unsigned cases_of(const reading *r, const quantity *q)
{
    if (q->cases)
        return q->cases;
    size_t at = item_after(r, q->item);
    for (size_t n = 0; n < 3 && at; n++) {
        const find_item *i = &r->items[at];
        if (i->kind != ITEM_WORD)
            return 0;
        if (i->cases & (LEXICON_ABLATIVE | LEXICON_DATIVE | LEXICON_INSTRUMENTAL | LEXICON_GENITIVE))
            return i->cases;
        at = item_after(r, at);
    }
    return 0;
}

/* "…, down 55 percent from 487 …, when 154,000 were stolen, and down from 608": a clause between, or a change whose own base this is. */
static bool pair_broken(const reading *r, size_t previous, size_t i)
{
    size_t from = r->quantities[previous].item, to = r->quantities[i].item;
    return item_find(r, from, to, LEXICON_CLAUSE) != 0 || r->quantities[previous].taken;
}

static void pair_from_to(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    int next = level_next(r, i), previous = level_previous(r, i);
    if (r->language == ESEP_KK) {
        if (next == NOBODY || !(cases_of(r, q) & LEXICON_ABLATIVE) ||
            !quantity_alike(q, &r->quantities[next]))
            return;
        bool approximated = item_has(item_or_none(r, item_after(r, q->item)), LEXICON_AFTER);
        if (!approximated && cases_of(r, &r->quantities[next]) & LEXICON_DATIVE &&
            r->quantities[next].item - q->item < 14)
            quantity_join(r, i, (size_t)next);
        return;
    }
    if (!has_before(r, q, LEXICON_FROM))
        return;
    if (next != NOBODY && quantity_alike(q, &r->quantities[next]) &&
        has_before(r, &r->quantities[next], LEXICON_TO))
        quantity_join(r, i, (size_t)next);
    else if (r->language == ESEP_EN && previous != NOBODY && quantity_alike(q, &r->quantities[previous]) &&
             !pair_broken(r, (size_t)previous, i))
        quantity_join(r, i, (size_t)previous);
}

/* "The total was 2,050 a year earlier", "Число составило 619": a subject that names no thing of its own. */
static bool subject_points(const reading *r, const quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t subject = item_find(r, s->first, s->first + 2 < q->item ? s->first + 2 : q->item,
                               LEXICON_TOTAL | LEXICON_GENERIC);
    return subject && item_has(item_or_none(r, item_after(r, subject)), LEXICON_REACHED | LEXICON_LEVEL) &&
           item_after(r, subject) < q->item;
}

/* "В 2015 году их было 619": the same things, by a word that points back. */
static bool points_back(const reading *r, const quantity *q)
{
    return subject_points(r, q) ||
           item_find(r, r->sentences[q->sentence].first, q->item, LEXICON_ANAPHOR) != 0;
}

/* A figure that the words say is the one compared with. */
static bool is_compared(const reading *r, const quantity *q)
{
    size_t at = q->item;
    if (r->language != ESEP_KK) {
        for (size_t n = 0; n < 4; n++) {
            at = item_before(r, at);
            const find_item *i = item_or_none(r, at);
            if (item_has(i, LEXICON_COMPARED))
                return true;
            if (item_dash(i) || (item_is(i, ':') && r->items[q->item].open)) /* "(АППГ: 34)" */
                continue;
            if (i->kind != ITEM_WORD ||
                item_has(i, LEXICON_EVENT | LEXICON_CLAUSE | LEXICON_AVERAGE | LEXICON_TO | LEXICON_REACHED))
                return false;
        }
        return false;
    }
    for (size_t n = 0; n < 4; n++) {
        at = item_after(r, at);
        const find_item *i = item_or_none(r, at);
        if (item_has(i, LEXICON_COMPARED))
            return true;
        if (i->kind != ITEM_WORD)
            return false;
    }
    return false;
}

/* The last level of the sentence before. */
static int level_before_sentence(const reading *r, size_t i)
{
    size_t sentence = r->quantities[i].sentence;
    if (sentence == 0)
        return NOBODY;
    const find_sentence *s = &r->sentences[sentence - 1];
    for (size_t k = s->quantities; k-- > s->quantity;) {
        if (quantity_is_level(&r->quantities[k]))
            return (int)k;
    }
    return NOBODY;
}

/* Does a word between the figures point from b to a: "45 % …; in 2018 it was 39 %"? */
static bool points_back_to(const reading *r, const quantity *a, const quantity *b)
{
    size_t from = b->sentence == a->sentence ? a->item + 1 : r->sentences[b->sentence].first;
    return item_find(r, from, b->item, LEXICON_ANAPHOR) != 0;
}

/* Is the last level of the sentence before the only one of its sort there? */
static bool lone_before(const reading *r, size_t i)
{
    size_t last = (size_t)level_before_sentence(r, i);
    for (size_t k = last; k-- > r->sentences[r->quantities[last].sentence].quantity;) {
        const quantity *q = &r->quantities[k];
        if (quantity_is_level(q) && q->kind == r->quantities[last].kind &&
            q->shape == r->quantities[last].shape && !q->taken)
            return false;
    }
    return true;
}

static void pair_compared(reading *r, size_t i)
{
    quantity *q = &r->quantities[i];
    if (q->taken || q->base != NOBODY || !is_compared(r, q))
        return;
    int next = level_next(r, i), previous = level_previous(r, i);
    if (previous != NOBODY && quantity_alike(q, &r->quantities[previous]) && r->language != ESEP_KK)
        quantity_join(r, i, (size_t)previous);
    else if (next != NOBODY && quantity_alike(q, &r->quantities[next]) && r->quantities[next].base == NOBODY)
        quantity_join(r, i, (size_t)next);
    else if (previous != NOBODY && quantity_alike(q, &r->quantities[previous]))
        quantity_join(r, i, (size_t)previous);
    else if (points_back(r, q) && level_before_sentence(r, i) != NOBODY && lone_before(r, i) &&
             quantity_alike(q, &r->quantities[level_before_sentence(r, i)]))
        quantity_join(r, i, (size_t)level_before_sentence(r, i));
    else
        q->role = ROLE_BASE;
}

/* "1 тыс. 132/1 тыс. 489": the new one first, unless only the other order agrees with the direction. */
static void pair_stroke(reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    if (i + 1 >= r->n_quantities || q->item + 2 >= r->n_items || r->quantities[i + 1].item != q->item + 2 ||
        !item_is(&r->items[q->item + 1], '/'))
        return;
    if (quantity_is_level(&r->quantities[i + 1]) && quantity_alike(q, &r->quantities[i + 1]) &&
        r->quantities[i + 1].sentence == q->sentence)
        quantity_join(r, i + 1, i);
}

/** What period the words around a figure name. */
typedef struct period_role {
    quantity_role role;
    int year;
    bool strict; /**< "the same period": earlier than any year named; "last year" may be the later of two */
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
    bool taken_over = item_has(&r->items[own], LEXICON_CLAUSE) && !year;
    if (!taken_over && of_comparison(r, at, from, to))
        return false;
    if (year)
        role->year = r->quantities[i->quantity].year;
    else
        role->role = item_has(i, LEXICON_BASE_PERIOD) ? ROLE_BASE : ROLE_CURRENT;
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

static period_role role_of(const reading *r, const quantity *q)
{
    period_role role = {.role = ROLE_NONE};
    const find_sentence *s = &r->sentences[q->sentence];
    size_t from, to;
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

static bool letters_share(const reading *r, const find_item *a, const find_item *b)
{
    text x = r->smalls[a->token], y = r->smalls[b->token];
    size_t n = r->language == ESEP_EN ? 4 : 8;
    if (x.length < n || y.length < n)
        n = x.length < y.length ? x.length : y.length;
    for (size_t i = 0; i < n; i++) {
        if (x.data[i] != y.data[i])
            return false;
    }
    return n > 0;
}

/* Do the figures count different things, by the words behind them? Generic ones (cases, факт) agree with all. */
static bool units_differ(const reading *r, const quantity *a, const quantity *b)
{
    const find_item *x = item_or_none(r, item_after(r, a->item)),
                    *y = item_or_none(r, item_after(r, b->item));
    if (a->shape != b->shape)
        return true;
    if (!item_has(x, LEXICON_UNIT) || !item_has(y, LEXICON_UNIT) || item_has(x, LEXICON_GENERIC) ||
        item_has(y, LEXICON_GENERIC))
        return false;
    return !letters_share(r, x, y);
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

static void pair_periods(reading *r, size_t i)
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
    bool part = r->language != ESEP_KK && b->item - a->item <= 4 && b->sentence == a->sentence &&
                has_before(r, b, LEXICON_OF); /* "38 of the 52 murders committed last year" */
    if (part || !quantity_is_level(b) || b->taken || b->base != NOBODY || !quantity_alike(a, b) ||
        units_differ(r, a, b))
        return;
    period_role of_a = role_of(r, a), of_b = role_of(r, b);
    int earlier = earlier_of(of_a, of_b);
    if (earlier == NOBODY && a->sentence == b->sentence && if_then(r, a, b))
        earlier = 0;
    bool silent = of_a.role == ROLE_NONE && !of_a.year;
    if (earlier == NOBODY && of_b.year && silent && points_back_to(r, a, b))
        earlier = 1;
    size_t open = r->items[b->item].open;
    if (earlier == NOBODY && of_b.year && silent && open && !r->items[a->item].open && open > a->item &&
        open - a->item <= 3)
        earlier = 1; /* "5,402 (2023: 6,010)" */
    if (earlier == 1 && silent && b->sentence != a->sentence && !points_back(r, b))
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
            level_previous(r, i) != NOBODY || level_next(r, i) != NOBODY;
    }
    quantity_join(r, earlier == 0 ? i : (size_t)next, earlier == 0 ? (size_t)next : i);
}

/* "столько же, как в прошлом году (по 5)": the figure is its own earlier value. */
static void pair_same(reading *r, quantity *q)
{
    const find_sentence *s = &r->sentences[q->sentence];
    size_t from = q->item > s->first + 12 ? q->item - 12 : s->first;
    size_t same = item_find(r, from, q->item, LEXICON_SAME);
    if (same && r->items[q->item].open &&
        item_find(r, same, q->item, LEXICON_BASE_PERIOD | LEXICON_COMPARED) && has_before(r, q, LEXICON_EACH))
        q->self_base = true;
}

/* The bare figure alone in a bracket right behind a level: "23 (27)". */
static int bracket_behind(const reading *r, size_t i)
{
    size_t open = r->quantities[i].item + 1;
    if (i + 1 >= r->n_quantities || open + 2 >= r->n_items || !item_is(&r->items[open], '(') ||
        r->quantities[i + 1].item != open + 1 || !item_is(&r->items[open + 2], ')'))
        return NOBODY;
    const quantity *q = &r->quantities[i + 1];
    return q->sentence == r->quantities[i].sentence && quantity_is_level(q) && q->shape == SHAPE_PLAIN
               ? (int)i + 1
               : NOBODY;
}

/* "12 убийств (в прошлом году – 19), в Алматы – 23 (27)": what the first bracket said, the next ones mean too. */
static void pair_bracket_again(reading *r, size_t i)
{
    int inside = bracket_behind(r, i);
    const quantity *q = &r->quantities[i];
    if (inside == NOBODY || q->base != NOBODY || q->taken || r->quantities[inside].taken)
        return;
    for (size_t k = i; k-- > 0 && i - k <= 4 && r->quantities[k].sentence == q->sentence;) {
        const quantity *p = &r->quantities[k];
        if (p->base == NOBODY)
            continue;
        bool in_bracket = r->items[r->quantities[p->base].item].open && !r->items[p->item].open;
        if (in_bracket && quantity_alike(q, p))
            quantity_join(r, (size_t)inside, i);
        return;
    }
}

/* "In 2015, 34,651 cases were registered. The number increased to 38,947 in 2016.": what it has come to, of the last level before. */
static void pair_reached(reading *r, size_t i)
{
    const quantity *q = &r->quantities[i];
    const find_sentence *s = &r->sentences[q->sentence];
    int before = level_before_sentence(r, i);
    if (r->language == ESEP_KK || q->base != NOBODY || q->taken || before == NOBODY ||
        level_previous(r, i) != NOBODY || !has_before(r, q, LEXICON_TO))
        return;
    const quantity *b = &r->quantities[before];
    size_t to = item_before(r, q->item), verb = item_before(r, to);
    bool moves = item_has(item_or_none(r, verb), LEXICON_UP | LEXICON_DOWN);
    bool points = item_find(r, s->first, s->first + 3 < verb ? s->first + 3 : verb,
                            LEXICON_ANAPHOR | LEXICON_GENERIC) != 0 &&
                  !item_find(r, s->first, verb, LEXICON_OF);
    if (moves && points && quantity_alike(b, q) && !units_differ(r, b, q) && !r->items[b->item].open)
        quantity_join(r, (size_t)before, i);
}

void find_pairs(reading *r)
{
    find_lists(r);
    for (size_t i = 0; i < r->n_quantities; i++) {
        quantity *q = &r->quantities[i];
        if (!quantity_is_level(q))
            continue;
        pair_from_to(r, i);
        pair_compared(r, i);
        pair_stroke(r, i);
        pair_same(r, q);
    }
    for (size_t i = 0; i < r->n_quantities; i++) {
        if (quantity_is_level(&r->quantities[i]))
            pair_periods(r, i);
        if (quantity_is_level(&r->quantities[i]))
            pair_reached(r, i);
        if (quantity_is_level(&r->quantities[i]))
            pair_bracket_again(r, i);
    }
}
