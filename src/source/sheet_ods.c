#include "source/sheet_ods.h"

#include "source/sheet_xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reading one sheet. */
typedef struct ods_reading {
    sheet_archive *archive;
    table_place place;
    size_t sheet; /* index */
    sheet_xml xml;
    bool inside;       /* the sheet */
    uint64_t last_row; /* number of the last row given */
    uint64_t repeats;  /* the same row this often more */
    uint64_t copies;   /* cells that were given by repeating others */
    sheet_row repeated;
    buffer value, attribute;
} ods_reading;

enum { ODS_COPIES = 1 << 26 };
static const uint64_t ods_limit = UINT64_C(4) << 30;

static void ods_close(void *state)
{
    ods_reading *r = state;
    sheet_xml_close(&r->xml);
    sheet_row_free(&r->repeated);
    buffer_free(&r->value);
    buffer_free(&r->attribute);
    free(r);
}

/* Into the sheet. */
static esep_status ods_rewind(sheet_format *format, esep_error *error)
{
    ods_reading *r = format->state;
    bool any = true;
    size_t met = 0;
    sheet_xml_close(&r->xml);
    r->last_row = r->repeats = r->copies = 0;
    ESEP_TRY(sheet_xml_open(&r->xml, r->archive, "content.xml", ods_limit, error));
    while (any) {
        ESEP_TRY(sheet_xml_next(&r->xml, &any, error));
        r->inside = any && sheet_xml_begins(&r->xml, "table") && met++ == r->sheet;
        if (r->inside)
            return ESEP_OK;
    }
    return sheet_xml_nonsense(&r->xml, "table", error);
}

/* A file of a few hundred bytes can say that it has 17 milliard cells. */
static esep_status ods_count_copies(ods_reading *r, uint64_t cells, esep_error *error)
{
    r->copies += cells;
    return r->copies <= ODS_COPIES ? ESEP_OK : sheet_xml_nonsense(&r->xml, "repeated cells", error);
}

static uint64_t ods_number(ods_reading *r, const char *attribute)
{
    uint64_t number =
        sheet_xml_attribute(&r->xml, attribute, &r->attribute) ? strtoull(r->attribute.data, NULL, 10) : 1;
    return number ? number : 1;
}

/* Past the element at which the reader stands. */
static esep_status ods_pass_over(ods_reading *r, const char *name, esep_error *error)
{
    bool any = true;
    while (any && !sheet_xml_ends(&r->xml, name))
        ESEP_TRY(sheet_xml_next(&r->xml, &any, error));
    return ESEP_OK;
}

/* What a cell shows as text: its paragraphs, without notes on it. */
static esep_status ods_read_text(ods_reading *r, const char *cell, esep_error *error)
{
    bool any = true;
    size_t paragraphs = 0, depth = 0;
    text t;
    r->value.length = 0;
    while (any && !sheet_xml_ends(&r->xml, cell)) {
        ESEP_TRY(sheet_xml_next(&r->xml, &any, error));
        if (sheet_xml_begins(&r->xml, "annotation"))
            ESEP_TRY(ods_pass_over(r, "annotation", error));
        else if (sheet_xml_begins(&r->xml, "p")) {
            if (paragraphs++)
                buffer_add_byte(&r->value, '\n');
            depth = !sheet_xml_ends(&r->xml, "p");
        } else if (sheet_xml_ends(&r->xml, "p"))
            depth = 0;
        else if (depth && sheet_xml_begins(&r->xml, "s")) {
            uint64_t blanks = ods_number(r, "text:c");
            for (uint64_t i = 0; i < blanks && i < 4096; i++)
                buffer_add_byte(&r->value, ' ');
        } else if (depth && sheet_xml_begins(&r->xml, "tab"))
            buffer_add_byte(&r->value, '\t');
        else if (depth && sheet_xml_begins(&r->xml, "line-break"))
            buffer_add_byte(&r->value, '\n');
        else if (depth && sheet_xml_is_text(&r->xml, &t))
            buffer_add(&r->value, t);
    }
    return buffer_status(&r->value, error);
}

/* A whole number of up to six digits before its letter; what follows, or NULL where there is none. */
static const char *ods_time_part(const char *at, char letter, unsigned long *part)
{
    size_t digits = at ? strspn(at, "0123456789") : 0;
    if (digits == 0 || digits > 6 || at[digits] != letter)
        return NULL;
    *part = strtoul(at, NULL, 10);
    return at + digits + 1;
}

/* "PT10H15M00S" as "10:15:00"; anything else as it stands. */
static void ods_add_time(buffer *out, const char *written)
{
    unsigned long hours = 0, minutes = 0, seconds = 0;
    const char *at = strncmp(written, "PT", 2) == 0 ? written + 2 : NULL;
    at = ods_time_part(at, 'H', &hours);
    at = ods_time_part(at, 'M', &minutes);
    at = ods_time_part(at, 'S', &seconds);
    if (at && *at == '\0')
        buffer_add_format(out, "%02lu:%02lu:%02lu", hours, minutes, seconds);
    else
        buffer_add_string(out, written);
}

/* A value that is no text stands in an attribute. False where it makes no sense. */
static bool ods_add_attribute(ods_reading *r, const char *type, buffer *out)
{
    if (strcmp(type, "date") == 0 && sheet_xml_attribute(&r->xml, "office:date-value", &r->attribute)) {
        if (r->attribute.length > 10 && r->attribute.data[10] == 'T')
            r->attribute.data[10] = ' ';
        buffer_add(out, buffer_text(&r->attribute));
        return true;
    }
    if (strcmp(type, "time") == 0 && sheet_xml_attribute(&r->xml, "office:time-value", &r->attribute)) {
        ods_add_time(out, r->attribute.data);
        return true;
    }
    if (strcmp(type, "boolean") == 0 && sheet_xml_attribute(&r->xml, "office:boolean-value", &r->attribute)) {
        buffer_add_string(out, strcmp(r->attribute.data, "true") == 0 ? "TRUE" : "FALSE");
        return true;
    }
    return sheet_xml_attribute(&r->xml, "office:value", &r->attribute) &&
           xlsx_add_number(out, r->attribute.data);
}

static esep_status ods_formula_error(const ods_reading *r, uint32_t column, uint64_t row, esep_error *error)
{
    char place[32];
    sheet_cell_name(place, column, row);
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_FORMULA, place);
    return error_at(error, r->place.shown, row);
}

/* The value of the cell at which the reader stands, into row->values, and past the cell. *kind says what it is. */
static esep_status ods_read_value(ods_reading *r, sheet_row *row, const char *element, uint32_t column,
                                  sheet_kind *kind, esep_error *error)
{
    char type[16] = "";
    bool formula = sheet_xml_attribute(&r->xml, "table:formula", &r->attribute);
    if (sheet_xml_attribute(&r->xml, "office:value-type", &r->attribute))
        text_copy_cut(type, sizeof type, buffer_text(&r->attribute));
    if (formula && !type[0])
        return ods_formula_error(r, column, row->number, error);
    bool fault =
        sheet_xml_attribute(&r->xml, "calcext:value-type", &r->attribute) &&
        strcmp(r->attribute.data, "error") == 0; /* shown as "#REF!", and its value is an empty text */
    bool said = !fault && strcmp(type, "string") == 0 &&
                sheet_xml_attribute(&r->xml, "office:string-value", &r->attribute);
    bool textual = !type[0] || strcmp(type, "string") == 0;
    *kind = textual || strcmp(type, "boolean") == 0                  ? SHEET_TEXT
            : strcmp(type, "date") == 0 || strcmp(type, "time") == 0 ? SHEET_DATE
                                                                     : SHEET_NUMBER;
    if (said)
        buffer_add(&row->values, buffer_text(&r->attribute));
    if (!textual && !ods_add_attribute(r, type, &row->values))
        return sheet_xml_nonsense(&r->xml, type, error);
    ESEP_TRY(ods_read_text(r, element, error));
    if (textual && !said)
        buffer_add(&row->values, buffer_text(&r->value));
    return ESEP_OK;
}

static esep_status ods_read_cell(sheet_format *format, ods_reading *r, sheet_row *row, const char *element,
                                 uint32_t *column, esep_error *error)
{
    uint64_t repeats = ods_number(r, "table:number-columns-repeated");
    uint64_t wide = ods_number(r, "table:number-columns-spanned"),
             high = ods_number(r, "table:number-rows-spanned");
    sheet_kind kind = SHEET_TEXT;
    size_t from = row->values.length;
    if (wide > SHEET_COLUMNS || high > SHEET_ROWS ||
        (format->n_merges == SHEET_MERGES && !format->merges_known && (wide > 1 || high > 1)))
        return sheet_xml_nonsense(&r->xml, "span", error);
    if (wide > 1 || high > 1)
        ESEP_TRY(sheet_add_merge(
            format, (sheet_merge){row->number, row->number + high - 1, *column, *column + (uint32_t)wide - 1},
            error));
    ESEP_TRY(ods_read_value(r, row, element, *column, &kind, error));
    size_t length = row->values.length - from;
    if (length && (repeats > SHEET_COLUMNS || *column + repeats > SHEET_COLUMNS))
        return sheet_xml_nonsense(&r->xml, "columns", error);
    if (length)
        ESEP_TRY(ods_count_copies(r, repeats - 1, error));
    for (uint64_t i = 0; length && i < repeats; i++) {
        ESEP_TRY(sheet_begin_cell(row, *column + (uint32_t)i, kind, error));
        row->cells[row->n - 1].from = from;
        sheet_end_cell(row);
        if (row->n)
            row->cells[row->n - 1].length = length;
    }
    *column += (uint32_t)(repeats > 4 * SHEET_COLUMNS ? 4 * SHEET_COLUMNS : repeats);
    return ESEP_OK;
}

static esep_status ods_copy_row(sheet_row *to, const sheet_row *from, esep_error *error)
{
    to->n = to->values.length = 0;
    buffer_add(&to->values, buffer_text(&from->values));
    for (size_t i = 0; i < from->n; i++) {
        ESEP_TRY(sheet_begin_cell(to, from->cells[i].column, from->cells[i].kind, error));
        to->cells[i] = from->cells[i];
    }
    return ESEP_OK;
}

static esep_status ods_read_row(sheet_format *format, ods_reading *r, sheet_row *row, esep_error *error)
{
    bool any = true;
    uint32_t column = 0;
    uint64_t repeats = ods_number(r, "table:number-rows-repeated");
    row->number = r->last_row + 1;
    while (any && !sheet_xml_ends(&r->xml, "table-row")) {
        ESEP_TRY(sheet_xml_next(&r->xml, &any, error));
        if (sheet_xml_begins(&r->xml, "table-cell"))
            ESEP_TRY(ods_read_cell(format, r, row, "table-cell", &column, error));
        else if (sheet_xml_begins(&r->xml, "covered-table-cell"))
            ESEP_TRY(ods_read_cell(format, r, row, "covered-table-cell", &column, error));
    }
    r->last_row += row->n ? 1 : repeats;
    r->repeats = row->n ? repeats - 1 : 0;
    if (row->n && r->last_row + r->repeats > SHEET_ROWS)
        return sheet_xml_nonsense(&r->xml, "rows", error);
    ESEP_TRY(ods_count_copies(r, r->repeats * row->n, error));
    return r->repeats ? ods_copy_row(&r->repeated, row, error) : ESEP_OK;
}

static esep_status ods_next(sheet_format *format, sheet_row *row, bool *any, esep_error *error)
{
    ods_reading *r = format->state;
    *any = true;
    if (r->repeats) {
        r->repeats--;
        row->number = ++r->last_row;
        return ods_copy_row(row, &r->repeated, error);
    }
    for (;;) {
        if (r->inside)
            ESEP_TRY(sheet_xml_next(&r->xml, any, error));
        if (!r->inside || !*any || sheet_xml_ends(&r->xml, "table")) {
            r->inside = *any = false;
            return ESEP_OK;
        }
        if (sheet_xml_begins(&r->xml, "table-row"))
            return ods_read_row(format, r, row, error);
    }
}

esep_status ods_sheet_open(sheet_format *format, sheet_archive *archive, const table_place *place,
                           size_t sheet, esep_error *error)
{
    ods_reading *r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(error);
    r->archive = archive;
    r->place = *place;
    r->sheet = sheet;
    *format = (sheet_format){.rewind = ods_rewind, .next = ods_next, .close = ods_close, .state = r};
    return ESEP_OK;
}
