/* generate_chicago.c - the 22 columns of Chicago's public export of crimes, and the same with 78 more short ones. */
#include "generate_chicago_kinds.h"

enum { SEPARATOR = ',', EXTRA_COLUMNS = 78, NANO = 1000000000 };

static weighted kinds, places, districts_drawn, years;
static int first_day_of_year[DAYS_YEARS + 1];

static void chicago_prepare(void)
{
    for (size_t i = 0; i < chicago_kinds_length; i++)
        weighted_add(&kinds, chicago_kinds[i].weight);
    for (size_t i = 0; i < chicago_places_length; i++)
        weighted_add(&places, chicago_places[i].weight);
    for (size_t i = 0; i < chicago_districts_length; i++)
        weighted_add(&districts_drawn, chicago_districts[i].weight);
    for (size_t i = 0; i < DAYS_YEARS; i++)
        weighted_add(&years, chicago_years[i]);
    for (int i = DAYS_IN_ALL - 1; i >= 0; i--)
        first_day_of_year[days[i].year - DAYS_FIRST_YEAR] = i;
    first_day_of_year[DAYS_YEARS] = DAYS_IN_ALL;
}

static void chicago_header(rows_output *out)
{
    static const text header = TEXT(
        "ID,Case Number,Date,Block,IUCR,Primary Type,Description,Location "
        "Description,Arrest,Domestic,Beat,District,"
        "Ward,Community Area,FBI Code,X Coordinate,Y Coordinate,Year,Updated On,Latitude,Longitude,Location");
    rows_text(out, header);
}

/** 09/05/2015 01:30:00 PM */
static void put_time(rows_output *out, const day_parts *day, uint32_t hour, uint32_t minute, uint32_t second)
{
    rows_digits(out, day->month, 2);
    rows_char(out, '/');
    rows_digits(out, day->day, 2);
    rows_char(out, '/');
    rows_digits(out, day->year, 4);
    rows_char(out, ' ');
    rows_digits(out, hour % 12 == 0 ? 12 : hour % 12, 2);
    rows_char(out, ':');
    rows_digits(out, minute, 2);
    rows_char(out, ':');
    rows_digits(out, second, 2);
    rows_bytes(out, hour < 12 ? " AM" : " PM", 3);
}

static void put_time_drawn(rows_output *out, chance *c, const day_parts *day)
{
    /* Times are mostly on the hour or the half. */
    uint32_t minute = chance_below(c, 3) == 0 ? chance_below(c, 60) : 30 * chance_below(c, 2);
    put_time(out, day, chance_below(c, 24), minute, 0);
    rows_char(out, SEPARATOR);
}

/** 043XX S WOOD ST */
static void put_block(rows_output *out, chance *c)
{
    static const char ways[] = "SSNW";
    rows_digits(out, chance_below(c, 120), 3);
    rows_bytes(out, "XX ", 3);
    rows_char(out, ways[chance_below(c, 4)]);
    rows_char(out, ' ');
    rows_text(out, chicago_streets[chance_below(c, (uint32_t)chicago_streets_length)]);
    rows_char(out, SEPARATOR);
}

static void put_text(rows_output *out, text value)
{
    rows_text(out, value);
    rows_char(out, SEPARATOR);
}

static void put_truth(rows_output *out, bool value)
{
    static const text words[2] = {TEXT("false,"), TEXT("true,")};
    rows_text(out, words[value]);
}

/** Beat, District, Ward, Community Area: the last two were not recorded in the first years. */
static void put_area(rows_output *out, chance *c)
{
    uint32_t district = chicago_districts[weighted_pick(&districts_drawn, c)].number;
    rows_digits(out, district, 2);
    rows_digits(out, 11 + chance_below(c, 24), 2);
    rows_char(out, SEPARATOR);
    rows_digits(out, district, 3);
    rows_char(out, SEPARATOR);
    bool known = chance_below(c, 100) >= 6;
    if (known)
        rows_number(out, 1 + chance_below(c, 50));
    rows_char(out, SEPARATOR);
    if (known)
        rows_number(out, 1 + chance_below(c, 77));
    rows_char(out, SEPARATOR);
}

static void put_degrees(rows_output *out, bool west, uint64_t nano)
{
    if (west)
        rows_char(out, '-');
    rows_digits(out, nano / NANO, 2);
    rows_char(out, '.');
    rows_digits(out, nano % NANO, 9);
}

/** X Coordinate, Y Coordinate, Year, Updated On, Latitude, Longitude, Location; one place in a hundred is unknown. */
static void put_position(rows_output *out, chance *c, uint32_t year)
{
    bool known = chance_below(c, 100) != 0;
    uint64_t latitude = UINT64_C(41644580105) + chance_below(c, 378330228);
    uint64_t longitude = UINT64_C(87524529378) + chance_below(c, 415203558);
    if (known)
        rows_digits(out, 1091242 + chance_below(c, 113878), 7);
    rows_char(out, SEPARATOR);
    if (known)
        rows_digits(out, 1813894 + chance_below(c, 137729), 7);
    rows_char(out, SEPARATOR);
    rows_digits(out, year, 4);
    rows_char(out, SEPARATOR);
    const day_parts *updated = &days[DAYS_SINCE_2015 + (int)chance_below(c, DAYS_IN_ALL - DAYS_SINCE_2015)];
    put_time(out, updated, 15, 50, 1 + chance_below(c, 3));
    if (!known) {
        rows_bytes(out, ",,,", 3);
        return;
    }
    rows_char(out, SEPARATOR);
    put_degrees(out, false, latitude);
    rows_char(out, SEPARATOR);
    put_degrees(out, true, longitude);
    rows_bytes(out, ",\"(", 3);
    put_degrees(out, false, latitude);
    rows_bytes(out, ", ", 2);
    put_degrees(out, true, longitude);
    rows_bytes(out, ")\"", 2);
}

static void chicago_row(rows_output *out, chance *c, uint64_t number)
{
    size_t year = weighted_pick(&years, c);
    int first = first_day_of_year[year];
    const day_parts *day = &days[chance_between(c, first, first_day_of_year[year + 1] - 1)];
    const chicago_kind *kind = &chicago_kinds[weighted_pick(&kinds, c)];
    rows_digits(out, 10000000 + number, 8);
    rows_char(out, SEPARATOR);
    rows_char(out, (char)('G' + year / 8));
    rows_char(out, (char)('A' + year * 7 % 26));
    rows_digits(out, chance_below(c, 1000000), 6);
    rows_char(out, SEPARATOR);
    put_time_drawn(out, c, day);
    put_block(out, c);
    put_text(out, kind->code);
    put_text(out, kind->type);
    put_text(out, kind->description);
    put_text(out, chicago_places[weighted_pick(&places, c)].name);
    put_truth(out, chance_below(c, 100) < kind->arrests);
    put_truth(out, chance_below(c, 100) < kind->domestic);
    put_area(out, c);
    put_text(out, kind->fbi);
    put_position(out, c, day->year);
}

const layout layout_chicago = {"chicago", 20240001, chicago_prepare, chicago_header, chicago_row};

static void wide_header(rows_output *out)
{
    chicago_header(out);
    for (unsigned i = 0; i < EXTRA_COLUMNS; i++) {
        rows_bytes(out, ",Code ", 6);
        rows_digits(out, i + 1, 2);
    }
}

/** A number, a letter or nothing, an answer, and again: eight bits of chance for each. */
static void wide_row(rows_output *out, chance *c, uint64_t number)
{
    chicago_row(out, c, number);
    uint64_t bits = 0;
    for (unsigned i = 0; i < EXTRA_COLUMNS; i++, bits >>= 8) {
        if (i % 8 == 0)
            bits = chance_next(c);
        unsigned drawn = bits & 255;
        rows_char(out, SEPARATOR);
        if (i % 3 == 0)
            rows_number(out, drawn);
        else if (i % 3 == 2)
            rows_char(out, drawn < 77 ? 'Y' : 'N');
        else if (drawn >= 100)
            rows_char(out, (char)('A' + drawn % 26));
    }
}

const layout layout_wide = {"wide", 20240001, chicago_prepare, wide_header, wide_row};
