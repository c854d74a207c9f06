#include "report/bulletin_document.h"

#include "base/error.h"
#include "report/bulletin_charts.h"
#include "report/bulletin_facts.h"
#include "report/bulletin_notes.h"
#include "report/bulletin_origin.h"
#include "report/bulletin_sentences.h"
#include "report/bulletin_tables.h"

static void page_add_heading(bulletin_page *page, const definition_words *words)
{
    document_value heading = bulletin_words(page, words);
    if (heading.kind != DOCUMENT_EMPTY)
        document_add(page->d, DOCUMENT_HEADING, MESSAGE_BULLETIN_SAYS, &heading, 1);
}

static bool page_compares(const bulletin *b)
{
    for (size_t i = 0; i < b->n_observations; i++) {
        if (bulletin_has_base(&b->observations[i]))
            return true;
    }
    return false;
}

static void page_add_periods(bulletin_page *page)
{
    const bulletin *b = page->b;
    const document_value parts[] = {bulletin_words(page, &b->from->bulletin.area),
                                    document_span(period_named(b->span)),
                                    document_span(period_named(b->base_span))};
    bool area = parts[0].kind != DOCUMENT_EMPTY, base = page_compares(b);
    message_id id = base   ? area ? MESSAGE_BULLETIN_AREA : MESSAGE_BULLETIN_PERIODS
                    : area ? MESSAGE_ROW_OF_PERIOD
                           : MESSAGE_BULLETIN_SAYS;
    document_add(page->d, DOCUMENT_SUBTITLE, id, area ? parts : parts + 1, (size_t)area + base + 1);
}

/* Of registers whose records have no day, the newest is of a month. */
static document_value page_newest(const bulletin *b)
{
    bool day = false;
    for (size_t r = 0; r < b->from->n_registers; r++) {
        const cube *c = b->registers[r].n_cubes ? b->registers[r].cubes[0] : NULL;
        day = day || (c && c->any_day && !c->monthly && c->last_day == b->newest);
    }
    day_date newest = day_to_date(b->newest);
    period whole = {day_from_date(newest.year, newest.month, 1), b->newest, PERIOD_MONTH};
    return day ? document_day(b->newest) : document_span(whole);
}

static void page_add_title(bulletin_page *page)
{
    const bulletin *b = page->b;
    document_value title = bulletin_words(page, &b->from->bulletin.title);
    if (page->options->explain && b->n_observations)
        title = bulletin_label(page, b->observations[0].indicator);
    if (title.kind == DOCUMENT_EMPTY)
        title = document_text(page->d, b->from->name);
    document_add(page->d, DOCUMENT_TITLE, MESSAGE_BULLETIN_SAYS, &title, 1);
    page_add_periods(page);
    if (b->newest == DAY_NONE)
        return;
    document_value newest = page_newest(b);
    document_add(page->d, DOCUMENT_SUBTITLE, MESSAGE_BULLETIN_NEWEST, &newest, 1);
}

static void page_add_item(bulletin_page *page, const bulletin_item *item, size_t number)
{
    document_value words;
    switch (item->from->kind) {
    case DEFINITION_TABLE:
    case DEFINITION_BREAKDOWN:
        bulletin_add_tables(page, item, number);
        break;
    case DEFINITION_MOVERS:
        bulletin_add_waterfall(page, item, number);
        bulletin_add_tables(page, item, number);
        break;
    case DEFINITION_CHART:
        bulletin_add_chart(page, item, number);
        break;
    case DEFINITION_TEXT:
        words = bulletin_words(page, &item->from->words);
        if (words.kind != DOCUMENT_EMPTY)
            document_add(page->d, DOCUMENT_PARAGRAPH, MESSAGE_BULLETIN_SAYS, &words, 1);
        break;
    }
}

static void page_add_sections(bulletin_page *page)
{
    const bulletin *b = page->b;
    for (size_t s = 0; s < b->from->bulletin.n_sections; s++) {
        page_add_heading(page, &b->from->bulletin.sections[s].heading);
        for (size_t i = b->section_items[s]; i < b->section_items[s + 1]; i++)
            page_add_item(page, &b->items[i], i + 1);
    }
}

/* All that a figure rests on, in plain sight. */
static void page_add_explanation(bulletin_page *page)
{
    const bulletin *b = page->b;
    for (size_t i = 0; i < b->n_items; i++)
        page_add_item(page, &b->items[i], i + 1);
    if (!b->n_observations)
        return;
    const document_origin *origin = bulletin_origin(page, &b->observations[0]);
    bulletin_add_sentence(page, &b->observations[0], origin);
    /* The sources stand under the notes. */
    for (size_t i = 0; origin && i < origin->n_lines; i++) {
        if (origin->lines[i].id == MESSAGE_ORIGIN_SOURCE || origin->lines[i].id == MESSAGE_ORIGIN_SOURCE_HASH)
            continue;
        document_add(page->d, DOCUMENT_NOTE, origin->lines[i].id, origin->lines[i].arguments,
                     origin->lines[i].n_arguments);
    }
}

esep_status bulletin_document_create(document **out, const bulletin *b,
                                     const bulletin_document_options *options, esep_error *error)
{
    document *d = NULL;
    ESEP_TRY(document_create(&d, error));
    bulletin_page page = {d, b, options};
    page_add_title(&page);
    if (options->explain) {
        page_add_explanation(&page);
    } else {
        bulletin_add_in_short(&page);
        page_add_sections(&page);
    }
    bulletin_add_notes(&page);
    bulletin_add_facts(&page);
    esep_status status = document_status(d, error);
    if (status != ESEP_OK) {
        document_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}
