/* query_model.h - a cube query answered a second time: record after record, from the words of query.h, derivation.h and cube.h,
 * with nothing of src/cube in it. Rows come from csv_model.h. */
#ifndef TWIN_QUERY_MODEL_H
#define TWIN_QUERY_MODEL_H

#include "csv_model.h"
#include "engine/engine.h"
#include "register.h"

enum { MODEL_LIST = 64, MODEL_TEXT = 4096 };

/** column = value, or column <> value. */
typedef struct model_rule {
    const char *column; /**< NULL: all */
    const char *value;
    bool differs;
} model_rule;

typedef struct model_query {
    const char *by[8]; /**< up to a NULL */
    model_rule filter;
    model_rule counts[MODEL_LIST];
    size_t n_counts;
    const char *sums[MODEL_LIST];
    model_rule sum_rules[MODEL_LIST];
    size_t n_sums;
    bool incomplete, squares;
    const char *distinct;
    int windows[16][2]; /**< days as 20230630 */
    size_t n_windows;
    cube_time time;
    const char *key[5];
} model_query;

/** What a derived column is, in the test's own words; "" where nothing fits. */
typedef void (*model_derive)(const model_table *table, const model_row *row, const char *column, char *out);

typedef struct model_cell {
    char name[512]; /**< categories with | behind each, then the day */
    int64_t count, named[MODEL_LIST], present[MODEL_LIST + 1];
    double sums[MODEL_LIST + 1]; /**< thousandths: whole, far below 2^53 */
    char *distinct;              /**< the values, with \n behind each */
    int64_t n_distinct;
} model_cell;

typedef struct model_answer {
    model_cell *cells;
    size_t n;
    cube_account account;
    int first, last; /**< days as 20230630 */
} model_answer;

static inline const char *model_get(const model_table *table, const model_row *row, const char *column,
                                    model_derive derive, char *out)
{
    for (size_t c = 0; c < table->rows[0].n; c++) {
        if (text_equal(table->rows[0].fields[c], text_from(column))) {
            text_copy_cut(out, MODEL_TEXT, row->fields[c]);
            return out;
        }
    }
    derive(table, row, column, out);
    return out;
}

static inline bool model_keeps(const model_table *table, const model_row *row, const model_rule *rule,
                               model_derive derive)
{
    char value[MODEL_TEXT];
    if (!rule->column)
        return true;
    model_get(table, row, rule->column, derive, value);
    return value[0] && (strcmp(value, rule->value) == 0) != rule->differs;
}

static inline int model_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/** 20230630; 0: empty, −1: unreadable, −2: impossible. */
static inline int model_day_of(const char *date)
{
    int year, month, day, n = 0;
    if (!date[0])
        return 0;
    if (sscanf(date, "%4d-%2d-%2d%n", &year, &month, &day, &n) != 3 || n != 10 ||
        (date[10] && date[10] != ' '))
        return -1;
    if (month < 1 || month > 12 || day < 1 || day > model_month_days(year, month))
        return -2;
    return year * 10000 + month * 100 + day;
}

/** A number in thousandths; false where it is none. */
static inline bool model_number(const char *value, double *thousandths)
{
    char *end;
    double number = strtod(value, &end);
    *thousandths = round(number * 1000);
    return value[0] && !*end;
}

static inline void model_add(model_answer *answer, const model_query *asked, const char *name,
                             const double *sums, const bool *present, const bool *named, const char *distinct)
{
    size_t at = 0;
    while (at < answer->n && strcmp(answer->cells[at].name, name) != 0)
        at++;
    if (at == answer->n) {
        answer->cells = realloc(answer->cells, ++answer->n * sizeof *answer->cells);
        answer->cells[at] = (model_cell){.distinct = calloc(1, 1)};
        snprintf(answer->cells[at].name, sizeof answer->cells[at].name, "%s", name);
    }
    model_cell *cell = &answer->cells[at];
    cell->count++;
    for (size_t k = 0; k < asked->n_counts; k++)
        cell->named[k] += named[k];
    for (size_t s = 0; s < asked->n_sums + asked->squares; s++) {
        cell->sums[s] += sums[s];
        cell->present[s] += present[s];
    }
    if (!asked->distinct)
        return;
    char line[MODEL_TEXT + 2];
    snprintf(line, sizeof line, "\n%s\n", distinct);
    if (strstr(cell->distinct, line))
        return;
    cell->distinct = realloc(cell->distinct, strlen(cell->distinct) + strlen(line) + 1);
    strcat(cell->distinct, line);
    cell->n_distinct++;
}

/** The record's key, or "" where a part of it is empty. */
static inline void model_key(const model_table *table, const model_row *row, const model_query *asked,
                             model_derive derive, char *key)
{
    char part[MODEL_TEXT];
    key[0] = '\0';
    for (size_t k = 0; asked->key[k]; k++) {
        model_get(table, row, asked->key[k], derive, part);
        if (!part[0]) {
            key[0] = '\0';
            return;
        }
        strcat(strcat(key, part), "\n");
    }
}

static inline bool model_is_blank_row(const model_row *row)
{
    return row->n == 1 && row->fields[0].length == 0;
}

/** Has the record fields, a date and a key, so that it may replace another? */
static inline bool model_is_sound(const model_table *table, const model_row *row, const model_query *asked,
                                  model_derive derive, char *key)
{
    char date[MODEL_TEXT];
    if (row->n != table->rows[0].n || model_day_of(model_get(table, row, "date", derive, date)) <= 0)
        return false;
    model_key(table, row, asked, derive, key);
    return !asked->key[0] || key[0];
}

static inline bool model_is_replaced(const model_table *table, size_t r, const model_query *asked,
                                     model_derive derive)
{
    static char key[5 * MODEL_TEXT], other[5 * MODEL_TEXT];
    model_key(table, &table->rows[r], asked, derive, key);
    for (size_t later = r + 1; asked->key[0] && later < table->n; later++) {
        const model_row *row = &table->rows[later];
        if (!model_is_blank_row(row) && model_is_sound(table, row, asked, derive, other) &&
            strcmp(key, other) == 0)
            return true;
    }
    return false;
}

/** One record, past its date and key. */
static inline void model_count_row(model_answer *answer, const model_table *table, const model_row *row,
                                   const model_query *asked, model_derive derive, int day)
{
    double sums[MODEL_LIST + 1] = {0};
    bool present[MODEL_LIST + 1] = {0}, named[MODEL_LIST] = {0}, inside = asked->n_windows == 0;
    char value[MODEL_TEXT], name[512] = "", distinct[MODEL_TEXT] = "";
    if (!model_keeps(table, row, &asked->filter, derive)) {
        answer->account.filtered++;
        return;
    }
    for (size_t s = 0; s < asked->n_sums; s++) {
        if (!model_keeps(table, row, &asked->sum_rules[s], derive))
            continue;
        model_get(table, row, asked->sums[s], derive, value);
        present[s] = model_number(value, &sums[s]);
        if (!present[s] && !(asked->incomplete && !value[0])) {
            answer->account.rejected[value[0] ? CUBE_NUMBER_UNREADABLE : CUBE_NUMBER_EMPTY]++;
            return;
        }
    }
    if (asked->squares) {
        sums[asked->n_sums] = sums[0] * sums[0] / 1000;
        present[asked->n_sums] = present[0];
    }
    if (asked->distinct) {
        model_get(table, row, asked->distinct, derive, distinct);
        if (!distinct[0]) {
            answer->account.rejected[CUBE_KEY_EMPTY]++;
            return;
        }
    }
    for (size_t w = 0; w < asked->n_windows; w++)
        inside = inside || (day >= asked->windows[w][0] && day <= asked->windows[w][1]);
    if (!inside) {
        answer->account.outside++;
        return;
    }
    for (size_t k = 0; k < asked->n_counts; k++)
        named[k] = model_keeps(table, row, &asked->counts[k], derive);
    for (size_t d = 0; asked->by[d]; d++)
        strcat(strcat(name, model_get(table, row, asked->by[d], derive, value)), "|");
    snprintf(name + strlen(name), sizeof name - strlen(name), "%d",
             asked->time == CUBE_TIMELESS  ? 0
             : asked->time == CUBE_MONTHLY ? day / 100
                                           : day);
    answer->account.counted++;
    model_add(answer, asked, name, sums, present, named, distinct);
}

static inline model_answer model_answer_to(const model_table *table, const model_query *asked,
                                           model_derive derive)
{
    model_answer answer = {0};
    static char date[MODEL_TEXT], key[5 * MODEL_TEXT];
    for (size_t r = 1; r < table->n; r++) {
        const model_row *row = &table->rows[r];
        if (model_is_blank_row(row))
            continue;
        answer.account.read++;
        if (row->n != table->rows[0].n) {
            answer.account.rejected[CUBE_FIELDS]++;
            continue;
        }
        int day = model_day_of(model_get(table, row, "date", derive, date));
        if (day <= 0) {
            answer.account.rejected[day == 0    ? CUBE_DATE_EMPTY
                                    : day == -1 ? CUBE_DATE_UNREADABLE
                                                : CUBE_DATE_IMPOSSIBLE]++;
            continue;
        }
        if (!model_is_sound(table, row, asked, derive, key)) {
            answer.first = answer.first && answer.first < day ? answer.first : day;
            answer.last = answer.last > day ? answer.last : day;
            answer.account.rejected[CUBE_KEY_EMPTY]++;
            continue;
        }
        if (model_is_replaced(table, r, asked, derive)) {
            answer.account.replaced++;
            continue;
        }
        answer.first = answer.first && answer.first < day ? answer.first : day;
        answer.last = answer.last > day ? answer.last : day;
        model_count_row(&answer, table, row, asked, derive, day);
    }
    return answer;
}

static inline void model_answer_free(model_answer *answer)
{
    for (size_t i = 0; i < answer->n; i++)
        free(answer->cells[i].distinct);
    free(answer->cells);
    *answer = (model_answer){0};
}

static inline int model_compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static inline void model_print_account(buffer *out, const cube_account *account, int first, int last)
{
    buffer_add_format(
        out,
        "read %" PRIu64 " counted %" PRIu64 " filtered %" PRIu64 " outside %" PRIu64 " replaced %" PRIu64,
        account->read, account->counted, account->filtered, account->outside, account->replaced);
    for (int reason = 0; reason < CUBE_REASONS; reason++)
        buffer_add_format(out, " %" PRIu64, account->rejected[reason]);
    buffer_add_format(out, " %d %d\n", first, last);
}

/** Lines in order, joined; they are freed. */
static inline void model_print_lines(buffer *out, char **lines, size_t n)
{
    qsort(lines, n, sizeof *lines, model_compare_lines);
    for (size_t i = 0; i < n; i++) {
        buffer_add_string(out, lines[i]);
        buffer_add_string(out, "\n");
        free(lines[i]);
    }
    free(lines);
    buffer_add_byte(out, '\0');
}

static inline char *model_line(const char *name, int64_t count, const int64_t *named, size_t n_named,
                               const double *sums, size_t n_sums, const int64_t *present, int64_t distinct)
{
    buffer line = {0};
    buffer_add_format(&line, "%s: %" PRId64, name, count);
    for (size_t k = 0; k < n_named; k++)
        buffer_add_format(&line, " #%" PRId64, named[k]);
    for (size_t s = 0; s < n_sums; s++) {
        buffer_add_format(&line, " +%.0f", sums[s]);
        if (present)
            buffer_add_format(&line, "/%" PRId64, present[s]);
    }
    buffer_add_format(&line, " !%" PRId64, distinct);
    buffer_add_byte(&line, '\0');
    return line.data;
}

/** All that the model says, as text. */
static inline char *model_print(const model_answer *answer, const model_query *asked)
{
    buffer out = {0};
    char **lines = calloc(answer->n + 1, sizeof *lines);
    model_print_account(&out, &answer->account, answer->first, answer->last);
    for (size_t i = 0; i < answer->n; i++) {
        const model_cell *cell = &answer->cells[i];
        lines[i] = model_line(cell->name, cell->count, cell->named, asked->n_counts, cell->sums,
                              asked->n_sums + asked->squares, asked->incomplete ? cell->present : NULL,
                              cell->n_distinct);
    }
    model_print_lines(&out, lines, answer->n);
    return out.data;
}

static inline int model_day_number(day_number day)
{
    day_date date = day_to_date(day);
    return date.year * 10000 + date.month * 100 + date.day;
}

/** The same of a cube. */
static inline char *model_print_cube(const cube *c, const model_query *asked)
{
    buffer out = {0};
    char **lines = calloc(c->n_cells + 1, sizeof *lines);
    model_print_account(&out, &c->account, c->any_day ? model_day_number(c->first_day) : 0,
                        c->any_day ? model_day_number(c->last_day) : 0);
    for (size_t i = 0; i < c->n_cells; i++) {
        const cube_cell *cell = &c->cells[i];
        char name[512] = "";
        double sums[MODEL_LIST + 1] = {0};
        int64_t distinct = 0;
        for (size_t d = 0; d < c->n_dimensions; d++) {
            text category = c->dimensions[d].categories[c->codes[cell->group * c->n_dimensions + d]];
            strncat(strncat(name, category.data, category.length), "|", 2);
        }
        int day = asked->time == CUBE_TIMELESS ? 0 : model_day_number(cell->day);
        snprintf(name + strlen(name), sizeof name - strlen(name), "%d",
                 asked->time == CUBE_MONTHLY ? day / 100 : day);
        for (size_t s = 0; s < c->n_sums; s++)
            sums[s] = (double)(c->sums[i * c->n_sums + s] / 1000000000000000);
        if (asked->squares) /* these are plain counts */
            sums[c->n_sums - 1] = (double)c->sums[(i + 1) * c->n_sums - 1] * 1000;
        for (size_t k = 0; k < c->n_keys; k++)
            distinct += c->keys[k].cell == i;
        lines[i] = model_line(name, cell->count, c->n_named ? c->named + i * c->n_named : NULL, c->n_named,
                              sums, c->n_sums, c->present ? c->present + i * c->n_sums : NULL, distinct);
    }
    model_print_lines(&out, lines, c->n_cells);
    return out.data;
}

/** The query in the engine's form; texts live as long as `asked` and `memory`. */
static inline void model_rule_text(const model_rule *rule, text *filter, arena *memory)
{
    char written[400];
    *filter = (text){0};
    if (!rule->column)
        return;
    snprintf(written, sizeof written, "%s %s '%s'", rule->column, rule->differs ? "<>" : "=", rule->value);
    *filter = arena_copy(memory, text_from(written));
}

static inline cube_query model_query_of(const model_query *asked, arena *memory)
{
    static const char *const name = "n";
    cube_query query = {.dates = {text_from("date")},
                        .n_dates = 1,
                        .n_counts = asked->n_counts,
                        .n_sums = asked->n_sums,
                        .incomplete = asked->incomplete,
                        .squares = asked->squares,
                        .mark = NUMBER_POINT,
                        .n_windows = asked->n_windows,
                        .time = asked->time,
                        .n_threads = 1};
    text *by = ARENA_TAKE(memory, 8, text), *key = ARENA_TAKE(memory, 5, text);
    text *sums = ARENA_TAKE(memory, MODEL_LIST, text), *rules = ARENA_TAKE(memory, MODEL_LIST, text);
    cube_named_count *counts = ARENA_TAKE(memory, MODEL_LIST, cube_named_count);
    for (; asked->by[query.n_by]; query.n_by++)
        by[query.n_by] = text_from(asked->by[query.n_by]);
    for (; asked->key[query.n_key]; query.n_key++)
        key[query.n_key] = text_from(asked->key[query.n_key]);
    model_rule_text(&asked->filter, &query.filter, memory);
    for (size_t k = 0; k < asked->n_counts; k++) {
        counts[k].name = text_from(name);
        model_rule_text(&asked->counts[k], &counts[k].filter, memory);
    }
    for (size_t s = 0; s < asked->n_sums; s++) {
        sums[s] = text_from(asked->sums[s]);
        model_rule_text(&asked->sum_rules[s], &rules[s], memory);
    }
    for (size_t w = 0; w < asked->n_windows; w++) {
        const int *days = asked->windows[w];
        query.windows[w].first = day_from_date(days[0] / 10000, days[0] / 100 % 100, days[0] % 100);
        query.windows[w].last = day_from_date(days[1] / 10000, days[1] / 100 % 100, days[1] % 100);
    }
    query.by = by;
    query.key = key;
    query.sums = sums;
    query.sum_filters = rules;
    query.counts = counts;
    query.distinct = asked->distinct ? text_from(asked->distinct) : (text){0};
    return query;
}

#endif
