/* What a bulletin says of its code lists (that the meaning of categories changes between its two periods, that entries are unsure) and of years. */
#include "register.h"

#include <esep/report.h>

static const char codes_before[] = "code,class,from,to\n1,light,,2022-06-30\n1,heavy,2022-07-01,\n";
static const char codes_long_before[] = "code,class,from,to\n1,light,,2020-06-30\n1,heavy,2020-07-01,\n";
static const char yaml[] =
    "registers:\n  r:\n    from: rows.csv\n    date: day\n    dimensions:\n"
    "      class: {from: code, by: codes.csv, column: class}\n"
    "indicators:\n  heavy: {register: r, where: \"class = 'heavy'\"}\n"
    "bulletin:\n  period: 2023-01\n  sections:\n    - heading: x\n      table: [heavy]\n";

static const char codes_unsure[] = "code,class,sure\n1,heavy,no\n2,light,yes\n3,light,No\n4,,no\n";
static const char codes_sure[] = "code,class,sure\n1,heavy,yes\n2,,no\n";
/* The bulletin of a definition over records. */
static char *written(const char *definition, const char *rows, esep_format format)
{
    esep_error error = {0};
    esep_document *d = NULL;
    char *bytes = NULL, *copy;
    size_t length = 0;
    register_write_text("rows.csv", rows);
    esep_report_request request = {.definition = register_write_text("codes.yaml", definition), .threads = 1};
    esep_form form = {.format = format, .language = ESEP_EN};
    CHECK_INT(esep_report(&d, &request, &error), ESEP_OK);
    if (d)
        CHECK_INT(esep_document_write(d, &form, &bytes, &length, &error), ESEP_OK);
    copy = strndup(bytes ? bytes : "", length);
    free(bytes);
    esep_document_free(d);
    return copy;
}

/* The text of the bulletin over three records, with this code list. */
static char *reported(const char *codes)
{
    register_write_text("codes.csv", codes);
    return written(yaml, "day,code\n2022-01-05,1\n2023-01-05,1\n2023-01-31,1\n", ESEP_TEXT);
}

TEST(says_that_a_code_list_changes)
{
    static const char said[] = "codes of \"class\" change their category on 1 July 2022";
    char *page = reported(codes_before);
    CHECK(strstr(page, said) != NULL);
    free(page);
    page = reported(codes_long_before);
    CHECK(strstr(page, "heavy") != NULL);
    CHECK(strstr(page, "change their category") == NULL);
    free(page);
}

TEST(says_that_entries_of_a_code_list_are_unsure)
{
    static const char said[] = "of the 4 entries of the code list codes.csv, 2 are marked as not checked";
    char *page = reported(codes_unsure);
    CHECK(strstr(page, said) != NULL);
    free(page);
    page = reported(codes_sure);
    CHECK(strstr(page, "heavy") != NULL);
    CHECK(strstr(page, "not checked") == NULL);
    free(page);
}

static const char of_years[] =
    "registers:\n  r:\n    from: rows.csv\n    date: day\n"
    "    breaks: [{day: 2021-01-01, why: {en: New form., ru: Форма., kk: Үлгі.}}]\n"
    "indicators:\n  all: {register: r}\n"
    "bulletin:\n  period: 2023\n  sections:\n    - heading: x\n      items: [{table: [all], years: %d}]\n";
static const char rows_of_years[] =
    "day\n2019-01-01\n2020-01-01\n2020-03-01\n2021-01-01\n2022-01-01\n2023-12-31\n";

TEST(years_have_marks_and_origins)
{
    char definition[sizeof of_years];
    snprintf(definition, sizeof definition, of_years, 4);
    char *page = written(definition, rows_of_years, ESEP_TEXT);
    CHECK(strstr(page, "2020  2021  2022  2023\nall¹          2     1     1     1\n¹ break in series, months "
                       "without records\n") != NULL);
    free(page);
    snprintf(definition, sizeof definition, of_years,
             3); /* the break is before the first year that is shown */
    page = written(definition, rows_of_years, ESEP_TEXT);
    CHECK(strstr(page, "2021  2022  2023\nall¹          1     1     1\n¹ months without records\n") != NULL);
    free(page);
    page = written(definition, rows_of_years, ESEP_HTML);
    const char *origin = strstr(page, "1 January – 31 December 2021");
    CHECK(origin != NULL);
    CHECK(origin && strstr(origin, "Records counted: 1") != NULL);
    free(page);
}

int main(void)
{
    RUN(says_that_a_code_list_changes);
    RUN(says_that_entries_of_a_code_list_are_unsure);
    RUN(years_have_marks_and_origins);
    return check_finish();
}
