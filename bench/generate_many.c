/* generate_many.c - few columns, a million categories: with ten million rows nearly as many cells of month × category. */
#include "generate_layouts.h"

enum { CATEGORIES = 1000000, SCATTER = 618033 /* no factor in common with CATEGORIES */, PLACES = 20 };

static void many_prepare(void)
{
}

static void many_header(rows_output *out)
{
    static const text header = TEXT("id,date,category,place,amount");
    rows_text(out, header);
}

static void many_row(rows_output *out, chance *c, uint64_t number)
{
    const day_parts *day = &days[chance_below(c, DAYS_IN_ALL)];
    rows_digits(out, 10000000 + number, 8);
    rows_char(out, ',');
    rows_digits(out, day->year, 4);
    rows_char(out, '-');
    rows_digits(out, day->month, 2);
    rows_char(out, '-');
    rows_digits(out, day->day, 2);
    rows_bytes(out, ",item-", 6);
    rows_digits(out, (uint64_t)chance_below(c, CATEGORIES) * SCATTER % CATEGORIES, 6);
    rows_bytes(out, ",place ", 7);
    rows_digits(out, chance_below(c, PLACES), 2);
    rows_char(out, ',');
    rows_number(out, chance_below(c, 1u << (4 + chance_below(c, 14))));
}

const layout layout_many = {"many", 20240004, many_prepare, many_header, many_row};
