/* json_features.h - the records of a map in JSON, one after the other.
 *
 * GeoJSON and Esri JSON are an object one of whose members, "features", is a list of records; it may be of any length, while all
 * else is short. So the list is read record by record, and only one is in memory. What is not JSON, a list that does not end, anything
 * behind the object and a second "features" are errors: a file that was cut never gives the records before the cut. */
#ifndef SOURCE_JSON_FEATURES_H
#define SOURCE_JSON_FEATURES_H

#include "source/table.h"

#include <jansson.h>

enum { JSON_FEATURES_VALUE_MEGABYTES = 16 };

typedef struct json_features json_features;

/** `format` is for errors. */
esep_status json_features_open(json_features **out, const char *format, const table_place *place,
                               esep_error *error);
void json_features_close(json_features *f);
/** Back to the first record. */
void json_features_rewind(json_features *f);
/** The next record, for whoever calls to release; NULL at the end of the file. Texts may hold NUL, names may not. */
esep_status json_features_next(json_features *f, json_t **feature, esep_error *error);
/** Of the other members of the object those that say how to read it, as far as they were met: all at the end of the file. Borrowed. They are
 *  "fields", "spatialReference", "crs", "properties" and "exceededTransferLimit". */
const json_t *json_features_members(const json_features *f);
/** ESEP_DATA at the record read last: `why` is what makes no sense. */
esep_status json_features_nonsense(const json_features *f, const char *why, esep_error *error);

#endif
