/* gdal_library.h - GDAL, loaded when a file needs it.
 *
 * Linked in the ordinary way, GDAL and the hundred libraries behind it would be loaded by every run, also of one that reads
 * CSV. Its functions are therefore looked up in the library at run time, with the types its own headers give them.
 *
 * GDAL sees nothing but the files it is handed: they are opened by us and appear to it in a file system of ours (its plugin
 * handlers), under names that end as its drivers expect; no driver is registered but those named here; PROJ's network
 * and all of its own plugins are off. */
#ifndef SOURCE_GDAL_LIBRARY_H
#define SOURCE_GDAL_LIBRARY_H

#include "source/table.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#define GDAL_FUNCTIONS(X)                                                                                    \
    X(CPLErrorReset)                                                                                         \
    X(CPLGetLastErrorMsg)                                                                                    \
    X(CPLGetLastErrorType)                                                                                   \
    X(CPLPopErrorHandler)                                                                                    \
    X(CPLPushErrorHandlerEx)                                                                                 \
    X(CPLGetErrorHandlerUserData)                                                                            \
    X(CPLSetConfigOption)                                                                                    \
    X(GDALClose)                                                                                             \
    X(GDALDatasetGetLayer)                                                                                   \
    X(GDALDatasetGetLayerCount)                                                                              \
    X(GDALOpenEx)                                                                                            \
    X(GDALVersionInfo)                                                                                       \
    X(OCTDestroyCoordinateTransformation)                                                                    \
    X(OCTNewCoordinateTransformation)                                                                        \
    X(OCTTransform)                                                                                          \
    X(OGR_F_Destroy)                                                                                         \
    X(OGR_F_GetFieldAsDateTimeEx)                                                                            \
    X(OGR_F_GetFieldAsDouble)                                                                                \
    X(OGR_F_GetFieldAsInteger64)                                                                             \
    X(OGR_F_GetFieldAsString)                                                                                \
    X(OGR_F_GetFieldAsStringList)                                                                            \
    X(OGR_F_GetGeometryRef)                                                                                  \
    X(OGR_F_IsFieldSetAndNotNull)                                                                            \
    X(OGR_FD_GetFieldCount)                                                                                  \
    X(OGR_FD_GetFieldDefn)                                                                                   \
    X(OGR_Fld_GetNameRef)                                                                                    \
    X(OGR_Fld_GetType)                                                                                       \
    X(OGR_G_GetGeometryType)                                                                                 \
    X(OGR_G_GetX)                                                                                            \
    X(OGR_G_GetY)                                                                                            \
    X(OGR_G_IsEmpty)                                                                                         \
    X(OGR_GT_Flatten)                                                                                        \
    X(OGR_L_GetGeomType)                                                                                     \
    X(OGR_L_GetLayerDefn)                                                                                    \
    X(OGR_L_GetName)                                                                                         \
    X(OGR_L_GetNextFeature)                                                                                  \
    X(OGR_L_GetSpatialRef)                                                                                   \
    X(OGR_L_ResetReading)                                                                                    \
    X(OSRClone)                                                                                              \
    X(OSRDestroySpatialReference)                                                                            \
    X(OSRImportFromEPSG)                                                                                     \
    X(OSRNewSpatialReference)                                                                                \
    X(OSRIsSame)                                                                                             \
    X(OSRSetAxisMappingStrategy)                                                                             \
    X(OSRImportFromWkt)                                                                                      \
    X(OSRSetPROJEnableNetwork)                                                                               \
    X(VSIAllocFilesystemPluginCallbacksStruct)                                                               \
    X(VSIFreeFilesystemPluginCallbacksStruct)                                                                \
    X(VSIInstallPluginHandler)

#define GDAL_DECLARE(name) __typeof__(&name) name;
typedef struct gdal_library {
    GDAL_FUNCTIONS(GDAL_DECLARE)
} gdal_library;

/** The library, loaded once for the process; ESEP_DATA naming the package where it is not there. `format` is what for. */
esep_status gdal_library_get(const gdal_library **out, const char *format, const table_place *place,
                             esep_error *error);

/** Between these, whatever fails in GDAL is remembered in *complaint (its first failure; zeroed is none) and printed nowhere. */
typedef struct gdal_complaint {
    bool any;
    char words[400];
} gdal_complaint;
void gdal_listen(const gdal_library *g, gdal_complaint *complaint);
void gdal_listen_end(const gdal_library *g);

/** A file that GDAL may read, under `ending`: "shp". */
typedef struct gdal_room_file {
    const char *ending;
    int descriptor;
    uint64_t size;
} gdal_room_file;

/** Files that GDAL sees beside one another. */
typedef struct gdal_room gdal_room;
esep_status gdal_room_open(gdal_room **out, const gdal_room_file *files, size_t n, const char *stem,
                           esep_error *error);
/** Show the rooms to GDAL; once. */
bool gdal_room_install(const gdal_library *g);
/** "/vsiesep/7/stem." + ending */
void gdal_room_path(const gdal_room *room, const char *ending, buffer *path);
void gdal_room_close(gdal_room *room);

#endif
