/* render_mockup.h - a change table built by hand, as room report would build it, for the tests of the
 * renderers. */
#ifndef UNIT_RENDER_MOCKUP_H
#define UNIT_RENDER_MOCKUP_H

#include "check.h"
#include "render/render.h"

static inline document *mockup_empty(void)
{
    document *d = NULL;
    CHECK(document_create(&d, NULL) == ESEP_OK);
    return d;
}

static inline document_value mockup_toned(document_value value, document_tone tone)
{
    value.tone = tone;
    return value;
}

static inline void mockup_row(document *d, document_table *table, size_t row, const char *name, int64_t base,
                              int64_t count, double low, double high, int64_t all, const char *verdict,
                              document_tone tone)
{
    *document_cell(table, row, 0) = document_text(d, text_from(name));
    *document_cell(table, row, 1) = document_count(base, DOCUMENT_PLAIN);
    *document_cell(table, row, 2) = document_count(count, DOCUMENT_PLAIN);
    *document_cell(table, row, 3) = document_count(count - base, DOCUMENT_SIGNED);
    *document_cell(table, row, 4) =
        document_ratio((fraction){100 * (int128)(count - base), base}, DOCUMENT_SIGNED_PERCENT);
    if (low < high)
        *document_cell(table, row, 5) = document_range(low, high, DOCUMENT_SIGNED_PERCENT);
    *document_cell(table, row, 6) = document_real(low, DOCUMENT_PLAIN);
    *document_cell(table, row, 7) = document_ratio((fraction){100 * (int128)count, all}, DOCUMENT_PERCENT);
    *document_cell(table, row, 8) = mockup_toned(document_text(d, text_from(verdict)), tone);
    *document_cell(table, row, 9) = document_words(d, tone == DOCUMENT_ROSE ? "rose" : "within-chance");
}

/* The table of pages.md: interval leaves first, then share, then difference. */
static inline document_table *mockup_table(document *d)
{
    period year = {
        .first = day_from_date(2016, 1, 1), .last = day_from_date(2016, 12, 31), .kind = PERIOD_YEAR};
    const document_column columns[] = {
        {.header_text = text_from(""), .machine_name = "district", .decimals = -1},
        {.header_text = text_from("2015"), .machine_name = "base", .align = DOCUMENT_RIGHT, .decimals = -1},
        {.header_value = document_span(year),
         .machine_name = "value",
         .align = DOCUMENT_RIGHT,
         .decimals = -1},
        {.header_text = text_from("±"),
         .machine_name = "difference",
         .align = DOCUMENT_RIGHT,
         .decimals = -1,
         .leaves_at = 1},
        {.header_text = text_from("%"), .machine_name = "percent", .align = DOCUMENT_RIGHT, .decimals = -1},
        {.header_text = text_from("95"), .align = DOCUMENT_RIGHT, .decimals = -1, .leaves_at = 3},
        {.machine_name = "low", .decimals = -1},
        {.header_text = text_from("∑"),
         .machine_name = "share",
         .align = DOCUMENT_RIGHT,
         .decimals = -1,
         .leaves_at = 2},
        {.header_text = text_from(""), .decimals = -1},
        {.machine_name = "verdict", .decimals = -1},
    };
    document_table *table = document_add_table(d, columns, sizeof columns / sizeof *columns, 4);
    mockup_row(d, table, 0, "all", 13284, 15329, 12.65, 18.13, 15329, "rose", DOCUMENT_ROSE);
    mockup_row(d, table, 1, "11", 1212, 1376, 4.9, 22.9, 15329, "rose", DOCUMENT_ROSE);
    mockup_row(d, table, 2, "25", 790, 769, -12.04, 7.6, 15329, "within chance", DOCUMENT_WITHIN_CHANCE);
    mockup_row(d, table, 3, "31", 0, 1, NAN, NAN, 15329, "too few", DOCUMENT_NEUTRAL);
    table->roles[0] = DOCUMENT_TOTAL;
    return table;
}

/* "one – two" in every language. */
static inline void mockup_sentence(document *d, document_block_kind kind, const char *one, const char *two)
{
    const document_value arguments[] = {document_text(d, text_from(one)), document_text(d, text_from(two))};
    document_add(d, kind, MESSAGE_DATE_FROM_TO, arguments, 2);
}

typedef esep_status mockup_renderer(buffer *, const document *, const render_options *, esep_error *);

/* Checks the whole of what a renderer writes, and frees the document. */
static inline void mockup_check(mockup_renderer *renderer, document *d, render_options options,
                                const char *expected)
{
    buffer out = {0};
    CHECK(renderer(&out, d, &options, NULL) == ESEP_OK);
    buffer_add_byte(&out, '\0');
    CHECK_STRING(out.data, expected);
    buffer_free(&out);
}

#endif
