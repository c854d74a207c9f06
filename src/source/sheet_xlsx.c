#include "source/sheet_xlsx.h"

#include <stdlib.h>
#include <string.h>

/* Reading one sheet. */
typedef struct xlsx_reading {
    xlsx_book *book;
    const char *part;
    sheet_xml xml;
    uint64_t last_row;
    buffer value, attribute;
} xlsx_reading;

/* A cell while it is being read. */
typedef struct xlsx_cell {
    uint32_t column;
    char type; /* n s b e d, i: inline text, f: text of a formula */
    xlsx_style style;
    bool formula;
} xlsx_cell;

static const uint64_t xlsx_sheet_limit = UINT64_C(4) << 30;

static void xlsx_close(void *state)
{
    xlsx_reading *r = state;
    sheet_xml_close(&r->xml);
    buffer_free(&r->value);
    buffer_free(&r->attribute);
    free(r);
}

static esep_status xlsx_rewind(sheet_format *format, esep_error *error)
{
    xlsx_reading *r = format->state;
    sheet_xml_close(&r->xml);
    r->last_row = 0;
    return sheet_xml_open(&r->xml, r->book->archive, r->part, xlsx_sheet_limit, error);
}

/* "BC12": letters and digits, either may be missing. What is left is returned; NULL where it is none. */
static const char *xlsx_read_place(const char *at, uint32_t *column, uint64_t *row)
{
    uint64_t letters = 0, digits = 0;
    for (; *at >= 'A' && *at <= 'Z' && letters <= SHEET_COLUMNS; at++)
        letters = letters * 26 + (uint64_t)(*at - 'A' + 1);
    for (; *at >= '0' && *at <= '9' && digits <= SHEET_ROWS; at++)
        digits = digits * 10 + (uint64_t)(*at - '0');
    if (letters == 0 || letters > SHEET_COLUMNS || digits == 0 || digits > SHEET_ROWS)
        return NULL;
    *column = (uint32_t)letters - 1;
    *row = digits;
    return at;
}

static esep_status xlsx_read_merge(sheet_format *format, xlsx_reading *r, esep_error *error)
{
    sheet_merge m;
    if (!sheet_xml_attribute(&r->xml, "ref", &r->attribute))
        return ESEP_OK;
    if (format->n_merges == SHEET_MERGES && !format->merges_known)
        return sheet_xml_nonsense(&r->xml, "merges", error);
    const char *at = xlsx_read_place(r->attribute.data, &m.first_column, &m.first_row);
    at = at && *at == ':' ? xlsx_read_place(at + 1, &m.last_column, &m.last_row) : NULL;
    if (!at || *at || m.last_row < m.first_row || m.last_column < m.first_column)
        return sheet_xml_nonsense(&r->xml, r->attribute.data, error);
    return sheet_add_merge(format, m, error);
}

static esep_status xlsx_start_cell(xlsx_reading *r, xlsx_cell *cell, uint64_t row, uint32_t next_column,
                                   esep_error *error)
{
    uint64_t said = row;
    buffer *a = &r->attribute;
    *cell = (xlsx_cell){.column = next_column, .type = 'n'};
    if (sheet_xml_attribute(&r->xml, "r", a)) {
        const char *end = xlsx_read_place(a->data, &cell->column, &said);
        if (!end || *end || said != row || cell->column < next_column)
            return sheet_xml_nonsense(&r->xml, a->data, error);
    }
    if (cell->column >= SHEET_COLUMNS)
        return sheet_xml_nonsense(&r->xml, "columns", error);
    if (sheet_xml_attribute(&r->xml, "t", a) && a->length)
        cell->type = strcmp(a->data, "inlineStr") == 0 ? 'i' : strcmp(a->data, "str") == 0 ? 'f' : a->data[0];
    if (sheet_xml_attribute(&r->xml, "s", a)) {
        unsigned long style = strtoul(a->data, NULL, 10);
        if (style < r->book->n_styles)
            cell->style = (xlsx_style)r->book->styles[style];
    }
    return ESEP_OK;
}

static bool xlsx_add_shared(const xlsx_book *book, const char *index, buffer *out)
{
    char *end;
    unsigned long i = strtoul(index, &end, 10);
    if (end == index || *end || i >= book->n_strings)
        return false;
    size_t from = i ? book->string_ends[i - 1] : 0;
    if (book->string_ends[i] > from)
        buffer_add(out, (text){book->strings.data + from, book->string_ends[i] - from});
    return true;
}

static bool xlsx_add_number_or_date(const xlsx_book *book, const xlsx_cell *cell, const char *written,
                                    buffer *out)
{
    if (cell->style == XLSX_PLAIN)
        return xlsx_add_number(out, written);
    char *end;
    double serial = strtod(written, &end);
    if (end == written || *end)
        return false;
    xlsx_add_date(out, serial, cell->style, book->from_1904);
    return true;
}

static esep_status xlsx_end_cell(xlsx_reading *r, const xlsx_cell *cell, sheet_row *row, esep_error *error)
{
    char place[32];
    buffer *out = &row->values;
    sheet_cell_name(place, cell->column, row->number);
    if (cell->formula && r->value.length == 0 && cell->type != 'f') {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_FORMULA, place);
        return error_at(error, r->book->place.shown, row->number);
    }
    if (r->value.length == 0)
        return ESEP_OK;
    buffer_add_byte(&r->value, '\0');
    r->value.length--;
    ESEP_TRY(buffer_status(&r->value, error));
    bool dated = cell->type == 'd' || (cell->type == 'n' && cell->style != XLSX_PLAIN);
    sheet_kind kind = dated ? SHEET_DATE : cell->type == 'n' ? SHEET_NUMBER : SHEET_TEXT;
    ESEP_TRY(sheet_begin_cell(row, cell->column, kind, error));
    bool well = true;
    if (cell->type == 's')
        well = xlsx_add_shared(r->book, r->value.data, out);
    else if (cell->type == 'n')
        well = xlsx_add_number_or_date(r->book, cell, r->value.data, out);
    else if (cell->type == 'b')
        buffer_add_string(out, strcmp(r->value.data, "1") == 0 ? "TRUE" : "FALSE");
    else
        xlsx_add_text(out, buffer_text(&r->value));
    sheet_end_cell(row);
    return well ? ESEP_OK : sheet_xml_nonsense(&r->xml, place, error);
}

/* The node is the beginning of a cell: read to its end. */
static esep_status xlsx_read_cell(xlsx_reading *r, sheet_row *row, uint32_t *next_column, esep_error *error)
{
    xlsx_cell cell;
    bool any = true, value = false, spoken = false;
    text t;
    ESEP_TRY(xlsx_start_cell(r, &cell, row->number, *next_column, error));
    *next_column = cell.column + 1;
    r->value.length = 0;
    while (!sheet_xml_ends(&r->xml, "c")) {
        ESEP_TRY(sheet_xml_next(&r->xml, &any, error));
        if (!any)
            return sheet_xml_nonsense(&r->xml, "c", error);
        if (sheet_xml_begins(&r->xml, "f"))
            cell.formula = true;
        if (sheet_xml_begins(&r->xml, "rPh"))
            spoken = true;
        if (sheet_xml_begins(&r->xml, "v") || sheet_xml_begins(&r->xml, "t"))
            value = true;
        if (value && !spoken && sheet_xml_is_text(&r->xml, &t))
            buffer_add(&r->value, t);
        if (sheet_xml_ends(&r->xml, "v") || sheet_xml_ends(&r->xml, "t"))
            value = false;
        if (sheet_xml_ends(&r->xml, "rPh"))
            spoken = false;
    }
    return xlsx_end_cell(r, &cell, row, error);
}

static esep_status xlsx_start_row(xlsx_reading *r, sheet_row *row, esep_error *error)
{
    row->number = r->last_row + 1;
    if (sheet_xml_attribute(&r->xml, "r", &r->attribute)) {
        row->number = strtoull(r->attribute.data, NULL, 10);
        if (row->number <= r->last_row)
            return sheet_xml_nonsense(&r->xml, r->attribute.data, error);
    }
    r->last_row = row->number;
    return row->number <= SHEET_ROWS ? ESEP_OK : sheet_xml_nonsense(&r->xml, "rows", error);
}

static esep_status xlsx_next(sheet_format *format, sheet_row *row, bool *any, esep_error *error)
{
    xlsx_reading *r = format->state;
    uint32_t next_column = 0;
    bool inside = false;
    for (;;) {
        ESEP_TRY(sheet_xml_next(&r->xml, any, error));
        if (!*any)
            return ESEP_OK;
        if (!inside && sheet_xml_begins(&r->xml, "row")) {
            ESEP_TRY(xlsx_start_row(r, row, error));
            inside = true;
        } else if (inside && sheet_xml_begins(&r->xml, "c"))
            ESEP_TRY(xlsx_read_cell(r, row, &next_column, error));
        else if (sheet_xml_begins(&r->xml, "mergeCell"))
            ESEP_TRY(xlsx_read_merge(format, r, error));
        if (inside && sheet_xml_ends(&r->xml, "row"))
            return ESEP_OK;
    }
}

esep_status xlsx_sheet_open(sheet_format *format, xlsx_book *book, const char *part, esep_error *error)
{
    xlsx_reading *r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(error);
    r->book = book;
    r->part = part;
    *format = (sheet_format){.rewind = xlsx_rewind, .next = xlsx_next, .close = xlsx_close, .state = r};
    return ESEP_OK;
}
