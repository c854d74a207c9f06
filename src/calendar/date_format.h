/* date_format.h - dates as registers write them.
 *
 * A format is written with the letters y, m, d for the date's parts: yyyy-mm-dd, dd.mm.yyyy, mm/dd/yyyy, dd/mm/yyyy, dd-mm-yyyy,
 * yyyymmdd, yyyy-mm, mm.yyyy … ; `excel` is the serial day of Excel's 1900 system (1 = 1900-01-01 and, faithfully to its
 * error, 60 = 29 February 1900, which is rejected), `excel1904` of the 1904 system. One digit is taken where two are written
 * (3/4/2023), but the year has four digits. A time of day may follow after a blank or T, with AM/PM and a zone: it is checked
 * for form and otherwise ignored — a record belongs to the day that is printed, whatever the zone. */
#ifndef CALENDAR_DATE_FORMAT_H
#define CALENDAR_DATE_FORMAT_H

#include "base/error.h"
#include "base/text.h"
#include "calendar/day.h"

enum { DATE_FORMAT_NAME_BYTES = 24 };

typedef enum date_format_order {
    DATE_YMD,
    DATE_DMY,
    DATE_MDY,
    DATE_YM,
    DATE_MY,
    DATE_EXCEL_1900,
    DATE_EXCEL_1904
} date_format_order;

typedef struct date_format {
    date_format_order order;
    char separator;                    /**< '-', '.', '/'; 0 is none (yyyymmdd) */
    char name[DATE_FORMAT_NAME_BYTES]; /**< as the user would write it */
} date_format;

typedef enum date_outcome {
    DATE_OK,
    DATE_EMPTY,        /**< nothing but blanks */
    DATE_UNREADABLE,   /**< not of this format */
    DATE_IMPOSSIBLE,   /**< of this format, but there is no such day (31.02.2024) */
    DATE_OUT_OF_RANGE, /**< before DAY_FIRST or after DAY_LAST */
} date_outcome;

/** Has the format months but no days? Then a record's day is the first of its month. */
bool date_format_is_monthly(const date_format *format);

/** Understand a format as written by the user (letters in either case; a time part such as " hh:mm:ss" is allowed and
 *  ignored). */
esep_status date_format_parse(date_format *out, text written, esep_error *error);

/** Read one date. *day is set for DATE_OK only. Blanks around the value are ignored. */
date_outcome date_read(day_number *day, const date_format *format, text value);

/** What a column's values looked like so far; zeroed is "none seen". Feed it values with date_evidence_add() in any order. */
typedef struct date_evidence {
    uint64_t values;     /**< not empty */
    uint64_t fits[16];   /**< how many of them each format of the built-in list reads (DATE_OK) */
    uint64_t shaped[16]; /**< how many of them have the format's shape, existing day or not */
    char example[32];    /**< one value, terminated, cut */
} date_evidence;

void date_evidence_add(date_evidence *evidence, text value);
void date_evidence_merge(date_evidence *into, const date_evidence *from);

typedef enum date_verdict {
    DATE_COLUMN_NO,       /**< not a column of dates */
    DATE_COLUMN_YES,      /**< exactly one format fits best */
    DATE_COLUMN_TWO_WAYS, /**< day-month and month-day fit everything seen equally well */
} date_verdict;

/** Judge the evidence. A column is of dates where at least nine of ten values that are not empty have a format's shape.
 *  *first is the format (or the day-month one of two), *second the month-day one of two. Plain numbers (yyyymmdd, Excel
 *  serials) are never guessed: too many codes look like them. */
date_verdict date_evidence_judge(const date_evidence *evidence, date_format *first, date_format *second);

#endif
