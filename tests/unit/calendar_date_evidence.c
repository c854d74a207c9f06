#include "calendar/date_format.h"
#include "check.h"

/* Values of a column as "value*times" parted by blanks; '_' stands for a blank inside a value. */
static date_evidence evidence_of(const char *column)
{
    date_evidence evidence = {0};
    char values[400];
    snprintf(values, sizeof values, "%s", column);
    for (char *rest, *word = strtok_r(values, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        char *star = strchr(word, '*');
        int times = star ? atoi(star + 1) : 1;
        size_t length = star ? (size_t)(star - word) : strlen(word);
        for (char *blank = word; (blank = strchr(blank, '_'));)
            *blank = ' ';
        while (times-- > 0)
            date_evidence_add(&evidence, (text){word, length});
    }
    return evidence;
}

TEST(judges_columns)
{
    static const struct {
        const char *column;
        date_verdict verdict;
        const char *first, *second;
    } cases[] = {
        {"", DATE_COLUMN_NO, "", ""},
        {"2024-02-29 2023-01-01", DATE_COLUMN_YES, "yyyy-mm-dd", ""},
        {"2024-02-29T10:00:00Z 2023-01-01_00:00", DATE_COLUMN_YES, "yyyy-mm-dd", ""},
        {"2024/02/29", DATE_COLUMN_YES, "yyyy/mm/dd", ""},
        {"2024.02.29", DATE_COLUMN_YES, "yyyy.mm.dd", ""},
        {"03.04.2024*50", DATE_COLUMN_YES, "dd.mm.yyyy", ""},
        {"31.12.2023*10 2024-01-01", DATE_COLUMN_YES, "dd.mm.yyyy", ""},
        {"31.12.2023*8 2024-01-01", DATE_COLUMN_NO, "", ""},
        {"2018-10*9 2018-11", DATE_COLUMN_YES, "yyyy-mm", ""},
        {"2024/07", DATE_COLUMN_YES, "yyyy/mm", ""},
        {"07.2024", DATE_COLUMN_YES, "mm.yyyy", ""},
        {"07/2024", DATE_COLUMN_YES, "mm/yyyy", ""},
        /* slashes and dashes: both ways, until the days decide */
        {"03/04/2023 05/06/2023", DATE_COLUMN_TWO_WAYS, "dd/mm/yyyy", "mm/dd/yyyy"},
        {"03-04-2023", DATE_COLUMN_TWO_WAYS, "dd-mm-yyyy", "mm-dd-yyyy"},
        {"03/04/2023 25/06/2023", DATE_COLUMN_YES, "dd/mm/yyyy", ""},
        {"03/04/2023 06/25/2023_12:00:00_AM", DATE_COLUMN_YES, "mm/dd/yyyy", ""},
        {"25-06-2023", DATE_COLUMN_YES, "dd-mm-yyyy", ""},
        {"06-25-2023", DATE_COLUMN_YES, "mm-dd-yyyy", ""},
        {"25/06/2023*60 03/04/2023*36 31/02/2023*4", DATE_COLUMN_YES, "dd/mm/yyyy", ""},
        /* some days written one way and some the other: never decided here */
        {"25/06/2023 06/25/2023", DATE_COLUMN_TWO_WAYS, "dd/mm/yyyy", "mm/dd/yyyy"},
        {"25/06/2023*6 06/25/2023*5 03/04/2023*89", DATE_COLUMN_TWO_WAYS, "dd/mm/yyyy", "mm/dd/yyyy"},
        {"25/06/2023 99/99/2023 03/04/2023*98", DATE_COLUMN_TWO_WAYS, "dd/mm/yyyy", "mm/dd/yyyy"},
        {"25/06/2023*80 31/31/2023*20", DATE_COLUMN_TWO_WAYS, "dd/mm/yyyy", "mm/dd/yyyy"},
        /* open cases have no end yet */
        {"2024-02-29*6 9999-12-31*4", DATE_COLUMN_YES, "yyyy-mm-dd", ""},
        {"9999-12-31*6 2024-02-29*4", DATE_COLUMN_NO, "", ""},
        {"99/99/9999*9", DATE_COLUMN_NO, "", ""},
        /* what only looks like dates */
        {"2009-10 2010-11 2018-19 2019-20", DATE_COLUMN_NO, "", ""},
        {"0.1234 1.5678 12.2001", DATE_COLUMN_NO, "", ""},
        {"20240229 20240301", DATE_COLUMN_NO, "", ""},
        {"45351 45352", DATE_COLUMN_NO, "", ""},
        {"2024 2023", DATE_COLUMN_NO, "", ""},
        {"123-45-6789", DATE_COLUMN_NO, "", ""},
        {"10.5 3.25", DATE_COLUMN_NO, "", ""},
        {"A B", DATE_COLUMN_NO, "", ""},
        {"31.12.23", DATE_COLUMN_NO, "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_evidence evidence = evidence_of(cases[i].column);
        date_format first = {0}, second = {0};
        CHECK_CASE("%s", cases[i].column);
        CHECK_INT(date_evidence_judge(&evidence, &first, &second), cases[i].verdict);
        CHECK_STRING(first.name, cases[i].first);
        CHECK_STRING(second.name, cases[i].second);
    }
}

TEST(parts_add_up_to_the_whole)
{
    date_evidence whole = evidence_of("03/04/2023*7 25/06/2023*3 x 2024-01-01"), parts = {0};
    date_evidence left = evidence_of("03/04/2023*7"), right = evidence_of("25/06/2023*3 x 2024-01-01");
    date_evidence_merge(&parts, &left);
    date_evidence_merge(&parts, &right);
    CHECK(memcmp(&whole, &parts, sizeof whole) == 0);
    CHECK_STRING(parts.example, "03/04/2023");
    CHECK_INT(parts.values, 12);
    date_evidence none = evidence_of("__ _");
    CHECK_INT(none.values, 0);
    date_evidence_merge(&none, &whole);
    CHECK_STRING(none.example, "03/04/2023");
}

int main(void)
{
    RUN(judges_columns);
    RUN(parts_add_up_to_the_whole);
    return check_finish();
}
