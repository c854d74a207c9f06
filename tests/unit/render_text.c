#include "render_mockup.h"

#include "language/language.h"
#include "render/people.h"

#define NBSP "\u00A0"
#define MINUS "\u2212"

static document *page(void)
{
    document *d = mockup_empty();
    mockup_sentence(d, DOCUMENT_TITLE, "Records by district", "2016");
    mockup_sentence(d, DOCUMENT_SUBTITLE, "source", "chicago.csv");
    mockup_table(d);
    mockup_sentence(d, DOCUMENT_NOTE, "first note", "one");
    mockup_sentence(d, DOCUMENT_NOTE, "second note", "two");
    return d;
}

TEST(a_page_in_three_languages)
{
    document *d = page();
    mockup_check(render_text, d, (render_options){.language = ESEP_RU, .arrows = true},
                 "Records by district – 2016\n"
                 "source – chicago.csv\n"
                 "\n"
                 "       2015  2016" NBSP "г.       ±        %             95        ∑\n"
                 "all  13" NBSP "284   15" NBSP "329  +2" NBSP "045  +15,4" NBSP
                 "%  +12,7 … +18,1  100,0" NBSP "%  ▲ rose\n"
                 "11    1" NBSP "212    1" NBSP "376    +164  +13,5" NBSP "%   +4,9 … +22,9    9,0" NBSP
                 "%  ▲ rose\n"
                 "25      790      769     " MINUS "21   " MINUS "2,7" NBSP "%  " MINUS
                 "12,0 …  +7,6    5,0" NBSP "%  · within chance\n"
                 "31        0        1      +1        –                   0,0" NBSP "%  · too few\n"
                 "\n"
                 "first note – one\n"
                 "second note – two\n");
    document_free(d);
    d = mockup_empty();
    mockup_table(d);
    mockup_check(render_text, d, (render_options){.language = ESEP_EN},
                 "       2015    2016       ±       %             95       ∑\n"
                 "all  13,284  15,329  +2,045  +15.4%  +12.7 … +18.1  100.0%  rose\n"
                 "11    1,212   1,376    +164  +13.5%   +4.9 … +22.9    9.0%  rose\n"
                 "25      790     769     " MINUS "21   " MINUS "2.7%  " MINUS
                 "12.0 …  +7.6    5.0%  within chance\n"
                 "31        0       1      +1       –                   0.0%  too few\n");
    mockup_check(render_text, d, (render_options){.language = ESEP_KK},
                 "       2015  2016 жыл       ±       %             95       ∑\n"
                 "all  13" NBSP "284    15" NBSP "329  +2" NBSP "045  +15,4%  +12,7 … +18,1  100,0%  rose\n"
                 "11    1" NBSP "212     1" NBSP "376    +164  +13,5%   +4,9 … +22,9    9,0%  rose\n"
                 "25      790       769     " MINUS "21   " MINUS "2,7%  " MINUS
                 "12,0 …  +7,6    5,0%  within chance\n"
                 "31        0         1      +1       –                   0,0%  too few\n");
    document_free(d);
}

TEST(columns_leave_a_narrow_terminal)
{
    document *d = mockup_empty();
    mockup_table(d);
    mockup_check(render_text, d, (render_options){.language = ESEP_EN, .width = 60},
                 "       2015    2016       ±       %       ∑\n"
                 "all  13,284  15,329  +2,045  +15.4%  100.0%  rose\n"
                 "11    1,212   1,376    +164  +13.5%    9.0%  rose\n"
                 "25      790     769     " MINUS "21   " MINUS "2.7%    5.0%  within chance\n"
                 "31        0       1      +1       –    0.0%  too few\n");
    mockup_check(render_text, d, (render_options){.language = ESEP_EN, .width = 42},
                 "       2015    2016       %\n"
                 "all  13,284  15,329  +15.4%  rose\n"
                 "11    1,212   1,376  +13.5%  rose\n"
                 "25      790     769   " MINUS "2.7%  within chance\n"
                 "31        0       1       –  too few\n");
    *document_cell((document_table *)d->first->table, 1, 0) = document_text(d, text_from("Қарағанды облысы"));
    mockup_check(render_text, d, (render_options){.language = ESEP_EN, .width = 50},
                 "               2015    2016       %\n"
                 "all          13,284  15,329  +15.4%  rose\n"
                 "Қарағанды…    1,212   1,376  +13.5%  rose\n"
                 "25              790     769   " MINUS "2.7%  within chance\n"
                 "31                0       1       –  too few\n");
    document_free(d);
}

TEST(no_room_for_a_table_is_one_value_a_line)
{
    document *d = mockup_empty();
    mockup_table(d);
    mockup_check(render_text, d, (render_options){.language = ESEP_EN, .width = 16},
                 "all\n2015: 13,284\n2016: 15,329\n%: +15.4%\nrose\n\n"
                 "11\n2015: 1,212\n2016: 1,376\n%: +13.5%\nrose\n\n"
                 "25\n2015: 790\n2016: 769\n%: " MINUS "2.7%\nwithin chance\n\n"
                 "31\n2015: 0\n2016: 1\n%: –\ntoo few\n");
    document_free(d);
}

/* Every line of every width from 1 on, with names of all kinds. */
TEST(no_line_is_wider_than_the_terminal)
{
    document *d = page();
    document_table *table = (document_table *)d->first->next->next->table;
    *document_cell(table, 1, 0) = document_text(d, text_from("中文中文中文中文中文中文中文中文中文"));
    *document_cell(table, 2, 0) =
        document_text(d, text_from("и\u0306и\u0306и\u0306и\u0306и\u0306и\u0306и\u0306и\u0306и\u0306"));
    for (size_t width = 2; width < 130; width++) {
        buffer out = {0};
        CHECK_CASE("width %zu", width);
        CHECK(render_text(&out, d, &(render_options){.language = ESEP_RU, .width = width, .arrows = true},
                          NULL) == ESEP_OK);
        const char *at = out.data, *end = out.data + out.length;
        while (at < end) {
            const char *stop = memchr(at, '\n', (size_t)(end - at));
            CHECK(stop && language_width((text){at, (size_t)(stop - at)}) <= width);
            CHECK(stop == at || stop[-1] != ' ');
            at = stop + 1;
        }
        buffer_free(&out);
    }
    document_free(d);
}

TEST(paragraphs_wrap_and_colours_are_extra)
{
    document *d = mockup_empty();
    mockup_sentence(d, DOCUMENT_TITLE, "aa bb", "cc dd");
    mockup_sentence(d, DOCUMENT_PARAGRAPH, "one two", "longestwordofall three");
    mockup_sentence(d, DOCUMENT_NOTE, "one two", "three four");
    mockup_check(render_text, d, (render_options){.width = 10},
                 "aa bb – cc\ndd\n\none two –\nlongestwor\ndofall\nthree\n\none two –\n  three\n  four\n");
    document_free(d);
    d = mockup_empty();
    mockup_sentence(d, DOCUMENT_TITLE, "a", "b");
    const document_column columns[] = {{.header_text = text_from("x"), .decimals = -1}};
    document_table *table = document_add_table(d, columns, 1, 3);
    *document_cell(table, 0, 0) = mockup_toned(document_text(d, text_from("up")), DOCUMENT_ROSE);
    *document_cell(table, 1, 0) = mockup_toned(document_text(d, text_from("look")), DOCUMENT_WARNING);
    mockup_check(render_text, d, (render_options){.colour = true, .arrows = true},
                 "\x1b[1ma – b\x1b[0m\n\nx\n\x1b[1m▲ up\x1b[0m\n\x1b[33m! look\x1b[0m\n\n");
    document_free(d);
}

TEST(values_for_people)
{
    const struct {
        document_value value;
        int decimals;
        const char *en, *ru;
    } cases[] = {
        {document_ratio((fraction){-3875, 100}, DOCUMENT_SIGNED_PERCENT), 1, MINUS "38.8%",
         MINUS "38,8" NBSP "%"},
        {document_ratio((fraction){5, 0}, DOCUMENT_PERCENT), -1, "–", "–"},
        {document_ratio((fraction){1, 3}, DOCUMENT_SIGNED_POINTS), 2, "+0.33", "+0,33"},
        {document_ratio((fraction){(int128)1 << 125, 3}, DOCUMENT_PLAIN), 2, "1.4178431955039102e+37",
         "1.4178431955039102e+37"},
        {document_real(0.25, DOCUMENT_PLAIN), 1, "0.3", "0,3"},
        {document_real(-0.04, DOCUMENT_SIGNED), 1, "0.0", "0,0"},
        {document_real(NAN, DOCUMENT_PERCENT), -1, "–", "–"},
        {document_real(INFINITY, DOCUMENT_SIGNED), -1, "+∞", "+∞"},
        {document_real(-INFINITY, DOCUMENT_PLAIN), -1, MINUS "∞", MINUS "∞"},
        {document_real(1e300, DOCUMENT_PLAIN), -1, "1e+300", "1e+300"},
        {document_real(5e-324, DOCUMENT_PLAIN), 2, "0.00", "0,00"},
        {document_real(1e15, DOCUMENT_PLAIN), 0, "1,000,000,000,000,000",
         "1" NBSP "000" NBSP "000" NBSP "000" NBSP "000" NBSP "000"},
        {document_real(0.44, DOCUMENT_PROBABILITY), -1, "0.44", "0,44"},
        {document_real(0.0084, DOCUMENT_PROBABILITY), -1, "0.008", "0,008"},
        {document_real(0.0996, DOCUMENT_PROBABILITY), -1, "0.10", "0,10"},
        {document_real(0.00099, DOCUMENT_PROBABILITY), -1, "<" NBSP "0.001", "<" NBSP "0,001"},
        {document_real(0, DOCUMENT_PROBABILITY), -1, "<" NBSP "0.001", "<" NBSP "0,001"},
        {document_real(1, DOCUMENT_PROBABILITY), -1, "1.00", "1,00"},
        {document_count(INT64_MIN, DOCUMENT_SIGNED), -1, MINUS "9,223,372,036,854,775,808",
         MINUS "9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808"},
        {document_decimal(47687528950, 2, DOCUMENT_PLAIN), -1, "476,875,289.50",
         "476" NBSP "875" NBSP "289,50"},
        {document_decimal(47687528950, 2, DOCUMENT_PLAIN), 0, "476,875,290", "476" NBSP "875" NBSP "290"},
        {document_range(-1.25, INFINITY, DOCUMENT_SIGNED_PERCENT), 1, MINUS "1.3 … +∞%",
         MINUS "1,3 … +∞" NBSP "%"},
        {document_range(NAN, 1, DOCUMENT_PLAIN), 1, "–", "–"},
        {document_truth(true), -1, "yes", "да"},
        {document_day(day_from_date(2023, 6, 30)), -1, "30 June 2023", "30 июня 2023" NBSP "г."},
        {document_empty(), -1, "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int language = ESEP_EN; language <= ESEP_RU; language++) {
            CHECK_CASE("case %zu", i);
            buffer out = {0};
            people_value(&out, (esep_language)language, &cases[i].value, cases[i].decimals);
            buffer_add_byte(&out, '\0');
            CHECK_STRING(out.data, language == ESEP_EN ? cases[i].en : cases[i].ru);
            buffer_free(&out);
        }
    }
}

TEST(sentences_count)
{
    document *d = mockup_empty();
    const document_value arguments[] = {document_count(1021, DOCUMENT_PLAIN),
                                        document_count(-1500, DOCUMENT_SIGNED)};
    document_add(d, DOCUMENT_PARAGRAPH, MESSAGE_PERIOD_OF_LAST_DAYS, arguments, 2);
    mockup_check(render_text, d, (render_options){.language = ESEP_RU},
                 "1" NBSP "021 день (" MINUS "1" NBSP "500)\n");
    mockup_check(render_text, d, (render_options){.language = ESEP_EN}, "1,021 days (" MINUS "1,500)\n");
    document_free(d);
}

TEST(hostile_texts_stay_in_their_cells)
{
    static char long_name[10001];
    memset(long_name, 'x', 10000);
    document *d = mockup_empty();
    const document_column columns[] = {
        {.header_text = text_from("na\nme"), .decimals = -1},
        {.header_text = text_from("n"), .align = DOCUMENT_RIGHT, .decimals = -1}};
    const text names[] = {text_from("\x1b[31mred\x07"),
                          text_from("a\r\nb\tc"),
                          {"a\0b", 3},
                          text_from("\xFF\xC3"),
                          text_from("\u202E\u05E9\u05DC\u05D5\u05DD"),
                          text_from("=cmd()"),
                          text_from("\xF0\x9F\x98\x80"),
                          text_from(long_name)};
    document_table *table = document_add_table(d, columns, 2, 8);
    for (size_t i = 0; i < 8; i++) {
        *document_cell(table, i, 0) = document_text(d, names[i]);
        *document_cell(table, i, 1) = document_count((int64_t)i, DOCUMENT_PLAIN);
    }
    mockup_check(render_text, d, (render_options){.width = 20},
                 "na\u2424me              n\n"
                 "\uFFFD[31mred\uFFFD          0\n"
                 "a\u2424\u2424b c             1\n"
                 "a\uFFFDb                2\n"
                 "\uFFFD\uFFFD                 3\n"
                 "\uFFFD\u05E9\u05DC\u05D5\u05DD              4\n"
                 "=cmd()             5\n"
                 "\xF0\x9F\x98\x80                 6\n"
                 "xxxxxxxxxxxxxxxx…  7\n");
    document_free(d);
}

TEST(empty_documents_and_tables)
{
    document *d = mockup_empty();
    mockup_check(render_text, d, (render_options){.width = 20}, "");
    CHECK(document_add_table(d, NULL, 0, 3) != NULL);
    mockup_check(render_text, d, (render_options){.width = 20}, "");
    const document_column columns[] = {{.header_text = text_from("name")}, {.header = MESSAGE_YES}};
    CHECK(document_add_table(d, columns, 2, 0) != NULL);
    mockup_check(render_text, d, (render_options){.width = 20}, "name  yes\n");
    mockup_check(render_csv, d, (render_options){0}, "");
    mockup_check(render_json, d, (render_options){0}, "{\n}\n");
    document_free(d);
    document_free(NULL);
}

int main(void)
{
    RUN(a_page_in_three_languages);
    RUN(columns_leave_a_narrow_terminal);
    RUN(no_room_for_a_table_is_one_value_a_line);
    RUN(no_line_is_wider_than_the_terminal);
    RUN(paragraphs_wrap_and_colours_are_extra);
    RUN(values_for_people);
    RUN(sentences_count);
    RUN(hostile_texts_stay_in_their_cells);
    RUN(empty_documents_and_tables);
    return check_finish();
}
