/* table_value.h - values of other formats as fields of CSV. */
#ifndef SOURCE_TABLE_VALUE_H
#define SOURCE_TABLE_VALUE_H

#include "base/text.h"

/** The fewest digits that read back as the same double; whole numbers without a point; no exponent between 1e-15 and 1e21. */
void table_value_real(buffer *out, double value);
/** Two more fields, each behind a comma: x and y, empty where there is no point. */
void table_value_point(buffer *out, bool there, double x, double y);
/** A moment in days since 1970-01-01 and milliseconds of the day, as "yyyy-mm-dd hh:mm:ss", with ".mmm" where there are any. */
void table_value_moment(buffer *out, int64_t day, int64_t millisecond);
/** The same from nanoseconds of the day: three, six or nine digits behind the point, as many as it takes. */
void table_value_instant(buffer *out, int64_t day, int64_t nanosecond);
/** Nanoseconds of the day alone, "hh:mm:ss". */
void table_value_time(buffer *out, int64_t nanosecond);
/** "yyyy-mm-dd" of a day counted from 1970-01-01 (proleptic Gregorian; Hinnant's algorithm of civil days). */
void table_value_day(buffer *out, int64_t day);
/** A text, in quotes where it must be: buffer_add_csv(), eight bytes at a time. */
void table_value_text(buffer *out, text t);
/** Begin field `column` of a row: the separator where one is due. */
static inline void table_value_begin(buffer *out, size_t column)
{
    if (column && out->length < out->capacity)
        out->data[out->length++] = ',';
    else if (column)
        buffer_add_byte(out, ',');
}
/** End a row that began at `start`: its line end; a row of one empty field is written as "", as a blank line is no record. */
void table_value_end_row(buffer *out, size_t start);

#endif
