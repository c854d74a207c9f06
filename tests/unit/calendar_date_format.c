#include "base/message.h"
#include "calendar/date_format.h"
#include "check.h"

static date_format format_of(const char *written)
{
    date_format format = {0};
    esep_error error = {0};
    CHECK_INT(date_format_parse(&format, text_from(written), &error), ESEP_OK);
    return format;
}

TEST(understands_formats)
{
    static const struct {
        const char *written, *name;
        date_format_order order;
        char separator;
    } cases[] = {
        {"yyyy-mm-dd", "yyyy-mm-dd", DATE_YMD, '-'},
        {"DD.MM.YYYY", "dd.mm.yyyy", DATE_DMY, '.'},
        {"d.m.yyyy", "dd.mm.yyyy", DATE_DMY, '.'},
        {"mm/dd/yyyy hh:mm:ss AM/PM", "mm/dd/yyyy", DATE_MDY, '/'},
        {"yyyy-mm-ddThh:mm:ss.sssZ", "yyyy-mm-dd", DATE_YMD, '-'},
        {" yyyymmdd ", "yyyymmdd", DATE_YMD, 0},
        {"ddmmyyyy", "ddmmyyyy", DATE_DMY, 0},
        {"yyyy-mm", "yyyy-mm", DATE_YM, '-'},
        {"mm.yyyy", "mm.yyyy", DATE_MY, '.'},
        {"yyyymm", "yyyymm", DATE_YM, 0},
        {"Excel", "excel", DATE_EXCEL_1900, 0},
        {"excel1904", "excel1904", DATE_EXCEL_1904, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].written);
        date_format format = format_of(cases[i].written);
        CHECK_STRING(format.name, cases[i].name);
        CHECK_INT(format.order, cases[i].order);
        CHECK_INT(format.separator, cases[i].separator);
        CHECK(date_format_is_monthly(&format) == (format.order == DATE_YM || format.order == DATE_MY));
        CHECK_STRING(format_of(format.name).name, format.name);
    }
    static const char *const bad[] = {
        "",          "yyyy",        "yy-mm-dd",    "yyyy-dd-mm",  "dd.mm-yyyy",
        "dd.mm.",    "yyyy-mm-dd-", "ymd",         "mm/dd",       "dmyyyy",
        "dd/mm/yyy", "%d.%m.%Y",    "dd..mm.yyyy", "yyyy-mm-ddx", "yyyy-mm-dd 12",
        "ddmm.yyyy", "dd.mmyyyy",   "mmm.yyyy"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        date_format format;
        esep_error error = {0};
        CHECK_CASE("%s", bad[i]);
        CHECK_INT(date_format_parse(&format, text_from(bad[i]), &error), ESEP_USAGE);
        CHECK_INT(error.message, MESSAGE_DATE_FORMAT_UNKNOWN);
    }
    date_format format;
    CHECK_INT(date_format_parse(&format, text_from(NULL), NULL), ESEP_USAGE);
}

TEST(reads_dates)
{
    static const struct {
        const char *format, *value;
        date_outcome outcome;
        const char *day;
    } cases[] = {
        {"yyyy-mm-dd", "2024-02-29", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", " \t2024-02-29 ", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-2-9", DATE_OK, "2024-02-09"},
        {"yyyy-mm-dd", "", DATE_EMPTY, ""},
        {"yyyy-mm-dd", " \t ", DATE_EMPTY, ""},
        {"yyyy-mm-dd", "2023-02-29", DATE_IMPOSSIBLE, ""},
        {"yyyy-mm-dd", "0000-00-00", DATE_IMPOSSIBLE, ""},
        {"yyyy-mm-dd", "9999-12-31", DATE_OUT_OF_RANGE, ""},
        {"yyyy-mm-dd", "1899-12-31", DATE_OUT_OF_RANGE, ""},
        {"yyyy-mm-dd", "1900-01-01", DATE_OK, "1900-01-01"},
        {"yyyy-mm-dd", "2199-12-31", DATE_OK, "2199-12-31"},
        {"yyyy-mm-dd", "2200-01-01", DATE_OUT_OF_RANGE, ""},
        {"yyyy-mm-dd", "24-02-29", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "12024-02-29", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-291", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024/02/29", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "-2024-02-29", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29T23:59:60.123Z", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-02-29t00:00", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-02-29 24:00:00+06:00", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-02-29 10:00:00-0500", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-02-29 10:00:00+00", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-02-29 10:00:00 +05", DATE_OK, "2024-02-29"},
        {"yyyy-mm-dd", "2024-02-29 25:00", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10:60", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10:00:61", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29T", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10:00:00.", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10:00 XM", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 13:00 PM", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10:00+5", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 10:00Z1", DATE_UNREADABLE, ""},
        {"yyyy-mm-dd", "2024-02-29 about noon", DATE_UNREADABLE, ""},
        {"mm/dd/yyyy", "01/05/2006 12:00:00 AM", DATE_OK, "2006-01-05"},
        {"mm/dd/yyyy", "1/5/2006 3:04PM", DATE_OK, "2006-01-05"},
        {"mm/dd/yyyy", "3/4/2023", DATE_OK, "2023-03-04"},
        {"dd/mm/yyyy", "3/4/2023", DATE_OK, "2023-04-03"},
        {"dd/mm/yyyy", "12/31/2023", DATE_IMPOSSIBLE, ""},
        {"dd/mm/yyyy", "31/12/23", DATE_UNREADABLE, ""},
        {"dd.mm.yyyy", "31.02.2024", DATE_IMPOSSIBLE, ""},
        {"dd.mm.yyyy", "30.06.2023 г.", DATE_UNREADABLE, ""},
        {"dd.mm.yyyy", "30.06.2023", DATE_OK, "2023-06-30"},
        {"yyyymmdd", "20240229", DATE_OK, "2024-02-29"},
        {"yyyymmdd", "20240229T101500", DATE_UNREADABLE, ""},
        {"yyyymmdd", "2024229", DATE_UNREADABLE, ""},
        {"yyyymmdd", "202402290", DATE_UNREADABLE, ""},
        {"yyyy-mm", "2024-02", DATE_OK, "2024-02-01"},
        {"yyyy-mm", "2024-02-01", DATE_UNREADABLE, ""},
        {"yyyy-mm", "2024-13", DATE_IMPOSSIBLE, ""},
        {"mm.yyyy", "2.2024", DATE_OK, "2024-02-01"},
        {"excel", "1", DATE_OK, "1900-01-01"},
        {"excel", "59", DATE_OK, "1900-02-28"},
        {"excel", "60", DATE_IMPOSSIBLE, ""},
        {"excel", "60.5", DATE_IMPOSSIBLE, ""},
        {"excel", "61", DATE_OK, "1900-03-01"},
        {"excel", "45351.75", DATE_OK, "2024-02-29"},
        {"excel", "45351,75", DATE_OK, "2024-02-29"},
        {"excel", "0", DATE_OUT_OF_RANGE, ""},
        {"excel", "-1", DATE_UNREADABLE, ""},
        {"excel", "2958465", DATE_OUT_OF_RANGE, ""},
        {"excel", "99999999999999999999999999", DATE_OUT_OF_RANGE, ""},
        {"excel", "45351.", DATE_UNREADABLE, ""},
        {"excel", "4.5e4x", DATE_UNREADABLE, ""},
        {"excel", "2024-02-29", DATE_UNREADABLE, ""},
        {"excel1904", "0", DATE_OK, "1904-01-01"},
        {"excel1904", "43889", DATE_OK, "2024-02-29"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_format format = format_of(cases[i].format);
        day_number day = DAY_NONE;
        char iso[11] = "";
        CHECK_CASE("%s as %s", cases[i].value, cases[i].format);
        CHECK_INT(date_read(&day, &format, text_from(cases[i].value)), cases[i].outcome);
        CHECK((day == DAY_NONE) == (cases[i].outcome != DATE_OK));
        if (day != DAY_NONE)
            day_iso(iso, day);
        CHECK_STRING(iso, cases[i].day);
    }
    date_format format = format_of("yyyy-mm-dd");
    day_number day;
    CHECK_INT(date_read(&day, &format, (text){"2024-02-\x00\x39", 10}), DATE_UNREADABLE);
    CHECK_INT(date_read(&day, &format, (text){NULL, 0}), DATE_EMPTY);
}

int main(void)
{
    RUN(understands_formats);
    RUN(reads_dates);
    return check_finish();
}
