/* A small register with everything that breaks readers of CSV, asked in all ways. Its figures are also counted a second time, by
 * csv_model.h and a few lines here. */
#include "csv_model.h"
#include "twins.h"

enum { RECORDS = 350 };

static uint32_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

static const char *pick(uint64_t *state, const char *const *list, size_t n)
{
    return list[random_next(state) % n];
}

#define PICK(state, list) pick(state, list, sizeof list / sizeof *list)

static void add_date(twin_bytes *b, uint64_t *state)
{
    char date[32];
    unsigned day = 1 + random_next(state) % 28, month = 1 + random_next(state) % 12,
             year = 2022 + random_next(state) % 2;
    static const char *const broken[] = {"",   "31.02.2023", "неизвестно", "01.01.1800",
                                         "  ", "\"\"",       "12.13.2023", "1.5.2023"};
    snprintf(date, sizeof date, random_next(state) % 9 ? "%02u.%02u.%u" : " \"%02u.%02u.%u\" ", day, month,
             year);
    twin_add_text(b, random_next(state) % 40 ? date : PICK(state, broken));
}

/* Columns: id;date;type;note;sum, rows of every kind. The type has no line breaks, the note has. */
static twin_bytes make_register(const char *kazakh)
{
    static const char *const types[] = {"кража",
                                        "мошенничество",
                                        " угон ",
                                        "\"разбой; с оружием\"",
                                        "\"ООО \"\"Арман\"\"\"",
                                        "  \"хулиганство\"  ",
                                        "",
                                        "\"\"",
                                        "грабёж",
                                        "Дом \"Рахат\" 5",
                                        "\"Магазин \"Рахат\" 5\"",
                                        "\"кража\""};
    static const char *const notes[] = {"",
                                        "\"первая строка\nвторая\"",
                                        "\"\"\"; \n\n\"",
                                        "текст",
                                        "\"a;b;c\"",
                                        "\"\n\"",
                                        "\"\"",
                                        "пять \"5\" ",
                                        "\"12.05.2023;кража\n12.05.2023;кража;x\n\"",
                                        "\t"};
    static const char *const sums[] = {"1",  "0",        "2", "3,5", "1 234,5", "12 345",
                                       "-7", "\"8,25\"", "x", "",    "1e2"};
    twin_bytes b = {0};
    uint64_t state = 20230630;
    twin_add_text(&b, "\n id ;\" date\";type;note;sum\n");
    for (int i = 0; i < RECORDS; i++) {
        char id[24];
        unsigned kind = random_next(&state) % 50;
        if (kind == 0)
            twin_add_text(&b, "\n");
        if (kind == 1)
            twin_add_text(&b, "   \n");
        snprintf(id, sizeof id, "%d;", i % 270);
        twin_add_text(&b, id);
        add_date(&b, &state);
        twin_add_text(&b, ";");
        twin_add_text(&b, random_next(&state) % 8 ? PICK(&state, types) : kazakh);
        twin_add_text(&b, ";");
        twin_add_text(&b, PICK(&state, notes));
        if (kind != 2) {
            twin_add_text(&b, ";");
            twin_add_text(&b, PICK(&state, sums));
        }
        if (kind == 3)
            twin_add_text(&b, ";лишнее;");
        if (i + 1 < RECORDS)
            twin_add_text(&b, "\n");
    }
    return b;
}

static const esep_change_request asked = {.by = "type", .date = "date", .period = "2023", .top = 9};
static const esep_change_request asked_sum = {.by = "type",
                                              .date = "date",
                                              .period = "2023-H1",
                                              .sum = "sum",
                                              .where = "type <> 'угон'",
                                              .against = "previous-period"};
static const esep_change_request asked_distinct = {.by = "type",
                                                   .date = "date",
                                                   .distinct = "id",
                                                   .period = "ytd",
                                                   .where = "note is not null or type like 'м%'",
                                                   .top = 4};

static const esep_change_request *const all_asked[] = {&asked, &asked_sum, &asked_distinct};

TEST(threads_and_chunks)
{
    twin_bytes b = make_register("тәртіп бұзу");
    for (size_t i = 0; i < sizeof all_asked / sizeof *all_asked; i++) {
        twin t = twin_begin(b.data, b.length, *all_asked[i]);
        CHECK(answer_account(&t.answer, "rejected") > 10);
        twin_try_chunks(&t, 1);
        twin_end(&t);
    }
    twin_free(&b);
}

TEST(compressions)
{
    twin_bytes b = make_register("тәртіп бұзу");
    for (size_t i = 0; i < sizeof all_asked / sizeof *all_asked; i++) {
        twin t = twin_begin(b.data, b.length, *all_asked[i]);
        twin_try_compressions(&t, 5, 64);
        twin_end(&t);
    }
    twin_free(&b);
}

TEST(encodings)
{
    /* Kazakh letters are in KZ-1048 alone; without them there are two older Russian pages. */
    static const struct {
        const char *page, *category;
    } cases[] = {{"CP1251", "поджог"},
                 {"KOI8-R", "поджог"},
                 {"CP866", "поджог"},
                 {"RK1048", "тәртіп бұзу, ұрлық, қарақшылық"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        twin_bytes b = make_register(cases[i].category);
        twin t = twin_begin(b.data, b.length, asked);
        twin_try_encodings(&t, cases[i].page, 0);
        twin_try_encodings(&t, cases[i].page, 20);
        twin_end(&t);
        twin_free(&b);
    }
}

TEST(line_ends)
{
    twin_bytes b = make_register("тәртіп бұзу");
    for (size_t i = 0; i < sizeof all_asked / sizeof *all_asked; i++) {
        twin t = twin_begin(b.data, b.length, *all_asked[i]);
        twin_try_line_ends(&t);
        twin_end(&t);
    }
    twin_free(&b);
}

TEST(standard_input)
{
    twin_bytes b = make_register("тәртіп бұзу");
    for (size_t i = 0; i < sizeof all_asked / sizeof *all_asked; i++) {
        esep_change_request told = *all_asked[i];
        told.decimal = "comma";
        told.date_format = "dd.mm.yyyy";
        twin t = twin_begin(b.data, b.length, told);
        twin_try_standard_input(&t);
        twin_end(&t);
    }
    twin_free(&b);
}

static void add_quoted(twin_bytes *b, text value)
{
    twin_add_text(b, "\"");
    for (size_t i = 0; i < value.length; i++)
        twin_add(b, value.data[i] == '"' ? "\"\"" : value.data + i, value.data[i] == '"' ? 2 : 1);
    twin_add_text(b, "\"");
}

/* The records written anew: `files` files in turn, each with its columns in another order and its own separator, all values
 * quoted; rows of another length are kept so. */
static void write_spread(const model_table *table, size_t files)
{
    static const char separators[] = ",;\t|";
    for (size_t f = 0; f < files; f++) {
        twin_bytes b = {0};
        char name[64], separator[2] = {separators[f % 4], '\0'};
        for (size_t r = 0; r < table->n; r++) {
            const model_row *row = &table->rows[r];
            if (row->n == 1 && row->fields[0].length == 0)
                continue;
            if (r > 1 && r % files != f)
                continue;
            for (size_t c = 0; c < row->n; c++) {
                if (c)
                    twin_add_text(&b, separator);
                add_quoted(&b, row->fields[row->n == 5 ? (c + f) % 5 : c]);
            }
            twin_add_text(&b, f % 2 ? "\r\n" : "\n");
        }
        snprintf(name, sizeof name, "part-%03zu.csv", f);
        register_write(name, b.data, b.length);
        twin_free(&b);
    }
}

TEST(many_files)
{
    twin_bytes b = make_register("тәртіп бұзу");
    model_table table = model_read((text){b.data, b.length}, ';', '\n', 1);
    for (size_t files = 1; files <= 40; files = files * 3 + 1) {
        for (size_t i = 0; i < sizeof all_asked / sizeof *all_asked; i++) {
            twin t = twin_begin(b.data, b.length, *all_asked[i]);
            write_spread(&table, files);
            esep_change_request request = *all_asked[i];
            const char *const pattern[] = {register_path("part-*.csv"), NULL};
            for (request.threads = 1; request.threads <= 8; request.threads += 7) {
                CHECK_CASE("%zu files, %zu threads", files, request.threads);
                twin_try(&t, request, pattern, TWIN_FIGURES);
                request.chunk_bytes = 33;
            }
            twin_end(&t);
        }
    }
    model_free(&table);
    twin_free(&b);
}

/* The day that a date of the register is, as 20230630: −1 where it is none. Days above the 28th are never good in it. */
static int model_day(text date)
{
    unsigned day = 0, month = 0, year = 0;
    char copy[40], end;
    text_copy_cut(copy, sizeof copy, date);
    if (sscanf(copy, "%2u.%2u.%4u%c", &day, &month, &year, &end) != 3)
        return -1;
    bool exists = month >= 1 && month <= 12 && day >= 1 && day <= 28 && year >= 1900;
    return exists ? (int)(year * 10000 + month * 100 + day) : -1;
}

/* "2023-01-02/2023-12-28" as two numbers. */
static void model_period(const char *iso, int ends[2])
{
    int y[2], m[2], d[2];
    ends[0] = ends[1] = 0;
    CHECK(sscanf(iso, "%d-%d-%d/%d-%d-%d", &y[0], &m[0], &d[0], &y[1], &m[1], &d[1]) == 6);
    for (int i = 0; i < 2; i++)
        ends[i] = y[i] * 10000 + m[i] * 100 + d[i];
}

/* Add the record of that row to base or value, where it is good and of this type. */
static bool model_count(const model_row *row, const text *type, int periods[2][2], int64_t counts[2])
{
    int day = row->n == 5 ? model_day(row->fields[1]) : -1;
    if (day < 0 || (type && !text_equal(row->fields[2], *type)))
        return false;
    for (int side = 0; side < 2; side++)
        counts[side] += day >= periods[side][0] && day <= periods[side][1];
    return true;
}

/* Counted once more: the categories' counts of two years, and how many records were left out. */
TEST(counted_again)
{
    twin_bytes b = make_register("тәртіп бұзу");
    model_table table = model_read((text){b.data, b.length}, ';', '\n', 1);
    twin t =
        twin_begin(b.data, b.length, (esep_change_request){.by = "type", .date = "date", .period = "2023"});
    int periods[2][2];
    model_period(answer_cell(&t.answer, "_T", NULL, "base_period"), periods[0]);
    model_period(answer_cell(&t.answer, "_T", NULL, "period"), periods[1]);
    int64_t read = 0, rejected = 0, total[2] = {0, 0};
    for (size_t r = 2; r < table.n; r++) {
        const model_row *row = &table.rows[r];
        if (row->n == 1 && row->fields[0].length == 0)
            continue;
        read++;
        if (!model_count(row, NULL, periods, total)) {
            rejected++;
            continue;
        }
        int64_t counts[2] = {0, 0};
        for (size_t i = 2; i < table.n; i++)
            model_count(&table.rows[i], &row->fields[2], periods, counts);
        char key[200];
        text_copy_cut(key, sizeof key, row->fields[2]);
        CHECK_CASE("type %.100s", key);
        CHECK_INT(atoll(answer_cell(&t.answer, key, NULL, "base")), counts[0]);
        CHECK_INT(atoll(answer_cell(&t.answer, key, NULL, "value")), counts[1]);
    }
    CHECK_INT(answer_account(&t.answer, "read"), read);
    CHECK_INT(answer_account(&t.answer, "rejected"), rejected);
    CHECK_INT(answer_account(&t.answer, "counted"), total[0] + total[1]);
    CHECK_INT(atoll(answer_cell(&t.answer, "_T", NULL, "base")), total[0]);
    CHECK_INT(atoll(answer_cell(&t.answer, "_T", NULL, "value")), total[1]);
    twin_end(&t);
    model_free(&table);
    twin_free(&b);
}

int main(void)
{
    RUN(counted_again);
    RUN(threads_and_chunks);
    RUN(compressions);
    RUN(encodings);
    RUN(line_ends);
    RUN(standard_input);
    RUN(many_files);
    return check_finish();
}
