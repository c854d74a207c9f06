/* Hostile bytes as a file of another format than CSV. The first byte says as what: as they are (a database, a map in JSON), as the XML
 * of a workbook, or as the parts of one, NUL between them. Whatever is read has as many fields in every row as in its
 * header, and is the same when it is read again. A broken promise traps. Maps that GDAL reads are left to GDAL. */
#include "source/csv.h"
#include "source/table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define PROMISE(condition) ((condition) ? (void)0 : abort())

enum { FUZZ_OUTPUT_BYTES = 1 << 22, FUZZ_PARTS = 4 };

static const char
    workbook[] =
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"a\"/><sheet name=\"T\" r:id=\"b\"/>"
        "</sheets></workbook>",
    relations[] = "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/><Relationship "
                  "Id=\"b\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
    sheet[] = "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c "
              "s=\"1\"><v>45000</v></c><c s=\"2\"><v>1.5</v></c></row></sheetData></worksheet>",
    empty[] = "<worksheet/>";

/* Write the bytes as an archive with the files named; its descriptor. */
static void write_archive(int file, const char *const *names, const text *contents, size_t n)
{
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &problem);
    PROMISE(whole);
    zip_source_keep(whole);
    zip_t *archive = zip_open_from_source(whole, ZIP_TRUNCATE, &problem);
    PROMISE(archive);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *from = zip_source_buffer(archive, contents[i].data, contents[i].length, 0);
        zip_int64_t at = zip_file_add(archive, names[i], from, 0);
        PROMISE(at >= 0 && zip_set_file_compression(archive, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0);
    }
    PROMISE(zip_close(archive) == 0 && zip_source_open(whole) == 0);
    char bytes[4096];
    for (zip_int64_t got; (got = zip_source_read(whole, bytes, sizeof bytes)) > 0;)
        PROMISE(write(file, bytes, (size_t)got) == got);
    zip_source_close(whole);
    zip_source_free(whole);
    zip_error_fini(&problem);
}

static void write_bytes(int file, text all)
{
    PROMISE(write(file, all.data, all.length) == (ssize_t)all.length);
}

/* The text up to the next NUL, taken off `all`. */
static text next_part(text *all)
{
    const char *end = all->length ? memchr(all->data, '\0', all->length) : NULL;
    text part = {all->data, end ? (size_t)(end - all->data) : all->length};
    all->data += part.length + (end != NULL);
    all->length -= part.length + (end != NULL);
    return part;
}

static void write_input(int file, unsigned char as, text all)
{
    static const char *const names[] = {"xl/workbook.xml",          "xl/_rels/workbook.xml.rels",
                                        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
                                        "xl/sharedStrings.xml",     "xl/styles.xml"};
    static const char *const content[] = {"content.xml"};
    text contents[] = {text_from(workbook), text_from(relations), text_from(sheet),
                       text_from(empty),    {"<sst/>", 6},        {"<styleSheet/>", 13}};
    switch (as % 4) {
    case 0:
        write_bytes(file, all);
        break;
    case 1:
        contents[2] = next_part(&all);
        write_archive(file, names, contents, 6);
        break;
    case 2:
        write_archive(file, content, &all, 1);
        break;
    default:
        contents[4] = next_part(&all);
        contents[5] = next_part(&all);
        contents[0] = all.length ? next_part(&all) : contents[0];
        contents[1] = all.length ? all : contents[1];
        write_archive(file, names, contents, 6);
    }
}

/* All rows as far as there are any, at most FUZZ_OUTPUT_BYTES; *status is that of the end. */
static buffer read_rows(const char *path, int file, esep_status *status)
{
    char head[4096], bytes[5000];
    ssize_t got = pread(file, head, sizeof head, 0);
    off_t size = lseek(file, 0, SEEK_END);
    buffer rows = {0};
    table_reader *table = NULL;
    esep_error error = {0};
    table_format format = table_detect((text){head, got > 0 ? (size_t)got : 0});
    *status = ESEP_OK;
    if (format == TABLE_NONE || format == TABLE_SHAPEFILE || format == TABLE_KML)
        return rows;
    const table_place place = {.path = path, .shown = "fuzz", .descriptor = file, .size = (uint64_t)size};
    *status = table_open(&table, format, &place, &error);
    for (size_t length = 1; *status == ESEP_OK && length && rows.length < FUZZ_OUTPUT_BYTES;) {
        *status = table_read(table, bytes, sizeof bytes, &length, &error);
        if (*status == ESEP_OK)
            buffer_add(&rows, (text){bytes, length});
    }
    PROMISE(*status == ESEP_OK || (error.message != 0 && error.status == *status));
    table_close(table);
    return rows;
}

static void promise_fields(text rows)
{
    csv_index index = {0};
    PROMISE(csv_scan(&index, (csv_dialect){',', '\n'}, rows.data, rows.length, 0, NULL) == ESEP_OK);
    for (size_t r = 1; r < index.n_rows; r++)
        PROMISE(index.row_ends[r] - index.row_ends[r - 1] == index.row_ends[0]);
    csv_index_free(&index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    esep_status status, again;
    if (size == 0)
        return 0;
    char path[] = "/dev/shm/esep-fuzz-XXXXXX"; /* SQLite wants a name that leads to the file */
    int file = mkstemp(path);
    PROMISE(file >= 0);
    write_input(file, data[0], (text){(const char *)data + 1, size - 1});
    buffer rows = read_rows(path, file, &status), second = read_rows(path, file, &again);
    PROMISE(status == again && text_equal(buffer_text(&rows), buffer_text(&second)));
    if (rows.length)
        promise_fields(buffer_text(&rows));
    buffer_free(&rows);
    buffer_free(&second);
    close(file);
    unlink(path);
    return 0;
}
