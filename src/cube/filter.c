#include "cube/filter.h"

#include "base/error.h"
#include "cube/dictionary.h"

#include <stdlib.h>
#include <string.h>

enum {
    FILTER_MEMORY = 1024,
    FILTER_VALUE_BYTES = 37,
    FILTER_REMEMBERED_TESTS = 32,
    FILTER_COMBINED_TESTS = 6
};

/* A value and, two bits each, what the column's tests said of it. */
typedef struct filter_memory {
    uint64_t first; /* see dictionary_print */
    uint64_t last;
    uint64_t truths;
    unsigned char used;
    unsigned char kept; /* where the filter looks at this column alone: what the whole says */
    unsigned char length;
    char value[FILTER_VALUE_BYTES];
} filter_memory;

typedef struct filter_column {
    size_t *tests; /* [n_tests], indices into the expression's tests */
    size_t n_tests;
    filter_memory *memory; /* [FILTER_MEMORY]; NULL where the column has too many tests to remember */
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
    if (column->n_tests <= FILTER_REMEMBERED_TESTS) {
        column->memory = calloc(FILTER_MEMORY, sizeof *column->memory);
        if (!column->memory)
            return error_memory(error);
    }
    return ESEP_OK;
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
        free(f->columns[c].memory);
    }
    free(f->columns);
    free(f->truths);
    free(f);
}

/* Judge the value by all of the column's tests; the truths, two bits each. */
static uint64_t filter_judge(filter *f, const filter_column *column, text value)
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

/* Judge a value that is not remembered where it belongs, and remember it there. */
static __attribute__((noinline)) void filter_learn(filter *f, const filter_column *column,
                                                   filter_memory *known, text value, dictionary_print print)
{
    known->truths = filter_judge(f, column, value);
    known->kept = expression_combine(f->e, f->truths) == EXPRESSION_TRUE; /* of use with one column only */
    known->used = 1;
    known->first = print.first;
    known->last = print.last;
    known->length = (unsigned char)value.length;
    memcpy(known->value, value.data, value.length);
}

/* What is remembered of a value, learnt first where it is new; NULL where it is too long to remember. */
static inline const filter_memory *filter_recall(filter *f, const filter_column *column, text value)
{
    if (!column->memory || value.length > FILTER_VALUE_BYTES)
        return NULL;
    dictionary_print print = dictionary_print_padded(value);
    filter_memory *known = &column->memory[print.hash % FILTER_MEMORY];
    bool same = known->first == print.first && known->last == print.last && known->length == value.length &&
                known->used && (value.length <= 16 || memcmp(known->value, value.data, value.length) == 0);
    if (!same)
        filter_learn(f, column, known, value, print);
    return known;
}

static void filter_unpack(filter *f, const filter_column *column, uint64_t packed)
{
    for (size_t i = 0; i < column->n_tests; i++)
        f->truths[column->tests[i]] = (expression_truth)(packed >> 2 * i & 3);
}

static bool filter_combine(filter *f, uint64_t all)
{
    if (f->combined[all] == 0) {
        size_t shift = 0;
        for (size_t c = 0; c < f->n_columns; c++) {
            filter_unpack(f, &f->columns[c], all >> shift);
            shift += 2 * f->columns[c].n_tests;
        }
        f->combined[all] = 1 + (expression_combine(f->e, f->truths) == EXPRESSION_TRUE);
    }
    return f->combined[all] == 2;
}

bool filter_keeps(filter *f, const text *values)
{
    uint64_t all = 0;
    size_t shift = 0;
    for (size_t c = 0; c < f->n_columns; c++) {
        const filter_column *column = &f->columns[c];
        const filter_memory *known = filter_recall(f, column, values[c]);
        if (known && f->n_columns == 1)
            return known->kept;
        uint64_t packed = known ? known->truths : filter_judge(f, column, values[c]);
        all |= f->combines ? packed << shift : 0;
        shift += 2 * column->n_tests;
        if (!f->combines && known)
            filter_unpack(f, column, packed);
    }
    return f->combines ? filter_combine(f, all) : expression_combine(f->e, f->truths) == EXPRESSION_TRUE;
}

size_t filter_columns(const filter *f)
{
    return f->n_columns;
}

void filter_mark(filter *f, const text *values, size_t n, uint64_t *marks, unsigned bit)
{
    const filter_column *column = &f->columns[0];
    for (size_t i = 0; i < n; i++) {
        const filter_memory *known = filter_recall(f, column, values[i]);
        bool kept = known ? known->kept : filter_keeps(f, &values[i]);
        marks[i] |= (uint64_t)kept << bit;
    }
}
