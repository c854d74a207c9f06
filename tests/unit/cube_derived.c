/* Derived columns: what each kind makes of a cell, what a plan refuses, and polygons and code lists that ask for trouble. */
#include "engine/engine.h"
#include "register.h"

static char message[2000];

/* The records of `rows` under `header`, by the derived column d: "category count; …" in order of bytes, or the error. */
static const char *derive_rows(const char *header, const char *rows, derivation d, const char *date)
{
    static char out[4000];
    char *file = malloc(strlen(header) + strlen(rows) + 2);
    sprintf(file, "%s\n%s", header, rows);
    text name = text_from(register_write_text("derived.csv", file)), by = text_from("d");
    free(file);
    engine_register from = {.names = &name, .n_names = 1};
    d.name = by;
    cube_query query = {
        .by = &by, .n_by = 1, .time = CUBE_TIMELESS, .derived = &d, .n_derived = 1, .n_threads = 2};
    if (date) {
        query.dates[0] = text_from(date);
        query.n_dates = 1;
    }
    esep_error error = {0};
    cube *c = NULL;
    out[0] = '\0';
    if (engine_answer(&c, &from, &query, &error) != ESEP_OK) {
        esep_error_text(&error, ESEP_EN, message, sizeof message);
        return message;
    }
    for (size_t i = 0; i < c->n_cells; i++) {
        text category = c->dimensions[0].categories[c->codes[c->cells[i].group]];
        snprintf(out + strlen(out), sizeof out - strlen(out), "%.*s %d; ", (int)category.length,
                 category.data, (int)c->cells[i].count);
    }
    cube_free(c);
    return out;
}

static derivation derivation_of(derivation_kind kind, const char *column, const char *otherwise)
{
    return (derivation){.kind = kind,
                        .columns = {text_from(column)},
                        .n_columns = column != NULL,
                        .otherwise = text_from(otherwise)};
}

TEST(hours)
{
    static const struct {
        const char *date, *hour;
    } cases[] = {{"2024-01-05 00:00", "00"},
                 {"2024-01-05 9:07", "09"},
                 {"2024-01-05T23:59:59.999Z", "23"},
                 {"2024-01-05 24:00", "00"},
                 {"2024-01-05", "?"},
                 {"2024-01-05 12:00 AM", "00"},
                 {"2024-01-05 12:00 PM", "12"},
                 {"2024-01-05 01:30:00 pm", "13"},
                 {"2024-01-05 11:59:59 PM", "23"},
                 {"2024-01-05 08:00:00+05:00", "08"},
                 {"2024-01-05 0:30 am", "00"},
                 {"2024-01-05T07:45+06", "07"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[200], expected[32];
        CHECK_CASE("%s", cases[i].date);
        snprintf(rows, sizeof rows, "%s,1\n", cases[i].date);
        snprintf(expected, sizeof expected, "%s 1; ", cases[i].hour);
        CHECK_STRING(derive_rows("date,x", rows, derivation_of(DERIVATION_HOUR, NULL, "?"), "date"),
                     expected);
        /* Of another column than the register's date. */
        snprintf(rows, sizeof rows, "2024-01-01,%s\n", cases[i].date);
        CHECK_STRING(derive_rows("date,at", rows, derivation_of(DERIVATION_HOUR, "at", "?"), "date"),
                     expected);
    }
}

TEST(parts)
{
    static const char rows[] = "2024-02-29,1\n2023-12-31,1\n2024-01-01,1\n1900-01-01,1\n2199-12-31,1\n";
    CHECK_STRING(derive_rows("date,x", rows, derivation_of(DERIVATION_YEAR, NULL, NULL), "date"),
                 "1900 1; 2023 1; 2024 2; 2199 1; ");
    CHECK_STRING(derive_rows("date,x", rows, derivation_of(DERIVATION_MONTH, "date", NULL), "date"),
                 "01 2; 02 1; 12 2; ");
    CHECK_STRING(derive_rows("date,x", rows, derivation_of(DERIVATION_WEEKDAY, NULL, NULL), "date"),
                 "1 2; 2 1; 4 1; 7 1; ");
    /* A column that is empty throughout has no format, and no dates. */
    CHECK_STRING(derive_rows("date,end", "2024-02-29,\n2024-03-01,  \n",
                             derivation_of(DERIVATION_YEAR, "end", "open"), "date"),
                 "open 2; ");
    /* Days of months that are not known are no weekdays. */
    CHECK(strstr(derive_rows("date,x", "2024-02,1\n2024-03,1\n",
                             derivation_of(DERIVATION_WEEKDAY, NULL, NULL), "date"),
                 "months without days"));
    CHECK(strstr(derive_rows("a,b", "1,2\n", derivation_of(DERIVATION_YEAR, NULL, NULL), NULL),
                 "depends on the record's date"));
}

TEST(bands)
{
    derivation_band bands[3] = {
        {.category = {"low", 3}}, {.category = {"middle", 6}}, {.category = {"high", 4}}};
    derivation d = derivation_of(DERIVATION_BANDS, "n", "none");
    decimal_read(&bands[0].high, text_from("0.1"), false);
    bands[0].has_high = bands[1].has_low = true;
    bands[1].low = bands[0].high;
    decimal_read(&bands[1].high, text_from("99999999999999999999999999999999999999"), false);
    bands[1].has_high = bands[2].has_low = true;
    bands[2].low = bands[1].high;
    d.bands = bands;
    d.n_bands = 3;
    static const struct {
        const char *cell, *band;
    } cases[] = {{"0.1", "middle"},
                 {"0.0999999999999999999999999999999999999", "low"},
                 {"1e-1", "middle"},
                 {"-5", "low"},
                 {"\"0,10\"", "middle"},
                 {"99999999999999999999999999999999999999", "high"},
                 {"99999999999999999999999999999999999998", "middle"},
                 {"nan", "none"},
                 {"", "none"},
                 {"1e400", "none"},
                 {"inf", "none"},
                 {"0x10", "none"},
                 {"1 000", "none"},
                 {" 17 ", "middle"},
                 {"\"1,234\"", "none"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[200], expected[32];
        CHECK_CASE("%s", cases[i].cell);
        snprintf(rows, sizeof rows, "%s,1\n%s,2\n", cases[i].cell, cases[i].cell);
        snprintf(expected, sizeof expected, "%s 2; ", cases[i].band);
        CHECK_STRING(derive_rows("n,x", rows, d, NULL), expected);
    }
}

/* 10^5 codes, each with two categories in time, and one that has a hole. */
TEST(many_codes)
{
    enum { CODES = 100000 };
    derivation_code *codes = calloc(2 * CODES, sizeof *codes);
    char(*written)[12] = calloc(CODES, sizeof *written);
    derivation d = derivation_of(DERIVATION_CODES, "code", "other");
    for (size_t i = 0; i < CODES; i++) {
        snprintf(written[i], sizeof written[i], "c%zu", i * 7);
        codes[2 * i] =
            (derivation_code){text_from(written[i]), text_from("new"), day_from_date(2024, 1, 1), DAY_LAST};
        codes[2 * i + 1] = (derivation_code){text_from(written[i]), text_from("old"), DAY_FIRST,
                                             day_from_date(2023, 12, i == 5 ? 30 : 31)};
    }
    d.codes = codes;
    d.n_codes = 2 * CODES;
    CHECK_STRING(
        derive_rows("date,code",
                    "2023-12-31,c0\n2024-01-01,c0\n2023-12-31, c35 \n2023-12-30,\"c35\"\n2024-05-05,c699993\n"
                    "2024-05-05,c1\n2024-05-05,\n2024-05-05,C0\n",
                    d, "date"),
        "new 2; old 2; other 4; ");
    CHECK(strstr(derive_rows("x,code", "1,c0\n", d, NULL), "depends on the record's date"));
    codes[1].to = codes[0].from;
    CHECK(strstr(derive_rows("date,code", "2024-05-05,c0\n", d, "date"), "code \"c0\" has two categories"));
    free(codes);
    free(written);
}

TEST(names)
{
    derivation_code code = {{"1", 1}, {"one", 3}, DAY_FIRST, DAY_LAST};
    derivation d = derivation_of(DERIVATION_CODES, "x", NULL);
    d.codes = &code;
    d.n_codes = 1;
    CHECK_STRING(derive_rows("y,x", "1,1\n2,2\n", d, NULL), " 1; one 1; ");
    CHECK(strstr(derive_rows("d,x", "1,1\n", d, NULL), "name of another column"));
    d.columns[0] = text_from("z");
    CHECK(strstr(derive_rows("y,x", "1,1\n", d, NULL), "\"z\""));
}

#define POLYGON(name, rings)                                                                                 \
    "{\"type\":\"Feature\",\"properties\":{\"n\":" name                                                      \
    "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" rings "}}"
#define FEATURES(list) "{\"type\":\"FeatureCollection\",\"features\":[" list "]}"

static const char *derive_points(const char *geojson, const char *points)
{
    derivation d = {.kind = DERIVATION_AREA,
                    .columns = {text_from("lon"), text_from("lat")},
                    .n_columns = 2,
                    .property = text_from("n"),
                    .otherwise = text_from("out")};
    d.boundaries = text_from(register_write_text("areas.json", geojson));
    return derive_rows("lon;lat", points, d, NULL);
}

TEST(points)
{
    static const char squares[] = FEATURES(POLYGON("\"a\"", "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]") "," POLYGON(
        "\"b\"", "[[[1,0],[2,0],[2,1],[1,1],[1,0]]]"));
    static const struct {
        const char *point, *area;
    } cases[] = {{"0.5;0.5", "a"},
                 {"1;0.5", "a"},
                 {"1.0000000000001;0.5", "b"},
                 {"0;0", "a"},
                 {"2;1", "b"},
                 {"3;0.5", "out"},
                 {"nan;0.5", ""},
                 {"inf;0.5", ""},
                 {"1e400;0", ""},
                 {"181;0.5", ""},
                 {"0.5;90.001", ""},
                 {";0.5", ""},
                 {"0.5;", ""},
                 {"\"0,5\";\"0,5\"", "a"},
                 {"0,25;0,75", "a"},
                 {"180;-90", "out"},
                 {"0.50000000000000000000000000000001;0.5", "a"},
                 {"x;y", ""},
                 {" 0.5 ;0.5", "a"},
                 {"-0;0.5", "a"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[200], expected[32];
        CHECK_CASE("%s", cases[i].point);
        snprintf(rows, sizeof rows, "%s\n%s\n", cases[i].point, cases[i].point);
        snprintf(expected, sizeof expected, "%s 2; ", cases[i].area);
        CHECK_STRING(derive_points(squares, rows), expected);
    }
}

TEST(odd_polygons)
{
    /* A bow tie: what is inside is inside an odd number of times. */
    CHECK_STRING(derive_points(FEATURES(POLYGON("\"tie\"", "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")),
                               "0.2;1\n1.8;1\n1;0.2\n1;1.8\n1;1\n"),
                 "out 2; tie 3; ");
    /* A ring that touches itself in a point, and one that runs back on itself. */
    CHECK_STRING(derive_points(FEATURES(POLYGON("\"t\"", "[[[0,0],[4,0],[4,4],[2,0],[0,4],[0,0]]]")),
                               "0.5;1\n3.5;1\n2;3\n2;0\n"),
                 "out 1; t 3; ");
    CHECK_STRING(derive_points(FEATURES(POLYGON("\"t\"", "[[[0,0],[4,0],[6,0],[4,0],[4,4],[0,4],[0,0]]]")),
                               "1;1\n5;1\n"),
                 "out 1; t 1; ");
    /* Nothing at all, and holes as large as the polygon. */
    CHECK_STRING(
        derive_points(
            FEATURES(POLYGON("\"h\"", "[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0,0],[1,0],[1,1],[0,1],[0,0]]]")),
            "0.5;0.5\n"),
        "out 1; ");
}

TEST(bad_boundaries)
{
    static const struct {
        const char *geojson, *says;
    } cases[] = {
        {"", "cannot be read as GeoJSON"},
        {"{", "cannot be read as GeoJSON"},
        {"{\"type\":\"FeatureCollection\",\"features\":[]}", "no polygon"},
        {"[]", "no polygon"},
        {"{}", "no polygon"},
        {FEATURES("1"), "has no property"},
        {FEATURES(POLYGON("null", "[[[0,0],[1,0],[1,1],[0,0]]]")), "feature 1 has no property \"n\""},
        {FEATURES(POLYGON("\"  \"", "[[[0,0],[1,0],[1,1],[0,0]]]")), "feature 1 has no property \"n\""},
        {FEATURES(POLYGON("\"a\"", "[[[0,0],[1,0],[1,1],[0,1]]]")), "feature 1 is no polygon"},
        {FEATURES(POLYGON("\"a\"", "[[[0,0],[1,0]]]")), "feature 1 is no polygon"},
        {FEATURES(POLYGON("\"a\"", "[]")), "feature 1 is no polygon"},
        {FEATURES(POLYGON("\"a\"", "[[]]")), "feature 1 is no polygon"},
        {FEATURES(POLYGON("\"a\"", "[[[0,0],[1,\"0\"],[1,1],[0,0]]]")), "feature 1 is no polygon"},
        {FEATURES(POLYGON("\"a\"", "[[[8140000,0],[8140001,0],[8140001,1],[8140000,0]]]")), "in degrees"},
        {FEATURES(POLYGON("\"a\"", "[[[0,0],[1e400,0],[1,1],[0,0]]]")), "cannot be read as GeoJSON"},
        {FEATURES("{\"properties\":{\"n\":\"p\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}"),
         "Point"},
        {FEATURES("{\"properties\":{\"n\":\"p\"},\"geometry\":{}}"), "feature 1 is no polygon"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%zu: %s", i, cases[i].geojson);
        CHECK(strstr(derive_points(cases[i].geojson, "0.5;0.5\n"), cases[i].says));
    }
    derivation d = {.kind = DERIVATION_AREA,
                    .columns = {text_from("lon"), text_from("lat")},
                    .n_columns = 2,
                    .property = text_from("n"),
                    .boundaries = text_from("/nowhere/areas.json")};
    CHECK(strstr(derive_rows("lon,lat", "1,1\n", d, NULL), "/nowhere/areas.json"));
}

int main(void)
{
    RUN(hours);
    RUN(parts);
    RUN(bands);
    RUN(many_codes);
    RUN(names);
    RUN(points);
    RUN(odd_polygons);
    RUN(bad_boundaries);
    return check_finish();
}
