#include "render/html_escape.h"
#include "render/html_origins.h"
#include "render/page_parts.h"
#include "render/vega.h"
#include "render_mockup.h"

static const char *held(buffer *out)
{
    buffer_add_byte(out, '\0');
    return out->data ? out->data : "";
}

static size_t count(const char *page, const char *what)
{
    size_t n = 0;
    for (const char *at = strstr(page, what); at; at = strstr(at + strlen(what), what))
        n++;
    return n;
}

typedef struct escape_case {
    const char *bytes;
    size_t length;
    const char *expected;
} escape_case;

#define BYTES(literal) literal, sizeof(literal) - 1

TEST(text_cannot_be_markup)
{
    static const escape_case cases[] = {
        {BYTES(""), ""},
        {BYTES("Қарағанды, 39,0 %"), "Қарағанды, 39,0 %"},
        {BYTES("</script><script>alert(1)"), "&lt;/script&gt;&lt;script&gt;alert(1)"},
        {BYTES("\" onclick='x' &amp; & "), "&quot; onclick=&#39;x&#39; &amp;amp; &amp; "},
        {BYTES("a\0b"), "a\uFFFDb"},
        {BYTES("a\xE2\x80\xAE"
               "b\xE2\x81\xA6"),
         "a\uFFFDb\uFFFD"},
        {BYTES("\xFF\xC0\xAF<"), "\uFFFD\uFFFD\uFFFD&lt;"},
        {BYTES("\xD2"), "\uFFFD"},
        {BYTES("a\nb\tc"), "a\u2424b c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer out = {0};
        CHECK_CASE("%zu", i);
        html_text(&out, (text){cases[i].bytes, cases[i].length});
        CHECK_STRING(held(&out), cases[i].expected);
        buffer_free(&out);
    }
}

TEST(json_cannot_end_its_element)
{
    static const escape_case cases[] = {
        {BYTES(""), "\"\""},
        {BYTES("</script><!--"), "\"\\u003c/script\\u003e\\u003c!--\""},
        {BYTES("\"\\ & \xE2\x80\xA8"), "\"\\\"\\\\ \\u0026 \u2424\""},
        {BYTES("a\0\x1F\xFF"), "\"a\uFFFD\uFFFD\uFFFD\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer out = {0};
        CHECK_CASE("%zu", i);
        html_json_string(&out, (text){cases[i].bytes, cases[i].length});
        CHECK_STRING(held(&out), cases[i].expected);
        buffer_free(&out);
    }
}

TEST(foreign_json_keeps_its_meaning)
{
    static const escape_case cases[] = {
        {BYTES("{\"a\":[1, 2.5e3]}"), "{\"a\":[1, 2.5e3]}"},
        {BYTES("\"</script>&\""), "\"\\u003c/script\\u003e\\u0026\""},
        {BYTES("\"\xE2\x80\xA9қ\""), "\"\\u2029қ\""},
        {BYTES("<\0\xFF>"), "\\u003c\uFFFD\uFFFD\\u003e"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer out = {0};
        CHECK_CASE("%zu", i);
        html_json_foreign(&out, (text){cases[i].bytes, cases[i].length});
        CHECK_STRING(held(&out), cases[i].expected);
        buffer_free(&out);
    }
}

static const document_origin *origin_named(document *d, const char *name)
{
    document_origin *origin = ARENA_TAKE(&d->memory, 1, document_origin);
    *origin = (document_origin){.label = document_text(d, text_from(name)),
                                .name = name,
                                .command = text_from("esep explain a.yaml \"x\"")};
    return origin;
}

static document *small_page(void)
{
    document *d = mockup_empty();
    document_value finding = document_text(d, text_from("finding"));
    const document_value two[] = {finding, finding};
    mockup_sentence(d, DOCUMENT_TITLE, "Title <1>", "2016");
    mockup_sentence(d, DOCUMENT_SUBTITLE, "source", "chicago.csv");
    mockup_sentence(d, DOCUMENT_HEADING, "First", "section");
    document_add_sentence(d, MESSAGE_DATE_FROM_TO, two, 2, DOCUMENT_FELL, origin_named(d, "deaths"));
    document_add_sentence(d, MESSAGE_DATE_FROM_TO, two, 2, DOCUMENT_WARNING, NULL);
    mockup_sentence(d, DOCUMENT_HEADING, "Second", "section");
    document_table *table = mockup_table(d);
    table->origins = ARENA_TAKE(&d->memory, 4, const document_origin *);
    table->origins[0] = table->origins[1] = origin_named(d, "deaths");
    mockup_sentence(d, DOCUMENT_NOTE, "note", "1");
    mockup_sentence(d, DOCUMENT_NOTE, "note", "2");
    return d;
}

static char *page_of(document *d, esep_language language, bool all)
{
    buffer out = {0};
    const render_options options = {.language = language, .all_languages = all};
    CHECK(render_html(&out, d, &options, NULL) == ESEP_OK);
    held(&out);
    return out.data;
}

TEST(a_page_has_its_parts)
{
    document *d = small_page();
    char *page = page_of(d, ESEP_RU, false);
    CHECK(strncmp(page, "<!DOCTYPE html>\n<html lang=\"ru\">", 32) == 0);
    CHECK(strstr(page, "<title>Title &lt;1&gt; – 2016</title>"));
    CHECK_INT(count(page, "<main>"), 1);
    CHECK_INT(count(page, "<header>"), 1);
    CHECK_INT(count(page, "<footer>"), 1);
    CHECK_INT(count(page, "<h1>"), 1);
    CHECK_INT(count(page, "name=\"language\""), 0);
    CHECK(strstr(page, "<h2 id=\"ru.section.2\">Second – section</h2>"));
    CHECK(strstr(page, "<a href=\"#ru.section.2\">Second – section</a>"));
    CHECK(strstr(page, "<li class=\"fell\">finding – finding\u00A0<span class=\"about\"><a class=\"figure\" "
                       "href=\"#ru.origin.deaths\">"));
    CHECK(strstr(page, "<li class=\"warning\">finding – finding</li>"));
    CHECK(strstr(page, "<th scope=\"col\" class=\"number\">2016\u00A0г.</th>"));
    CHECK(strstr(page, "<tr class=\"total\"><th scope=\"row\">all</th>"));
    CHECK(strstr(page, "<h2 id=\"ru.section.3\">Примечания</h2>"));
    free(page);
    document_free(d);
}

TEST(figures_lead_to_their_origins)
{
    document *d = small_page();
    char *page = page_of(d, ESEP_EN, false);
    CHECK(strstr(page, "<td class=\"number\"><a class=\"figure\" href=\"#en.origin.deaths.2\">13,284</a></td>"
                       "<td class=\"number\"><a class=\"figure\" tabindex=\"-1\" "
                       "href=\"#en.origin.deaths.2\">15,329</a></td>"));
    CHECK_INT(count(page, "id=\"en.origin.deaths\""), 1);
    CHECK_INT(count(page, "id=\"en.origin.deaths.2\""), 1);
    CHECK_INT(count(page, "id=\"en.origin."), 2);
    CHECK(strstr(page, "<code>esep explain a.yaml &quot;x&quot;</code>"));
    CHECK(strstr(page, "<td class=\"number\">790</td>")); /* a row without origin */
    free(page);
    document_free(d);
}

TEST(all_languages_in_one_page)
{
    document *d = small_page();
    char *page = page_of(d, ESEP_EN, true);
    CHECK(strstr(page, "<html lang=\"en\">"));
    CHECK_INT(count(page, "<main>"), 1);
    CHECK_INT(count(page, "name=\"language\""), 3);
    CHECK_INT(count(page, " checked"), 1);
    CHECK(strstr(page, "value=\"en\" autocomplete=\"off\" checked"));
    CHECK_INT(count(page, "<div class=\"edition\" lang=\"kk\" id=\"kk.content\""), 1);
    CHECK_INT(count(page, "<div class=\"edition\" lang=\"ru\" id=\"ru.content\""), 1);
    CHECK_INT(count(page, "<h1>"), 3);
    free(page);
    document_free(d);
}

TEST(the_policy_names_what_the_page_runs)
{
    document *d = small_page();
    char *page = page_of(d, ESEP_KK, false), policy[400];
    snprintf(policy, sizeof policy,
             "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '%s'; script-src "
             "'%s'\">",
             page_style.hash, page_script.hash);
    CHECK(strstr(page, policy));
    CHECK_INT(count(page, "<script"), 1);
    CHECK(!strstr(page, "style=\""));
    CHECK(!strstr(page, "https:"));
    CHECK(!strstr(page, "http:"));
    free(page);
    document_free(d);
}

TEST(the_same_document_gives_the_same_bytes)
{
    document *one = small_page(), *other = small_page();
    char *a = page_of(one, ESEP_KK, true), *b = page_of(other, ESEP_KK, true),
         *c = page_of(one, ESEP_KK, true);
    CHECK_STRING(a, b);
    CHECK_STRING(a, c);
    free(a);
    free(b);
    free(c);
    document_free(one);
    document_free(other);
}

TEST(an_empty_document_is_a_page)
{
    document *d = mockup_empty();
    char *page = page_of(d, ESEP_EN, true);
    CHECK(strstr(page, "<title>Esep</title>"));
    CHECK_INT(count(page, "<h2"), 0);
    free(page);
    document_free(d);
}

/* Three months: a value, a value without base, a gap. */
static document_table *months_table(document *d)
{
    const document_column columns[5] = {{.header_text = text_from("month"), .decimals = -1},
                                        {.header_text = text_from("2023"), .decimals = -1},
                                        {.header_text = text_from("2022"), .decimals = -1},
                                        {.header_text = text_from("95"), .decimals = 1},
                                        {.header_text = text_from("panel"), .decimals = -1}};
    document_table *table = document_make_table(d, columns, 5, 3);
    for (int i = 0; i < 3; i++) {
        period month = {day_from_date(2023, i + 1, 1), day_from_date(2023, i + 1, 28), PERIOD_MONTH};
        *document_cell(table, (size_t)i, 0) = document_span(month);
        *document_cell(table, (size_t)i, 3) = document_range(-1.5, i ? INFINITY : 2, DOCUMENT_SIGNED);
        *document_cell(table, (size_t)i, 4) = document_text(d, text_from(i < 2 ? "</b>" : "c"));
    }
    *document_cell(table, 0, 1) = document_count(1234, DOCUMENT_PLAIN);
    *document_cell(table, 1, 1) = document_decimal(15, 1, DOCUMENT_PLAIN);
    *document_cell(table, 0, 2) = document_ratio((fraction){1, 4}, DOCUMENT_PLAIN);
    return table;
}

static document_chart months_chart(document *d, document_chart_kind kind)
{
    return (document_chart){.kind = kind,
                            .data = months_table(d),
                            .category = 0,
                            .value = 1,
                            .base = 2,
                            .low = 3,
                            .high = DOCUMENT_NO_COLUMN,
                            .panel = 4,
                            .area_key = 4,
                            .value_name = document_text(d, text_from("2023")),
                            .base_name = document_text(d, text_from("\"2022\"")),
                            .boundaries = text_from("{}"),
                            .property = text_from("id")};
}

TEST(rows_of_a_chart)
{
    document *d = mockup_empty();
    const document_chart chart = months_chart(d, DOCUMENT_LINES);
    buffer out = {0};
    vega_specification(&out, ESEP_EN, &chart, "");
    const char *spec = held(&out);
    CHECK(strstr(spec, "{\"i\":0,\"x\":\"Jan\",\"v\":1234,\"n\":\"1,234\",\"b\":0.25,\"l\":-1.5,\"h\":2,"
                       "\"p\":\"\\u003c/b\\u003e\","
                       "\"t\":\"January 2023: 1,234; \\\"2022\\\": 0.3\",\"base_end\":true}"));
    CHECK(strstr(spec, "{\"i\":1,\"x\":\"Feb\",\"v\":1.5,\"n\":\"1.5\",\"b\":null,\"p\":\"\\u003c/b\\u003e\","
                       "\"t\":\"February 2023: 1.5\",\"end\":true}"));
    CHECK(strstr(spec, "{\"i\":2,\"x\":\"Mar\",\"v\":null,\"n\":\"\",\"b\":null,"));
    CHECK(strstr(spec, "\"decimal\":\".\",\"thousands\":\",\""));
    CHECK(vega_has_limits(&chart));
    CHECK(vega_has_pale(&chart));
    buffer_free(&out);
    document_free(d);
}

TEST(bars_across_zero_are_pale)
{
    document *d = mockup_empty();
    const document_chart chart = months_chart(d, DOCUMENT_BARS);
    buffer out = {0};
    *document_cell((document_table *)(uintptr_t)chart.data, 1, 3) = document_range(-3, -1, DOCUMENT_SIGNED);
    vega_specification(&out, ESEP_EN, &chart, "");
    CHECK_INT(count(held(&out), "\"pale\":true"), 1);
    CHECK(strstr(out.data, "\"l\":-1.5,\"h\":2,\"p\":\"\\u003c/b\\u003e\",\"t\":\"January 2023: 1,234; "
                           "\\\"2022\\\": 0.3\",\"pale\":true}"));
    buffer_free(&out);
    document_free(d);
}

TEST(months_of_two_years_say_the_year)
{
    document *d = mockup_empty();
    const document_chart chart = months_chart(d, DOCUMENT_LINES);
    document_value december =
        document_span((period){day_from_date(2022, 12, 1), day_from_date(2022, 12, 31), PERIOD_MONTH});
    *document_cell((document_table *)(uintptr_t)chart.data, 0, 0) = december;
    buffer out = {0};
    vega_specification(&out, ESEP_RU, &chart, "");
    const char *spec = held(&out);
    CHECK(strstr(spec, "\"x\":\"дек. 2022\""));
    CHECK(strstr(spec, "\"x\":\"февр. 2023\""));
    CHECK(strstr(spec, "\"decimal\":\",\",\"thousands\":\"\u00A0\""));
    buffer_free(&out);
    document_free(d);
}

TEST(panels_keep_their_order)
{
    document *d = mockup_empty();
    const document_chart chart = months_chart(d, DOCUMENT_MULTIPLES);
    buffer out = {0};
    vega_specification(&out, ESEP_EN, &chart, "");
    CHECK(strstr(held(&out), "\"sort\":[\"\\u003c/b\\u003e\",\"c\"]"));
    buffer_free(&out);
    document_free(d);
}

/* The running sum of a waterfall: a lone total adds nothing; of two, the first begins the sum. */
TEST(steps_of_a_waterfall)
{
    document *d = mockup_empty();
    const document_chart chart = months_chart(d, DOCUMENT_WATERFALL);
    buffer out = {0};
    chart.data->roles[0] = DOCUMENT_TOTAL;
    vega_specification(&out, ESEP_EN, &chart, "");
    CHECK(strstr(held(&out), "\"d\":0,\"t\":\"January"));
    CHECK(strstr(out.data, "\"d\":1.5,\"t\":\"February"));
    out.length = 0;
    chart.data->roles[2] = DOCUMENT_TOTAL;
    vega_specification(&out, ESEP_EN, &chart, "");
    CHECK(strstr(held(&out), "\"d\":1234,\"t\":\"January"));
    buffer_free(&out);
    document_free(d);
}

TEST(what_can_be_drawn)
{
    document *d = mockup_empty();
    for (int kind = DOCUMENT_LINES; kind <= DOCUMENT_MAP; kind++) {
        document_chart chart = months_chart(d, (document_chart_kind)kind);
        CHECK_CASE("kind %d", kind);
        CHECK(vega_is_drawable(&chart));
        chart.value = DOCUMENT_NO_COLUMN;
        CHECK(!vega_is_drawable(&chart));
        chart.value = 1;
        chart.category = chart.panel = chart.area_key = DOCUMENT_NO_COLUMN;
        CHECK(!vega_is_drawable(&chart));
    }
    document_chart chart = months_chart(d, DOCUMENT_MAP);
    chart.boundaries = (text){0};
    CHECK(!vega_is_drawable(&chart));
    chart = months_chart(d, DOCUMENT_LINES);
    ((document_table *)(uintptr_t)chart.data)->n_rows = 0;
    CHECK(!vega_is_drawable(&chart));
    document_free(d);
}

/* With Vega in the program or without, the table and the words of a chart stand in the page, open. */
TEST(a_chart_has_its_table_and_words)
{
    document *d = small_page();
    document_chart chart = months_chart(d, DOCUMENT_LINES);
    chart.title = document_message_of(d, MESSAGE_YES, NULL, 0);
    chart.alternative = document_message_of(d, MESSAGE_NO, NULL, 0);
    document_add_chart(d, &chart);
    char *page = page_of(d, ESEP_EN, false);
    CHECK(strstr(page, "<figcaption>yes</figcaption>"));
    CHECK(strstr(page, "<details open>\n<summary>The chart in words and figures</summary>\n<p>no</p>\n<div "
                       "class=\"table\""));
    CHECK_INT(count(page, "<script type=\"application/json\">"), page_charts.bytes.length ? 1 : 0);
    CHECK_INT(count(page, "<script>"), page_charts.bytes.length ? 2 : 1);
    CHECK_INT(count(page, "<figure class=\"chart\""), page_charts.bytes.length ? 1 : 0);
    free(page);
    document_free(d);
}

int main(void)
{
    RUN(text_cannot_be_markup);
    RUN(json_cannot_end_its_element);
    RUN(foreign_json_keeps_its_meaning);
    RUN(a_page_has_its_parts);
    RUN(figures_lead_to_their_origins);
    RUN(all_languages_in_one_page);
    RUN(the_policy_names_what_the_page_runs);
    RUN(the_same_document_gives_the_same_bytes);
    RUN(an_empty_document_is_a_page);
    RUN(rows_of_a_chart);
    RUN(bars_across_zero_are_pale);
    RUN(months_of_two_years_say_the_year);
    RUN(panels_keep_their_order);
    RUN(steps_of_a_waterfall);
    RUN(what_can_be_drawn);
    RUN(a_chart_has_its_table_and_words);
    return check_finish();
}
