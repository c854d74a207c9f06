/* Numbers and plural categories against Babel's reading of CLDR (shared/oracles/j1_number_format.csv). */
#include "check.h"
#include "language/language.h"

enum { COLUMNS = 7 };

/* The table is plain but for quotes around values with commas. */
static void split(text fields[COLUMNS], char *line)
{
    for (int i = 0; i < COLUMNS; i++) {
        bool quoted = *line == '"';
        char *end = line + quoted + strcspn(line + quoted, quoted ? "\"" : ",\r\n");
        fields[i] = (text){line + quoted, (size_t)(end - line - quoted)};
        line = end + quoted + (end[quoted] == ',');
    }
}

/* "-1234.56" → -123456, 2 decimals. */
static int128 read_number(text t, int *decimals)
{
    int128 number = 0;
    *decimals = 0;
    bool after_point = false;
    for (size_t i = t.data[0] == '-'; i < t.length; i++) {
        if (t.data[i] == '.') {
            after_point = true;
            continue;
        }
        number = number * 10 + (t.data[i] - '0');
        *decimals += after_point;
    }
    return t.data[0] == '-' ? -number : number;
}

static void check_row(const text fields[COLUMNS])
{
    static const esep_language order[] = {ESEP_EN, ESEP_RU, ESEP_KK};
    static const char *const plurals[] = {
        [LANGUAGE_ONE] = "one", [LANGUAGE_FEW] = "few", [LANGUAGE_MANY] = "many", [LANGUAGE_OTHER] = "other"};
    int decimals;
    int128 number = read_number(fields[0], &decimals);
    for (int i = 0; i < 3; i++) {
        char got[100], expected[100];
        buffer b = {0};
        language_number(&b, order[i], number, decimals, LANGUAGE_HYPHEN);
        text_copy_cut(got, sizeof got, buffer_text(&b));
        buffer_free(&b);
        text_copy_cut(expected, sizeof expected, fields[1 + i]);
        CHECK_STRING(got, expected);
        text_copy_cut(expected, sizeof expected, fields[4 + i]);
        CHECK_STRING(plurals[language_plural_of(order[i], number, decimals)], expected);
    }
}

TEST(number_formats)
{
    char path[1000], line[1000];
    if (!check_shared(path, sizeof path, "oracles/j1_number_format.csv"))
        SKIP("no shared oracles");
    FILE *file = fopen(path, "r");
    int rows = 0;
    CHECK(file && fgets(line, sizeof line, file));
    while (file && fgets(line, sizeof line, file)) {
        text fields[COLUMNS];
        CHECK_CASE("%.*s", (int)strcspn(line, "\r\n"), line);
        split(fields, line);
        check_row(fields);
        rows++;
    }
    fclose(file);
    CHECK(rows > 20);
}

int main(void)
{
    RUN(number_formats);
    return check_finish();
}
