/* Files of other formats: their hash is of all bytes that were read, and a change of any of their files is found. */
#include "register.h"
#include "source/digest.h"
#include "source/source.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <zip.h>

static const source_options with_digest = {.digest = true};

/* All rows of the source; the status of the failure. `between` is called when the first chunk was drawn. */
static esep_status read_all(source *s, void (*between)(void), size_t *bytes, esep_error *error)
{
    source_chunk chunk;
    bool any = true;
    esep_status status = source_start(s, error);
    CHECK_INT(source_chunk_create(&chunk, s, error), ESEP_OK);
    *bytes = 0;
    while (status == ESEP_OK && any) {
        status = source_next(s, &chunk, &any, error);
        if (status != ESEP_OK || !any)
            break;
        *bytes += chunk.length;
        if (chunk.first && between)
            between();
    }
    source_chunk_free(&chunk);
    return status;
}

static char *whole_files(const char *const *names, size_t n, size_t *length)
{
    char *bytes = malloc(1 << 22);
    *length = 0;
    for (size_t i = 0; i < n; i++) {
        FILE *file = fopen(register_path(names[i]), "rb");
        CHECK(file);
        *length += file ? fread(bytes + *length, 1, (1 << 22) - *length, file) : 0;
        if (file)
            fclose(file);
    }
    return bytes;
}

/* The digest of the source at names[0] is that of the files one behind the other, and its size theirs. */
static void check_digest(const char *const *names, size_t n)
{
    source *s = NULL;
    esep_error error = {0};
    size_t length, read;
    char *bytes = whole_files(names, n, &length), expected[STREAM_DIGEST_BYTES];
    XXH128_hash_t hash = XXH3_128bits(bytes, length);
    text name = text_from(register_path(names[0]));
    CHECK_CASE("%s", names[0]);
    stream_digest_print(expected, hash.high64, hash.low64);
    CHECK_INT(source_open(&s, &name, 1, &with_digest, &error), ESEP_OK);
    if (s) {
        CHECK_INT(read_all(s, NULL, &read, &error), ESEP_OK);
        CHECK_STRING(source_get_file(s, 0)->digest, expected);
        CHECK_INT(source_get_file(s, 0)->size, length);
    }
    source_close(s);
    free(bytes);
}

/* ---- Shapefiles of points, each with a date of ten letters */

enum { SHAPES = 40000 };

static void put(unsigned char *at, uint32_t number, bool big)
{
    for (int i = 0; i < 4; i++)
        at[big ? 3 - i : i] = (unsigned char)(number >> 8 * i);
}

static void write_shapefile(void)
{
    unsigned char *shp = calloc(1, 100 + SHAPES * 28), *shx = calloc(1, 100 + SHAPES * 8),
                  *dbf = calloc(1, 65 + SHAPES * 11 + 1);
    put(shp, 9994, true);
    put(shp + 24, 50 + SHAPES * 14, true);
    put(shp + 28, 1000, false);
    put(shp + 32, 1, false);
    memcpy(shx, shp, 100);
    put(shx + 24, 50 + SHAPES * 4, true);
    memcpy(dbf, "\3\x7b\1\1", 4);
    put(dbf + 4, SHAPES, false);
    memcpy(dbf + 8, "\x41\0\x0b\0", 4);
    memcpy(dbf + 32, "date\0\0\0\0\0\0\0C\0\0\0\0\x0a", 17);
    dbf[64] = '\r';
    for (uint32_t i = 0; i < SHAPES; i++) {
        unsigned char *shape = shp + 100 + i * 28, *place = shx + 100 + i * 8;
        put(shape, i + 1, true);
        put(shape + 4, 10, true);
        put(shape + 8, 1, false);
        put(place, 50 + i * 14, true);
        put(place + 4, 10, true);
        sprintf((char *)dbf + 65 + i * 11, " 2023-%02u-%02u", i % 12 + 1, i % 28 + 1);
    }
    dbf[65 + SHAPES * 11] = 0x1a;
    register_write("p.shp", (char *)shp, 100 + SHAPES * 28);
    register_write("p.shx", (char *)shx, 100 + SHAPES * 8);
    register_write("p.dbf", (char *)dbf, 65 + SHAPES * 11 + 1);
    register_write_text("p.cpg", "UTF-8");
    free(shp);
    free(shx);
    free(dbf);
}

/* One byte of a figure is another one, and the file as long as before. */
static void change_byte(const char *name, off_t at, const char *byte)
{
    int file = open(register_path(name), O_WRONLY);
    CHECK_INT(pwrite(file, byte, 1, at), 1);
    CHECK_INT(futimens(file, (struct timespec[]){{1, 0}, {1, 0}}), 0);
    close(file);
}

static void change_dbf(void)
{
    change_byte("p.dbf", 75, "9");
}

static void change_cpg(void)
{
    change_byte("p.cpg", 4, "7");
}

static void change_geojson(void)
{
    change_byte("p.geojson", 1, "\"");
}

static bool without_gdal(void)
{
    source *s = NULL;
    esep_error error = {0};
    text name = text_from(register_path("p.shp"));
    bool without = source_open(&s, &name, 1, &with_digest, &error) != ESEP_OK &&
                   error.message == MESSAGE_SOURCE_TABLE_NO_GDAL;
    source_close(s);
    return without;
}

TEST(digest_is_of_all_files)
{
    static const char *const whole[] = {"p.shp", "p.dbf", "p.shx", "p.cpg"};
    write_shapefile();
    if (without_gdal())
        SKIP("built without GDAL");
    check_digest(whole, 4);
    change_byte("p.dbf", 75, "9");
    check_digest(whole, 4);
}

static void check_changed(const char *name, void (*before)(void), void (*between)(void))
{
    source *s = NULL;
    esep_error error = {0};
    size_t read = 0;
    text path = text_from(register_path(name));
    CHECK_INT(source_open(&s, &path, 1, &with_digest, &error), ESEP_OK);
    if (before)
        before();
    if (s)
        CHECK_INT(read_all(s, between, &read, &error), ESEP_DATA);
    CHECK_INT(error.message, MESSAGE_SOURCE_CHANGED);
    source_close(s);
}

static char *many_features(size_t *length)
{
    char *bytes = malloc(SHAPES * 80 + 100);
    *length = (size_t)sprintf(bytes, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < SHAPES; i++)
        *length += (size_t)sprintf(bytes + *length,
                                   "%s{\"type\":\"Feature\",\"properties\":{\"date\":\"2023-%02d-01\"}}",
                                   i ? ",\n" : "", i % 12 + 1);
    *length += (size_t)sprintf(bytes + *length, "]}");
    return bytes;
}

TEST(changes_are_found_in_every_part)
{
    size_t length;
    char *bytes = many_features(&length);
    CHECK_CASE("GeoJSON");
    register_write("p.geojson", bytes, length);
    check_changed("p.geojson", NULL, change_geojson);
    free(bytes);
    if (without_gdal())
        SKIP("built without GDAL");
    write_shapefile();
    CHECK_CASE(".dbf before the pass");
    check_changed("p.shp", change_dbf, NULL);
    write_shapefile();
    CHECK_CASE(".dbf in the pass");
    check_changed("p.shp", NULL, change_dbf);
    CHECK_CASE(".cpg in the pass");
    write_shapefile();
    check_changed("p.shp", NULL, change_cpg);
}

/* ---- workbooks of more than one block, stored as they are: whoever unpacks them moves the place of reading */

static void write_workbook(const char *path)
{
    static const char *const parts[][2] = {
        {"xl/workbook.xml",
         "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>"}};
    char *sheet = malloc(2000000);
    size_t length = (size_t)sprintf(sheet, "<worksheet><sheetData><row><c t=\"str\"><v>date</v></c></row>");
    for (int i = 0; i < 20000; i++)
        length += (size_t)sprintf(sheet + length, "<row><c t=\"str\"><v>2023-%02d-%02d</v></c></row>",
                                  i % 12 + 1, i % 28 + 1);
    length += (size_t)sprintf(sheet + length, "</sheetData></worksheet>");
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    CHECK(archive);
    for (size_t i = 0; archive && i < 3; i++) {
        zip_source_t *from = i < 2 ? zip_source_buffer(archive, parts[i][1], strlen(parts[i][1]), 0)
                                   : zip_source_buffer(archive, sheet, length, 0);
        zip_int64_t at = zip_file_add(archive, i < 2 ? parts[i][0] : "xl/worksheets/sheet1.xml", from, 0);
        CHECK(at >= 0);
        CHECK_INT(zip_set_file_compression(archive, (zip_uint64_t)at, ZIP_CM_STORE, 0), 0);
    }
    CHECK_INT(archive ? zip_close(archive) : -1, 0);
    free(sheet);
}

static void write_database(const char *path)
{
    sqlite3 *database = NULL;
    CHECK_INT(sqlite3_open(path, &database), SQLITE_OK);
    CHECK_INT(
        sqlite3_exec(
            database,
            "CREATE TABLE r (date TEXT); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            "WHERE i < 40000) INSERT INTO r SELECT '2023-01-01' FROM n",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(database);
}

TEST(digest_is_of_the_whole_file)
{
    static const char *const book[] = {"b.xlsx"}, *const database[] = {"d.sqlite"};
    write_workbook(register_path("b.xlsx"));
    check_digest(book, 1);
    write_database(register_path("d.sqlite"));
    check_digest(database, 1);
}

/* What a link leads to has its journal beside itself. */
TEST(journal_behind_a_link)
{
    source *s = NULL;
    esep_error error = {0};
    text path = text_from(register_path("link.sqlite"));
    write_database(register_path("j.sqlite"));
    CHECK_INT(symlink("j.sqlite", path.data), 0);
    CHECK_INT(source_open(&s, &path, 1, &with_digest, &error), ESEP_OK);
    source_close(s);
    s = NULL;
    register_write_text("j.sqlite-wal", "rows that are not in the database yet");
    CHECK_INT(source_open(&s, &path, 1, &with_digest, &error), ESEP_DATA);
    CHECK_INT(error.message, MESSAGE_SOURCE_TABLE_SIDE_FILE);
    source_close(s);
}

int main(void)
{
    RUN(digest_is_of_all_files);
    RUN(changes_are_found_in_every_part);
    RUN(digest_is_of_the_whole_file);
    RUN(journal_behind_a_link);
    return check_finish();
}
