#include "source/sheet_xlsx.h"
#include "source/table_value.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

xlsx_style xlsx_style_of_code(int code)
{
    if ((code >= 14 && code <= 17) || (code >= 27 && code <= 31) || code == 36 ||
        (code >= 50 && code <= 54) || code == 57 || code == 58)
        return XLSX_DAY;
    if (code == 22)
        return XLSX_MOMENT;
    return (code >= 18 && code <= 21) || (code >= 32 && code <= 35) || (code >= 45 && code <= 47) ||
                   code == 55 || code == 56
               ? XLSX_TIME
               : XLSX_PLAIN;
}

xlsx_style xlsx_style_of_format(text format)
{
    bool day = false, time = false;
    for (size_t i = 0; i < format.length && format.data[i] != ';'; i++) {
        char byte = format.data[i];
        if (byte == '\\' || byte == '_' || byte == '*') {
            i++;
        } else if (byte == '"') {
            for (i++; i < format.length && format.data[i] != '"';)
                i++;
        } else if (byte == '[') {
            char next = i + 1 < format.length ? (char)tolower((unsigned char)format.data[i + 1]) : ' ';
            bool elapsed = i + 2 < format.length && strchr("hms", next) &&
                           (format.data[i + 2] == ']' || tolower((unsigned char)format.data[i + 2]) == next);
            time = time || elapsed;
            while (i < format.length && format.data[i] != ']')
                i++;
        } else {
            byte = (char)tolower((unsigned char)byte);
            if (byte == 'g' && format.length - i >= 7 && strncasecmp(format.data + i, "general", 7) == 0)
                i += 6;
            day = day || byte == 'd' || byte == 'y';
            time = time || byte == 'h' || byte == 's';
            day =
                day || (byte == 'm' && !time && !memchr(format.data, 'h', format.length) &&
                        !memchr(format.data, 's', format.length) && !memchr(format.data, 'H', format.length));
        }
    }
    return day ? (time ? XLSX_MOMENT : XLSX_DAY) : time ? XLSX_TIME : XLSX_PLAIN;
}

static int xlsx_hexadecimal(const char *digits)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char byte = digits[i];
        int digit = byte >= '0' && byte <= '9'   ? byte - '0'
                    : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                    : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                                                 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

void xlsx_add_text(buffer *out, text t)
{
    for (size_t i = 0; i < t.length; i++) {
        bool mark = t.length - i >= 7 && t.data[i] == '_' && t.data[i + 1] == 'x' && t.data[i + 6] == '_';
        int code = mark ? xlsx_hexadecimal(t.data + i + 2) : -1;
        if (code < 0 || (code >= 0xd800 && code < 0xe000)) {
            buffer_add_byte(out, t.data[i]);
            continue;
        }
        if (code < 0x80) {
            buffer_add_byte(out, (char)code);
        } else if (code < 0x800) {
            buffer_add_byte(out, (char)(0xc0 | code >> 6));
            buffer_add_byte(out, (char)(0x80 | (code & 0x3f)));
        } else {
            buffer_add_byte(out, (char)(0xe0 | code >> 12));
            buffer_add_byte(out, (char)(0x80 | (code >> 6 & 0x3f)));
            buffer_add_byte(out, (char)(0x80 | (code & 0x3f)));
        }
        i += 6;
    }
}

/* Excel's day 1 is 1900-01-01 and its day 60 a 29 February that never was; it is written as that, so that its record is rejected. */
void xlsx_add_date(buffer *out, double serial, xlsx_style style, bool from_1904)
{
    if (!(serial >= 0 && serial < 2958466)) {
        table_value_real(out, serial);
        return;
    }
    int64_t day = (int64_t)serial, millisecond = llround((serial - (double)day) * 86400000.0);
    day += millisecond / 86400000;
    millisecond %= 86400000;
    if (style == XLSX_TIME && day == 0) {
        int64_t second = millisecond / 1000;
        buffer_add_format(out, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
                          (int)(second % 60));
        return;
    }
    if (day == 60 && !from_1904) {
        buffer_add_string(out, "1900-02-29");
        return;
    }
    int64_t epoch = from_1904 ? 24107 : day < 60 ? 25568 : 25569;
    if (style == XLSX_DAY && millisecond == 0)
        table_value_day(out, day - epoch);
    else
        table_value_moment(out, day - epoch, millisecond);
}

bool xlsx_add_number(buffer *out, const char *written)
{
    size_t digits = strspn(written + (*written == '-'), "0123456789");
    if (digits && !written[digits + (*written == '-')]) {
        buffer_add_string(out, written);
        return true;
    }
    char *end;
    double value = strtod(written, &end);
    if (end == written || *end || !isfinite(value) || strspn(written, "0123456789+-.eE") != strlen(written))
        return false;
    table_value_real(out, value);
    return true;
}
