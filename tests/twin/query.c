/* Cube queries over made-up registers, answered by the engine in many ways and by query_model.h in one. */
#include "query_model.h"

#include <zlib.h>

static uint32_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

#define PICK(state, list) (list)[random_next(state) % (sizeof(list) / sizeof *(list))]

/* What is derived, and the model's own idea of it. */

static char boundaries_path[PATH_MAX];

static const derivation_code class_codes[] = {
    {{"105", 3}, {"heavy", 5}, DAY_FIRST, DAY_LAST},
    {{"188", 3}, {"light", 5}, DAY_FIRST, 19723}, /* to 2024-01-01 */
    {{"188", 3}, {"middle", 6}, 19724, DAY_LAST},
    {{"190 ч.1", 8}, {"light", 5}, 19600, 19800}, /* 2023-08-31 … 2024-03-18 */
};

static const derivation_code of_class[] = {{{"heavy", 5}, {"grave", 5}, DAY_FIRST, DAY_LAST}};

static derivation_band age_bands[3];

static const derivation *derivations(size_t *n)
{
    static derivation all[9];
    decimal_read(&age_bands[0].high, text_from("18"), false);
    age_bands[0].has_high = true;
    age_bands[0].category = text_from("child");
    age_bands[1] = (derivation_band){true, true, age_bands[0].high, {0}, text_from("adult")};
    decimal_read(&age_bands[1].high, text_from("60.5"), false);
    age_bands[2] = (derivation_band){true, false, age_bands[1].high, {0}, text_from("old")};
    size_t i = 0;
#define COLUMN(...) all[i++] = (derivation){__VA_ARGS__}
    COLUMN(.name = text_from("class"), .kind = DERIVATION_CODES, .columns = {text_from("code")},
           .n_columns = 1, .codes = class_codes, .n_codes = sizeof class_codes / sizeof *class_codes,
           .otherwise = text_from("other"));
    COLUMN(.name = text_from("graver"), .kind = DERIVATION_CODES, .columns = {text_from("class")},
           .n_columns = 1, .codes = of_class, .n_codes = 1);
    COLUMN(.name = text_from("band"), .kind = DERIVATION_BANDS, .columns = {text_from("age")}, .n_columns = 1,
           .bands = age_bands, .n_bands = 3, .otherwise = text_from("unknown"));
    COLUMN(.name = text_from("month"), .kind = DERIVATION_MONTH);
    COLUMN(.name = text_from("weekday"), .kind = DERIVATION_WEEKDAY, .columns = {text_from("date")},
           .n_columns = 1);
    COLUMN(.name = text_from("hour"), .kind = DERIVATION_HOUR, .otherwise = text_from("none"));
    COLUMN(.name = text_from("closed_year"), .kind = DERIVATION_YEAR, .columns = {text_from("closed")},
           .n_columns = 1, .otherwise = text_from("open"));
    COLUMN(.name = text_from("area"), .kind = DERIVATION_AREA,
           .columns = {text_from("lon"), text_from("lat")}, .n_columns = 2,
           .boundaries = text_from(boundaries_path), .property = text_from("name|title"),
           .otherwise = text_from("elsewhere"));
    COLUMN(.name = text_from("zone"), .kind = DERIVATION_CODES, .columns = {text_from("area")},
           .n_columns = 1, .codes = of_class, .n_codes = 1, .otherwise = text_from("z"));
#undef COLUMN
    *n = i;
    return all;
}

static const char boundaries[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"west\"},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,4],[4,4],[4,2],[2,2]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"title\":7},\"geometry\":{\"type\":\"MultiPolygon\","
    "\"coordinates\":[[[[10,0],[20,0],[20,10],[10,10],[10,0]]],[[[30,0],[40,0],[40,10,5],[30,10],[30,0]]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"none\"},\"geometry\":null},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"over\"},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[5,5],[15,5],[15,15],[5,15],[5,5]]]}}]}";

static bool in_box(double x, double y, double left, double right, double bottom, double top)
{
    return x >= left && x <= right && y >= bottom && y <= top;
}

static void derive_area(const char *lon, const char *lat, char *out)
{
    char *end_x, *end_y;
    double x = strtod(lon, &end_x), y = strtod(lat, &end_y);
    bool point = lon[0] && lat[0] && !*end_x && !*end_y && fabs(x) <= 180 && fabs(y) <= 90;
    bool hole = x > 2 && x < 4 && y > 2 && y < 4;
    if (!point)
        *out = '\0';
    else if (in_box(x, y, 0, 10, 0, 10) && !hole)
        strcpy(out, "west");
    else if (in_box(x, y, 10, 20, 0, 10) || in_box(x, y, 30, 40, 0, 10))
        strcpy(out, "7");
    else
        strcpy(out, in_box(x, y, 5, 15, 5, 15) ? "over" : "elsewhere");
}

static void derive_hour(const char *date, char *out)
{
    int hour, minute;
    char half = 0;
    if (sscanf(date + (date[0] ? 10 : 0), " %d:%d %c", &hour, &minute, &half) < 2)
        strcpy(out, "none");
    else
        sprintf(out, "%02d", half ? hour % 12 + (half == 'P' ? 12 : 0) : hour % 24);
}

static int sakamoto(int y, int m, int d)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    y -= m < 3;
    int weekday = (y + y / 4 - y / 100 + y / 400 + shift[m - 1] + d) % 7;
    return weekday ? weekday : 7;
}

static void derive_age(const char *age, char *out)
{
    char *end;
    double number = strtod(age, &end);
    if (!age[0] || *end)
        strcpy(out, "unknown");
    else
        strcpy(out, number < 18 ? "child" : number < 60.5 ? "adult" : "old");
}

static void derive_class(const char *code, int day, char *out)
{
    const char *class = "other";
    if (strcmp(code, "105") == 0)
        class = "heavy";
    if (strcmp(code, "188") == 0)
        class = day <= 20240101 ? "light" : "middle";
    if (strcmp(code, "190 ч.1") == 0 && day >= 20230831 && day <= 20240318)
        class = "light";
    strcpy(out, class);
}

static void derive_model(const model_table *table, const model_row *row, const char *column, char *out)
{
    char date[MODEL_TEXT], cell[MODEL_TEXT], other[MODEL_TEXT];
    int day = model_day_of(model_get(table, row, "date", derive_model, date));
    *out = '\0';
    if (strcmp(column, "class") == 0)
        derive_class(model_get(table, row, "code", derive_model, cell), day, out);
    else if (strcmp(column, "graver") == 0)
        strcpy(out, strcmp(model_get(table, row, "class", derive_model, cell), "heavy") ? "" : "grave");
    else if (strcmp(column, "band") == 0)
        derive_age(model_get(table, row, "age", derive_model, cell), out);
    else if (strcmp(column, "month") == 0)
        sprintf(out, "%02d", day / 100 % 100);
    else if (strcmp(column, "weekday") == 0)
        sprintf(out, "%d", sakamoto(day / 10000, day / 100 % 100, day % 100));
    else if (strcmp(column, "hour") == 0)
        derive_hour(date, out);
    else if (strcmp(column, "closed_year") == 0) {
        unsigned d, m, y;
        char end;
        model_get(table, row, "closed", derive_model, cell);
        bool read = sscanf(cell, "%2u.%2u.%4u%c", &d, &m, &y, &end) == 3 && m >= 1 && m <= 12 && d >= 1 &&
                    d <= (unsigned)model_month_days((int)y, (int)m) && y >= 1900 && y <= 2199;
        read ? sprintf(out, "%u", y) : sprintf(out, "open");
    } else if (strcmp(column, "area") == 0)
        derive_area(model_get(table, row, "lon", derive_model, cell),
                    model_get(table, row, "lat", derive_model, other), out);
    else if (strcmp(column, "zone") == 0)
        strcpy(out, "z");
}

/* The register. */

static void add_date(buffer *b, uint64_t *state)
{
    static const char *const broken[] = {"", "2023-02-30", "soon", "2023-13-01", "\"\""};
    static const char *const times[] = {"",          " 00:05",    " 23:59",   " 24:00",
                                        " 12:30 AM", " 12:01 PM", " 1:15 PM", " 9:00"};
    if (random_next(state) % 30 == 0) {
        buffer_add_string(b, PICK(state, broken));
        return;
    }
    unsigned year = 2022 + random_next(state) % 3, month = 1 + random_next(state) % 12,
             day = 1 + random_next(state) % 28;
    buffer_add_format(b, "%u-%02u-%02u%s", year, month, day, PICK(state, times));
}

/* id as the kind of register gives them: of few records each, many rising, all different. */
static void add_id(buffer *b, uint64_t *state, int ids, int i, int n)
{
    if (random_next(state) % 60 == 0)
        buffer_add_string(b, PICK(state, ((const char *const[]){"", "\"\"", "  "})));
    else if (ids == 0)
        buffer_add_format(b, "%d", random_next(state) % 40);
    else if (ids == 1) /* rising, with a last record that was there before */
        buffer_add_format(b, "%d", i + 1 < n ? i * 3 : 30);
    else if (ids == 2)
        buffer_add_format(b, "%d", i);
    else if (ids == 3)
        buffer_add_format(b, " \"k%u\" ", (unsigned)i * 2654435761U);
    else /* two rising runs with the same keys: the second in the other half */
        buffer_add_format(b, "%d", i < n / 2 ? i : i - n / 2 + (ids == 5 ? n : 0));
}

static const char header[] = "id;date;kind;amount;units;code;age;lon;lat;closed\n";

static buffer make_rows(int ids, int n, uint64_t seed)
{
    static const char *const kinds[] = {"theft", " \"theft\" ", "fraud", "\"a \"\"b\"\"; c\"", "", "разбой"};
    static const char *const amounts[] = {"1", "0", "2.5", "-7", "12", "1200.125", "x", "", "\"3\""};
    static const char *const codes[] = {"105", " 188 ", "188", "190 ч.1", "999", "", "\"105\""};
    static const char *const ages[] = {"0", "17.999", "18", "60.5", "60.4999999", "99", "", "many", "-1"};
    static const char *const places[] = {"0",       "3",  "5", "7.5", "10",    "12",  "15",
                                         "15.0001", "35", "",  "nan", "1e400", "181", "9999999999999999999.5",
                                         "2"};
    static const char *const closed[] = {"01.02.2023", "31.12.2024", "",           "31.02.2023",
                                         "?",          "5.5.2023",   "15.06.2022", "16.07.2022",
                                         "17.08.2022", "18.08.2022", "19.09.2023", "20.09.2023",
                                         "21.09.2024", "22.09.2024", "23.09.2023", "24.09.2023"};
    buffer b = {0};
    uint64_t state = seed;
    for (int i = 0; i < n; i++) {
        unsigned odd = random_next(&state) % 40;
        if (odd == 0)
            buffer_add_string(&b, "\n");
        add_id(&b, &state, ids, i, n);
        buffer_add_string(&b, ";");
        add_date(&b, &state);
        const char *cells[] = {PICK(&state, kinds),  PICK(&state, amounts), "",
                               PICK(&state, codes),  PICK(&state, ages),    PICK(&state, places),
                               PICK(&state, places), PICK(&state, closed)};
        for (size_t c = 0; c < 8; c++) {
            buffer_add_string(&b, ";");
            buffer_add_string(&b, cells[c]);
            if (c == 2)
                buffer_add_format(&b, "%u", random_next(&state) % 9);
        }
        buffer_add_string(&b, odd == 1 ? ";more\n" : "\n");
    }
    return b;
}

/* The rows as one file, plain and packed, and as three, each with its header. */
static void write_forms(buffer rows)
{
    buffer whole = {0};
    buffer_add_string(&whole, header);
    buffer_add(&whole, buffer_text(&rows));
    register_write("one.csv", whole.data, whole.length);
    gzFile packed = gzopen(register_path("packed.csv.gz"), "wb1");
    CHECK(gzwrite(packed, whole.data, (unsigned)whole.length) == (int)whole.length);
    gzclose(packed);
    buffer_free(&whole);
    size_t begin = 0;
    for (int part = 0; part < 3; part++) {
        size_t end = part == 2 ? rows.length : rows.length * (size_t)(part + 1) / 3;
        while (end < rows.length && rows.data[end - 1] != '\n')
            end++;
        buffer file = {0};
        char name[32];
        buffer_add_string(&file, header);
        buffer_add(&file, (text){rows.data + begin, end - begin});
        snprintf(name, sizeof name, "part-%d.csv", part);
        register_write(name, file.data, file.length);
        buffer_free(&file);
        begin = end;
    }
}

static const model_query queries[] = {
    {.by = {"kind"}, .time = CUBE_DAILY},
    {.by = {"class", "band"},
     .time = CUBE_MONTHLY,
     .counts = {{"graver", "grave", false}, {"kind", "theft", true}},
     .n_counts = 2,
     .windows = {{20230101, 20230630}, {20240101, 20240630}},
     .n_windows = 2},
    {.by = {"area"},
     .time = CUBE_TIMELESS,
     .sums = {"amount", "units", "amount"},
     .sum_rules = {{"kind", "theft", false}, {0}, {"class", "heavy", false}},
     .n_sums = 3,
     .incomplete = true},
    {.by = {"weekday", "hour"},
     .time = CUBE_TIMELESS,
     .sums = {"units"},
     .n_sums = 1,
     .squares = true,
     .filter = {"area", "elsewhere", true}},
    {.time = CUBE_MONTHLY, .sums = {"amount"}, .n_sums = 1, .incomplete = true},
    {.by = {"kind"}, /* one named count beside counts of present values */
     .time = CUBE_MONTHLY,
     .counts = {{"graver", "grave", false}},
     .n_counts = 1,
     .sums = {"amount", "units"},
     .n_sums = 2,
     .incomplete = true},
    {.time = CUBE_DAILY, .sums = {"amount"}, .n_sums = 1, .filter = {"closed_year", "open", true}},
    {.by = {"month"}, .time = CUBE_TIMELESS, .distinct = "class"},
    {.by = {"zone"}, .time = CUBE_MONTHLY, .distinct = "id"},
    {.by = {"closed_year"},
     .time = CUBE_TIMELESS,
     .counts = {{"area", "7", false}},
     .n_counts = 1,
     .filter = {"kind", "fraud", false}},
};

enum { QUERIES = sizeof queries / sizeof *queries };

static const struct {
    const char *name;
    size_t threads, chunk;
} ways[] = {{"one.csv", 1, 0},    {"one.csv", 1, 1},       {"one.csv", 3, 64},
            {"one.csv", 8, 4096}, {"one.csv", 4, 8192},    {"packed.csv.gz", 2, 9000},
            {"part-*.csv", 3, 0}, {"packed.csv.gz", 1, 0}, {"packed.csv.gz", 4, 100},
            {"part-*.csv", 1, 0}, {"part-*.csv", 5, 333}};

enum { WAYS = sizeof ways / sizeof *ways };

static void hold_against(const model_query *asked, const char *expected, const cube *got)
{
    char *printed = model_print_cube(got, asked);
    CHECK_STRING(printed, expected);
    free(printed);
}

/* All the queries in one reading, in every way, and each alone in one. */
static void try_queries(const model_query *asked, size_t n, char *const *expected)
{
    arena memory = {0};
    cube_query own[QUERIES];
    cube *cubes[QUERIES];
    size_t n_derived;
    for (size_t q = 0; q < n; q++) {
        own[q] = model_query_of(&asked[q], &memory);
        own[q].derived = derivations(&n_derived);
        own[q].n_derived = n_derived;
    }
    for (size_t w = 0; w < WAYS; w++) {
        text name = text_from(register_path(ways[w].name));
        engine_register from = {.names = &name, .n_names = 1, .reading = {.chunk_bytes = ways[w].chunk}};
        for (size_t q = 0; q < n; q++)
            own[q].n_threads = ways[w].threads;
        esep_error error = {0};
        CHECK_CASE("way %zu", w);
        CHECK_INT(engine_answer_all(cubes, &from, own, n, &error), ESEP_OK);
        for (size_t q = 0; q < n && error.status == ESEP_OK; q++) {
            CHECK_CASE("way %zu, query %zu of %zu", w, q, n);
            hold_against(&asked[q], expected[q], cubes[q]);
            cube_free(cubes[q]);
            if (w > 1)
                continue;
            CHECK_CASE("way %zu, query %zu alone", w, q);
            CHECK_INT(engine_answer(&cubes[q], &from, &own[q], &error), ESEP_OK);
            hold_against(&asked[q], expected[q], cubes[q]);
            cube_free(cubes[q]);
        }
        if (error.status != ESEP_OK) {
            char line[1000];
            esep_error_text(&error, ESEP_EN, line, sizeof line);
            printf("# %s\n", line);
        }
    }
    arena_free(&memory);
}

static void try_register(buffer rows, const model_query *asked, size_t n)
{
    buffer whole = {0};
    char *expected[QUERIES];
    buffer_add_string(&whole, header);
    buffer_add(&whole, buffer_text(&rows));
    model_table table = model_read(buffer_text(&whole), ';', '\n', 1);
    for (size_t q = 0; q < n; q++) {
        model_answer answer = model_answer_to(&table, &asked[q], derive_model);
        CHECK(answer.n > 1 || !asked[q].by[0]);
        expected[q] = model_print(&answer, &asked[q]);
        model_answer_free(&answer);
    }
    write_forms(rows);
    try_queries(asked, n, expected);
    for (size_t q = 0; q < n; q++)
        free(expected[q]);
    model_free(&table);
    buffer_free(&whole);
}

TEST(queries_in_one_reading)
{
    snprintf(boundaries_path, sizeof boundaries_path, "%s", register_write_text("areas.json", boundaries));
    buffer rows = make_rows(0, 400, 11);
    try_register(rows, queries, QUERIES);
    buffer_free(&rows);
}

/* As many windows, counts and sums as there may be. */
TEST(limits)
{
    static model_query most = {.by = {"kind"},
                               .time = CUBE_DAILY,
                               .n_counts = 64,
                               .n_sums = 64,
                               .incomplete = true,
                               .n_windows = 16};
    static char days[64][8];
    for (size_t i = 0; i < 64; i++) {
        snprintf(days[i], sizeof days[i], "%zu", i % 7 + 1);
        most.counts[i] = (model_rule){i % 2 ? "weekday" : "units", days[i], i % 3 == 0};
        most.sums[i] = "units";
        most.sum_rules[i] = (model_rule){i % 5 ? "weekday" : NULL, days[i], i % 3 == 1};
    }
    for (int w = 0; w < 16; w++)
        most.windows[w][0] = most.windows[w][1] = 20230000 + (w % 12 + 1) * 100 + w + 1;
    most.windows[15][1] = 20241231;
    buffer rows = make_rows(0, 300, 12);
    try_register(rows, &most, 1);
    buffer_free(&rows);
}

static const model_query keyed[] = {
    {.by = {"kind"}, .time = CUBE_DAILY, .key = {"id"}},
    {.by = {"class"},
     .time = CUBE_MONTHLY,
     .key = {"id"},
     .sums = {"amount"},
     .n_sums = 1,
     .filter = {"kind", "theft", true},
     .windows = {{20230101, 20230930}},
     .n_windows = 1},
    {.by = {"hour"}, .time = CUBE_TIMELESS, .key = {"id"}, .distinct = "code"},
};

static const model_query keyed_twice[] = {
    {.by = {"kind"}, .time = CUBE_DAILY, .key = {"id", "units"}},
    {.time = CUBE_MONTHLY, .key = {"id", "units"}, .sums = {"amount"}, .n_sums = 1, .incomplete = true},
};

/* Keys of every kind: few, rising with one that was there before, rising, at random, rising twice and the same, rising twice
 * apart. The last kinds are long enough for chunks whose hashes are not kept. */
TEST(keys)
{
    for (int ids = 0; ids < 6; ids++) {
        buffer rows = make_rows(ids, ids ? 900 : 300, 20 + (uint64_t)ids);
        try_register(rows, keyed, sizeof keyed / sizeof *keyed);
        try_register(rows, keyed_twice, sizeof keyed_twice / sizeof *keyed_twice);
        buffer_free(&rows);
    }
}

int main(void)
{
    RUN(queries_in_one_reading);
    RUN(limits);
    RUN(keys);
    return check_finish();
}
