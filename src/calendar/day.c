#include "calendar/day.h"

bool day_is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int day_month_length(int year, int month)
{
    static const int8_t lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return lengths[month - 1] + (month == 2 && day_is_leap_year(year));
}

bool day_exists(int year, int month, int day)
{
    return day >= 1 && day <= day_month_length(year, month);
}

/* Years run from 1 March, so that the leap day is the last of its year; 146097 days are 400 years, an era. */
day_number day_from_date(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

day_date day_to_date(day_number day)
{
    int shifted = day + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (day_date){.year = year_of_era + era * 400 + (month <= 2),
                      .month = month,
                      .day = day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

int day_weekday(day_number day)
{
    int since_monday = (day + 3) % 7; /* day 0 was a Thursday */
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

/* A week belongs to the year of its Thursday. */
day_week day_iso_week(day_number day)
{
    day_number thursday = day - day_weekday(day) + 4;
    return (day_week){.year = day_to_date(thursday).year, .week = (day_of_year(thursday) - 1) / 7 + 1};
}

/* 28 December always lies in the last week of its year. */
int day_weeks_in_year(int iso_year)
{
    return day_iso_week(day_from_date(iso_year, 12, 28)).week;
}

/* 4 January always lies in week 1. */
day_number day_from_week(int iso_year, int week)
{
    day_number fourth = day_from_date(iso_year, 1, 4);
    return fourth - day_weekday(fourth) + 1 + 7 * (week - 1);
}

int day_of_year(day_number day)
{
    return day - day_from_date(day_to_date(day).year, 1, 1) + 1;
}

int day_month_index(day_number day)
{
    day_date date = day_to_date(day);
    return 12 * date.year + date.month - 1;
}

day_number day_shift_years(day_number day, int years)
{
    return day_shift_months(day, 12 * years);
}

day_number day_shift_months(day_number day, int months)
{
    day_date date = day_to_date(day);
    int index = 12 * date.year + date.month - 1 + months;
    int year = (index >= 0 ? index : index - 11) / 12, month = index - 12 * year + 1;
    int length = day_month_length(year, month);
    bool month_end = date.day == day_month_length(date.year, date.month);
    return day_from_date(year, month, month_end || date.day > length ? length : date.day);
}

const char *day_iso(char out[11], day_number day)
{
    day_date date = day_to_date(day);
    unsigned parts[3] = {(unsigned)date.year, (unsigned)date.month, (unsigned)date.day};
    for (int i = 3; i >= 0; i--, parts[0] /= 10)
        out[i] = (char)('0' + parts[0] % 10);
    for (int i = 1; i <= 2; i++) {
        out[3 * i + 1] = '-';
        out[3 * i + 2] = (char)('0' + parts[i] / 10 % 10);
        out[3 * i + 3] = (char)('0' + parts[i] % 10);
    }
    out[10] = '\0';
    return out;
}
