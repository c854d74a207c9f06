/* output.c - checked writing of delimited rows. */
#include "output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "days.h"

static void output_fail(output *out, const char *path)
{
    if (!out->failed)
        fprintf(stderr, "karaganda-generate: %s: %s\n", path, strerror(errno));
    out->failed = true;
}

static void output_print(output *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (!out->failed && vfprintf(out->file, format, arguments) < 0)
        output_fail(out, out->temporary);
    va_end(arguments);
}

static void cell_begin(output *out)
{
    if (out->row_begun)
        output_print(out, "%c", out->separator);
    out->row_begun = true;
}

bool output_open(output *out, const char *folder, const char *name, char separator,
                 const char *const *columns)
{
    *out = (output){.separator = separator};
    int length = snprintf(out->path, sizeof out->path, "%s/%s", folder, name);
    int hidden = snprintf(out->temporary, sizeof out->temporary, "%s/.%ld.%s", folder, (long)getpid(), name);
    if (length < 0 || length >= OUTPUT_PATH_BYTES || hidden < 0 || hidden >= OUTPUT_PATH_BYTES) {
        errno = ENAMETOOLONG;
        output_fail(out, name);
        return false;
    }
    out->file = fopen(out->temporary, "wb");
    if (!out->file) {
        output_fail(out, out->temporary);
        return false;
    }
    for (; *columns; columns++)
        output_text(out, *columns);
    output_row_end(out);
    return true;
}

void output_text(output *out, const char *value)
{
    cell_begin(out);
    output_print(out, "%s", value);
}

void output_number(output *out, int64_t value)
{
    cell_begin(out);
    output_print(out, "%" PRId64, value);
}

void output_identifier(output *out, const char *prefix, int number)
{
    cell_begin(out);
    output_print(out, "%s%06d", prefix, number);
}

void output_date_iso(output *out, int day)
{
    calendar_date date = day_to_date(day);
    cell_begin(out);
    output_print(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void output_date_dotted(output *out, int day)
{
    calendar_date date = day_to_date(day);
    cell_begin(out);
    output_print(out, "%02d.%02d.%04d", date.day, date.month, date.year);
}

void output_degrees(output *out, int thousandths)
{
    cell_begin(out);
    output_print(out, "%d.%03d", thousandths / 1000, thousandths % 1000);
}

void output_row_end(output *out)
{
    output_print(out, "\n");
    out->row_begun = false;
}

bool output_close(output *out)
{
    if (!out->failed && (fflush(out->file) != 0 || fsync(fileno(out->file)) != 0))
        output_fail(out, out->temporary);
    if (fclose(out->file) != 0)
        output_fail(out, out->temporary);
    if (!out->failed && rename(out->temporary, out->path) != 0)
        output_fail(out, out->path);
    if (out->failed)
        remove(out->temporary);
    return !out->failed;
}
