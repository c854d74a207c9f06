/* Parts of dates: year, month, weekday, hour. */
#include "cube/derive_kinds.h"

#include <stdio.h>
#include <string.h>

static bool time_is_serial(const date_format *format)
{
    return format->order == DATE_EXCEL_1900 || format->order == DATE_EXCEL_1904;
}

static esep_status time_fill_texts(derive_time *time, arena *memory, esep_error *error)
{
    static const struct {
        int first, n;
    } ranges[] = {[DERIVATION_YEAR] = {DERIVE_YEAR_FIRST, DERIVE_YEARS},
                  [DERIVATION_MONTH] = {1, 12},
                  [DERIVATION_WEEKDAY] = {1, 7},
                  [DERIVATION_HOUR] = {0, 24}};
    size_t n = (size_t)ranges[time->kind].n;
    time->texts = ARENA_TAKE(memory, n, text);
    for (size_t i = 0; time->texts && i < n; i++) {
        char digits[16];
        int number = ranges[time->kind].first + (int)i;
        int length = time->kind == DERIVATION_MONTH || time->kind == DERIVATION_HOUR
                         ? snprintf(digits, sizeof digits, "%02d", number)
                         : snprintf(digits, sizeof digits, "%d", number);
        time->texts[i] = derive_keep(memory, (text){digits, (size_t)length});
        if (!time->texts[i].data)
            return error_memory(error);
    }
    return time->texts ? ESEP_OK : error_memory(error);
}

/* The register's date, or another column whose format is found. */
static esep_status time_find_format(derive_time *time, const derivation *d, source *s, cube_plan *plan,
                                    const derive_source *from, esep_error *error)
{
    time->own = d->n_columns == 0 || !d->columns[0].data ||
                (plan->n_dates == 1 && from->columns[0] == plan->dates[0]);
    if (time->own) {
        if (plan->n_dates == 0)
            return derive_fail(d, MESSAGE_CUBE_DERIVED_NO_DATE, (text){0}, error);
        time->format = plan->format;
        time->readable = plan->n_dates == 1;
    } else {
        if (from->columns[0] >= source_n_columns(s))
            return derive_fail(d, MESSAGE_CUBE_DERIVED_NOT_OF_FILE, d->columns[0], error);
        ESEP_TRY(cube_plan_find_format(&time->format, &time->readable, plan, s, from->columns[0], error));
    }
    bool monthly = time->own ? plan->monthly : time->readable && date_format_is_monthly(&time->format);
    if (monthly && time->kind == DERIVATION_WEEKDAY)
        return derive_fail(d, MESSAGE_CUBE_DERIVED_MONTHLY, (text){0}, error);
    return ESEP_OK;
}

esep_status derive_time_create(derive_time *time, const derivation *d, source *s, cube_plan *plan,
                               const derive_source *from, arena *memory, esep_error *error)
{
    *time = (derive_time){.kind = d->kind};
    ESEP_TRY(time_find_format(time, d, s, plan, from, error));
    return time_fill_texts(time, memory, error);
}

/* The time of day in a serial day's decimals, to the nearest second: 1/24 has no end in decimals. */
static int time_serial_hour(text cell)
{
    const char *mark = memchr(cell.data, '.', cell.length);
    mark = mark ? mark : memchr(cell.data, ',', cell.length);
    if (!mark)
        return -1;
    uint64_t part = 0, whole = 1;
    for (const char *at = mark + 1; at < cell.data + cell.length && whole < UINT64_C(1000000000000); at++) {
        part = 10 * part + (uint64_t)(*at - '0');
        whole *= 10;
    }
    uint64_t second = (part * 86400 + whole / 2) / whole;
    return (int)(second >= 86400 ? 23 : second / 3600);
}

/* The hour of a date that could be read: its digits stand before the first colon, and AM or PM somewhere behind. */
static int time_hour(text cell)
{
    const char *colon = memchr(cell.data, ':', cell.length), *end = cell.data + cell.length;
    if (!colon)
        return -1;
    int hour = colon[-1] - '0';
    if (colon - 2 >= cell.data && colon[-2] >= '0' && colon[-2] <= '9')
        hour += 10 * (colon[-2] - '0');
    for (const char *at = colon; at + 1 < end; at++) {
        if ((at[1] | 0x20) != 'm' || ((at[0] | 0x20) != 'a' && (at[0] | 0x20) != 'p'))
            continue;
        return hour % 12 + ((at[0] | 0x20) == 'p' ? 12 : 0);
    }
    return hour % 24; /* 24:00 is midnight */
}

static text time_part(const derive_time *time, text cell, day_number day)
{
    int hour = -1;
    switch (time->kind) {
    case DERIVATION_YEAR:
        return time->texts[day_to_date(day).year - DERIVE_YEAR_FIRST];
    case DERIVATION_MONTH:
        return time->texts[day_to_date(day).month - 1];
    case DERIVATION_WEEKDAY:
        return time->texts[day_weekday(day) - 1];
    default:
        if (time->readable)
            hour = time_is_serial(&time->format) ? time_serial_hour(cell) : time_hour(cell);
        return hour < 0 ? (text){0} : time->texts[hour];
    }
}

text derive_time_value(const derive_time *time, text cell, day_number day)
{
    if (!time->own && (!time->readable || date_read(&day, &time->format, cell) != DATE_OK))
        return (text){0};
    return time_part(time, cell, day);
}
