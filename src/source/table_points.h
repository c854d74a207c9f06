/* table_points.h - points of any coordinate system as degrees of WGS 84, by PROJ through GDAL. */
#ifndef SOURCE_TABLE_POINTS_H
#define SOURCE_TABLE_POINTS_H

#include "source/table.h"

typedef struct table_points table_points;

/** From the system with the EPSG code, or where `code` is 0 the one described by `description` (WKT). Degrees of
 *  WGS 84 already (4326) need no GDAL. ESEP_DATA where there is no such system, or no GDAL. */
esep_status table_points_open(table_points **out, int code, const char *description, const table_place *place,
                              esep_error *error);
/** The same from a system that GDAL has at hand (an OGRSpatialReferenceH); only in a build with GDAL. */
esep_status table_points_open_system(table_points **out, void *system, const table_place *place,
                                     esep_error *error);
/** Turn x (east) and y (north) into longitude and latitude; false where the point has no place there. */
bool table_points_turn(table_points *points, double *x, double *y);
void table_points_close(table_points *points);

#endif
