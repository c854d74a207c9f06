/* generate.c - esep-bench-generate LAYOUT ROWS: a large register of invented records on standard output.
 *
 * Exit status: 0 written, 2 wrong usage, 4 the system failed. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate_layouts.h"

static const layout *const layouts[] = {&layout_chicago, &layout_cyrillic, &layout_wide, &layout_many, NULL};

/** Rows above this would give identifiers of more digits than the layouts have. */
static const uint64_t MOST_ROWS = 80000000;

static const layout *layout_find(const char *name)
{
    const layout *const *each = layouts;
    while (*each && strcmp(name, (*each)->name) != 0)
        each++;
    return *each;
}

static bool rows_parse(const char *argument, uint64_t *rows)
{
    if (argument[0] < '0' || argument[0] > '9')
        return false;
    char *end;
    errno = 0;
    unsigned long long value = strtoull(argument, &end, 10);
    *rows = value;
    return errno == 0 && *end == '\0' && value <= MOST_ROWS;
}

static bool generate(const layout *wanted, uint64_t rows)
{
    static rows_output out;
    rows_begin(&out);
    days_prepare();
    wanted->prepare();
    wanted->header(&out);
    rows_row_end(&out);
    chance c = {wanted->seed};
    for (uint64_t number = 0; number < rows && !out.failed; number++) {
        wanted->row(&out, &c, number);
        rows_row_end(&out);
    }
    return rows_finish(&out);
}

int main(int count, char **arguments)
{
    const layout *wanted = count == 3 ? layout_find(arguments[1]) : NULL;
    uint64_t rows;
    if (!wanted || !rows_parse(arguments[2], &rows)) {
        fputs("usage: esep-bench-generate LAYOUT ROWS > FILE\n"
              "LAYOUT is chicago, cyrillic, wide or many; ROWS at most 80000000. Invented records.\n",
              stderr);
        return 2;
    }
    return generate(wanted, rows) ? 0 : 4;
}
