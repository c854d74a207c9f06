/* workbook.h - the parts of an XLSX workbook: used by xlsx.c, which puts them together.
 *
 * The layout of accessible official statistics (Government Analysis Function, "Making spreadsheets accessible", 2021): one table a sheet
 * that begins in A1, a contents sheet, a notes sheet, no merged cells, numbers as numbers. No cell is ever a formula. */
#ifndef RENDER_WORKBOOK_H
#define RENDER_WORKBOOK_H

#include "base/arena.h"
#include "render/render.h"

#include <xlsxwriter.h>

enum { WORKBOOK_SHEETS = 250, WORKBOOK_NAME_BYTES = 96, WORKBOOK_FORMATS = 64, WORKBOOK_PAPER = 9 /* A4 */ };

/** A sheet as the contents name it. */
typedef struct workbook_sheet {
    char name[WORKBOOK_NAME_BYTES]; /**< unique, at most 31 characters, none that Excel refuses */
    const char *title;              /**< in the workbook's memory */
} workbook_sheet;

/** A number format, made once. */
typedef struct workbook_format {
    char pattern[48];
    lxw_format *format;
} workbook_format;

typedef struct workbook {
    lxw_workbook *book;
    esep_language language;
    arena memory;
    lxw_format *heading; /**< of columns and titles */
    lxw_format *numbers; /**< of columns of numbers: over them, at the right */
    lxw_format *words;   /**< of words beside numbers: a little apart from them */
    lxw_format *wrapped; /**< of sentences */
    workbook_format formats[WORKBOOK_FORMATS];
    size_t n_formats;
    workbook_sheet sheets[WORKBOOK_SHEETS];
    size_t n_sheets;
    bool failed; /**< memory, or more sheets than a workbook should have */
} workbook;

/** A sheet's place in the contents, with a name made of `wanted` (cut, cleaned, told apart); NULL where there are too many. */
workbook_sheet *workbook_name_sheet(workbook *w, const char *wanted, const char *title);
/** A terminated copy in the workbook's memory of what people read: never NULL ("" when memory failed, which is remembered). */
const char *workbook_words(workbook *w, const document_value *value);
const char *workbook_sentence(workbook *w, const document_message *message);
const char *workbook_message(workbook *w, message_id id);
/** A text into a cell, cut where Excel would refuse it; nothing for an empty one. */
void workbook_put_text(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column, const char *words,
                       lxw_format *format);
/** As put_text, wrapped in a column so wide; the row becomes as high as the widest text needs (`lines`, 1 to begin with). */
void workbook_put_wrapped(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column, const char *words,
                          int width, int *lines);
/** How a sheet is printed: A4, across, as wide as the page, row 1 on each. */
void workbook_set_print(lxw_worksheet *sheet);
/** A value into a cell: a number with its format where it is one that Excel holds exactly enough (15 digits), else words. Ranges are
 *  not taken. `percent_in_header`: the header says "%". */
void workbook_put(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column,
                  const document_value *value, int decimals, bool percent_in_header);

/** The people's columns of a table on a sheet of its own, from A1. columns_of[n_columns] of the table becomes the sheet's column where each stands
 *  (−1: not there; a range takes two); may be NULL. */
lxw_worksheet *workbook_add_table(workbook *w, const document_table *table, const char *wanted,
                                  const char *title, int *columns_of);
/** A chart's data on a sheet, and the chart on another. */
void workbook_add_picture(workbook *w, const document_chart *chart, size_t number);

#endif
