/* The workbook's parts besides the sheets: names, relations, styles, shared strings. */
#include "source/sheet_xlsx.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { XLSX_SHEETS = 1024, XLSX_STYLES = 65536, XLSX_STRINGS = 1 << 24 };
static const uint64_t xlsx_part_limit = UINT64_C(512) << 20;

/* A custom number format. */
typedef struct xlsx_format {
    int code;
    xlsx_style style;
} xlsx_format;

static esep_status xlsx_read_sheets(xlsx_book *book, buffer *relations, esep_error *error)
{
    sheet_xml xml = {0};
    buffer value = {0};
    bool any = true;
    book->sheets = calloc(XLSX_SHEETS, sizeof *book->sheets);
    if (!book->sheets)
        return error_memory(error);
    esep_status status = sheet_xml_open(&xml, book->archive, "xl/workbook.xml", xlsx_part_limit, error);
    while (status == ESEP_OK && any) {
        status = sheet_xml_next(&xml, &any, error);
        if (status != ESEP_OK || !any)
            break;
        if (sheet_xml_begins(&xml, "workbookPr") && sheet_xml_attribute(&xml, "date1904", &value))
            book->from_1904 = strcmp(value.data, "1") == 0 || strcmp(value.data, "true") == 0;
        if (!sheet_xml_begins(&xml, "sheet"))
            continue;
        if (book->n_sheets == XLSX_SHEETS) {
            status = sheet_xml_nonsense(&xml, "sheets", error);
            break;
        }
        xlsx_sheet *sheet = &book->sheets[book->n_sheets++];
        sheet_xml_attribute(&xml, "name", &value);
        char *name = value.failed ? NULL : strdup(value.data);
        sheet_xml_attribute(&xml, "r:id", &value);
        buffer_add_string(relations, value.failed ? "" : value.data);
        buffer_add_byte(relations, '\0');
        if (name)
            sheet->name = (text){name, strlen(name)};
        else
            status = error_memory(error);
    }
    buffer_add_byte(relations, '\0');
    buffer_free(&value);
    sheet_xml_close(&xml);
    return status == ESEP_OK ? buffer_status(relations, error) : status;
}

/* Charts and dialogs may be sheets of their own, and have no cells. */
static bool xlsx_relation_has_cells(const sheet_xml *xml, buffer *type)
{
    static const char *const others[] = {"/chartsheet", "/dialogsheet", "/xlMacrosheet", "/xlIntlMacrosheet"};
    sheet_xml_attribute(xml, "Type", type);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t length = strlen(others[i]);
        if (type->length >= length && strcmp(type->data + type->length - length, others[i]) == 0)
            return false;
    }
    return true;
}

/* Where each sheet's part lies: relations[] are their names, one terminated string after the other, and an empty one. */
static esep_status xlsx_read_relations(xlsx_book *book, const buffer *relations, esep_error *error)
{
    sheet_xml xml = {0};
    buffer id = {0}, target = {0}, type = {0};
    bool any = true;
    esep_status status =
        sheet_xml_open(&xml, book->archive, "xl/_rels/workbook.xml.rels", xlsx_part_limit, error);
    while (status == ESEP_OK && any) {
        status = sheet_xml_next(&xml, &any, error);
        if (status != ESEP_OK || !any || !sheet_xml_begins(&xml, "Relationship") ||
            !sheet_xml_attribute(&xml, "Id", &id) || !sheet_xml_attribute(&xml, "Target", &target))
            continue;
        const char *relation = relations->data;
        bool cells = xlsx_relation_has_cells(&xml, &type);
        for (size_t i = 0; i < book->n_sheets; i++, relation += strlen(relation) + 1) {
            if (strcmp(relation, id.data) != 0 || book->sheets[i].part.data)
                continue;
            buffer part = {0};
            buffer_add_format(&part, "%s%s", target.data[0] == '/' ? "" : "xl/",
                              target.data + (target.data[0] == '/'));
            buffer_add_byte(&part, '\0');
            status = buffer_status(&part, error);
            book->sheets[i].part = (text){part.data, part.length ? part.length - 1 : 0};
            book->sheets[i].cells = cells;
        }
    }
    buffer_free(&id);
    buffer_free(&target);
    buffer_free(&type);
    sheet_xml_close(&xml);
    return status;
}

/* A number format's code; what is none counts as the general one. */
static int xlsx_code(const buffer *written)
{
    long code = written->failed ? 0 : strtol(written->data, NULL, 10);
    return code > 0 && code <= INT_MAX ? (int)code : 0;
}

static esep_status xlsx_read_formats(xlsx_book *book, sheet_xml *xml, xlsx_format *formats, esep_error *error)
{
    buffer value = {0};
    size_t n_formats = 0;
    bool any = true, cells = false;
    esep_status status = ESEP_OK;
    while (status == ESEP_OK && any) {
        status = sheet_xml_next(xml, &any, error);
        if (status != ESEP_OK || !any)
            break;
        if (sheet_xml_begins(xml, "numFmt") && n_formats < XLSX_STYLES &&
            sheet_xml_attribute(xml, "numFmtId", &value)) {
            formats[n_formats].code = xlsx_code(&value);
            sheet_xml_attribute(xml, "formatCode", &value);
            formats[n_formats++].style = xlsx_style_of_format(buffer_text(&value));
        }
        if (sheet_xml_begins(xml, "cellXfs"))
            cells = true;
        if (sheet_xml_ends(xml, "cellXfs"))
            cells = false;
        if (!cells || !sheet_xml_begins(xml, "xf") || book->n_styles == XLSX_STYLES)
            continue;
        sheet_xml_attribute(xml, "numFmtId", &value);
        int code = xlsx_code(&value);
        xlsx_style style = xlsx_style_of_code(code);
        for (size_t i = 0; i < n_formats; i++)
            style = formats[i].code == code ? formats[i].style : style;
        book->styles[book->n_styles++] = (uint8_t)style;
    }
    buffer_free(&value);
    return status;
}

static esep_status xlsx_read_styles(xlsx_book *book, esep_error *error)
{
    sheet_xml xml = {0};
    if (!sheet_archive_has(book->archive, "xl/styles.xml"))
        return ESEP_OK;
    xlsx_format *formats = calloc(XLSX_STYLES, sizeof *formats);
    book->styles = calloc(XLSX_STYLES, 1);
    esep_status status = formats && book->styles
                             ? sheet_xml_open(&xml, book->archive, "xl/styles.xml", xlsx_part_limit, error)
                             : error_memory(error);
    if (status == ESEP_OK)
        status = xlsx_read_formats(book, &xml, formats, error);
    sheet_xml_close(&xml);
    free(formats);
    return status;
}

static esep_status xlsx_end_string(xlsx_book *book, esep_error *error)
{
    if (book->n_strings == book->strings_capacity) {
        size_t capacity = book->strings_capacity ? book->strings_capacity * 2 : 1024;
        size_t *ends = realloc(book->string_ends, capacity * sizeof *ends);
        if (!ends)
            return error_memory(error);
        book->string_ends = ends;
        book->strings_capacity = capacity;
    }
    if (book->n_strings == XLSX_STRINGS)
        return table_damaged("XLSX or ODS", "sharedStrings", &book->place, error);
    book->string_ends[book->n_strings++] = book->strings.length;
    return buffer_status(&book->strings, error);
}

static esep_status xlsx_read_strings(xlsx_book *book, esep_error *error)
{
    static const char part[] = "xl/sharedStrings.xml";
    sheet_xml xml = {0};
    bool any = true, inside = false, spoken = false; /* in <t>; in <rPh>, which says how the rest is spoken */
    buffer whole = {0};
    text t;
    if (!sheet_archive_has(book->archive, part))
        return ESEP_OK;
    esep_status status = sheet_xml_open(&xml, book->archive, part, xlsx_part_limit, error);
    while (status == ESEP_OK && any) {
        status = sheet_xml_next(&xml, &any, error);
        if (status != ESEP_OK || !any)
            break;
        if (sheet_xml_begins(&xml, "t"))
            inside = true;
        if (sheet_xml_begins(&xml, "rPh"))
            spoken = true;
        if (inside && !spoken && sheet_xml_is_text(&xml, &t))
            buffer_add(&whole, t);
        if (sheet_xml_ends(&xml, "t"))
            inside = false;
        if (sheet_xml_ends(&xml, "rPh"))
            spoken = false;
        if (sheet_xml_ends(&xml, "si")) {
            xlsx_add_text(&book->strings, buffer_text(&whole));
            whole.length = 0;
            status = xlsx_end_string(book, error);
        }
    }
    if (status == ESEP_OK)
        status = buffer_status(&whole, error);
    buffer_free(&whole);
    sheet_xml_close(&xml);
    return status;
}

esep_status xlsx_book_read(xlsx_book *book, sheet_archive *archive, const table_place *place,
                           esep_error *error)
{
    buffer relations = {0};
    book->archive = archive;
    book->place = *place;
    esep_status status = xlsx_read_sheets(book, &relations, error);
    if (status == ESEP_OK)
        status = xlsx_read_relations(book, &relations, error);
    buffer_free(&relations);
    if (status == ESEP_OK)
        status = xlsx_read_styles(book, error);
    return status == ESEP_OK ? xlsx_read_strings(book, error) : status;
}

void xlsx_book_free(xlsx_book *book)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        free((char *)(uintptr_t)book->sheets[i].name.data);
        free((char *)(uintptr_t)book->sheets[i].part.data);
    }
    free(book->sheets);
    free(book->styles);
    free(book->string_ends);
    buffer_free(&book->strings);
}
