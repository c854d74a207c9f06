/* A whole bulletin made by hand: its page, its facts, its rows for CSV, its origins, and what hostile words in it become. */
#include "bulletin_page.h"

static char page_text[300000];
static page_mockup page;

static const char *as(esep_status (*render)(buffer *, const document *, const render_options *, esep_error *),
                      esep_language language, size_t width, bool explain)
{
    const bulletin_document_options options = {.command = text_from("esep report ."),
                                               .definition = text_from("my folder/b.yaml"),
                                               .explain = explain};
    return mockup_page(page_text, sizeof page_text, &page.m.b, &options,
                       &(render_options){.language = language, .width = width, .arrows = true}, render);
}

static void check_has(const char *whole, const char *part)
{
    CHECK_CASE("%.190s", part);
    CHECK(strstr(whole, part) != NULL);
}

static size_t times(const char *whole, const char *part)
{
    size_t n = 0;
    for (const char *at = whole; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

TEST(the_page_has_all_parts)
{
    page_mockup_begin(&page);
    const char *out = as(render_text, ESEP_EN, 100, false);
    static const char *const parts[] = {
        "Bulletin\nKaraganda: first half of 2023, compared with first half of 2022\nNewest record: 30 June "
        "2023\n",
        "\nIn short\n▼ Road accidents: in the first half of 2023, 200 road accidents were recorded",
        "\nRoads\n",
        "Deaths¹                             9           21          +12  (9 → 21)  ▲ rose\n",
        "Share of the city               48.8%        48.8%          0.0  0.0 p.p.  · within chance\n",
        "Fines (January–May 2023)  400,000,000  332,994,382  −67,005,618    −16.8%\n¹ provisional\n",
        "Road accidents by district, first half of 2023 against first half of 2022\n"
        "district    2022  2023  difference    change  share  contribution, p.p.  verdict\n",
        "(empty)        9    15          +6  (9 → 15)   7.5%                +2.4  · too few to say\n",
        "What drove the change: Road accidents by district\n",
        "Contributions to the change, by district: Road accidents, p.p.\n"
        "Centre      ████████████████████████████████│          −24.0\n",
        "Centre      ▐████████████████████████│                 −40.0%  150 →  90  [−30.0 … −10.0%]\n",
        "2022  ▆▆▆▆▆▆  40 … 42\n2023  ▅▅▅▆▇█  30 … 55\n",
        "Centre  ▁▂▄▅▇█  0 … 25\nNorth   ▁▂▄▅▇█  0 … 25\n",
        "\nWords of the user\n",
        "\nNotes\n1. Road accidents: only records where city = 'Караганда'.\n",
        "\nRegister. 1,000 records read = 450 counted + 0 filtered out + 548 outside the periods shown + 1\n"
        "  replaced by a later record + 1 rejected.\nRegister: records from 1 January 2019 to 30 June "
        "2023.\n",
        "Source: collisions.csv, 4,096 bytes, XXH3 00112233445566778899aabbccddeeff.\n",
        "\nThis page is made by: esep report .\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_has(out, parts[i]);
}

TEST(no_line_is_wider_than_the_page)
{
    static const size_t widths[] = {1, 7, 20, 33, 60, 80};
    page_mockup_begin(&page);
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        for (int language = 0; language < ESEP_LANGUAGES; language++) {
            const char *out = as(render_text, (esep_language)language, widths[w], false);
            CHECK_CASE("width %zu, language %d", widths[w], language);
            CHECK(strlen(out) > 1000);
            for (const char *line = out; widths[w] >= 20 && *line;) {
                size_t length = strcspn(line, "\n");
                size_t width = 0;
                for (size_t i = 0; i < length; i++)
                    width += ((unsigned char)line[i] & 0xC0) != 0x80;
                CHECK(width <= widths[w]);
                line += length + (line[length] == '\n');
            }
        }
    }
}

TEST(a_point_is_said_once)
{
    page_mockup_begin(&page);
    const char *out = as(render_text, ESEP_RU, 0, false);
    check_has(out, "Реестр: записи с 1 января 2019\u00A0г. по 30 июня 2023\u00A0г.\n");
    CHECK(strstr(out, "..") == NULL);
}

TEST(the_facts_keep_the_contract)
{
    page_mockup_begin(&page);
    const char *out = as(render_json, ESEP_EN, 0, false);
    check_has(out,
              "{\n  \"bulletin\": \"mockup\",\n  \"period\": \"2023-01-01/2023-06-30\",\n"
              "  \"base_period\": \"2022-01-01/2022-06-30\",\n  \"observations\": [\n    {\n"
              "      \"indicator\": \"accidents\",\n      \"dimensions\": {},\n"
              "      \"period\": \"2023-01-01/2023-06-30\",\n      \"value\": 200,\n"
              "      \"numerator\": 200,\n      \"denominator\": 1,\n"
              "      \"base_period\": \"2022-01-01/2022-06-30\",\n      \"base\": 250,\n"
              "      \"difference\": -50,\n      \"change_percent\": -20,\n      \"ci_low\": -33.9,\n"
              "      \"ci_high\": -3.1,\n      \"p_value\": 0.04,\n      \"status\": \"normal\"\n    },\n");
    check_has(out, "\"status\": \"small-base provisional\"");
    check_has(out, "\"value\": 48.80539850446836,\n      \"numerator\": 2676,\n      \"denominator\": 5483,");
    check_has(out, "\"dimensions\": {\n        \"district\": \"_O\"\n      },");
    check_has(out, "\"dimensions\": {\n        \"district\": \"\"\n      },");
    check_has(out, "  \"accounts\": [\n    {\n      \"register\": \"register\",\n      \"read\": 1000,\n"
                   "      \"counted\": 450,\n      \"filtered\": 0,\n      \"outside\": 548,\n");
    check_has(out, "      \"replaced\": 1,\n");
    /* The whole of the breakdown is the table's row; CSV's rows are not said again. */
    CHECK_INT(times(out, "\"value\": 200,"), 1);
    CHECK_INT(times(out, "\"observations\""), 1);
}

TEST(csv_is_tidy)
{
    page_mockup_begin(&page);
    const char *out = as(render_csv, ESEP_EN, 0, false);
    check_has(out, "indicator,district,period,value,numerator,denominator,base_period,base,difference,"
                   "change_percent,ci_low,ci_high,p_value,status\n"
                   "accidents,_T,2023-01-01/2023-06-30,200,200,1,2022-01-01/"
                   "2022-06-30,250,-50,-20,-33.9,-3.1,0.04,normal\n");
    CHECK_INT(times(out, "accidents,_T,2023-01-01/2023-06-30,"), 1);
    check_has(out, "\naccidents,,2023-01-01/2023-06-30,15,");
    check_has(out, "\nfines,_T,2023-01-01/2023-05-31,332994382,332994382,1,2022-01-01/2022-05-31,400000000,"
                   "-67005618,-16.7514045,,,,normal\n");
    CHECK_INT(times(out, "\n"), 1 + 4 + 4 + 6 + 12);
}

TEST(what_is_not_compared_has_no_difference)
{
    static const unsigned bits[] = {OBSERVATION_BREAK, OBSERVATION_MISSING, CHANGE_NO_DATA};
    static const char *const rows[] = {",200,200,1,2022-01-01/2022-06-30,250,,,,,,break\n",
                                       ",,,,2022-01-01/2022-06-30,250,,,,,,missing\n",
                                       ",200,200,1,,,,,,,,no-base\n"};
    static const char *const verdicts[] = {"! not compared", "! no data", "! no earlier data"};
    for (size_t i = 0; i < 3; i++) {
        page_mockup_begin(&page);
        page.observations[0].status = bits[i];
        if (bits[i] == OBSERVATION_MISSING)
            page.observations[0].value = (fraction){0};
        check_has(as(render_csv, ESEP_EN, 0, false), rows[i]);
        check_has(as(render_text, ESEP_EN, 0, false), verdicts[i]);
    }
}

TEST(a_break_is_told_with_its_reason)
{
    static const definition_words why = WORDS("Заң өзгерді.", "Изменился закон.", "The law changed.");
    static definition_break broken;
    page_mockup_begin(&page);
    broken = (definition_break){.day = day_from_date(2023, 1, 1), .why = why};
    page.m.registers[0].breaks = &broken;
    page.m.registers[0].n_breaks = 1;
    CHECK(strstr(as(render_text, ESEP_EN, 0, false), "The law changed.") == NULL);
    page.observations[0].status = OBSERVATION_BREAK;
    check_has(as(render_text, ESEP_EN, 0, false),
              "Register: comparison across 1 January 2023 is withheld. The law changed.\n");
}

TEST(bars_without_a_change_are_a_table)
{
    page_mockup_begin(&page);
    for (size_t i = 0; i < page.evaluated[3].n; i++)
        page.observations[page.evaluated[3].first + i].status = CHANGE_NO_DATA;
    const char *out = as(render_text, ESEP_EN, 0, false);
    CHECK(strstr(out, "Change by district") == NULL && strstr(out, "Contributions to the change") == NULL);
    check_has(out, "Road accidents by district, first half of 2023\ndistrict    now  share\n");
    check_has(out, "Where there are no earlier data, there is nothing to compare with");
}

TEST(an_explanation_shows_its_grounds)
{
    page_mockup_begin(&page);
    page.m.b.observations = &page.observations[2];
    page.m.b.n_observations = 1;
    page.m.b.n_items = 1;
    page.evaluated[0].n = 1;
    const char *out = as(render_text, ESEP_EN, 0, true);
    check_has(out, "Share of the city\n");
    check_has(out, "Share: 100 · “Thefts” / “Crimes”.\n“Thefts”:\nRecords of “Register”.\n");
    check_has(out, "Records counted: 2,676; before: 3,104.\n48.8% = 100 · 2,676 / 5,483.\n");
    CHECK_INT(times(out, "collisions.csv"), 1);
}

TEST(origins_have_commands_that_a_shell_reads)
{
    static const struct {
        const char *asked, *written;
    } cases[] = {{"2023-H1", "2023-H1"},           {"2023-H2", "2023-H2"},
                 {"2023-Q3", "2023-Q3"},           {"2023", "2023"},
                 {"2023-05", "2023-05"},           {"2023-01..2023-05", "2023-01..2023-05"},
                 {"2023-W07", "2023-W07"},         {"2023-03-02..2023-04-05", "2023-03-02..2023-04-05"},
                 {"last-28-days", "last-28-days"}, {"last-12-months", "last-12-months"}};
    const bulletin_document_options options = {.definition = text_from("it's here"),
                                               .against = text_from("2021-H1")};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        document *d = NULL;
        char expected[200], got[200] = "";
        page_mockup_begin(&page);
        page.observations[0].asked = mockup_period(cases[i].asked);
        CHECK(bulletin_document_create(&d, &page.m.b, &options, NULL) == ESEP_OK);
        for (const document_block *block = d ? d->first : NULL; block && !got[0]; block = block->next) {
            if (block->kind == DOCUMENT_SENTENCE)
                text_copy_cut(got, sizeof got, block->origin->command);
        }
        snprintf(expected, sizeof expected,
                 "esep explain 'it'\\''s here' accidents --period %s --against 2021-H1", cases[i].written);
        CHECK_STRING(got, expected);
        document_free(d);
    }
}

TEST(an_empty_bulletin_is_a_page)
{
    mockup m;
    observation none;
    mockup_begin(&m, &none, 0);
    m.b.newest = DAY_NONE;
    check_has(mockup_page(page_text, sizeof page_text, &m.b, &(bulletin_document_options){.explain = false},
                          &(render_options){.language = ESEP_EN}, render_text),
              "mockup\nfirst half of 2023\n");
    check_has(mockup_page(page_text, sizeof page_text, &m.b, &(bulletin_document_options){.explain = true},
                          &(render_options){.language = ESEP_EN}, render_json),
              "\"observations\": [],\n  \"accounts\": []");
}

int main(void)
{
    RUN(the_page_has_all_parts);
    RUN(no_line_is_wider_than_the_page);
    RUN(a_point_is_said_once);
    RUN(the_facts_keep_the_contract);
    RUN(csv_is_tidy);
    RUN(what_is_not_compared_has_no_difference);
    RUN(a_break_is_told_with_its_reason);
    RUN(bars_without_a_change_are_a_table);
    RUN(an_explanation_shows_its_grounds);
    RUN(origins_have_commands_that_a_shell_reads);
    RUN(an_empty_bulletin_is_a_page);
    return check_finish();
}
