/* crimes.c - crimes.csv: crimes registered in Karaganda region, one record an offence. */
#include "crimes.h"

#include <stdlib.h>

#include "days.h"
#include "output.h"
#include "places.h"
#include "registers.h"

/* How many crimes a half-year has in an area. Those of the city give the interview's figures: 2,676 of 5,483
 * is 48.8 %; 2,676 against 3,104 is -13.8 %; grave and especially grave 438 against 487 is -10.1 %; victims
 * of internet fraud 512 against 618 is -17.2 %. The offences of internet fraud fall by another percentage
 * than their victims, -14.5 %, as units do differ. */
typedef struct crime_quota {
    int first, last;
    place_area area;
    int crimes;
    int grave;            /**< of the crimes: grave or especially grave */
    int internet_fraud;   /**< of the crimes: article 190 by internet; one in sixteen of them is grave */
    int internet_victims; /**< victims of these; each has at least one */
} crime_quota;

static const crime_quota quotas[] = {
    {DAY_2022_01_01, DAY_2022_06_30, PLACE_CITY, 3104, 487, 525, 618},
    {DAY_2022_01_01, DAY_2022_06_30, PLACE_REST, 3143, 512, 402, 461},
    {DAY_2022_07_01, DAY_2022_12_31, PLACE_CITY, 2987, 459, 508, 589},
    {DAY_2022_07_01, DAY_2022_12_31, PLACE_REST, 3025, 489, 398, 452},
    {DAY_2023_01_01, DAY_2023_06_30, PLACE_CITY, 2676, 438, 449, 512},
    {DAY_2023_01_01, DAY_2023_06_30, PLACE_REST, 2807, 467, 361, 409},
};
enum { QUOTAS = sizeof quotas / sizeof quotas[0] };

static const int month_weights[12] = {94, 92, 99, 102, 106, 107, 108, 104, 101, 99, 95, 93};
static const int weekday_weights[7] = {112, 108, 106, 106, 108, 84, 76};

typedef struct crime {
    int registered, committed;
    const crime_profile *profile;
    location where;
    int victims;
    uint64_t shuffle; /**< order within a day */
} crime;

/* Most offences are registered within days, a few after months. */
static int days_until_registered(chance *c)
{
    uint32_t kind = chance_below(c, 100);
    if (kind < 46)
        return 0;
    if (kind < 70)
        return 1;
    if (kind < 83)
        return chance_between(c, 2, 4);
    if (kind < 92)
        return chance_between(c, 5, 20);
    return kind < 98 ? chance_between(c, 21, 90) : chance_between(c, 91, 600);
}

static crime_block quota_block(const crime_quota *quota, int index)
{
    int fraud_grave = quota->internet_fraud / 16;
    if (index < fraud_grave)
        return CRIME_INTERNET_FRAUD_GRAVE;
    if (index < quota->internet_fraud)
        return CRIME_INTERNET_FRAUD_LESS;
    return index < quota->internet_fraud + quota->grave - fraud_grave ? CRIME_OTHER_GRAVE : CRIME_OTHER_LESS;
}

static void crime_draw(crime *out, chance *c, const crime_quota *quota, const day_draw *days, int index)
{
    bool internet_fraud = index < quota->internet_fraud;
    out->profile = crime_profile_draw(c, quota_block(quota, index));
    out->registered = day_draw_next(days, c, index);
    out->committed = out->registered - days_until_registered(c);
    out->where = place_draw(c, quota->area);
    out->victims = out->profile->victims;
    if (!internet_fraud && out->victims > 0 && chance_below(c, 25) == 0)
        out->victims += chance_between(c, 1, 2);
    out->shuffle = chance_next(c);
}

/* Give the victims of internet fraud beyond one an offence to few offences at a time. */
static void spread_victims(crime *frauds, chance *c, int n, int victims)
{
    for (int left = victims - n; left > 0;) {
        crime *fraud = &frauds[chance_below(c, (uint32_t)n)];
        int more = chance_between(c, 1, left < 4 ? left : 4);
        fraud->victims += more;
        left -= more;
    }
}

static int crime_compare(const void *left, const void *right)
{
    const crime *a = left, *b = right;
    if (a->registered != b->registered)
        return a->registered < b->registered ? -1 : 1;
    return (a->shuffle > b->shuffle) - (a->shuffle < b->shuffle);
}

static void crime_write(output *out, const crime *record, int number)
{
    output_identifier(out, "SYN-C-", number);
    output_date_iso(out, record->registered);
    output_date_iso(out, record->committed);
    output_text(out, PLACE_REGION);
    output_text(out, record->where.place->city);
    output_text(out, record->where.place->district);
    output_text(out, record->profile->article);
    output_number(out, record->profile->part);
    output_text(out, record->profile->gravity);
    output_text(out, record->profile->method);
    output_number(out, record->victims);
    place_output_point(out, record->where);
    output_row_end(out);
}

static bool crimes_write(const char *folder, const crime *records, int n)
{
    static const char *const columns[] = {"record_id", "registered", "committed", "region",  "city",
                                          "district",  "article",    "part",      "gravity", "method",
                                          "victims",   "longitude",  "latitude",  NULL};
    output out;
    if (!output_open(&out, folder, "crimes.csv", ',', columns))
        return false;
    for (int i = 0; i < n; i++)
        crime_write(&out, &records[i], i + 1);
    return output_close(&out);
}

bool crimes_generate(const char *folder)
{
    chance c = {.state = 20230630};
    int total = 0, n = 0;
    for (int q = 0; q < QUOTAS; q++)
        total += quotas[q].crimes;
    crime *records = calloc((size_t)total, sizeof *records);
    if (!records) {
        fputs("karaganda-generate: no memory for crimes.csv\n", stderr);
        return false;
    }
    for (int q = 0; q < QUOTAS; q++) {
        day_draw days;
        day_draw_prepare(&days, quotas[q].first, quotas[q].last, month_weights, weekday_weights);
        for (int i = 0; i < quotas[q].crimes; i++)
            crime_draw(&records[n + i], &c, &quotas[q], &days, i);
        spread_victims(records + n, &c, quotas[q].internet_fraud, quotas[q].internet_victims);
        n += quotas[q].crimes;
    }
    qsort(records, (size_t)n, sizeof *records, crime_compare);
    bool written = crimes_write(folder, records, n);
    free(records);
    return written;
}
