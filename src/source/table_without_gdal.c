/* In place of GDAL where the program was built without it. */
#include "source/table_points.h"

static esep_status table_no_gdal(const char *what, const table_place *place, esep_error *error)
{
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_NO_GDAL, what);
    return error_at(error, place->shown, 0);
}

esep_status table_open_gdal(table_feed *rows, table_format format, const table_place *place,
                            esep_error *error)
{
    (void)rows;
    return table_no_gdal(table_format_name(format), place, error);
}

esep_status table_points_open(table_points **out, int code, const char *description, const table_place *place,
                              esep_error *error)
{
    (void)out;
    (void)description;
    return code == 4326 ? ESEP_OK : table_no_gdal("PROJ", place, error);
}

bool table_points_turn(table_points *points, double *x, double *y)
{
    (void)points;
    (void)x;
    (void)y;
    return true;
}

void table_points_close(table_points *points)
{
    (void)points;
}
