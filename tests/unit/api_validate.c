/* What `validate` finds in made-up registers, rule by rule. */
#include "register.h"

#include <esep/report.h>

/* The findings as CSV; the number of errors in *errors. Empty after a failure, which goes into line. */
static char *found(const char *yaml, const char *rows, size_t *errors, char line[4000])
{
    esep_error error = {0};
    esep_document *d = NULL;
    char *bytes = NULL, *copy;
    size_t length = 0;
    line[0] = '\0';
    *errors = 0;
    register_write_text("data.csv", rows);
    esep_report_request request = {.definition = register_write_text("b.yaml", yaml), .threads = 2};
    esep_form form = {.format = ESEP_CSV, .language = ESEP_EN};
    if (esep_validate(&d, errors, &request, &error) != ESEP_OK ||
        esep_document_write(d, &form, &bytes, &length, &error) != ESEP_OK)
        esep_error_text(&error, ESEP_EN, line, 4000);
    copy = strndup(bytes ? bytes : "", length);
    free(bytes);
    esep_document_free(d);
    return copy;
}

#define HEAD "registers:\n  r:\n    from: data.csv\n    date: day\n"
#define TAIL                                                                                                 \
    "indicators:\n  n: {register: r}\nbulletin:\n  sections:\n    - heading: x\n      items:\n        - "    \
    "table: [n]\n"

TEST(finds_what_does_not_fit)
{
    static const struct {
        const char *yaml, *rows, *expected;
        size_t errors;
    } cases[] = {
        {HEAD TAIL, "day,x\n2023-01-05,1\n2023-01-06,2\n", "", 0},
        {HEAD TAIL, "day,x\n2023-01-05,1\n2023-02-30,2\n2023-02-03,2\n2023-02-04,2\n", "r,1,4,rejected,", 1},
        {HEAD "    key: x\n" TAIL, "day,x\n2023-01-05,1\n2023-01-06,1\n", "r,1,2,duplicate-key,x", 0},
        {HEAD "    coverage: {from: 2023-01-06}\n" TAIL, "day,x\n2023-01-05,1\n2023-01-06,1\n",
         "r,1,2,outside-coverage,day", 1},
        {HEAD TAIL, "day,x\n2023-01-05,1\n2023-04-06,1\n", "r,,,hole,,,2023-02-01/2023-03-31", 0},
        {HEAD "    dimensions:\n      age: {from: x, bands: [0, 18]}\n" TAIL,
         "day,x\n2023-01-05,1\n2023-01-06,old\n2023-01-07,\n", "r,1,3,unknown-code,age,old", 1},
        {HEAD "    event-date: x\n" TAIL,
         "day,x\n2023-02-05,2023-01-01\n2023-02-06,2023-02-07\n2023-02-07,2023-03-01\n",
         "r,1,3,before-event,x", 1},
        {HEAD "    event-date: x\n" TAIL, "day,x\n2023-02-05,2023-01-01\n2023-02-06,2023-02-01\n",
         "r,1,2,delay,x", 0},
        {HEAD "indicators:\n  n: {register: r}\n  none: {register: r, where: \"x = '7'\"}\nbulletin:\n  "
              "sections:\n    - heading: x\n"
              "      items:\n        - table: [n]\n",
         "day,x\n2023-01-05,1\n", "r,0,1,empty-filter,none", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[4000];
        size_t errors;
        char *csv = found(cases[i].yaml, cases[i].rows, &errors, line);
        CHECK_CASE("%s got: %s%s", cases[i].expected, csv, line);
        CHECK(line[0] == '\0');
        CHECK_INT(errors, cases[i].errors);
        if (cases[i].expected[0])
            CHECK(strstr(csv, cases[i].expected) != NULL);
        else
            CHECK_STRING(csv, "");
        free(csv);
    }
}

TEST(finds_heaps)
{
    static char rows[400000];
    char line[4000];
    size_t errors, at = (size_t)sprintf(rows, "day,x\n");
    for (int month = 1; month <= 6; month++) {
        for (int day = 1; day <= 28; day++) {
            int n = day == 1 ? 40 : month == 3 && day == 15 ? 100 : 4;
            for (int i = 0; i < n; i++)
                at += (size_t)sprintf(rows + at, "2023-%02d-%02d %02d:00,1\n", month, day,
                                      i < n / 2 ? 0 : i % 24);
        }
    }
    char *csv = found(HEAD TAIL, rows, &errors, line);
    CHECK_CASE("%s%s", csv, line);
    CHECK_INT(errors, 0);
    CHECK(strstr(csv, "r,100,984,heap-day,day,,2023-03-15/2023-03-15") != NULL);
    CHECK(strstr(csv, "r,240,984,heap-firsts,day") != NULL);
    CHECK(strstr(csv, "heap-hour,day,00") != NULL);
    free(csv);
}

int main(void)
{
    RUN(finds_what_does_not_fit);
    RUN(finds_heaps);
    return check_finish();
}
