/* table_shapefile.h - the files that one Shapefile is (ESRI, July 1998): shapes in .shp, their places in .shx, the figures in .dbf, and,
 * where they are there, the coordinate system in .prj and the encoding in .cpg.
 *
 * GDAL takes the records that all of them have and says nothing of the rest: a .dbf that was cut, or one of another day beside
 * the .shp, would give a count that is too low. So their lengths and counts are compared before anything is read: what .shp, .shx
 * and .dbf say of their own lengths must be so, .shx and .dbf must have as many records, and the last of them must end the .shp. */
#ifndef SOURCE_TABLE_SHAPEFILE_H
#define SOURCE_TABLE_SHAPEFILE_H

#include "source/table.h"

/** A file that is part of a table, under its ending: "dbf". */
typedef struct shapefile_part {
    const char *ending;
    int descriptor;
    uint64_t size;
} shapefile_part;

typedef struct shapefile_parts {
    shapefile_part
        files[1 + TABLE_PARTS]; /**< the .shp is the first, the .dbf the second, the .shx the third */
    size_t n;
} shapefile_parts;

/** Open what lies beside the .shp, under its name with another ending, in small letters or capitals; what is opened is noted
 *  in rows->parts, which closes it. ESEP_DATA where one is missing or they do not agree. */
esep_status shapefile_open_parts(shapefile_parts *parts, table_feed *rows, const table_place *place,
                                 esep_error *error);
/** Does it say its encoding, by a .cpg or a mark in the .dbf? */
bool shapefile_says_encoding(const shapefile_parts *parts);

#endif
