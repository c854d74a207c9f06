#include "indicator/validation_rules.h"

#include <stdlib.h>
#include <string.h>

static const period validation_no_span = {1, 0, PERIOD_DAYS};

bool validation_add(validation *v, validation_finding finding)
{
    if (v->n_findings == v->capacity) {
        size_t capacity = v->capacity ? 2 * v->capacity : 32;
        validation_finding *more = realloc(v->findings, capacity * sizeof *more);
        if (!more)
            return false;
        v->findings = more;
        v->capacity = capacity;
    }
    v->findings[v->n_findings++] = finding;
    v->n_errors += finding.level == VALIDATION_ERROR;
    return true;
}

static uint64_t validation_counted(const cube *c)
{
    return c->account.counted;
}

/* The cube ends before the findings are read. */
static text validation_keep(validation *v, text t)
{
    return arena_copy(&v->memory, t);
}

static text validation_date(validation *v, const cube *c)
{
    return validation_keep(v, c->date_name);
}

/* ---- all records, by day ---- */

static bool validation_rejected(validation *v, size_t at, const cube *c)
{
    uint64_t rejected = cube_account_rejected(&c->account), read = c->account.read;
    if (rejected == 0)
        return true;
    return validation_add(
        v, (validation_finding){.rule = VALIDATION_REJECTED,
                                .level = rejected * 100 > read ? VALIDATION_ERROR : VALIDATION_WARNING,
                                .at = at,
                                .span = validation_no_span,
                                .count = rejected,
                                .of = read});
}

static bool validation_replaced(validation *v, size_t at, const cube *c)
{
    const definition_register *from = &v->from->registers[at];
    if (c->account.replaced == 0)
        return true;
    return validation_add(v, (validation_finding){.rule = VALIDATION_DUPLICATE_KEY,
                                                  .level = VALIDATION_WARNING,
                                                  .at = at,
                                                  .what = from->key[0],
                                                  .span = validation_no_span,
                                                  .count = c->account.replaced,
                                                  .of = c->account.read});
}

static bool validation_coverage(validation *v, size_t at, const cube *c)
{
    const definition_register *from = &v->from->registers[at];
    uint64_t outside = 0;
    period span = validation_no_span;
    for (size_t i = 0; i < c->n_cells; i++) {
        day_number day = c->cells[i].day;
        bool before = from->covered_from != DAY_NONE && day < from->covered_from;
        bool after = from->covered_to != DAY_NONE && day > from->covered_to;
        if (!before && !after)
            continue;
        outside += (uint64_t)c->cells[i].count;
        if (span.last < span.first)
            span = (period){day, day, PERIOD_DAYS};
        span.first = day < span.first ? day : span.first;
        span.last = day > span.last ? day : span.last;
    }
    if (outside == 0)
        return true;
    return validation_add(v, (validation_finding){VALIDATION_OUTSIDE_COVERAGE,
                                                  VALIDATION_ERROR,
                                                  at,
                                                  validation_date(v, c),
                                                  {0},
                                                  span,
                                                  outside,
                                                  validation_counted(c)});
}

static bool validation_add_hole(validation *v, size_t at, int first, int last)
{
    period span = {day_from_date(first / 12, first % 12 + 1, 1), 0, PERIOD_MONTHS};
    span.last = day_from_date(last / 12, last % 12 + 1, day_month_length(last / 12, last % 12 + 1));
    return validation_add(
        v, (validation_finding){
               .rule = VALIDATION_HOLE, .level = VALIDATION_WARNING, .at = at, .span = period_named(span)});
}

static bool validation_holes(validation *v, size_t at, const cube *c)
{
    int hole = -1;
    if (!c->any_day)
        return true;
    int first = day_month_index(c->first_day), last = day_month_index(c->last_day);
    for (int month = first; month <= last; month++) {
        bool seen = cube_month_seen(c, month / 12, month % 12 + 1);
        if (!seen && hole < 0)
            hole = month;
        if (seen && hole >= 0 && !validation_add_hole(v, at, hole, month - 1))
            return false;
        hole = seen ? -1 : hole;
    }
    return true;
}

static int validation_compare_counts(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Of the days that have records: a register with few records has no heaps. */
static int64_t validation_median(const cube *c)
{
    int64_t *counts = malloc((c->n_cells + 1) * sizeof *counts), median = INT64_MAX;
    for (size_t i = 0; counts && i < c->n_cells; i++)
        counts[i] = c->cells[i].count;
    if (counts && c->n_cells) {
        qsort(counts, c->n_cells, sizeof *counts, validation_compare_counts);
        median = counts[c->n_cells / 2];
    }
    free(counts);
    return median;
}

static bool validation_heaps(validation *v, size_t at, const cube *c)
{
    int64_t median = validation_median(c), firsts = 0, n_firsts = 0;
    if (c->monthly || median == INT64_MAX)
        return true;
    for (size_t i = 0; i < c->n_cells; i++) {
        int64_t count = c->cells[i].count;
        bool first = day_to_date(c->cells[i].day).day == 1;
        firsts += first ? count : 0;
        n_firsts += first;
        if (count < VALIDATION_HEAP_LEAST || count / VALIDATION_HEAP_TIMES < median)
            continue;
        period day = {c->cells[i].day, c->cells[i].day, PERIOD_DAYS};
        if (!validation_add(v, (validation_finding){VALIDATION_HEAP_DAY,
                                                    VALIDATION_WARNING,
                                                    at,
                                                    validation_date(v, c),
                                                    {0},
                                                    day,
                                                    (uint64_t)count,
                                                    validation_counted(c)}))
            return false;
    }
    int64_t days = (int64_t)c->n_cells, all = (int64_t)validation_counted(c);
    if (n_firsts < 2 || firsts < VALIDATION_HEAP_LEAST ||
        firsts * days < VALIDATION_PART_TIMES * all * n_firsts || n_firsts == days)
        return true;
    return validation_add(v, (validation_finding){VALIDATION_HEAP_FIRSTS,
                                                  VALIDATION_WARNING,
                                                  at,
                                                  validation_date(v, c),
                                                  {0},
                                                  validation_no_span,
                                                  (uint64_t)firsts,
                                                  (uint64_t)all});
}

static bool validation_filters(validation *v, size_t at, const validation_query *asked, const cube *c)
{
    for (size_t k = 0; k < c->n_named; k++) {
        int64_t kept = 0;
        for (size_t i = 0; i < c->n_cells; i++)
            kept += c->named[i * c->n_named + k];
        if (kept == 0 &&
            !validation_add(v, (validation_finding){.rule = VALIDATION_EMPTY_FILTER,
                                                    .level = VALIDATION_WARNING,
                                                    .at = at,
                                                    .what = v->from->indicators[asked->indicators[k]].name,
                                                    .value = v->from->indicators[asked->indicators[k]].filter,
                                                    .span = validation_no_span,
                                                    .of = validation_counted(c)}))
            return false;
    }
    return true;
}

/* ---- records by something ---- */

typedef struct validation_group {
    text category;
    uint64_t count;
} validation_group;

static int validation_compare_groups(const void *a, const void *b)
{
    const validation_group *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return text_compare(x->category, y->category);
}

/* Records of each category of the first dimension, most frequent first; NULL when memory failed. */
static validation_group *validation_groups(const cube *c, size_t *n)
{
    *n = c->dimensions[0].n_categories;
    validation_group *groups = calloc(*n + 1, sizeof *groups);
    if (!groups)
        return NULL;
    for (size_t i = 0; i < *n; i++)
        groups[i].category = c->dimensions[0].categories[i];
    for (size_t i = 0; i < c->n_cells; i++)
        groups[c->codes[c->cells[i].group * c->n_dimensions]].count += (uint64_t)c->cells[i].count;
    qsort(groups, *n, sizeof *groups, validation_compare_groups);
    return groups;
}

static bool validation_codes(validation *v, size_t at, const validation_query *asked, const cube *c)
{
    size_t n;
    validation_group *groups = validation_groups(c, &n);
    bool good = groups != NULL;
    validation_finding rest = {.rule = VALIDATION_UNKNOWN_CODE,
                               .level = VALIDATION_ERROR,
                               .at = at,
                               .what = asked->dimension->name,
                               .span = validation_no_span,
                               .of = c->account.read};
    for (size_t i = 0; good && i < n; i++) {
        validation_finding finding = rest;
        finding.value = validation_keep(v, groups[i].category);
        finding.count = groups[i].count;
        if (i >= VALIDATION_CODES)
            rest.count += groups[i].count;
        else
            good = finding.value.data && validation_add(v, finding);
    }
    free(groups);
    return good && (rest.count == 0 || validation_add(v, rest));
}

static bool validation_points(validation *v, size_t at, const validation_query *asked, const cube *c)
{
    if (validation_counted(c) == 0)
        return true;
    return validation_add(v, (validation_finding){VALIDATION_NO_AREA,
                                                  VALIDATION_WARNING,
                                                  at,
                                                  asked->dimension->name,
                                                  {0},
                                                  validation_no_span,
                                                  validation_counted(c),
                                                  c->account.read});
}

static bool validation_hours(validation *v, size_t at, const cube *c)
{
    size_t n, hours = 0;
    uint64_t all = 0;
    validation_group *groups = validation_groups(c, &n);
    bool good = groups != NULL;
    for (size_t i = 0; good && i < n; i++) {
        hours += groups[i].category.length > 0;
        all += groups[i].category.length > 0 ? groups[i].count : 0;
    }
    for (size_t i = 0; good && hours > 1 && i < n; i++) {
        if (groups[i].category.length == 0 || groups[i].count < VALIDATION_HEAP_LEAST ||
            groups[i].count * 24 < VALIDATION_PART_TIMES * all)
            continue;
        text hour = validation_keep(v, groups[i].category);
        good = hour.data && validation_add(v, (validation_finding){VALIDATION_HEAP_HOUR, VALIDATION_WARNING,
                                                                   at, validation_date(v, c), hour,
                                                                   validation_no_span, groups[i].count, all});
    }
    free(groups);
    return good;
}

/* 12·year + month − 1 of a group of years and months written as text; −1 where it has none. */
static int validation_event_month(const cube *c, uint32_t group)
{
    const uint32_t *codes = &c->codes[group * c->n_dimensions];
    text year = c->dimensions[0].categories[codes[0]], month = c->dimensions[1].categories[codes[1]];
    if (year.length != 4 || month.length != 2)
        return -1;
    int y = 0;
    for (size_t i = 0; i < year.length; i++)
        y = 10 * y + (year.data[i] - '0');
    return 12 * y + 10 * (month.data[0] - '0') + (month.data[1] - '0') - 1;
}

static bool validation_events(validation *v, size_t at, const cube *c)
{
    uint64_t before = 0, later = 0, all = 0;
    for (size_t i = 0; i < c->n_cells; i++) {
        int event = validation_event_month(c, c->cells[i].group), placed = day_month_index(c->cells[i].day);
        uint64_t count = (uint64_t)c->cells[i].count;
        if (event < 0)
            continue;
        all += count;
        before += placed < event ? count : 0;
        later += placed > event ? count : 0;
    }
    text column = v->from->registers[at].event_date;
    validation_finding finding = {VALIDATION_BEFORE_EVENT, VALIDATION_ERROR, at, column, {0},
                                  validation_no_span,      before,           all};
    if (before && !validation_add(v, finding))
        return false;
    finding.rule = VALIDATION_DELAY;
    finding.level = VALIDATION_NOTE;
    finding.count = later;
    return later == 0 || validation_add(v, finding);
}

static bool validation_all(validation *v, size_t at, const validation_query *asked, const cube *c)
{
    v->accounts[at] = c->account;
    return validation_rejected(v, at, c) && validation_replaced(v, at, c) && validation_coverage(v, at, c) &&
           validation_holes(v, at, c) && validation_heaps(v, at, c) && validation_filters(v, at, asked, c);
}

bool validation_judge(validation *v, size_t at, const validation_query *asked, const cube *c)
{
    switch (asked->asked) {
    case VALIDATION_ALL:
        return validation_all(v, at, asked, c);
    case VALIDATION_CODE:
        return validation_codes(v, at, asked, c);
    case VALIDATION_POINTS:
        return validation_points(v, at, asked, c);
    case VALIDATION_HOURS:
        return validation_hours(v, at, c);
    case VALIDATION_EVENTS:
        return validation_events(v, at, c);
    }
    return false;
}
