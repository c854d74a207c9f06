#include "cube/filter.h"

#include "base/error.h"
#include "cube/dictionary.h"

#include <stdlib.h>
#include <string.h>

enum {
    FILTER_MEMORY = 1 << 14, /* values: a day each for forty-four years */
    FILTER_MEMORY_BYTES = 1 << 20,
    FILTER_REMEMBERED_TESTS = 32,
    FILTER_COMBINED_TESTS = 6,
    FILTER_AT_ONCE = 64
};

typedef struct filter_column {
    size_t *tests; /* [n_tests], indices into the expression's tests */
    size_t n_tests;
    size_t shift;      /* where its answers stand in a verdict */
    bool remembers;    /* not with too many tests, nor where values hardly repeat */
    dictionary known;  /* values judged before … */
    uint64_t *answers; /* … [FILTER_MEMORY] and, by code, what was said of them: see filter_learn */
    uint64_t asked;    /* since the memory was empty */
    const date_format *date;
} filter_column;

struct filter {
    const expression *e;
    filter_column *columns;
    size_t n_columns;
    expression_truth *truths; /* [tests of the expression] */
    /* With few tests, what the whole says of each combination of their truths: 1 + (kept), 0 not known yet; two bits a test. */
    bool combines;
    unsigned char combined[1 << 2 * FILTER_COMBINED_TESTS];
};

static esep_status filter_prepare_column(filter *f, size_t c, esep_error *error)
{
    filter_column *column = &f->columns[c];
    size_t n = expression_tests(f->e);
    column->tests = calloc(n, sizeof *column->tests);
    if (!column->tests)
        return error_memory(error);
    for (size_t t = 0; t < n; t++) {
        if (expression_test_column(f->e, t) == c)
            column->tests[column->n_tests++] = t;
    }
    column->shift = c ? f->columns[c - 1].shift + 2 * f->columns[c - 1].n_tests : 0;
    column->remembers = column->n_tests <= FILTER_REMEMBERED_TESTS || f->n_columns == 1;
    column->answers = calloc(FILTER_MEMORY, sizeof *column->answers);
    return column->answers ? ESEP_OK : error_memory(error);
}

esep_status filter_create(filter **out, const expression *e, size_t date_column, const date_format *format,
                          esep_error *error)
{
    const text *names;
    filter *f = calloc(1, sizeof *f);
    if (!f)
        return error_memory(error);
    f->e = e;
    f->combines = expression_tests(e) <= FILTER_COMBINED_TESTS;
    f->n_columns = expression_columns(e, &names);
    f->columns = calloc(f->n_columns + 1, sizeof *f->columns);
    f->truths = calloc(expression_tests(e) + 1, sizeof *f->truths);
    esep_status status = f->columns && f->truths ? ESEP_OK : error_memory(error);
    for (size_t c = 0; status == ESEP_OK && c < f->n_columns; c++) {
        status = filter_prepare_column(f, c, error);
        f->columns[c].date = c == date_column ? format : NULL;
    }
    if (status != ESEP_OK) {
        filter_free(f);
        return status;
    }
    *out = f;
    return ESEP_OK;
}

void filter_free(filter *f)
{
    if (!f)
        return;
    for (size_t c = 0; f->columns && c < f->n_columns; c++) {
        free(f->columns[c].tests);
        dictionary_free(&f->columns[c].known);
        free(f->columns[c].answers);
    }
    free(f->columns);
    free(f->truths);
    free(f);
}

/* Judge the value by all of the column's tests; the truths, two bits each. */
static uint64_t filter_test(filter *f, const filter_column *column, text value)
{
    uint64_t packed = 0;
    for (size_t i = 0; i < column->n_tests; i++) {
        expression_truth truth = expression_test(f->e, column->tests[i], value, column->date);
        f->truths[column->tests[i]] = truth;
        if (i < FILTER_REMEMBERED_TESTS)
            packed |= (uint64_t)truth << 2 * i;
    }
    return packed;
}

/* A memory that is full begins anew; unless hardly anything in it was of use. */
static void filter_forget(filter_column *column)
{
    column->remembers = column->asked >= 4 * (uint64_t)column->known.n;
    column->asked = 0;
    dictionary_free(&column->known);
}

/* Judge a value and remember the answer: where the filter looks at this column alone, whether the record is kept; else the truths of
 * the column's tests. */
static __attribute__((noinline)) uint64_t filter_learn(filter *f, filter_column *column, text value)
{
    uint32_t code;
    esep_error ignored = {0}; /* no memory to remember: judged again next time */
    uint64_t answer = filter_test(f, column, value);
    if (f->n_columns == 1)
        answer = expression_combine(f->e, f->truths) == EXPRESSION_TRUE;
    if (column->known.n == FILTER_MEMORY || column->known.memory.total > FILTER_MEMORY_BYTES)
        filter_forget(column);
    if (column->remembers && dictionary_code(&column->known, value, &code, &ignored) == ESEP_OK)
        column->answers[code] = answer;
    return answer;
}

static uint64_t filter_recall(filter *f, filter_column *column, text value)
{
    uint32_t code = DICTIONARY_NONE;
    value = text_trim(value);
    column->asked++;
    if (column->remembers)
        dictionary_find(&column->known, &value, 1, &code);
    return code != DICTIONARY_NONE ? column->answers[code] : filter_learn(f, column, value);
}

static void filter_unpack(filter *f, const filter_column *column, uint64_t packed)
{
    for (size_t i = 0; i < column->n_tests; i++)
        f->truths[column->tests[i]] = (expression_truth)(packed >> 2 * i & 3);
}

bool filter_verdict(filter *f, uint32_t verdict)
{
    if (f->n_columns == 1)
        return verdict;
    if (f->combined[verdict] == 0) {
        for (size_t c = 0; c < f->n_columns; c++)
            filter_unpack(f, &f->columns[c], verdict >> f->columns[c].shift);
        f->combined[verdict] = 1 + (expression_combine(f->e, f->truths) == EXPRESSION_TRUE);
    }
    return f->combined[verdict] == 2;
}

bool filter_is_by_column(const filter *f)
{
    return f->combines || f->n_columns == 1;
}

void filter_judge(filter *f, size_t c, const text *values, size_t n, uint32_t *verdicts)
{
    filter_column *column = &f->columns[c];
    uint32_t codes[FILTER_AT_ONCE];
    size_t shift = f->n_columns == 1 ? 0 : column->shift;
    for (size_t from = 0; from < n; from += FILTER_AT_ONCE) {
        size_t some = n - from < FILTER_AT_ONCE ? n - from : FILTER_AT_ONCE;
        bool all_known = column->remembers;
        if (all_known)
            dictionary_find(&column->known, values + from, some, codes);
        for (size_t i = 0; i < some && all_known; i++)
            all_known = codes[i] != DICTIONARY_NONE;
        column->asked += all_known ? some : 0;
        for (size_t i = 0; i < some; i++) {
            uint64_t answer =
                all_known ? column->answers[codes[i]] : filter_recall(f, column, values[from + i]);
            verdicts[from + i] |= (uint32_t)answer << shift;
        }
    }
}

bool filter_keeps(filter *f, const text *values)
{
    if (filter_is_by_column(f)) {
        uint32_t verdict = 0;
        for (size_t c = 0; c < f->n_columns; c++)
            filter_judge(f, c, &values[c], 1, &verdict);
        return filter_verdict(f, verdict);
    }
    for (size_t c = 0; c < f->n_columns; c++) {
        filter_column *column = &f->columns[c];
        if (column->remembers)
            filter_unpack(f, column, filter_recall(f, column, values[c]));
        else
            filter_test(f, column, values[c]);
    }
    return expression_combine(f->e, f->truths) == EXPRESSION_TRUE;
}
