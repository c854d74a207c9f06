#include "source/source_folder.h"

#include "source/table.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_HEAD_BYTES = 64 * 1024 };

size_t source_folder_stem(const char *path)
{
    static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        size_t n = strlen(packed[i]);
        if (length > n && strcasecmp(path + length - n, packed[i]) == 0)
            return length - n;
    }
    return length;
}

/* What stands behind the last dot, that of a compression left aside, in small letters; "" where there is none or it is too long. */
static void folder_ending(char ending[SOURCE_FOLDER_KIND_BYTES], const char *name)
{
    size_t length = source_folder_stem(name), n = 0;
    ending[0] = '\0';
    while (n < length && name[length - 1 - n] != '.')
        n++;
    if (n + 1 >= length || n >= SOURCE_FOLDER_KIND_BYTES)
        return;
    for (size_t i = 0; i < n; i++)
        ending[i] = (char)tolower((unsigned char)name[length - n + i]);
    ending[n] = '\0';
}

static bool folder_is_one(const char *ending, const char *words)
{
    size_t length = strlen(ending);
    for (const char *at = length ? strstr(words, ending) : NULL; at; at = strstr(at + 1, ending)) {
        if (at > words && at[-1] == ' ' && at[length] == ' ')
            return true;
    }
    return false;
}

/* Ends like a text table; ".csv" may be followed by letters. */
static bool folder_is_text(const char *name)
{
    static const char *const tables[] = {".csv", ".tsv", ".txt"};
    size_t length = source_folder_stem(name);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (length > 4 && strncasecmp(name + length - 4, tables[i], 4) == 0)
            return true;
    }
    return false;
}

/* ~$… is what Excel leaves beside a book that is open. Not all of these can be read: then reading says so. */
static bool folder_names_other(const char *name, const char *ending)
{
    return strncmp(name, "~$", 2) != 0 &&
           folder_is_one(ending,
                         " xlsx xlsm xlsb xls ods fods gpkg sqlite sqlite3 geojson jsonl ndjson shp kml "
                         "kmz parquet duckdb zip 7z rar tar tgz mdb accdb dbf fgb gml feather arrow avro "
                         "orc sav dta sas7bdat rds ");
}

bool source_folder_names_records(const char *name)
{
    char ending[SOURCE_FOLDER_KIND_BYTES];
    folder_ending(ending, name);
    return folder_is_text(name) || folder_names_other(name, ending);
}

/* The .dbf and .shx of a Shapefile: a .shp lies beside them. */
static bool folder_is_shapefile_part(const char *path, const char *ending)
{
    bool there = false;
    size_t length = strlen(path);
    if (!folder_is_one(ending, " dbf shx "))
        return false;
    char *shp = strdup(path);
    for (int capitals = 0; shp && capitals < 2 && !there; capitals++) {
        memcpy(shp + length - 3, capitals ? "SHP" : "shp", 3);
        there = access(shp, F_OK) == 0;
    }
    free(shp);
    return there;
}

/* What cannot be opened is taken for what its name may mean: reading it will tell. Documents are packed as workbooks are. */
static bool folder_contains_records(const char *path, const char *ending)
{
    char *head = malloc(FOLDER_HEAD_BYTES);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t length = head && descriptor >= 0 ? read(descriptor, head, FOLDER_HEAD_BYTES) : -1;
    bool json = folder_is_one(ending, " json "), packed = source_folder_stem(path) < strlen(path),
         holds = (length < 0 && (json || strcmp(ending, "db") == 0)) || (packed && json);
    if (length > 0 && !holds) {
        table_format format = table_detect((text){head, (size_t)length});
        bool document = folder_is_one(ending, " docx docm odt pptx odp odg epub jar doc ppt msg ");
        holds = format == TABLE_JSON_LINES                   ? json
                : format == TABLE_ZIP || format == TABLE_XLS ? !document
                                                             : format != TABLE_NONE;
    }
    if (descriptor >= 0)
        close(descriptor);
    free(head);
    return holds;
}

bool source_folder_holds_records(char kind[SOURCE_FOLDER_KIND_BYTES], const char *path, const char *name,
                                 bool regular)
{
    folder_ending(kind, name);
    if (folder_is_text(name)) {
        kind[0] = '\0';
        return true;
    }
    if (folder_is_shapefile_part(path, kind))
        return false;
    if (folder_names_other(name, kind) || (regular && folder_contains_records(path, kind))) {
        if (!kind[0])
            strcpy(kind, ".");
        return true;
    }
    return false;
}
