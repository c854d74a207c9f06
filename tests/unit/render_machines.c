/* CSV and JSON: full precision, and nothing of the data lost or mistaken. */
#include "render/machine.h"
#include "render_mockup.h"

TEST(reals_are_the_shortest_that_read_back)
{
    static const struct {
        double real;
        const char *expected;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {15, "15"},
        {100000, "100000"},
        {-2.5, "-2.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {1e-6, "0.000001"},
        {1e-7, "1e-7"},
        {1e20, "100000000000000000000"},
        {1.5e21, "1.5e+21"},
        {9007199254740993.0, "9007199254740992"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {INFINITY, "Inf"},
        {-INFINITY, "-Inf"},
        {NAN, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        buffer out = {0};
        machine_real(&out, cases[i].real);
        buffer_add_byte(&out, '\0');
        CHECK_STRING(out.data, cases[i].expected);
        CHECK(isnan(cases[i].real) || strtod(out.data, NULL) == cases[i].real);
        buffer_free(&out);
    }
}

TEST(reals_of_all_sizes_read_back)
{
    uint64_t state = 1;
    for (int i = 0; i < 20000; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        double real;
        memcpy(&real, &state, sizeof real);
        if (!isfinite(real))
            continue;
        buffer out = {0};
        CHECK_CASE("%a", real);
        machine_real(&out, real);
        buffer_add_byte(&out, '\0');
        CHECK(strtod(out.data, NULL) == real);
        buffer_free(&out);
    }
}

TEST(the_mockup_as_csv)
{
    document *d = mockup_empty();
    mockup_sentence(d, DOCUMENT_TITLE, "not", "in it");
    mockup_table(d);
    mockup_check(render_csv, d, (render_options){.language = ESEP_RU},
                 "district,base,value,difference,percent,low,share,verdict\n"
                 "all,13284,15329,2045,15.394459500150557,12.65,100,rose\n"
                 "11,1212,1376,164,13.531353135313532,4.9,8.976449866266554,rose\n"
                 "25,790,769,-21,-2.6582278481012658,-12.04,5.0166351360167,within-chance\n"
                 "31,0,1,1,,,0.0065235827516472045,within-chance\n");
    document_free(d);
}

TEST(the_mockup_as_json)
{
    document *d = mockup_empty();
    document_fact *current = document_fact_object(d, &d->facts, "current");
    period half = {
        .first = day_from_date(2016, 1, 1), .last = day_from_date(2016, 6, 30), .kind = PERIOD_HALF};
    document_fact_value(d, current, "period", document_span(half));
    document_fact_value(d, current, "days", document_count(182, DOCUMENT_PLAIN));
    document_fact *settings = document_fact_array(d, &d->facts, "settings");
    document_fact_value(d, settings, NULL, document_truth(false));
    document_fact_value(d, settings, NULL, document_range(0.5, INFINITY, DOCUMENT_PLAIN));
    document_fact_array(d, &d->facts, "nothing");
    CHECK(document_fact_value(d, NULL, "lost", document_truth(true)) == NULL);
    document_table *table = mockup_table(d);
    table->n_rows = 2;
    mockup_check(render_json, d, (render_options){.language = ESEP_KK},
                 "{\n"
                 "  \"current\": {\n"
                 "    \"period\": \"2016-01-01/2016-06-30\",\n"
                 "    \"days\": 182\n"
                 "  },\n"
                 "  \"settings\": [\n"
                 "    false,\n"
                 "    [0.5, null]\n"
                 "  ],\n"
                 "  \"nothing\": [],\n"
                 "  \"rows\": [\n"
                 "    {\"district\": \"all\", \"base\": 13284, \"value\": 15329, \"difference\": 2045, "
                 "\"percent\": 15.394459500150557, \"low\": 12.65, \"share\": 100, \"verdict\": \"rose\"},\n"
                 "    {\"district\": \"11\", \"base\": 1212, \"value\": 1376, \"difference\": 164, "
                 "\"percent\": 13.531353135313532, \"low\": 4.9, \"share\": 8.976449866266554, \"verdict\": "
                 "\"rose\"}\n"
                 "  ]\n"
                 "}\n");
    document_free(d);
}

static document *one_column(const document_value *values, size_t n)
{
    document *d = mockup_empty();
    const document_column columns[] = {{.machine_name = "v"}};
    document_table *table = document_add_table(d, columns, 1, n);
    for (size_t i = 0; i < n; i++)
        *document_cell(table, i, 0) = values[i];
    return d;
}

TEST(hostile_values)
{
    int128 least = -(int128)(((uint128)1 << 127) - 1) - 1;
    const document_value message = {.kind = DOCUMENT_MESSAGE,
                                    .as.message = &(document_message){.id = MESSAGE_YES, .n_arguments = 0}};
    const struct {
        document_value value;
        const char *csv, *json;
    } cases[] = {
        {document_count(INT64_MIN, DOCUMENT_SIGNED), "-9223372036854775808", "-9223372036854775808"},
        {document_decimal(least, 0, DOCUMENT_PLAIN), "-170141183460469231731687303715884105728",
         "-170141183460469231731687303715884105728"},
        {document_decimal(-50, 2, DOCUMENT_PLAIN), "-0.5", "-0.5"},
        {document_decimal(1200, 2, DOCUMENT_PLAIN), "12", "12"},
        {document_ratio((fraction){1, 0}, DOCUMENT_PERCENT), "\"\"", "null"},
        {document_real(NAN, DOCUMENT_PLAIN), "\"\"", "null"},
        {document_real(INFINITY, DOCUMENT_PLAIN), "Inf", "null"},
        {document_real(-INFINITY, DOCUMENT_PLAIN), "-Inf", "null"},
        {document_range(NAN, NAN, DOCUMENT_PLAIN), "\"\"", "[null, null]"},
        {document_range(-1, 2.5, DOCUMENT_PLAIN), "-1/2.5", "[-1, 2.5]"},
        {document_empty(), "\"\"", "null"},
        {document_truth(true), "true", "true"},
        {document_day(day_from_date(2024, 2, 29)), "2024-02-29", "\"2024-02-29\""},
        {message, "иә", "\"иә\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char csv[200], json[200];
        CHECK_CASE("case %zu", i);
        snprintf(csv, sizeof csv, "v\n%s\n", cases[i].csv);
        snprintf(json, sizeof json, "{\n  \"rows\": [\n    {\"v\": %s}\n  ]\n}\n", cases[i].json);
        document *d = one_column(&cases[i].value, 1);
        mockup_check(render_csv, d, (render_options){.language = ESEP_KK}, csv);
        mockup_check(render_json, d, (render_options){.language = ESEP_KK}, json);
        document_free(d);
    }
}

TEST(hostile_texts)
{
    static const struct {
        text bytes;
        const char *csv, *json;
    } cases[] = {
        {{"say \"no\"", 8}, "\"say \"\"no\"\"\"", "say \\\"no\\\""},
        {{"a,b", 3}, "\"a,b\"", "a,b"},
        {{"a\nb\rc", 5}, "\"a\nb\rc\"", "a\\nb\\rc"},
        {{" a", 2}, "\" a\"", " a"},
        {{"a\t", 2}, "\"a\t\"", "a\\t"},
        {{"=cmd()", 6}, "=cmd()", "=cmd()"},
        {{"a;b'c", 5}, "a;b'c", "a;b'c"},
        {{"\\\x1b\x7F\v", 4}, "\\\x1b\x7F\v", "\\\\\\u001b\\u007f\\u000b"},
        {{"\u2028\u2029\xC2\x85", 8}, "\u2028\u2029\xC2\x85", "\\u2028\\u2029\\u0085"},
        {{"\xFF"
          "a\xE2\x82",
          4},
         "\xFF"
         "a\xE2\x82",
         "\uFFFD"
         "a\uFFFD"},
        {{"\u202E\u05E9", 5}, "\u202E\u05E9", "\\u202e\u05E9"},
        {{"\xF0\x9F\x98\x80 Қ", 7}, "\xF0\x9F\x98\x80 Қ", "\xF0\x9F\x98\x80 Қ"},
        {{"", 0}, "\"\"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char csv[200], json[200];
        CHECK_CASE("case %zu", i);
        snprintf(csv, sizeof csv, "v\n%s\n", cases[i].csv);
        snprintf(json, sizeof json, "{\n  \"rows\": [\n    {\"v\": \"%s\"}\n  ]\n}\n", cases[i].json);
        const document_value value = {.kind = DOCUMENT_TEXT, .as.words = cases[i].bytes};
        document *d = one_column(&value, 1);
        mockup_check(render_csv, d, (render_options){0}, csv);
        mockup_check(render_json, d, (render_options){0}, json);
        document_free(d);
    }
}

TEST(nul_passes_through_csv_and_is_escaped_in_json)
{
    const document_value value = {.kind = DOCUMENT_TEXT, .as.words = {"a\0b", 3}};
    document *d = one_column(&value, 1);
    buffer out = {0};
    CHECK(render_csv(&out, d, &(render_options){0}, NULL) == ESEP_OK);
    CHECK(text_equal(buffer_text(&out), (text){"v\na\0b\n", 6}));
    buffer_free(&out);
    mockup_check(render_json, d, (render_options){0},
                 "{\n  \"rows\": [\n    {\"v\": \"a\\u0000b\"}\n  ]\n}\n");
    document_free(d);
}

TEST(names_are_told_apart)
{
    document *d = mockup_empty();
    const document_column columns[] = {{.machine_name = "a"},
                                       {.header_text = text_from("a"), .machine_text = true},
                                       {.machine_name = "a_2"},
                                       {.header_text = text_from("a"), .machine_text = true},
                                       {.header_text = text_from("people's")},
                                       {.machine_text = true}};
    document_fact_value(d, &d->facts, "rows", document_count(1, DOCUMENT_PLAIN));
    CHECK(document_add_table(d, columns, 6, 1) != NULL);
    CHECK(document_add_table(d, columns, 1, 0) != NULL);
    mockup_check(render_csv, d, (render_options){0}, "a,a_3,a_2,a_4\n,,,\n\na\n");
    mockup_check(
        render_json, d, (render_options){0},
        "{\n  \"rows\": 1,\n  \"rows_2\": [\n"
        "    {\"a\": null, \"a_3\": null, \"a_2\": null, \"a_4\": null}\n  ],\n  \"rows_3\": []\n}\n");
    document_free(d);
}

TEST(failed_documents_are_not_rendered)
{
    document *d = mockup_empty();
    d->failed = true;
    buffer out = {0};
    esep_error error = {0};
    CHECK_INT(render_text(&out, d, &(render_options){0}, &error), ESEP_SYSTEM);
    CHECK_INT(error.message, MESSAGE_OUT_OF_MEMORY);
    CHECK_INT(render_csv(&out, d, &(render_options){0}, NULL), ESEP_SYSTEM);
    CHECK_INT(render_json(&out, d, &(render_options){0}, NULL), ESEP_SYSTEM);
    CHECK_INT(out.length, 0);
    document_free(d);
}

int main(void)
{
    RUN(reals_are_the_shortest_that_read_back);
    RUN(reals_of_all_sizes_read_back);
    RUN(the_mockup_as_csv);
    RUN(the_mockup_as_json);
    RUN(hostile_values);
    RUN(hostile_texts);
    RUN(nul_passes_through_csv_and_is_escaped_in_json);
    RUN(names_are_told_apart);
    RUN(failed_documents_are_not_rendered);
    return check_finish();
}
