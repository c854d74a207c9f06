/* collisions.c - collisions.csv: road accidents with dead or injured, one record an accident. */
#include <stdlib.h>

#include "days.h"
#include "output.h"
#include "places.h"
#include "registers.h"

/* How many accidents a half-year has in an area, and whom they hurt. Those of the city give the interview's
 * figures: 50 accidents, against 82 (no whole number gives its -38.8 %; 82 gives -39.0 %); 16 killed against
 * 11; 43 injured. A fatal accident kills one, a few kill two; every other accident injures at least one. */
typedef struct collision_quota {
    int first, last;
    place_area area;
    int accidents, fatal, killed, injured;
} collision_quota;

static const collision_quota quotas[] = {
    {DAY_2022_01_01, DAY_2022_06_30, PLACE_CITY, 82, 10, 11, 87},
    {DAY_2022_01_01, DAY_2022_06_30, PLACE_REST, 118, 25, 29, 134},
    {DAY_2022_07_01, DAY_2022_12_31, PLACE_CITY, 91, 15, 17, 98},
    {DAY_2022_07_01, DAY_2022_12_31, PLACE_REST, 146, 31, 37, 171},
    {DAY_2023_01_01, DAY_2023_06_30, PLACE_CITY, 50, 14, 16, 43},
    {DAY_2023_01_01, DAY_2023_06_30, PLACE_REST, 97, 26, 31, 109},
};
enum { QUOTAS = sizeof quotas / sizeof quotas[0], COLLISIONS_MOST = 1000 };

static const int month_weights[12] = {84, 78, 86, 92, 104, 116, 122, 124, 116, 106, 90, 88};
static const int weekday_weights[7] = {96, 92, 94, 96, 112, 116, 104};

typedef enum collision_kind {
    VEHICLE_COLLISION,
    PEDESTRIAN,
    OVERTURNING,
    FIXED_OBJECT,
    CYCLIST,
    PASSENGER_FALL,
    KINDS,
} collision_kind;

static const char *const kind_names[KINDS] = {
    [VEHICLE_COLLISION] = "vehicle collision",
    [PEDESTRIAN] = "pedestrian",
    [OVERTURNING] = "overturning",
    [FIXED_OBJECT] = "fixed object",
    [CYCLIST] = "cyclist",
    [PASSENGER_FALL] = "passenger fall",
};
static const uint32_t kinds_cumulative[KINDS] = {38, 74, 86, 93, 97, 100};

typedef struct collision {
    int day;
    collision_kind kind;
    location where;
    int killed, injured;
    uint64_t shuffle; /**< order within a day */
} collision;

/* The last `fatal` records kill, and the last of these kill a second person until `killed` are reached; days
 * are drawn independently of this order. */
static void collision_draw(collision *out, chance *c, const collision_quota *quota, const day_draw *days,
                           int index)
{
    int from_end = quota->accidents - index;
    out->day = day_draw_next(days, c, index);
    out->kind = (collision_kind)chance_pick(c, kinds_cumulative, KINDS);
    out->where = place_draw(c, quota->area);
    out->killed = from_end <= quota->fatal ? 1 + (from_end <= quota->killed - quota->fatal) : 0;
    out->injured = from_end > quota->fatal;
    out->shuffle = chance_next(c);
}

/* Who falls in a bus or rides a bicycle is hurt alone: where several were, vehicles collided. */
static void spread_injured(collision *records, chance *c, const collision_quota *quota)
{
    for (int left = quota->injured - (quota->accidents - quota->fatal); left > 0; left--)
        records[chance_below(c, (uint32_t)quota->accidents)].injured++;
    for (int i = 0; i < quota->accidents; i++)
        if (records[i].killed + records[i].injured > 1 && records[i].kind >= CYCLIST)
            records[i].kind = VEHICLE_COLLISION;
}

static int collision_compare(const void *left, const void *right)
{
    const collision *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->shuffle > b->shuffle) - (a->shuffle < b->shuffle);
}

static bool collisions_write(const char *folder, const collision *records, int n)
{
    static const char *const columns[] = {"record_id", "date",      "city",     "kind", "killed",
                                          "injured",   "longitude", "latitude", NULL};
    output out;
    if (!output_open(&out, folder, "collisions.csv", ',', columns))
        return false;
    for (int i = 0; i < n; i++) {
        output_identifier(&out, "SYN-R-", i + 1);
        output_date_dotted(&out, records[i].day);
        output_text(&out, records[i].where.place->city);
        output_text(&out, kind_names[records[i].kind]);
        output_number(&out, records[i].killed);
        output_number(&out, records[i].injured);
        place_output_point(&out, records[i].where);
        output_row_end(&out);
    }
    return output_close(&out);
}

bool collisions_generate(const char *folder)
{
    static collision records[COLLISIONS_MOST];
    chance c = {.state = 50821611};
    int n = 0;
    for (int q = 0; q < QUOTAS; q++) {
        day_draw days;
        day_draw_prepare(&days, quotas[q].first, quotas[q].last, month_weights, weekday_weights);
        for (int i = 0; i < quotas[q].accidents; i++)
            collision_draw(&records[n + i], &c, &quotas[q], &days, i);
        spread_injured(records + n, &c, &quotas[q]);
        n += quotas[q].accidents;
    }
    qsort(records, (size_t)n, sizeof *records, collision_compare);
    return collisions_write(folder, records, n);
}
