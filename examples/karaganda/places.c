/* places.c - the towns, and points in them. */
#include "places.h"

#define KARAGANDA "Караганда"

static const place places_city[] = {
    {KARAGANDA, "Казыбекбийский район", 73090, 49802, 55},
    {KARAGANDA, "район Әлихан Бөкейхан", 73170, 49880, 50},
};
static const uint32_t places_city_cumulative[] = {57, 100};

static const place places_rest[] = {
    {"Темиртау", "", 72965, 50055, 35}, {"Балхаш", "", 74985, 46855, 15}, {"Сарань", "", 72840, 49795, 20},
    {"Шахтинск", "", 72590, 49710, 20}, {"Абай", "", 72865, 49635, 15},   {"Приозерск", "", 73700, 46032, 8},
};
static const uint32_t places_rest_cumulative[] = {46, 65, 77, 88, 96, 100};

/* The difference of two draws heaps the points up in the middle. The draws are two statements, here and
 * wherever there are two: C leaves open which operand comes first, and the bytes must not depend on the
 * compiler. */
static int place_offset(chance *c, int reach)
{
    int outwards = chance_between(c, 0, reach);
    int back = chance_between(c, 0, reach);
    return outwards - back;
}

location place_draw(chance *c, place_area area)
{
    location l = {0};
    if (area == PLACE_CITY)
        l.place = &places_city[chance_pick(c, places_city_cumulative, 2)];
    else
        l.place = &places_rest[chance_pick(c, places_rest_cumulative, 6)];
    if (chance_below(c, 14) > 0) {
        l.longitude = l.place->longitude + place_offset(c, l.place->reach);
        l.latitude = l.place->latitude + place_offset(c, l.place->reach * 2 / 3);
    }
    return l;
}

void place_output_point(output *out, location l)
{
    if (l.longitude == 0) {
        output_text(out, "");
        output_text(out, "");
    } else {
        output_degrees(out, l.longitude);
        output_degrees(out, l.latitude);
    }
}
