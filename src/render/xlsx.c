/* A workbook: contents, findings, a sheet a table, a sheet a chart, origins, notes. */
#include "base/error.h"
#include "language/language.h"
#include "render/people.h"
#include "render/render.h"
#include "render/workbook.h"
#include "render/workbook_check.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { XLSX_WIDE = 100, XLSX_NARROW = 33, XLSX_NAMES = 25 }; /* columns of text, in characters */

/* No clock in the output: all workbooks were made at the turn of the century. */
static const time_t xlsx_created = 946684800;

static bool xlsx_is_for_people(const document_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const document_column *column = &table->columns[i];
        if (column->header != MESSAGE_NONE || column->header_text.data ||
            column->header_value.kind != DOCUMENT_EMPTY)
            return true;
    }
    return false;
}

static lxw_worksheet *xlsx_list_sheet(workbook *w, message_id name, const char *title)
{
    workbook_sheet *named = workbook_name_sheet(w, workbook_message(w, name), title);
    lxw_worksheet *sheet = named ? workbook_add_worksheet(w->book, named->name) : NULL;
    w->failed = w->failed || !sheet;
    return sheet;
}

static bool xlsx_has(const document *d, document_block_kind kind)
{
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == kind)
            return true;
    }
    return false;
}

/* All messages of one kind, one a row, under a header. */
static void xlsx_add_list(workbook *w, const document *d, document_block_kind kind, message_id name)
{
    uint32_t row = 0;
    const char *header = workbook_message(w, name);
    lxw_worksheet *sheet = xlsx_has(d, kind) ? xlsx_list_sheet(w, name, header) : NULL;
    if (!sheet)
        return;
    worksheet_set_column(sheet, 0, 0, XLSX_WIDE, NULL);
    workbook_put_text(w, sheet, row++, 0, header, w->heading);
    for (const document_block *block = d->first; block; block = block->next) {
        int lines = 1;
        if (block->kind == kind)
            workbook_put_wrapped(w, sheet, row++, 0, workbook_sentence(w, block->message), XLSX_WIDE, &lines);
    }
    workbook_set_print(sheet);
}

static void xlsx_add_tables(workbook *w, const document *d)
{
    size_t tables = 0, charts = 0;
    const char *heading = "";
    for (const document_block *block = d->first; block; block = block->next) {
        char wanted[WORKBOOK_NAME_BYTES];
        if (block->kind == DOCUMENT_HEADING || block->kind == DOCUMENT_TITLE)
            heading = workbook_sentence(w, block->message);
        if (block->kind == DOCUMENT_CHART)
            workbook_add_picture(w, block->chart, ++charts);
        if (block->kind != DOCUMENT_TABLE || !xlsx_is_for_people(block->table))
            continue;
        snprintf(wanted, sizeof wanted, "%s_%zu", workbook_message(w, MESSAGE_WORKBOOK_TABLE), ++tables);
        workbook_add_table(w, block->table, wanted,
                           block->table->title ? workbook_sentence(w, block->table->title) : heading, NULL);
    }
}

/* Where one figure comes from, as a row. */
static void xlsx_add_origin(workbook *w, lxw_worksheet *sheet, uint32_t row, const document_origin *origin)
{
    buffer lines = {0};
    for (size_t i = 0; i < origin->n_lines; i++) {
        if (i)
            buffer_add_byte(&lines, ' ');
        people_message(&lines, w->language, &origin->lines[i]);
    }
    document_value words = {.kind = DOCUMENT_TEXT, .as.words = buffer_text(&lines)};
    document_value command = {.kind = DOCUMENT_TEXT, .as.words = origin->command};
    int high = 1;
    workbook_put_wrapped(w, sheet, row, 0, workbook_words(w, &origin->label), XLSX_NARROW, &high);
    if (lines.length)
        workbook_put_wrapped(w, sheet, row, 1, workbook_words(w, &words), XLSX_WIDE - XLSX_NARROW, &high);
    if (origin->command.length)
        workbook_put_wrapped(w, sheet, row, 2, workbook_words(w, &command), XLSX_WIDE - XLSX_NARROW, &high);
    w->failed = w->failed || lines.failed;
    buffer_free(&lines);
}

static bool xlsx_origin_is_new(const document_origin *const *seen, size_t n, const document_origin *origin)
{
    for (size_t i = 0; i < n; i++) {
        if (seen[i] == origin)
            return false;
    }
    return true;
}

static size_t xlsx_count_origins(const document *d)
{
    size_t n = 0;
    for (const document_block *block = d->first; block; block = block->next) {
        n += block->origin != NULL;
        if (block->kind == DOCUMENT_TABLE && block->table->origins)
            n += block->table->n_rows;
    }
    return n;
}

static void xlsx_add_origins(workbook *w, const document *d)
{
    static const message_id headers[] = {MESSAGE_WORKBOOK_FIGURE, MESSAGE_WORKBOOK_ORIGIN,
                                         MESSAGE_WORKBOOK_COMMAND};
    size_t most = xlsx_count_origins(d), n = 0;
    if (most == 0)
        return;
    const document_origin **seen = ARENA_TAKE(&w->memory, most, const document_origin *);
    lxw_worksheet *sheet =
        xlsx_list_sheet(w, MESSAGE_WORKBOOK_ORIGINS, workbook_message(w, MESSAGE_WORKBOOK_ORIGINS));
    if (!seen || !sheet) {
        w->failed = true;
        return;
    }
    for (uint16_t i = 0; i < 3; i++)
        workbook_put_text(w, sheet, 0, i, workbook_message(w, headers[i]), w->heading);
    worksheet_set_column(sheet, 0, 0, XLSX_NARROW, NULL);
    worksheet_set_column(sheet, 1, 2, XLSX_WIDE - XLSX_NARROW, NULL);
    workbook_set_print(sheet);
    for (const document_block *block = d->first; block; block = block->next) {
        size_t rows = block->kind == DOCUMENT_TABLE && block->table->origins ? block->table->n_rows : 0;
        for (size_t r = 0; r < rows; r++) {
            const document_origin *origin = block->table->origins[r];
            if (!origin || !xlsx_origin_is_new(seen, n, origin))
                continue;
            seen[n++] = origin;
            xlsx_add_origin(w, sheet, (uint32_t)n, origin);
        }
    }
}

/* The first sheet, made first and filled last: it names the others. */
static void xlsx_fill_contents(workbook *w, lxw_worksheet *sheet, const document *d)
{
    uint32_t row = 0;
    worksheet_set_column(sheet, 0, 0, XLSX_NAMES, NULL);
    worksheet_set_column(sheet, 1, 1, XLSX_WIDE, NULL);
    workbook_set_print(sheet);
    for (const document_block *block = d->first; block; block = block->next) {
        if (block->kind == DOCUMENT_TITLE || block->kind == DOCUMENT_SUBTITLE)
            workbook_put_text(w, sheet, row++, 0, workbook_sentence(w, block->message),
                              block->kind == DOCUMENT_TITLE ? w->heading : NULL);
    }
    workbook_put_text(w, sheet, row, 0, workbook_message(w, MESSAGE_WORKBOOK_SHEET), w->heading);
    workbook_put_text(w, sheet, row++, 1, workbook_message(w, MESSAGE_WORKBOOK_SHEET_HOLDS), w->heading);
    for (size_t i = 1; i < w->n_sheets; i++, row++) {
        char url[WORKBOOK_NAME_BYTES + 32];
        snprintf(url, sizeof url, "internal:'%s'!A1", w->sheets[i].name);
        if (worksheet_write_url(sheet, row, 0, url, NULL) != LXW_NO_ERROR)
            w->failed = true;
        workbook_put_text(w, sheet, row, 0, w->sheets[i].name, NULL);
        workbook_put_text(w, sheet, row, 1, w->sheets[i].title, NULL);
    }
}

static void xlsx_fill(workbook *w, const document *d)
{
    lxw_worksheet *contents = xlsx_list_sheet(w, MESSAGE_WORKBOOK_CONTENTS, "");
    if (!contents)
        return;
    xlsx_add_list(w, d, DOCUMENT_SENTENCE, MESSAGE_WORKBOOK_FINDINGS);
    xlsx_add_tables(w, d);
    xlsx_add_origins(w, d);
    xlsx_add_list(w, d, DOCUMENT_NOTE, MESSAGE_WORKBOOK_NOTES);
    xlsx_fill_contents(w, contents, d);
    worksheet_activate(contents);
}

static esep_status xlsx_open(workbook *w, const char *folder, const char *path, esep_error *error)
{
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)folder};
    w->book = workbook_new_opt(path, &options);
    if (!w->book)
        return error_memory(error);
    w->heading = workbook_add_format(w->book);
    w->wrapped = workbook_add_format(w->book);
    w->numbers = workbook_add_format(w->book);
    w->words = workbook_add_format(w->book);
    if (!w->heading || !w->wrapped || !w->numbers || !w->words)
        return error_memory(error);
    format_set_bold(w->heading);
    format_set_bold(w->numbers);
    format_set_align(w->numbers, LXW_ALIGN_RIGHT);
    format_set_indent(w->words, 1);
    format_set_text_wrap(w->wrapped);
    format_set_align(w->wrapped, LXW_ALIGN_VERTICAL_TOP);
    lxw_doc_properties properties = {.created = xlsx_created};
    workbook_set_properties(w->book, &properties);
    return ESEP_OK;
}

/* The library writes files only: into a folder of its own, and the workbook is read back. */
static esep_status xlsx_read_back(buffer *out, const char *folder, const char *path, esep_error *error)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_WORKBOOK_NOT_WRITTEN, strerror(errno));
    char block[65536];
    size_t n, begin = out->length;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(out, (text){block, n});
    bool bad = ferror(file) != 0;
    fclose(file);
    if (bad)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_WORKBOOK_NOT_WRITTEN, strerror(EIO));
    ESEP_TRY(buffer_status(out, error));
    if (workbook_is_whole((text){out->data + begin, out->length - begin}))
        return ESEP_OK;
    error_raise(error, ESEP_SYSTEM, MESSAGE_WORKBOOK_NOT_WHOLE);
    return error_at(error, folder, 0);
}

static esep_status xlsx_write(buffer *out, const document *d, const char *folder, const char *path,
                              esep_language language, esep_error *error)
{
    workbook *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    w->language = language;
    esep_status status = xlsx_open(w, folder, path, error);
    if (status == ESEP_OK)
        xlsx_fill(w, d);
    bool failed = w->failed;
    lxw_error closed = w->book ? workbook_close(w->book) : LXW_NO_ERROR;
    arena_free(&w->memory);
    free(w);
    if (status != ESEP_OK)
        return status;
    if (failed)
        return error_memory(error);
    if (closed != LXW_NO_ERROR)
        return error_raise(error, ESEP_SYSTEM, MESSAGE_WORKBOOK_NOT_WRITTEN, lxw_strerror(closed));
    return xlsx_read_back(out, folder, path, error);
}

esep_status render_xlsx(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    char folder[PATH_MAX], path[PATH_MAX + 16];
    const char *wanted = getenv("TMPDIR");
    ESEP_TRY(document_status(d, error));
    int length =
        snprintf(folder, sizeof folder, "%s/esep-workbook-XXXXXX", wanted && *wanted ? wanted : "/tmp");
    if (length >= (int)sizeof folder || !mkdtemp(folder)) {
        error_raise(error, ESEP_SYSTEM, MESSAGE_WORKBOOK_NOT_WRITTEN,
                    strerror(length >= (int)sizeof folder ? ENAMETOOLONG : errno));
        return error_at(error, folder, 0);
    }
    snprintf(path, sizeof path, "%s/book.xlsx", folder);
    esep_status status = xlsx_write(out, d, folder, path, options->language, error);
    remove(path);
    rmdir(folder);
    return status;
}
