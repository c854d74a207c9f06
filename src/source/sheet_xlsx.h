/* sheet_xlsx.h - XLSX (ECMA-376, part 1: SpreadsheetML): the workbook's parts, and a sheet's rows. */
#ifndef SOURCE_SHEET_XLSX_H
#define SOURCE_SHEET_XLSX_H

#include "source/sheet.h"
#include "source/sheet_archive.h"

/** What a style makes of a number. */
typedef enum xlsx_style { XLSX_PLAIN, XLSX_DAY, XLSX_MOMENT, XLSX_TIME } xlsx_style;

typedef struct xlsx_sheet {
    text name;
    text part;  /**< "xl/worksheets/sheet1.xml"; missing where the workbook does not say it */
    bool cells; /**< no sheet of charts */
} xlsx_sheet;

typedef struct xlsx_book {
    sheet_archive *archive;
    table_place place;
    xlsx_sheet *sheets;
    size_t n_sheets;
    bool from_1904;  /**< days count from 1904-01-01 */
    uint8_t *styles; /**< [n_styles] of xlsx_style, by a cell's s */
    size_t n_styles;
    buffer strings;      /**< shared strings, one behind the other */
    size_t *string_ends; /**< [n_strings] */
    size_t n_strings, strings_capacity;
} xlsx_book;

/** Read workbook, styles and shared strings. xlsx_book_free() also after failure. */
esep_status xlsx_book_read(xlsx_book *book, sheet_archive *archive, const table_place *place,
                           esep_error *error);
void xlsx_book_free(xlsx_book *book);
/** What a number format makes of a number: one of the built-in codes, or as it is written. */
xlsx_style xlsx_style_of_code(int code);
xlsx_style xlsx_style_of_format(text format);
/** Add t with _xHHHH_ (ST_Xstring) read as the character that it stands for. */
void xlsx_add_text(buffer *out, text t);
/** A serial day as the style has it. */
void xlsx_add_date(buffer *out, double serial, xlsx_style style, bool from_1904);
/** A number as it stands in the file: whole ones as they are, others by the fewest digits. False where it is none. */
bool xlsx_add_number(buffer *out, const char *written);

/** Rows of one sheet; takes no ownership of `book`. */
esep_status xlsx_sheet_open(sheet_format *format, xlsx_book *book, const char *part, esep_error *error);

#endif
