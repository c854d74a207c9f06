#include "source/table_shapefile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { SHAPEFILE_SHP, SHAPEFILE_DBF, SHAPEFILE_SHX };

/* The stem of the path with another ending, terminated; *stem is where the ending begins. */
static esep_status shapefile_path(buffer *path, size_t *stem, const char *shp, const char *ending,
                                  esep_error *error)
{
    const char *dot = strrchr(shp, '.'), *slash = strrchr(shp, '/');
    size_t length = dot && (!slash || dot > slash) ? (size_t)(dot - shp) : strlen(shp);
    buffer_add(path, (text){shp, length});
    buffer_add_byte(path, '.');
    *stem = path->length;
    buffer_add(path, (text){ending, strlen(ending) + 1});
    return buffer_status(path, error);
}

static esep_status shapefile_open_part(shapefile_parts *parts, table_feed *rows, const table_place *place,
                                       const char *ending, bool needed, esep_error *error)
{
    buffer path = {0};
    size_t stem = 0;
    struct stat found;
    esep_status status = shapefile_path(&path, &stem, place->path, ending, error);
    if (status != ESEP_OK)
        goto done;
    int descriptor = open(path.data, O_RDONLY | O_CLOEXEC);
    for (size_t i = stem; descriptor < 0 && path.data[i]; i++)
        path.data[i] = (char)(path.data[i] - 'a' + 'A');
    if (descriptor < 0)
        descriptor = open(path.data, O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0 && fstat(descriptor, &found) == 0) {
        rows->parts[rows->n_parts++] = (table_part){descriptor, found};
        parts->files[parts->n++] = (shapefile_part){ending, descriptor, (uint64_t)found.st_size};
    } else if (needed || errno != ENOENT) {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_PART_MISSING, path.data);
        status = error_at(error, place->path, 0);
    }
done:
    buffer_free(&path);
    return status;
}

/* `length` bytes at `at`; false where the file has not so many. */
static bool shapefile_bytes(const shapefile_part *part, unsigned char *bytes, size_t length, uint64_t at)
{
    size_t done = 0;
    while (done < length) {
        ssize_t got = pread(part->descriptor, bytes + done, length - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

static uint64_t shapefile_big(const unsigned char *bytes)
{
    return (uint64_t)bytes[0] << 24 | (uint64_t)bytes[1] << 16 | (uint64_t)bytes[2] << 8 | bytes[3];
}

static uint64_t shapefile_little(const unsigned char *bytes, size_t length)
{
    uint64_t number = 0;
    for (size_t i = length; i-- > 0;)
        number = number << 8 | bytes[i];
    return number;
}

/* "its .dbf says 100 and has 60": of records or bytes. */
static esep_status shapefile_disagree(message_id message, const char *ending, uint64_t says, uint64_t has,
                                      const table_place *place, esep_error *error)
{
    char one[24], two[24];
    error_raise(error, ESEP_DATA, message, ending, error_number(one, (int64_t)says),
                error_number(two, (int64_t)has));
    return error_at(error, place->shown, 0);
}

/* .shp and .shx tell their length in their header, in words of two bytes. */
static esep_status shapefile_check_length(const shapefile_part *part, const table_place *place,
                                          esep_error *error)
{
    unsigned char header[28];
    uint64_t says = shapefile_bytes(part, header, sizeof header, 0) ? shapefile_big(header + 24) * 2 : 100;
    if (says == part->size && says >= 100)
        return ESEP_OK;
    return shapefile_disagree(MESSAGE_SOURCE_TABLE_PART_LENGTH, part->ending, says, part->size, place, error);
}

/* The records of a .dbf, which its header tells, must be those that lie in it; a mark of the end may follow them. */
static esep_status shapefile_count_dbf(const shapefile_part *part, uint64_t *records,
                                       const table_place *place, esep_error *error)
{
    unsigned char header[12] = {0};
    if (!shapefile_bytes(part, header, sizeof header, 0))
        return table_damaged("Shapefile", ".dbf", place, error);
    uint64_t says = shapefile_little(header + 4, 4), first = shapefile_little(header + 8, 2),
             length = shapefile_little(header + 10, 2);
    if (first < 33 || first > part->size || length < 1)
        return table_damaged("Shapefile", ".dbf", place, error);
    uint64_t has = (part->size - first) / length;
    *records = says;
    if (says == has && (part->size - first) % length <= 1)
        return ESEP_OK;
    if (length == 1 && says + 1 == has) /* the mark of the end is as long as a record */
        return ESEP_OK;
    return shapefile_disagree(MESSAGE_SOURCE_TABLE_PART_RECORDS, part->ending, says, has, place, error);
}

/* Where the last shape of the .shx ends: it must be the end of the .shp, or there are shapes that the .shx does not know. */
static esep_status shapefile_check_end(const shapefile_part *shx, const shapefile_part *shp,
                                       const table_place *place, esep_error *error)
{
    unsigned char entries[8192];
    uint64_t end = 100;
    for (uint64_t at = 100; at < shx->size; at += sizeof entries) {
        size_t length = shx->size - at < sizeof entries ? (size_t)(shx->size - at) : sizeof entries;
        if (!shapefile_bytes(shx, entries, length, at))
            return table_damaged("Shapefile", ".shx", place, error);
        for (size_t i = 0; i + 8 <= length; i += 8) {
            uint64_t next = (shapefile_big(entries + i) + shapefile_big(entries + i + 4) + 4) * 2;
            end = next > end ? next : end;
        }
    }
    if (end == shp->size)
        return ESEP_OK;
    return shapefile_disagree(MESSAGE_SOURCE_TABLE_PART_LENGTH, shp->ending, end, shp->size, place, error);
}

static esep_status shapefile_check(const shapefile_parts *parts, const table_place *place, esep_error *error)
{
    const shapefile_part *shp = &parts->files[SHAPEFILE_SHP], *shx = &parts->files[SHAPEFILE_SHX];
    uint64_t records = 0;
    ESEP_TRY(shapefile_count_dbf(&parts->files[SHAPEFILE_DBF], &records, place, error));
    ESEP_TRY(shapefile_check_length(shp, place, error));
    ESEP_TRY(shapefile_check_length(shx, place, error));
    uint64_t shapes = (shx->size - 100) / 8;
    if (shapes != records || (shx->size - 100) % 8)
        return shapefile_disagree(MESSAGE_SOURCE_TABLE_PARTS_DISAGREE, "dbf", records, shapes, place, error);
    return shapefile_check_end(shx, shp, place, error);
}

esep_status shapefile_open_parts(shapefile_parts *parts, table_feed *rows, const table_place *place,
                                 esep_error *error)
{
    parts->files[SHAPEFILE_SHP] = (shapefile_part){"shp", place->descriptor, place->size};
    parts->n = 1;
    ESEP_TRY(shapefile_open_part(parts, rows, place, "dbf", true, error));
    ESEP_TRY(shapefile_open_part(parts, rows, place, "shx", true, error));
    ESEP_TRY(shapefile_open_part(parts, rows, place, "prj", false, error));
    ESEP_TRY(shapefile_open_part(parts, rows, place, "cpg", false, error));
    return shapefile_check(parts, place, error);
}

/* 0, 3 and 0x57 ("ANSI") in the .dbf's header say nothing. */
bool shapefile_says_encoding(const shapefile_parts *parts)
{
    unsigned char mark = 0;
    for (size_t i = 0; i < parts->n; i++) {
        if (strcmp(parts->files[i].ending, "cpg") == 0 && parts->files[i].size > 0)
            return true;
    }
    return shapefile_bytes(&parts->files[SHAPEFILE_DBF], &mark, 1, 29) && mark != 0 && mark != 3 &&
           mark != 0x57;
}
