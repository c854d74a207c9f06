/* Formats as users write them: "dd.mm.yyyy", "YYYY-MM-DD hh:mm", "excel". */
#include "calendar/date_format.h"

#include <string.h>

typedef struct date_pattern {
    char letters[3]; /**< y, m, d in the order written */
    int widths[3];
    int parts;
    char separator;
} date_pattern;

static char date_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Length of the run of one of the letters y, m, d at the start of t; 0 where there is none. */
static size_t date_letter_run(text t)
{
    size_t n = 0;
    if (t.length == 0 || !memchr("ymd", date_lower(t.data[0]), 3))
        return 0;
    while (n < t.length && date_lower(t.data[n]) == date_lower(t.data[0]))
        n++;
    return n;
}

/* The time part of a format is not used; it only has to look like one: "hh:mm:ss", "h:mm am/pm",
 * "HH:MM:SS.sssZ". */
static bool date_pattern_time(text t)
{
    if (t.length == 0)
        return true;
    if (t.data[0] != ' ' && t.data[0] != '\t' && date_lower(t.data[0]) != 't')
        return false;
    t = text_trim((text){t.data + 1, t.length - 1});
    if (t.length == 0 || date_lower(t.data[0]) != 'h')
        return false;
    for (size_t i = 0; i < t.length; i++) {
        if (t.data[i] == '\0' || !strchr("hmsfapzx:.,+-/ ", date_lower(t.data[i])))
            return false;
    }
    return true;
}

/* Cut t into up to three runs of letters with the same separator, or none, between them. */
static bool date_pattern_cut(date_pattern *pattern, text t)
{
    *pattern = (date_pattern){0};
    for (;;) {
        size_t run = date_letter_run(t);
        if (run == 0 || run > 4 || pattern->parts == 3)
            return false;
        pattern->letters[pattern->parts] = date_lower(t.data[0]);
        pattern->widths[pattern->parts++] = (int)run;
        t = (text){t.data + run, t.length - run};
        if (t.length && memchr("-./", t.data[0], 3)) {
            if (pattern->separator != t.data[0] && pattern->parts > 1)
                return false;
            pattern->separator = t.data[0];
            t = (text){t.data + 1, t.length - 1};
        } else if (date_letter_run(t) == 0) {
            return date_pattern_time(t);
        } else if (pattern->separator) {
            return false;
        }
    }
}

static bool date_pattern_widths(const date_pattern *pattern)
{
    int narrowest = pattern->separator ? 1 : 2;
    for (int i = 0; i < pattern->parts; i++) {
        bool year = pattern->letters[i] == 'y';
        if (year ? pattern->widths[i] != 4 : pattern->widths[i] > 2 || pattern->widths[i] < narrowest)
            return false;
    }
    return true;
}

/* The name in its usual form, whatever the widths and capitals were. */
static void date_format_name(date_format *format, const char *letters)
{
    size_t length = 0;
    for (int i = 0; letters[i]; i++) {
        if (i > 0 && format->separator)
            format->name[length++] = format->separator;
        for (int width = letters[i] == 'y' ? 4 : 2; width > 0; width--)
            format->name[length++] = letters[i];
    }
    format->name[length] = '\0';
}

static bool date_pattern_format(date_format *out, const date_pattern *pattern)
{
    static const struct {
        const char *letters;
        date_format_order order;
    } orders[] = {{"ymd", DATE_YMD}, {"dmy", DATE_DMY}, {"mdy", DATE_MDY}, {"ym", DATE_YM}, {"my", DATE_MY}};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        size_t parts = (size_t)pattern->parts;
        if (strlen(orders[i].letters) == parts && memcmp(orders[i].letters, pattern->letters, parts) == 0) {
            *out = (date_format){.order = orders[i].order, .separator = pattern->separator};
            date_format_name(out, orders[i].letters);
            return true;
        }
    }
    return false;
}

esep_status date_format_parse(date_format *out, text written, esep_error *error)
{
    text t = text_trim(written);
    date_pattern pattern;
    if (text_equal_ascii_case(t, text_from("excel"))) {
        *out = (date_format){.order = DATE_EXCEL_1900, .name = "excel"};
        return ESEP_OK;
    }
    if (text_equal_ascii_case(t, text_from("excel1904"))) {
        *out = (date_format){.order = DATE_EXCEL_1904, .name = "excel1904"};
        return ESEP_OK;
    }
    if (date_pattern_cut(&pattern, t) && date_pattern_widths(&pattern) && date_pattern_format(out, &pattern))
        return ESEP_OK;
    char shown[100];
    text_copy_cut(shown, sizeof shown, written);
    return error_raise(error, ESEP_USAGE, MESSAGE_DATE_FORMAT_UNKNOWN, shown);
}
