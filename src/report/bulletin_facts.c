#include "report/bulletin_facts.h"

#include "report/bulletin_account.h"
#include "report/change_facts.h"
#include "report/codes.h"

#include <stdlib.h>
#include <string.h>

static int facts_compare_number(int128 a, int128 b)
{
    return (a > b) - (a < b);
}

static int facts_compare_period(period a, period b)
{
    int order = facts_compare_number(a.first, b.first);
    return order ? order : facts_compare_number(a.last, b.last);
}

/* Two are the same where they are of the same thing in the same periods. "Other" is what an item happens not to show, so that its numbers
 * belong to its name. */
static int facts_compare(const observation *a, const observation *b)
{
    int order = facts_compare_number((int128)a->indicator, (int128)b->indicator);
    order = order ? order : facts_compare_period(a->span, b->span);
    order = order ? order : facts_compare_number(a->n_by, b->n_by);
    order = order ? order : facts_compare_number(a->other, b->other);
    for (size_t i = 0; i < a->n_by && !order; i++) {
        order = text_compare(a->by[i], b->by[i]);
        order = order ? order : text_compare(a->category[i], b->category[i]);
    }
    bool base = !(a->status & CHANGE_NO_DATA);
    order = order ? order : facts_compare_number(base, !(b->status & CHANGE_NO_DATA));
    if (!order && base)
        order = facts_compare_period(a->base_span, b->base_span);
    if (!order && a->other) {
        order = facts_compare_number(a->numerator, b->numerator);
        order = order ? order : facts_compare_number(a->base_numerator, b->base_numerator);
    }
    return order;
}

static int facts_compare_places(const void *a, const void *b)
{
    const observation *const *x = a, *const *y = b;
    int order = facts_compare(*x, *y);
    return order ? order : (*x > *y) - (*x < *y);
}

static int facts_compare_addresses(const void *a, const void *b)
{
    const observation *const *x = a, *const *y = b;
    return (*x > *y) - (*x < *y);
}

/* Each observation once, in the bulletin's order, into kept[n_observations]; returns how many. */
static size_t facts_keep(const observation **kept, const bulletin *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n_observations; i++)
        kept[i] = &b->observations[i];
    qsort(kept, b->n_observations, sizeof(observation *), facts_compare_places);
    for (size_t i = 0; i < b->n_observations; i++) {
        if (i == 0 || facts_compare(kept[n - 1], kept[i]) != 0)
            kept[n++] = kept[i];
    }
    qsort(kept, n, sizeof(observation *), facts_compare_addresses);
    return n;
}

enum { FACTS_NUMBERS = 12 };
static const char *const facts_names[1 + FACTS_NUMBERS] = {
    "indicator",  "period",         "value",  "numerator", "denominator", "base_period", "base",
    "difference", "change_percent", "ci_low", "ci_high",   "p_value",     "status"};

/* A whole number stays one, of any size. */
static document_value facts_exact(fraction f)
{
    if (f.denominator && f.numerator % f.denominator == 0)
        return document_decimal(f.numerator / f.denominator, 0, DOCUMENT_PLAIN);
    return f.denominator ? document_ratio(f, DOCUMENT_PLAIN) : document_empty();
}

static void facts_numbers(const bulletin_page *page, const observation *o,
                          document_value values[FACTS_NUMBERS])
{
    const definition_indicator *indicator = bulletin_indicator_of(page, o);
    bool ratio = indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO;
    bool given = !(o->status & OBSERVATION_MISSING), base = bulletin_has_base(o);
    bool compared = bulletin_is_compared(o);
    document_value none = document_empty();
    values[0] = document_span(o->span);
    values[1] = given ? facts_exact(o->value) : none;
    values[2] = given ? document_decimal(o->numerator, o->decimals, DOCUMENT_PLAIN) : none;
    values[3] = given ? document_decimal(o->denominator, ratio ? o->decimals : 0, DOCUMENT_PLAIN) : none;
    values[4] = base ? document_span(o->base_span) : none;
    values[5] = base ? facts_exact(o->base) : none;
    values[6] = compared ? facts_exact(o->difference) : none;
    values[7] = compared ? facts_exact(o->change) : none;
    values[8] = compared ? document_real(o->limits.low, DOCUMENT_PLAIN) : none;
    values[9] = compared ? document_real(o->limits.high, DOCUMENT_PLAIN) : none;
    values[10] = compared ? document_real(o->p, DOCUMENT_PLAIN) : none;
    values[11] = code_status(page->d, o->status, "normal");
}

static document_value facts_category(document *d, const observation *o, size_t i)
{
    if (o->other)
        return document_words(d, CODE_OTHER);
    return code_category(d, o->category[i].data ? o->category[i] : text_from(""));
}

static void facts_observation(bulletin_page *page, document_fact *list, const observation *o)
{
    document *d = page->d;
    document_value values[FACTS_NUMBERS];
    document_fact *object = document_fact_object(d, list, NULL);
    document_fact_value(d, object, "indicator", document_text(d, bulletin_indicator_of(page, o)->name));
    document_fact *dimensions = document_fact_object(d, object, "dimensions");
    for (size_t i = 0; i < o->n_by; i++) {
        document_value name = document_text(d, o->by[i]);
        if (name.kind == DOCUMENT_TEXT)
            document_fact_value(d, dimensions, name.as.words.data, facts_category(d, o, i));
    }
    facts_numbers(page, o, values);
    for (size_t i = 0; i < FACTS_NUMBERS; i++)
        document_fact_value(d, object, facts_names[1 + i], values[i]);
}

static void facts_accounts(bulletin_page *page)
{
    document *d = page->d;
    document_fact *list = document_fact_array(d, &d->facts, "accounts");
    for (size_t i = 0; i < page->b->from->n_registers; i++) {
        const bulletin_register *from = &page->b->registers[i];
        if (!from->read || !from->n_cubes)
            continue;
        document_fact *object = document_fact_object(d, list, NULL);
        document_fact_value(d, object, "register", document_text(d, from->from->name));
        const cube_account account = bulletin_account(page, i);
        change_account_facts(d, object, &account);
        document_fact_value(d, object, "replaced",
                            document_count((int64_t)from->cubes[0]->account.replaced, DOCUMENT_PLAIN));
        change_source_facts(d, object, from->cubes[0]);
    }
}

/* Dimensions of the bulletin in the order in which they come up, into names[]; returns how many. */
static size_t facts_dimensions(text *names, const observation *const *kept, size_t n)
{
    size_t n_names = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < kept[i]->n_by; j++) {
            size_t at = 0;
            while (at < n_names && !text_equal(names[at], kept[i]->by[j]))
                at++;
            if (at == n_names)
                names[n_names++] = kept[i]->by[j];
        }
    }
    return n_names;
}

static document_value facts_column(document *d, const observation *o, text dimension)
{
    for (size_t i = 0; i < o->n_by; i++) {
        if (text_equal(o->by[i], dimension))
            return facts_category(d, o, i);
    }
    return document_words(d, CODE_TOTAL);
}

static void facts_rows(bulletin_page *page, document_table *table, const observation *const *kept, size_t n,
                       const text *names, size_t n_names)
{
    for (size_t r = 0; r < n; r++) {
        *document_cell(table, r, 0) = document_text(page->d, bulletin_indicator_of(page, kept[r])->name);
        for (size_t i = 0; i < n_names; i++)
            *document_cell(table, r, 1 + i) = facts_column(page->d, kept[r], names[i]);
        facts_numbers(page, kept[r], document_cell(table, r, 1 + n_names));
    }
}

static void facts_table(bulletin_page *page, const observation *const *kept, size_t n)
{
    size_t most = 2 * n + 1;
    text *names = calloc(most, sizeof *names);
    size_t n_names = names ? facts_dimensions(names, kept, n) : 0;
    document_column *columns = calloc(1 + n_names + FACTS_NUMBERS, sizeof *columns);
    if (!names || !columns) {
        page->d->failed = true;
    } else {
        columns[0] = (document_column){.machine_name = facts_names[0], .decimals = -1};
        for (size_t i = 0; i < n_names; i++)
            columns[1 + i] = (document_column){
                .machine_name = code_column(page->d, names[i], facts_names, 1 + FACTS_NUMBERS),
                .decimals = -1};
        for (size_t i = 1; i <= FACTS_NUMBERS; i++)
            columns[n_names + i] = (document_column){.machine_name = facts_names[i], .decimals = -1};
        document_table *table = document_add_table(page->d, columns, 1 + n_names + FACTS_NUMBERS, n);
        if (table) {
            table->machine_name = "observations";
            table->csv_only = true;
            facts_rows(page, table, kept, n, names, n_names);
        }
    }
    free(names);
    free(columns);
}

void bulletin_add_facts(bulletin_page *page)
{
    document *d = page->d;
    const bulletin *b = page->b;
    const observation **kept = calloc(b->n_observations + 1, sizeof(observation *));
    if (!kept) {
        d->failed = true;
        return;
    }
    size_t n = facts_keep(kept, b);
    document_fact_value(d, &d->facts, "bulletin", document_text(d, b->from->name));
    document_fact_value(d, &d->facts, "period", document_span(b->span));
    document_fact_value(d, &d->facts, "base_period", document_span(b->base_span));
    document_fact *list = document_fact_array(d, &d->facts, "observations");
    for (size_t i = 0; i < n; i++)
        facts_observation(page, list, kept[i]);
    facts_accounts(page);
    facts_table(page, kept, n);
    free(kept);
}
