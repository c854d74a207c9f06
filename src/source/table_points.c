#include "source/table_points.h"

#include "source/gdal_library.h"

#include <stdlib.h>

struct table_points {
    const gdal_library *g;
    OGRCoordinateTransformationH turn;
};

static esep_status points_fail(const gdal_complaint *complaint, const char *what, const table_place *place,
                               esep_error *error)
{
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_PROJECTION, complaint->any ? complaint->words : what);
    return error_at(error, place->shown, 0);
}

esep_status table_points_open_system(table_points **out, void *system, const table_place *place,
                                     esep_error *error)
{
    const gdal_library *g;
    gdal_complaint complaint = {0};
    ESEP_TRY(gdal_library_get(&g, "PROJ", place, error));
    table_points *points = calloc(1, sizeof *points);
    if (!points)
        return error_memory(error);
    points->g = g;
    gdal_listen(g, &complaint);
    OGRSpatialReferenceH from = g->OSRClone(system), to = g->OSRNewSpatialReference(NULL);
    bool well = g->OSRImportFromEPSG(to, 4326) == OGRERR_NONE;
    g->OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    g->OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
    bool same = well && g->OSRIsSame(from, to);
    if (well && !same)
        points->turn = g->OCTNewCoordinateTransformation(from, to);
    g->OSRDestroySpatialReference(from);
    g->OSRDestroySpatialReference(to);
    gdal_listen_end(g);
    *out = points;
    return same || points->turn ? ESEP_OK : points_fail(&complaint, "PROJ", place, error);
}

esep_status table_points_open(table_points **out, int code, const char *description, const table_place *place,
                              esep_error *error)
{
    const gdal_library *g;
    gdal_complaint complaint = {0};
    if (code == 4326)
        return ESEP_OK;
    ESEP_TRY(gdal_library_get(&g, "PROJ", place, error));
    gdal_listen(g, &complaint);
    OGRSpatialReferenceH system = g->OSRNewSpatialReference(NULL);
    char *wkt = (char *)(uintptr_t)description;
    bool well = code ? g->OSRImportFromEPSG(system, code) == OGRERR_NONE
                     : wkt && g->OSRImportFromWkt(system, &wkt) == OGRERR_NONE;
    gdal_listen_end(g);
    esep_status status = well ? table_points_open_system(out, system, place, error)
                              : points_fail(&complaint, description ? description : "?", place, error);
    g->OSRDestroySpatialReference(system);
    return status;
}

bool table_points_turn(table_points *points, double *x, double *y)
{
    gdal_complaint complaint = {0};
    if (!points || !points->turn)
        return true;
    gdal_listen(points->g, &complaint);
    bool well = points->g->OCTTransform(points->turn, 1, x, y, NULL);
    gdal_listen_end(points->g);
    return well && !complaint.any;
}

void table_points_close(table_points *points)
{
    if (!points)
        return;
    if (points->turn)
        points->g->OCTDestroyCoordinateTransformation(points->turn);
    free(points);
}
