/* bulletin_page.h - a whole bulletin made by hand: a table with marks, a breakdown, movers, and every chart. */
#ifndef UNIT_BULLETIN_PAGE_H
#define UNIT_BULLETIN_PAGE_H

#include "bulletin_mockup.h"

enum { PAGE_ITEMS = 7, PAGE_OBSERVATIONS = 60 };

typedef struct page_mockup {
    mockup m;
    observation observations[PAGE_OBSERVATIONS];
    size_t n;
    definition_section sections[2];
    definition_item items[PAGE_ITEMS];
    ptrdiff_t indicators[4];
    bulletin_item evaluated[PAGE_ITEMS];
    size_t section_items[3];
    cube cube;
    cube *cubes[1];
    cube_origin origin;
} page_mockup;

static inline observation *page_add(page_mockup *p, observation o)
{
    p->observations[p->n] = o;
    return &p->observations[p->n++];
}

static inline void page_add_category(page_mockup *p, const char *category, int64_t base, int64_t value,
                                     change_verdict verdict)
{
    observation *o = page_add(p, mockup_count(MOCKUP_ACCIDENTS, base, value, verdict));
    if (!category)
        return;
    o->n_by = 1;
    o->by[0] = text_from("district");
    o->category[0] = text_from(category);
    o->other = strcmp(category, "other") == 0;
    o->share = fraction_percent(value, 200);
    o->contribution = fraction_percent(value - base, 250);
    o->limits = (interval){(double)(value - base) / 3 - 10, (double)(value - base) / 3 + 10};
}

static inline void page_add_categories(page_mockup *p)
{
    page_add_category(p, NULL, 250, 200, CHANGE_FELL);
    page_add_category(p, "Centre", 150, 90, CHANGE_FELL);
    page_add_category(p, "=cmd()|<b>", 60, 75, CHANGE_WITHIN_CHANCE);
    page_add_category(p, "", 9, 15, CHANGE_TOO_FEW);
    page_add_category(p, "other", 31, 20, CHANGE_WITHIN_CHANCE);
}

static inline void page_add_months(page_mockup *p, const char *category)
{
    static const char *const months[] = {"2023-01", "2023-02", "2023-03", "2023-04", "2023-05", "2023-06"};
    static const char *const before[] = {"2022-01", "2022-02", "2022-03", "2022-04", "2022-05", "2022-06"};
    for (int64_t i = 0; i < 6; i++) {
        observation *o = page_add(p, mockup_count(MOCKUP_ACCIDENTS, 40 + i % 3, category ? 5 * i : 30 + i * i,
                                                  CHANGE_WITHIN_CHANCE));
        o->span = o->asked = mockup_period(months[i]);
        o->base_span = mockup_period(before[i]);
        if (category) {
            o->n_by = 1;
            o->by[0] = text_from("district");
            o->category[0] = text_from(category);
        }
    }
}

static inline void page_item(page_mockup *p, size_t item, size_t first, definition_item_kind kind,
                             definition_chart chart)
{
    p->items[item] = (definition_item){
        .kind = kind, .chart = chart, .indicators = p->indicators, .n_indicators = 1, .compare = true};
    if (kind != DEFINITION_TABLE && !(kind == DEFINITION_CHART && chart == DEFINITION_LINE)) {
        p->items[item].by[0] = text_from("district");
        p->items[item].n_by = 1;
    }
    p->evaluated[item] = (bulletin_item){.from = &p->items[item], .first = first, .n = p->n - first};
}

static inline void page_mockup_begin(page_mockup *p)
{
    static const definition_words headings[] = {WORDS("Жол", "Дороги", "Roads"),
                                                WORDS("Басқа", "Прочее", "Other")};
    static const definition_words title = WORDS("Бюллетень", "Бюллетень", "Bulletin");
    static const definition_words area = WORDS("Қарағанды", "Караганда", "Karaganda");
    memset(p, 0, sizeof *p);
    observation *cut = page_add(p, mockup_count(MOCKUP_ACCIDENTS, 250, 200, CHANGE_FELL));
    cut->limits = (interval){-33.9, -3.1};
    page_add(p, mockup_count(MOCKUP_DEATHS, 9, 21, CHANGE_ROSE))->status |= OBSERVATION_PROVISIONAL;
    page_add(p, mockup_ratio(MOCKUP_SHARE, 100, 3104, 6361, 2676, 5483, CHANGE_WITHIN_CHANCE));
    observation *money = page_add(p, mockup_count(MOCKUP_FINES, 400000000, 332994382, CHANGE_UNJUDGED));
    money->method = OBSERVATION_UNTESTED;
    money->span = money->asked = mockup_period("2023-01..2023-05");
    money->base_span = mockup_period("2022-01..2022-05");
    money->p = money->p_adjusted = NAN;
    page_item(p, 0, 0, DEFINITION_TABLE, DEFINITION_LINE);
    size_t first = p->n;
    page_add_categories(p);
    page_item(p, 1, first, DEFINITION_BREAKDOWN, DEFINITION_LINE);
    page_item(p, 2, first, DEFINITION_MOVERS, DEFINITION_LINE);
    page_item(p, 3, first, DEFINITION_CHART, DEFINITION_BARS);
    first = p->n;
    page_add_months(p, NULL);
    page_item(p, 4, first, DEFINITION_CHART, DEFINITION_LINE);
    first = p->n;
    page_add_months(p, "Centre");
    page_add_months(p, "North");
    page_item(p, 5, first, DEFINITION_CHART, DEFINITION_MULTIPLES);
    p->items[6] =
        (definition_item){.kind = DEFINITION_TEXT, .words = WORDS("Мәтін", "Текст", "Words of the user")};
    p->evaluated[6] = (bulletin_item){.from = &p->items[6]};
    mockup_begin(&p->m, p->observations, p->n);
    p->section_items[1] = 4;
    p->section_items[2] = PAGE_ITEMS;
    p->sections[0].heading = headings[0];
    p->sections[1].heading = headings[1];
    p->m.from.bulletin.title = title;
    p->m.from.bulletin.area = area;
    p->m.from.bulletin.sections = p->sections;
    p->m.from.bulletin.n_sections = 2;
    p->m.b.section_items = p->section_items;
    p->m.b.items = p->evaluated;
    p->m.b.n_items = PAGE_ITEMS;
    p->m.b.n_in_short = 4;
    p->m.b.n_tested = 3;
    p->cube = (cube){.origins = &p->origin,
                     .n_origins = 1,
                     .account = {.read = 1000, .counted = 450, .outside = 548, .replaced = 1},
                     .any_day = true,
                     .first_day = day_from_date(2019, 1, 1),
                     .last_day = day_from_date(2023, 6, 30),
                     .date_format = "yyyy-mm-dd"};
    p->cube.account.rejected[CUBE_DATE_EMPTY] = 1;
    p->origin = (cube_origin){.path = "collisions.csv",
                              .size = 4096,
                              .digest = "00112233445566778899aabbccddeeff",
                              .encoding = "UTF-8",
                              .compression = "",
                              .delimiter = ','};
    p->cubes[0] = &p->cube;
    p->m.read[0].read = true;
    p->m.read[0].cubes = p->cubes;
    p->m.read[0].n_cubes = 1;
}

#endif
