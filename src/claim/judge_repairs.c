#include "claim/judge_repairs.h"

enum { REPAIRS_NEAREST = 4, DIGITS_MOST = 40 };

/* What a repair is tried on: one count whose partner is sought, or a pair. */
typedef struct repair_question {
    bool pair, share;
    feasible_given given;
    int128 count, other; /* alone: count; as a pair: current (or part), base (or whole) */
    int128 number;       /* the figure */
    int decimals;
} repair_question;

static const feasible_set no_partners = {.tested = true, .bounded = true};

void repairs_add(verdict *v, const repair *added)
{
    if (v->n_repairs < VERDICT_REPAIRS)
        v->repairs[v->n_repairs++] = *added;
}

static int128 size_of(int128 x)
{
    return x < 0 ? -x : x;
}

static bool holds(int128 number, int decimals, fraction percentage)
{
    feasible_window window;
    bool held = false;
    return feasible_window_nearest(&window, number, decimals, 1) &&
           feasible_window_holds(&held, &window, percentage) && held;
}

/* Does a percentage lie exactly between two printable ones? */
static bool is_tie(fraction percentage, int decimals)
{
    int128 away, down;
    return fraction_round(&away, percentage, decimals, FRACTION_HALF_AWAY) &&
           fraction_round(&down, percentage, decimals, FRACTION_HALF_DOWN) && away != down;
}

static fraction pair_percentage(bool share, int128 count, int128 other)
{
    return share ? fraction_percent(count, other) : fraction_change_percent(count, other);
}

/* Is the figure possible for the question's counts? Fills partners and tie. */
static bool possible(repair *out, const repair_question *q)
{
    out->partners = no_partners;
    out->tie = false;
    if (q->pair) {
        fraction percentage = pair_percentage(q->share, q->count, q->other);
        out->tie = is_tie(percentage, q->decimals);
        return holds(q->number, q->decimals, percentage);
    }
    feasible_window window;
    if (!feasible_window_nearest(&window, q->number, q->decimals, 1))
        return false;
    out->partners = feasible_partners(q->given, q->count, &window);
    if (!out->partners.tested || !feasible_any(&out->partners))
        return false;
    if (out->partners.n == 1)
        out->tie = is_tie(feasible_percentage(q->given, q->count, out->partners.min), q->decimals);
    return true;
}

/* The nearest few of one kind, by distance from what was printed. */
typedef struct repair_few {
    repair found[REPAIRS_NEAREST];
    size_t n;
    int128 from;
} repair_few;

static void few_add(repair_few *few, const repair *found)
{
    size_t at = few->n;
    while (at > 0 && size_of(few->found[at - 1].number - few->from) > size_of(found->number - few->from))
        at--;
    if (at >= REPAIRS_NEAREST)
        return;
    few->n += few->n < REPAIRS_NEAREST;
    for (size_t i = few->n - 1; i > at; i--)
        few->found[i] = few->found[i - 1];
    few->found[at] = *found;
}

static void few_hand_over(verdict *v, const repair_few *few)
{
    for (size_t i = 0; i < few->n; i++)
        repairs_add(v, &few->found[i]);
}

/* All numbers that differ from `printed` in one digit of at least `digits`; the first digit of a longer number is not 0. */
static size_t one_digit_off(int128 out[DIGITS_MOST * 9], int128 printed, int digits)
{
    int128 size = size_of(printed), place = 1;
    size_t n = 0;
    for (int i = 0; i < DIGITS_MOST - 2 && (i < digits || place <= size); i++, place *= 10) {
        int digit = (int)(size / place % 10);
        bool first = i + 1 >= digits && place * 10 > size;
        for (int other = first && i > 0 && i >= digits ? 1 : 0; other <= 9; other++) {
            if (other != digit)
                out[n++] = (printed < 0 ? -1 : 1) * (size + (other - digit) * place);
        }
    }
    return n;
}

typedef enum repaired { REPAIRED_FIGURE, REPAIRED_COUNT, REPAIRED_OTHER } repaired;

static void try_digits(verdict *v, const repair_question *q, repair_kind kind, repaired which)
{
    int128 printed = which == REPAIRED_FIGURE ? q->number : which == REPAIRED_COUNT ? q->count : q->other;
    int128 tried[DIGITS_MOST * 9];
    repair_few few = {.n = 0, .from = printed};
    size_t n = one_digit_off(tried, printed, which == REPAIRED_FIGURE ? q->decimals + 1 : 1);
    for (size_t i = 0; i < n; i++) {
        repair_question turned = *q;
        *(which == REPAIRED_FIGURE  ? &turned.number
          : which == REPAIRED_COUNT ? &turned.count
                                    : &turned.other) = tried[i];
        repair found = {
            .kind = kind, .number = tried[i], .decimals = which == REPAIRED_FIGURE ? q->decimals : 0};
        if (tried[i] != 0 && possible(&found, &turned))
            few_add(&few, &found);
    }
    few_hand_over(v, &few);
}

static bool already(const verdict *v, int128 count)
{
    for (size_t i = 0; i < v->n_repairs; i++) {
        if ((v->repairs[i].kind == REPAIR_COUNT_DIGIT || v->repairs[i].kind == REPAIR_COUNT_BY_ONE) &&
            v->repairs[i].number == count)
            return true;
    }
    return false;
}

static void try_counts(verdict *v, const repair_question *q, repair_kind kind, int reach)
{
    repair_few few = {.n = 0, .from = q->count};
    for (int step = -reach; step <= reach; step++) {
        repair_question turned = *q;
        repair found = {.kind = kind, .number = q->count + step};
        turned.count = found.number;
        if (step != 0 && turned.count != 0 && !already(v, turned.count) && possible(&found, &turned))
            few_add(&few, &found);
    }
    few_hand_over(v, &few);
}

/* The figure as it would have been printed with fewer decimals, for a count without partners. */
static void try_fewer_decimals(verdict *v, const repair_question *q)
{
    int128 scale = 10;
    for (int decimals = q->decimals - 1; decimals >= 0; decimals--, scale *= 10) {
        repair_question turned = *q;
        repair found = {.kind = REPAIR_FEWER_DECIMALS, .decimals = decimals};
        if (!fraction_round(&found.number, (fraction){q->number, scale}, 0, FRACTION_HALF_AWAY))
            return;
        turned.number = found.number, turned.decimals = decimals;
        if (possible(&found, &turned)) {
            repairs_add(v, &found);
            return;
        }
    }
}

/* Partners of a count when the percentage means something else. */
static void try_reading(verdict *v, repair_kind kind, const feasible_set *set, const repair_question *q)
{
    if (set->tested && feasible_any(set))
        repairs_add(v, &(repair){kind, q->number, q->decimals, *set, false});
}

/* The difference divided by the new count: 100·(c - b)/c, so b/c = 1 - p: with the signs of the change turned and the roles too. */
static void try_readings_of_change(verdict *v, const repair_question *q)
{
    feasible_window turned, size;
    if (!feasible_window_nearest(&turned, -q->number, q->decimals, 1) ||
        !feasible_window_nearest(&size, size_of(q->number), q->decimals, 1))
        return;
    bool current = q->given == FEASIBLE_CURRENT;
    feasible_set set = feasible_partners(current ? FEASIBLE_BASE : FEASIBLE_CURRENT, q->count, &turned);
    try_reading(v, REPAIR_NEW_AS_DIVISOR, &set, q);
    set = feasible_partners(current ? FEASIBLE_WHOLE : FEASIBLE_PART, q->count, &size);
    if (q->number > 0)
        try_reading(v, REPAIR_OLD_OVER_NEW, &set, q);
    set = feasible_partners(current ? FEASIBLE_PART : FEASIBLE_WHOLE, q->count, &size);
    try_reading(v, REPAIR_IS_PERCENT_OF, &set, q);
}

void repairs_of_count(verdict *v, const claim *c)
{
    repair_question q = {.share = c->kind == CLAIM_SHARE,
                         .given = v->given,
                         .count = v->count,
                         .number = c->value.number,
                         .decimals = c->value.decimals};
    feasible_window cut;
    if (feasible_window_by_rule(&cut, q.number, q.decimals, FRACTION_TRUNCATE)) {
        feasible_set set = feasible_partners(q.given, q.count, &cut);
        try_reading(v, REPAIR_TRUNCATED, &set, &q);
    }
    try_digits(v, &q, REPAIR_FIGURE_DIGIT, REPAIRED_FIGURE);
    try_digits(v, &q, REPAIR_COUNT_DIGIT, REPAIRED_COUNT);
    try_counts(v, &q, REPAIR_COUNT_BY_ONE, 1);
    if (q.count % 10 == 0 && q.count != 0)
        try_counts(v, &q, REPAIR_COUNT_ROUNDED, 5);
    try_fewer_decimals(v, &q);
    if (q.given == FEASIBLE_CURRENT || q.given == FEASIBLE_BASE)
        try_readings_of_change(v, &q);
}

/* The two counts of a pair of operands; false where they are not exact counts. */
static bool counts_of_pair(repair_question *q, const figure_operands *o)
{
    claim_number x = o->x;
    int sign = o->x.number < 0 ? -1 : 1;
    x.number *= sign;
    if (!figure_exact_count(&x) || !figure_exact_count(&o->y))
        return false;
    q->count = o->x.number, q->other = o->y.number;
    if (o->form == FIGURE_CHANGE_TO)
        q->count = o->y.number, q->other = o->y.number - o->x.number;
    else if (o->form == FIGURE_CHANGE_FROM)
        q->count = o->y.number + o->x.number;
    q->share = o->form == FIGURE_SHARE;
    return (q->share || o->form == FIGURE_CHANGE || o->form == FIGURE_CHANGE_TO ||
            o->form == FIGURE_CHANGE_FROM) &&
           q->count >= 0 && q->other > 0;
}

static void try_pair(verdict *v, const repair_question *q, repair_kind kind, int128 number,
                     fraction percentage)
{
    if (holds(number, q->decimals, percentage))
        repairs_add(v, &(repair){kind, q->number, q->decimals, no_partners, is_tie(percentage, q->decimals)});
}

/* Rounded once too often: 8.696 printed as 8.70 and then as "8.7" is right, but 8.6 as "9.0" was rounded to 9 first. */
static void try_padded(verdict *v, const repair_question *q)
{
    int128 scale = 10, rounded;
    for (int decimals = q->decimals - 1; decimals >= 0; decimals--, scale *= 10) {
        if (q->number % scale == 0 && fraction_round(&rounded, v->low, decimals, FRACTION_HALF_AWAY) &&
            rounded == q->number / scale) {
            repairs_add(v, &(repair){REPAIR_FEWER_DECIMALS, rounded, decimals, no_partners, false});
            return;
        }
    }
}

static void readings_of_pair(verdict *v, const repair_question *q)
{
    int128 size = size_of(q->number);
    if (q->share) {
        fraction rest = fraction_percent(q->other - q->count, q->other);
        try_pair(v, q, REPAIR_COMPLEMENT, q->number, rest);
        return;
    }
    if (q->count > 0) {
        int128 difference = q->count - q->other;
        try_pair(v, q, REPAIR_NEW_AS_DIVISOR, q->number, fraction_percent(difference, q->count));
        try_pair(v, q, REPAIR_OLD_OVER_NEW, size, fraction_percent(q->other, q->count));
    }
    try_pair(v, q, REPAIR_IS_PERCENT_OF, size, fraction_percent(q->count, q->other));
    try_pair(v, q, REPAIR_PERCENTAGE_POINTS, q->number, (fraction){q->count - q->other, 1});
}

void repairs_of_pair(verdict *v, const claim *c, const figure_operands *operands)
{
    repair_question q = {.pair = true, .number = c->value.number, .decimals = c->value.decimals};
    int128 cut;
    if (c->value.unit != 1 || !counts_of_pair(&q, operands))
        return;
    if (fraction_round(&cut, v->low, q.decimals, FRACTION_TRUNCATE) && cut == q.number)
        repairs_add(v, &(repair){REPAIR_TRUNCATED, q.number, q.decimals, no_partners, false});
    if (!q.share && holds(-q.number, q.decimals, v->low))
        repairs_add(v, &(repair){REPAIR_DIRECTION, -q.number, q.decimals, no_partners, false});
    try_padded(v, &q);
    try_digits(v, &q, REPAIR_FIGURE_DIGIT, REPAIRED_FIGURE);
    try_digits(v, &q, REPAIR_COUNT_DIGIT, REPAIRED_COUNT);
    try_digits(v, &q, REPAIR_BASE_DIGIT, REPAIRED_OTHER);
    readings_of_pair(v, &q);
}
