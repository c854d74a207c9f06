/* Workbooks in zip archives: which format it is, and which sheet is meant. */
#include "source/sheet_ods.h"
#include "source/sheet_xlsx.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ODS_SHEETS = 1024 };

/* A sheet that is read as a table, and what it hangs on. */
typedef struct table_sheet {
    sheet_archive *archive;
    xlsx_book book;
    table_feed rows; /* of the sheet */
} table_sheet;

static void table_sheet_close(void *state)
{
    table_sheet *t = state;
    if (t->rows.state)
        t->rows.close(t->rows.state);
    xlsx_book_free(&t->book);
    sheet_archive_close(t->archive);
    free(t);
}

static esep_status table_sheet_next(void *state, buffer *out, bool *any, esep_error *error)
{
    table_sheet *t = state;
    return t->rows.next(t->rows.state, out, any, error);
}

/* Has the sheet a header and a row below, both with values? */
static esep_status table_sheet_is_filled(sheet_format *format, bool *filled, esep_error *error)
{
    sheet_row row = {0};
    size_t rows = 0;
    bool any = true;
    esep_status status = format->rewind(format, error);
    while (status == ESEP_OK && any && rows < 2) {
        row.n = row.values.length = 0;
        status = format->next(format, &row, &any, error);
        rows += any && row.n > 0;
    }
    *filled = rows == 2;
    sheet_row_free(&row);
    format->close(format->state);
    free(format->merges);
    return status;
}

/* The sheet that is meant. */
static esep_status table_sheet_choose(table_sheet *t, const table_place *place, sheet_format *chosen,
                                      esep_error *error)
{
    table_layers names = {0};
    const xlsx_sheet *meant = NULL;
    esep_status status = ESEP_OK;
    for (size_t i = 0; i < t->book.n_sheets && status == ESEP_OK; i++) {
        const xlsx_sheet *sheet = &t->book.sheets[i];
        bool filled = false;
        sheet_format format;
        if (!sheet->part.data) {
            status = table_damaged("XLSX or ODS", sheet->name.data, place, error);
            break;
        }
        if (!sheet->cells)
            continue;
        status = xlsx_sheet_open(&format, &t->book, sheet->part.data, error);
        if (status == ESEP_OK)
            status = table_sheet_is_filled(&format, &filled, error);
        if (!meant && (place->layer ? text_equal(sheet->name, text_from(place->layer)) : filled))
            meant = sheet;
        table_layers_add(&names, sheet->name, filled);
    }
    if (status == ESEP_OK)
        status = table_layers_check(&names, meant != NULL, place, error);
    table_layers_free(&names);
    assert(meant || status != ESEP_OK);
    return status == ESEP_OK ? xlsx_sheet_open(chosen, &t->book, meant->part.data, error) : status;
}

/* The same of content.xml, in which the sheets stand one behind the other. */
static esep_status table_sheet_choose_ods(table_sheet *t, const table_place *place, sheet_format *chosen,
                                          esep_error *error)
{
    table_layers names = {0};
    buffer name = {0};
    sheet_xml xml = {0};
    bool any = true, found = false;
    size_t n = 0, meant = 0;
    esep_status status = sheet_xml_open(&xml, t->archive, "content.xml", UINT64_C(4) << 30, error);
    while (status == ESEP_OK && any) {
        status = sheet_xml_next(&xml, &any, error);
        if (status != ESEP_OK || !any || !sheet_xml_begins(&xml, "table"))
            continue;
        if (n == ODS_SHEETS) { /* each is looked for from the beginning */
            status = sheet_xml_nonsense(&xml, "sheets", error);
            break;
        }
        bool filled = false;
        sheet_format format;
        sheet_xml_attribute(&xml, "table:name", &name);
        status = ods_sheet_open(&format, t->archive, place, n, error);
        if (status == ESEP_OK)
            status = table_sheet_is_filled(&format, &filled, error);
        if (!found && (place->layer ? text_equal(buffer_text(&name), text_from(place->layer)) : filled)) {
            found = true;
            meant = n;
        }
        table_layers_add(&names, buffer_text(&name), filled);
        n++;
    }
    sheet_xml_close(&xml);
    if (status == ESEP_OK)
        status = table_layers_check(&names, found, place, error);
    table_layers_free(&names);
    buffer_free(&name);
    return status == ESEP_OK ? ods_sheet_open(chosen, t->archive, place, meant, error) : status;
}

esep_status table_open_sheet(table_feed *rows, const table_place *place, esep_error *error)
{
    sheet_format format;
    table_sheet *t = calloc(1, sizeof *t);
    if (!t)
        return error_memory(error);
    rows->state = t;
    rows->close = table_sheet_close;
    rows->next = table_sheet_next;
    ESEP_TRY(sheet_archive_open(&t->archive, place, error));
    if (sheet_archive_has(t->archive, "xl/workbook.xml")) {
        ESEP_TRY(xlsx_book_read(&t->book, t->archive, place, error));
        ESEP_TRY(table_sheet_choose(t, place, &format, error));
    } else if (sheet_archive_has(t->archive, "content.xml")) {
        ESEP_TRY(table_sheet_choose_ods(t, place, &format, error));
    } else {
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_ZIP);
        return error_at(error, place->shown, 0);
    }
    ESEP_TRY(sheet_open(&t->rows, &format, place, error));
    rows->left_out = t->rows.left_out;
    return ESEP_OK;
}
