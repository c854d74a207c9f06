#include "render/workbook.h"

#include "language/language.h"
#include "render/people.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { WORKBOOK_NAME_CHARACTERS = 31, WORKBOOK_CELL_CHARACTERS = 32000, WORKBOOK_DIGITS = 15 };

/* Bytes of the longest beginning with at most `most` characters. */
static size_t workbook_cut(const char *words, size_t most)
{
    size_t at = 0;
    for (size_t characters = 0; words[at]; at++) {
        if (((unsigned char)words[at] & 0xC0) != 0x80 && characters++ == most)
            break;
    }
    return at;
}

static bool workbook_name_taken(const workbook *w, const char *name)
{
    for (size_t i = 0; i < w->n_sheets; i++) {
        if (strcasecmp(w->sheets[i].name, name) == 0)
            return true;
    }
    return false;
}

workbook_sheet *workbook_name_sheet(workbook *w, const char *wanted, const char *title)
{
    if (w->n_sheets == WORKBOOK_SHEETS) {
        w->failed = true;
        return NULL;
    }
    workbook_sheet *sheet = &w->sheets[w->n_sheets];
    size_t length = workbook_cut(wanted, WORKBOOK_NAME_CHARACTERS);
    snprintf(sheet->name, sizeof sheet->name, "%.*s", (int)length, wanted);
    for (char *c = sheet->name; *c; c++)
        *c = strchr("[]:*?/\\'", *c) ? '_' : *c;
    for (size_t i = 2; workbook_name_taken(w, sheet->name); i++) {
        length = workbook_cut(wanted, WORKBOOK_NAME_CHARACTERS - 4);
        snprintf(sheet->name, sizeof sheet->name, "%.*s_%zu", (int)length, wanted, i);
    }
    sheet->title = title;
    w->n_sheets++;
    return sheet;
}

/* A terminated copy of the buffer in the workbook's memory. */
static const char *workbook_keep(workbook *w, buffer *words)
{
    text copy = words->failed ? (text){0}
                              : arena_copy(&w->memory, words->length ? buffer_text(words) : text_from(""));
    w->failed = w->failed || !copy.data;
    buffer_free(words);
    return copy.data ? copy.data : "";
}

const char *workbook_words(workbook *w, const document_value *value)
{
    buffer words = {0};
    people_value(&words, w->language, value, -1);
    return workbook_keep(w, &words);
}

const char *workbook_sentence(workbook *w, const document_message *message)
{
    buffer words = {0};
    people_message(&words, w->language, message);
    return workbook_keep(w, &words);
}

const char *workbook_message(workbook *w, message_id id)
{
    return language_pattern(w->language, id);
}

void workbook_put_text(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column, const char *words,
                       lxw_format *format)
{
    size_t length = workbook_cut(words, WORKBOOK_CELL_CHARACTERS);
    if (words[length]) {
        text cut = arena_copy(&w->memory, (text){words, length});
        words = cut.data ? cut.data : "";
    }
    if (*words && worksheet_write_string(sheet, row, column, words, format) != LXW_NO_ERROR)
        w->failed = true;
}

/* The library does not measure text, so the height is set: words lose some of a line's end, so a line is taken a little narrower. */
void workbook_put_wrapped(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column, const char *words,
                          int width, int *lines)
{
    enum { POINTS_A_LINE = 15, MOST_LINES = 27 };
    int needed = 1 + (int)(language_width(text_from(words)) * 10 / ((size_t)width * 9));
    workbook_put_text(w, sheet, row, column, words, w->wrapped);
    *lines = needed > *lines ? needed : *lines;
    *lines = *lines > MOST_LINES ? MOST_LINES : *lines;
    if (worksheet_set_row(sheet, row, POINTS_A_LINE * *lines, NULL) != LXW_NO_ERROR)
        w->failed = true;
}

void workbook_set_print(lxw_worksheet *sheet)
{
    worksheet_set_paper(sheet, WORKBOOK_PAPER);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

static lxw_format *workbook_format_for(workbook *w, const char *pattern)
{
    size_t i = 0;
    while (i < w->n_formats && strcmp(w->formats[i].pattern, pattern) != 0)
        i++;
    if (i < w->n_formats)
        return w->formats[i].format;
    lxw_format *format = workbook_add_format(w->book);
    if (!format || i == WORKBOOK_FORMATS) {
        w->failed = true;
        return NULL;
    }
    format_set_num_format(format, pattern);
    snprintf(w->formats[i].pattern, sizeof w->formats[i].pattern, "%s", pattern);
    w->formats[w->n_formats++].format = format;
    return format;
}

/* "#,##0.0", "+#,##0;-#,##0;0" …: Excel puts the reader's own marks in. */
static lxw_format *workbook_number_format(workbook *w, document_style style, int decimals,
                                          bool percent_in_header)
{
    char digits[24] = "#,##0", pattern[WORKBOOK_NAME_BYTES];
    bool signed_style =
        style == DOCUMENT_SIGNED || style == DOCUMENT_SIGNED_PERCENT || style == DOCUMENT_SIGNED_POINTS;
    const char *percent =
        !percent_in_header && (style == DOCUMENT_PERCENT || style == DOCUMENT_SIGNED_PERCENT) ? "\"%\"" : "";
    if (decimals > 0)
        snprintf(digits, sizeof digits, "#,##0.%.*s", decimals > 12 ? 12 : decimals, "000000000000");
    if (signed_style)
        snprintf(pattern, sizeof pattern, "+%s%s;-%s%s;%s%s", digits, percent, digits, percent, digits,
                 percent);
    else
        snprintf(pattern, sizeof pattern, "%s%s", digits, percent);
    return workbook_format_for(w, pattern);
}

/* The value as a double; false where it is no number, or a whole one that a double would falsify. */
static bool workbook_number(const document_value *value, double *number, int *decimals)
{
    int128 limit = 1, whole = 0;
    for (int i = 0; i < WORKBOOK_DIGITS; i++)
        limit *= 10;
    switch (value->kind) {
    case DOCUMENT_COUNT:
        whole = value->as.count;
        *decimals = 0;
        *number = (double)value->as.count;
        break;
    case DOCUMENT_DECIMAL:
        whole = value->as.decimal.number;
        if (*decimals < 0)
            *decimals = value->as.decimal.decimals;
        *number = (double)whole / pow(10, value->as.decimal.decimals);
        break;
    case DOCUMENT_FRACTION:
        if (value->as.ratio.denominator == 0)
            return false;
        *number = fraction_real(value->as.ratio);
        break;
    case DOCUMENT_REAL:
        *number = value->as.real;
        break;
    default:
        return false;
    }
    if (*decimals < 0)
        *decimals = value->style == DOCUMENT_PROBABILITY ? 3 : 1;
    return isfinite(*number) && whole < limit && whole > -limit;
}

void workbook_put(workbook *w, lxw_worksheet *sheet, uint32_t row, uint16_t column,
                  const document_value *value, int decimals, bool percent_in_header)
{
    double number = 0;
    if (!workbook_number(value, &number, &decimals)) {
        workbook_put_text(w, sheet, row, column, workbook_words(w, value), column ? w->words : NULL);
        return;
    }
    lxw_format *format = workbook_number_format(w, value->style, decimals, percent_in_header);
    if (worksheet_write_number(sheet, row, column, number, format) != LXW_NO_ERROR)
        w->failed = true;
}
