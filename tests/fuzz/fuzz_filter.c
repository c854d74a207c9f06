/* Filters of any bytes. What parses is printed, and what is printed parses to a filter that prints the same
 * and judges the same. A NUL ends the filter; slices of the whole input are the cells. */
#include "expression/expression.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool truth)
{
    if (!truth)
        abort();
}

static expression *reparse(const expression *e, buffer *printed)
{
    expression *again;
    esep_error error = {0};
    expression_print(e, printed);
    demand(!printed->failed);
    demand(expression_parse(&again, buffer_text(printed), &error) == ESEP_OK);
    buffer twice = {0};
    expression_print(again, &twice);
    demand(text_equal(buffer_text(printed), buffer_text(&twice)));
    buffer_free(&twice);
    return again;
}

static void judge_alike(const expression *e, const expression *again, text cells, const date_format *date)
{
    static expression_truth truths[4096];
    size_t n = expression_tests(e);
    demand(n > 0 && n <= 4096 && expression_tests(again) == n);
    for (size_t t = 0; t < n; t++) {
        size_t from = cells.length ? t * 7 % cells.length : 0, length = t % 23;
        if (length > cells.length - from)
            length = cells.length - from;
        text cell = {cells.data + from, length};
        truths[t] = expression_test(e, t, cell, date);
        demand(truths[t] == expression_test(again, t, cell, date));
        demand(expression_test_column(e, t) == expression_test_column(again, t));
    }
    demand(expression_combine(e, truths) == expression_combine(again, truths));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const date_format date = {DATE_DMY, '.', "dd.mm.yyyy"};
    text all = {(const char *)data, size}, filter = {(const char *)data, 0};
    while (filter.length < size && data[filter.length] != 0)
        filter.length++;
    expression *e;
    esep_error error = {0};
    if (expression_parse(&e, filter, &error) != ESEP_OK) {
        demand(e == NULL && error.status == ESEP_USAGE && error.arguments[0][0] != '\0');
        return 0;
    }
    buffer printed = {0};
    expression *again = reparse(e, &printed);
    text cells =
        filter.length + 1 < size ? (text){all.data + filter.length + 1, size - filter.length - 1} : all;
    judge_alike(e, again, cells, NULL);
    judge_alike(e, again, cells, &date);
    const text *names;
    size_t n = expression_columns(e, &names);
    for (size_t i = 0; i < n; i++) {
        esep_error wrong = {0};
        demand((expression_check_date(e, names[i], &date, &wrong) == ESEP_OK) ==
               (wrong.arguments[0][0] == '\0'));
    }
    buffer_free(&printed);
    expression_free(again);
    expression_free(e);
    return 0;
}
