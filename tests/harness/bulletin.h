/* bulletin.h - for tests that evaluate bulletins: a definition and its registers are written into the test's folder, read, and evaluated. */
#ifndef HARNESS_BULLETIN_H
#define HARNESS_BULLETIN_H

#include "register.h"

#include "indicator/bulletin.h"

typedef struct evaluated {
    definition *d;
    bulletin *b;
    esep_status status;
    char line[4000]; /**< the error */
} evaluated;

static inline evaluated evaluate_with(const char *yaml_path, bulletin_request request)
{
    evaluated e = {0};
    esep_error error = {0};
    if (request.n_threads == 0)
        request.n_threads = 1;
    e.status = definition_read(&e.d, yaml_path, &error);
    if (e.status == ESEP_OK)
        e.status = bulletin_create(&e.b, e.d, &request, &error);
    if (e.status != ESEP_OK)
        esep_error_text(&error, ESEP_EN, e.line, sizeof e.line);
    return e;
}

/** A definition as text; its registers are files of the same folder. */
static inline evaluated evaluate(const char *yaml)
{
    const char *path = register_write_text("bulletin.yaml", yaml);
    evaluated e = evaluate_with(path, (bulletin_request){.only_indicator = SIZE_MAX});
    if (e.status != ESEP_OK)
        printf("# %s\n", e.line);
    return e;
}

static inline void evaluated_free(evaluated *e)
{
    bulletin_free(e->b);
    definition_free(e->d);
    *e = (evaluated){0};
}

/** The n-th item's observations; an empty place where there is none. */
static inline const bulletin_item *evaluated_item(const evaluated *e, size_t n)
{
    static const bulletin_item none;
    CHECK(e->b && n < e->b->n_items);
    return e->b && n < e->b->n_items ? &e->b->items[n] : &none;
}

static inline const observation *evaluated_at(const evaluated *e, size_t i)
{
    static const observation none;
    CHECK(e->b && i < e->b->n_observations);
    return e->b && i < e->b->n_observations ? &e->b->observations[i] : &none;
}

/** The observation of an item whose first category is so called ("": none). */
static inline const observation *evaluated_category(const evaluated *e, size_t item, const char *category)
{
    static const observation none;
    const bulletin_item *from = evaluated_item(e, item);
    for (size_t i = 0; i < from->n; i++) {
        const observation *o = evaluated_at(e, from->first + i);
        if (o->n_by && !o->other && text_equal(o->category[0], text_from(category)))
            return o;
    }
    CHECK_CASE("no category %s", category);
    CHECK(false);
    return &none;
}

/** The row of a table for an indicator: the first observation of the whole that is its own. */
static inline const observation *evaluated_row(const evaluated *e, const char *indicator)
{
    static const observation none;
    for (size_t i = 0; e->b && i < e->b->n_observations; i++) {
        const observation *o = &e->b->observations[i];
        if (o->n_by == 0 && text_equal(e->d->indicators[o->indicator].name, text_from(indicator)))
            return o;
    }
    CHECK_CASE("no row %s", indicator);
    CHECK(false);
    return &none;
}

/** numerator/denominator ← base_numerator/base_denominator, in 10^-decimals. */
static inline void check_numbers(const observation *o, int64_t numerator, int64_t denominator,
                                 int64_t base_numerator, int64_t base_denominator, int decimals)
{
    CHECK_INT(o->numerator, numerator);
    CHECK_INT(o->denominator, denominator);
    CHECK_INT(o->base_numerator, base_numerator);
    CHECK_INT(o->base_denominator, base_denominator);
    CHECK_INT(o->decimals, decimals);
}

/** An exact fraction; denominator 0: undefined. */
static inline void check_fraction(fraction f, int64_t numerator, int64_t denominator)
{
    if (denominator == 0 || f.denominator == 0)
        CHECK_INT(f.denominator, denominator);
    else
        CHECK(f.numerator * denominator == f.denominator * numerator);
}

#endif
