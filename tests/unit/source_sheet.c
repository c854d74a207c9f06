/* What of a sheet is a table: titles, headers, numbers of columns, merges, totals. */
#include "check.h"
#include "source/sheet.h"

#include <esep/error.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 12, MERGES = 3 };

/* A sheet in memory: cells are separated by '|', an empty one has no value, one that begins with '#' is a number, with '@' a date. */
typedef struct drawn_sheet {
    const char *rows[ROWS];
    sheet_merge merges[MERGES]; /* first_row 0: none */
    size_t at;
} drawn_sheet;

static esep_status drawn_rewind(sheet_format *format, esep_error *error)
{
    drawn_sheet *s = format->state;
    esep_status status = ESEP_OK;
    s->at = 0;
    for (size_t i = 0; i < MERGES && s->merges[i].first_row && status == ESEP_OK; i++)
        status = sheet_add_merge(format, s->merges[i], error);
    return status;
}

static esep_status drawn_next(sheet_format *format, sheet_row *row, bool *any, esep_error *error)
{
    drawn_sheet *s = format->state;
    uint32_t column = 0;
    *any = s->at < ROWS && s->rows[s->at];
    row->number = s->at + 1;
    for (const char *cell = *any ? s->rows[s->at] : ""; *cell; column++) {
        size_t length = strcspn(cell, "|"), skip = *cell == '#' || *cell == '@';
        sheet_kind kind = *cell == '#' ? SHEET_NUMBER : *cell == '@' ? SHEET_DATE : SHEET_TEXT;
        if (sheet_begin_cell(row, column, kind, error) != ESEP_OK)
            return ESEP_SYSTEM;
        buffer_add(&row->values, (text){cell + skip, length - skip});
        sheet_end_cell(row);
        cell += length + (cell[length] == '|');
    }
    s->at += *any;
    return ESEP_OK;
}

static void drawn_close(void *state)
{
    (void)state;
}

/* The table as CSV with '/' for line ends and what was left out, "above repeated totals@begin"; or the error. */
static const char *read_sheet(char out[2000], drawn_sheet *sheet)
{
    sheet_format format = {.rewind = drawn_rewind, .next = drawn_next, .close = drawn_close, .state = sheet};
    const table_place place = {.path = "s", .shown = "s"};
    table_feed rows = {0};
    esep_error error = {0};
    buffer csv = {0};
    bool any = true;
    esep_status status = sheet_open(&rows, &format, &place, &error);
    while (status == ESEP_OK && any)
        status = rows.next(rows.state, &csv, &any, &error);
    for (size_t i = 0; i < csv.length; i++)
        csv.data[i] = csv.data[i] == '\n' ? '/' : csv.data[i];
    const table_left_out *left = &rows.left_out;
    if (status == ESEP_OK)
        snprintf(out, 2000, "%.*s %d %d %d@%d", (int)csv.length, csv.data ? csv.data : "", (int)left->above,
                 (int)left->repeated, (int)left->totals, (int)left->totals_begin);
    else
        esep_error_text(&error, ESEP_EN, out, 2000);
    buffer_free(&csv);
    if (rows.state)
        rows.close(rows.state);
    return out;
}

#define NO_NAME(row, cell)                                                                                   \
    "s:" row ": row " row " should name the columns, but cell " cell                                         \
    " is empty, merged, or no name; one row must name all columns"
#define BESIDE(row, cell, header)                                                                            \
    "s:" row ": cell " cell " has a value, but the header in row " header " gives its column no name"
#define MERGED(row, cells)                                                                                   \
    "s:" row ": the cells " cells                                                                            \
    " are merged: only texts and dates merged within one column are carried down; take the merge apart"

TEST(finds_the_table)
{
    static struct {
        const char *name;
        drawn_sheet sheet;
        const char *expected;
    } cases[] = {
        {"plain", {.rows = {"date|n", "@d|#1"}}, "date,n/d,1/ 0 0 0@0"},
        {"titles",
         {.rows = {"Crimes", "", "of 2023||", "date|place|n", "@d|a|#1"}},
         "date,place,n/d,a,1/ 2 0 0@0"},
        {"blank rows and columns", {.rows = {"", "|date||n", "", "|@d||#1", ""}}, "date,n/d,1/ 0 0 0@0"},
        {"a column without a name", {.rows = {"date||n", "@d|x|#1"}}, BESIDE("2", "B2", "1")},
        {"a value beside the table", {.rows = {"date|n", "@d|#1||note"}}, BESIDE("2", "D2", "1")},
        {"no header", {.rows = {"@d|a|#1", "@d|b|#2"}}, NO_NAME("1", "A1")},
        {"a number among the names", {.rows = {"date|#2023|n", "@d|a|#1"}}, NO_NAME("1", "B1")},
        {"digits among the names", {.rows = {"date|2023|n", "@d|a|#1"}}, NO_NAME("1", "B1")},
        {"two rows of header, merged",
         {.rows = {"date|place|killed|", "||men|women", "@d|a|#1|#2"}, .merges = {{1, 1, 2, 3}}},
         NO_NAME("1", "C1")},
        {"two rows of header, not merged",
         {.rows = {"date|place|killed|", "||men|women", "@d|a|#1|#2"}},
         BESIDE("2", "D2", "1")},
        {"a title as full as the header",
         {.rows = {"Crimes|2023 year", "date|place|n", "@d|a|#1"}},
         BESIDE("2", "C2", "1")},
        {"columns numbered",
         {.rows = {"date|place|n", "#1|#2|#3", "@d|a|#1"}},
         "date,place,n/d,a,1/ 0 1 0@0"},
        {"columns numbered, as texts",
         {.rows = {"date|place|n", "1|2|3", "@d|a|#1"}},
         "date,place,n/d,a,1/ 0 1 0@0"},
        {"two columns numbered, or a record", {.rows = {"a|b", "#1|#2", "#3|#4"}}, "a,b/1,2/3,4/ 0 0 0@0"},
        {"1 2 3 further down", {.rows = {"a|b|c", "#9|#9|#9", "#1|#2|#3"}}, "a,b,c/9,9,9/1,2,3/ 0 0 0@0"},
        {"the header on each page",
         {.rows = {"date|n", "@d|#1", "date|n", "@e|#2", "date|n"}},
         "date,n/d,1/e,2/ 0 2 0@0"},
        {"a value like the name of the only column", {.rows = {"word", "a", "word"}}, "word/a/word/ 0 0 0@0"},
        {"a record with one value like a name",
         {.rows = {"date|place", "@d|place"}},
         "date,place/d,place/ 0 0 0@0"},
        {"Итого", {.rows = {"date|place|n", "@d|a|#1", "Итого||#1"}}, "date,place,n/d,a,1/ 0 0 1@3"},
        {"Барлығы:", {.rows = {"date|place|n", "@d|a|#1", "|Барлығы:|#1"}}, "date,place,n/d,a,1/ 0 0 1@3"},
        {"Total", {.rows = {"date|place|n", "@d|a|#1", " Total ||#1"}}, "date,place,n/d,a,1/ 0 0 1@3"},
        {"Итого по …, Всего",
         {.rows = {"date|place|n", "@d|a|#1", "Итого по области||#1", "Всего||#1"}},
         "date,place,n/d,a,1/ 0 0 2@3"},
        {"totals, then who wrote it",
         {.rows = {"date|place|n", "@d|a|#1", "Итого||#1", "", "Исполнитель: Иванов"}},
         "date,place,n/d,a,1/ 0 0 2@3"},
        {"totals in the middle are a record",
         {.rows = {"date|place|n", "Итого||#1", "@d|a|#1"}},
         "date,place,n/Итого,,1/d,a,1/ 0 0 0@0"},
        {"a full row is no total", {.rows = {"place|n", "a|#1", "Total|#1"}}, "place,n/a,1/Total,1/ 0 0 0@0"},
        {"a name that begins so is no total",
         {.rows = {"place|n|m", "a|#1|#1", "Total Plaza||#1"}},
         "place,n,m/a,1,1/Total Plaza,,1/ 0 0 0@0"},
        {"Итоговый is no total",
         {.rows = {"place|n|m", "a|#1|#1", "Итоговый||#1"}},
         "place,n,m/a,1,1/Итоговый,,1/ 0 0 0@0"},
        {"only totals", {.rows = {"date|place|n", "Итого||#1"}}, "date,place,n/ 0 0 1@2"},
        {"a merged text is carried down",
         {.rows = {"date|place", "@d|a", "@e", "@f|b"}, .merges = {{2, 3, 1, 1}}},
         "date,place/d,a/e,a/f,b/ 0 0 0@0"},
        {"merged numbers",
         {.rows = {"date|n", "@d|#1", "@e"}, .merges = {{2, 3, 1, 1}}},
         MERGED("2", "B2:B3")},
        {"merged across",
         {.rows = {"date|a|b", "@d|x", "@e|y|z"}, .merges = {{2, 2, 1, 2}}},
         MERGED("2", "B2:C2")},
        {"merges that overlap",
         {.rows = {"date|a", "@d|x", "@e|y", "@f"}, .merges = {{2, 3, 1, 1}, {3, 4, 1, 1}}},
         MERGED("3", "B3:B4")},
        {"a value under a merge",
         {.rows = {"date|a", "@d|x", "@e|y"}, .merges = {{2, 3, 1, 1}}},
         MERGED("3", "B3")},
        {"the same value under a merge",
         {.rows = {"date|a", "@d|x", "@e|x"}, .merges = {{2, 3, 1, 1}}},
         "date,a/d,x/e,x/ 0 0 0@0"},
        {"a merge over everything",
         {.rows = {"date|a", "@d|x"}, .merges = {{1, SHEET_ROWS, 0, SHEET_COLUMNS - 1}}},
         NO_NAME("1", "A1")},
        {"a merge over every record",
         {.rows = {"date|a", "@d|x"}, .merges = {{2, SHEET_ROWS, 0, SHEET_COLUMNS - 1}}},
         MERGED("2", "A2:XFD1048576")},
        {"merged titles",
         {.rows = {"Crimes", "date|a", "@d|x"}, .merges = {{1, 1, 0, 1}}},
         "date,a/d,x/ 1 0 0@0"},
        {"an empty merge",
         {.rows = {"date|a|b", "@d", "@e|x|y"}, .merges = {{2, 3, 1, 1}}},
         "date,a,b/d,,/e,x,y/ 0 0 0@0"},
        {"nothing", {.rows = {"", "  "}}, "s: no sheet or layer of the file has rows"},
    };
    char got[2000];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].name);
        CHECK_STRING(read_sheet(got, &cases[i].sheet), cases[i].expected);
    }
}

TEST(words_for_totals)
{
    static const struct {
        const char *words;
        bool total;
    } cases[] = {{"Итого", true},           {"ИТОГО:", true},  {"  всего  ", true},
                 {"Всего по городу", true}, {"Барлығы", true}, {"барлығы : ", true},
                 {"Жиыны облыс", true},     {"Total", true},   {"Grand total:", true},
                 {"TOTAL", true},           {"Totals", true},  {"Total Plaza", false},
                 {"Subtotal", false},       {"Итоги", false},  {"Всеволод", false},
                 {"Барлығын", false},       {"", false},       {":", false},
                 {"Не Итого", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].words);
        CHECK_INT(sheet_is_total(text_from(cases[i].words)), cases[i].total);
    }
}

int main(void)
{
    RUN(finds_the_table);
    RUN(words_for_totals);
    return check_finish();
}
