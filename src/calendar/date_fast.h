/* date_fast.h - the commonest shapes of dates, read without a loop.
 *
 * date_read understands everything a register may write; nearly all of what it meets is dd.mm.yyyy, mm/dd/yyyy or yyyy-mm-dd, alone or
 * before " hh:mm:ss AM". For these, eight bytes at once are held against the separators and the digits. What does not fit, or
 * fits and is no day, is left to date_read: this says yes or nothing.
 *
 * The digits: b − '0' has, after adding 0x76, its high bit set where b was above '9', and itself where b was below '0'. */
#ifndef CALENDAR_DATE_FAST_H
#define CALENDAR_DATE_FAST_H

#include "base/text.h"
#include "calendar/date_format.h"

#include <string.h>

/** For one format: what is looked for in the first eight bytes. */
typedef struct date_fast {
    bool usable;           /**< false: this format is for date_read alone */
    uint64_t separators;   /**< the separators where they stand, zeros elsewhere */
    uint64_t separator_at; /**< 0xFF where they stand */
    bool year_first;
    bool month_first;
} date_fast;

enum { DATE_FAST_BYTES = 24 };

static inline date_fast date_fast_of(const date_format *format)
{
    date_fast fast = {
        .usable = format->separator != 0 &&
                  (format->order == DATE_YMD || format->order == DATE_DMY || format->order == DATE_MDY),
        .year_first = format->order == DATE_YMD,
        .month_first = format->order == DATE_MDY};
    unsigned char bytes[8] = {0}, at[8] = {0};
    size_t first = fast.year_first ? 4 : 2, second = fast.year_first ? 7 : 5;
    bytes[first] = bytes[second] = (unsigned char)format->separator;
    at[first] = at[second] = 0xFF;
    memcpy(&fast.separators, bytes, 8);
    memcpy(&fast.separator_at, at, 8);
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    fast.usable = false;
#endif
    return fast;
}

static inline uint64_t date_fast_load(const char *p)
{
    uint64_t word;
    memcpy(&word, p, 8);
    return word;
}

/* Not zero where a byte of the word that is not masked out is no digit. Digits become 0 … 9 in *word. */
static inline uint64_t date_fast_no_digits(uint64_t *word, uint64_t masked)
{
    uint64_t digits = (*word & ~masked) ^ (UINT64_C(0x3030303030303030) & ~masked);
    uint64_t wrong = (digits | (digits + UINT64_C(0x7676767676767676))) & UINT64_C(0x8080808080808080);
    *word = digits;
    return wrong;
}

static inline unsigned date_fast_two(uint64_t word, unsigned byte)
{
    return (unsigned)(10 * (word >> 8 * byte & 15) + (word >> (8 * byte + 8) & 15));
}

/* " hh:mm:ss AM": 12 bytes. */
static inline bool date_fast_clock(const char *p)
{
    const uint64_t colons = UINT64_C(0x003A00003A000020), colons_at = UINT64_C(0x00FF0000FF0000FF);
    uint64_t clock = date_fast_load(p);
    if ((clock & colons_at) != colons)
        return false;
    if (date_fast_no_digits(&clock, colons_at))
        return false;
    unsigned last = (unsigned)(unsigned char)p[8] - '0';
    return last <= 9 && p[9] == ' ' && (p[10] == 'A' || p[10] == 'P') && p[11] == 'M' &&
           date_fast_two(clock, 1) <= 12 && (clock >> 32 & 15) <= 5 && (clock >> 56 & 15) <= 5;
}

/** The date at value.data, of which DATE_FAST_BYTES bytes may be read whatever its length: true with the parts in *date where it has one
 *  of the shapes; whether there is such a day is not looked at, but month is 1 … 12 and year 1900 … 2199. */
static inline bool date_fast_read(day_date *date, const date_fast *fast, text value)
{
    if (value.length != 10 && value.length != 22)
        return false;
    uint64_t word = date_fast_load(value.data);
    if ((word & fast->separator_at) != fast->separators || date_fast_no_digits(&word, fast->separator_at))
        return false;
    unsigned ninth = (unsigned)(unsigned char)value.data[8] - '0',
             tenth = (unsigned)(unsigned char)value.data[9] - '0';
    if (ninth > 9 || tenth > 9)
        return false;
    unsigned two = 10 * ninth + tenth;
    if (fast->year_first) {
        date->year = (int)(100 * date_fast_two(word, 0) + date_fast_two(word, 2));
        date->month = (int)date_fast_two(word, 5);
        date->day = (int)two;
    } else {
        unsigned one = date_fast_two(word, 0), other = date_fast_two(word, 3);
        date->month = (int)(fast->month_first ? one : other);
        date->day = (int)(fast->month_first ? other : one);
        date->year = (int)(100 * date_fast_two(word, 6) + two);
    }
    return date->month >= 1 && date->month <= 12 && date->year >= 1900 && date->year <= 2199 &&
           (value.length == 10 || date_fast_clock(value.data + 10));
}

#endif
