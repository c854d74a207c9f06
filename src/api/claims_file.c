#include "api/claims_file.h"

#include "base/error.h"
#include "definition/csv_table.h"
#include "definition/yaml_tree.h"
#include "expression/decimal.h"
#include "report/check_facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One claim as written: a mapping, or a row. */
typedef struct claims_entry {
    const char *path;
    uint64_t line;
    const yaml_node *mapping; /* NULL: a row */
    const csv_table *table;
    size_t row;
    esep_error *error;
} claims_entry;

static esep_status entry_fail(const claims_entry *e, message_id message, const char *key, text written)
{
    char shown[ESEP_ERROR_ARGUMENT_BYTES];
    text_copy_cut(shown, sizeof shown, written);
    error_raise(e->error, ESEP_USAGE, message, key, shown);
    return error_at(e->error, e->path, e->line);
}

/* Missing where it is not said, null or empty. */
static text entry_text(const claims_entry *e, const char *key)
{
    if (!e->mapping) {
        ptrdiff_t column = csv_table_column(e->table, text_from(key));
        text cell = column < 0 ? (text){0} : csv_table_cell(e->table, e->row, (size_t)column);
        return cell.length ? cell : (text){0};
    }
    const yaml_node *value = yaml_tree_get(e->mapping, key);
    return value && value->kind == YAML_TEXT && value->scalar.length ? value->scalar : (text){0};
}

static bool entry_true(const claims_entry *e, const char *key)
{
    return text_equal(entry_text(e, key), text_from("true"));
}

static esep_status entry_integer(const claims_entry *e, const char *key, int64_t least, int64_t most,
                                 int64_t *out)
{
    text written = entry_text(e, key);
    char digits[24], *end;
    if (!written.data)
        return ESEP_OK;
    text_copy_cut(digits, sizeof digits, written);
    long long number = strtoll(digits, &end, 10);
    if (*end || end == digits || number < least || number > most)
        return entry_fail(e, MESSAGE_CHECK_FILE_NUMBER, key, written);
    *out = number;
    return ESEP_OK;
}

static esep_status entry_choice(const claims_entry *e, const char *key, const char *const *names, size_t n,
                                size_t *out)
{
    text written = entry_text(e, key);
    if (!written.data)
        return ESEP_OK;
    for (size_t i = 0; i < n; i++) {
        if (text_equal(written, text_from(names[i]))) {
            *out = i;
            return ESEP_OK;
        }
    }
    return entry_fail(e, MESSAGE_CHECK_FILE_WORD, key, written);
}

static esep_status entry_decimal(const claims_entry *e, const char *key, int128 *number, int *decimals,
                                 bool *known)
{
    text written = entry_text(e, key);
    decimal read;
    if (!written.data)
        return ESEP_OK;
    if (decimal_read(&read, written, false) != DECIMAL_OK || read.scale > 9)
        return entry_fail(e, MESSAGE_CHECK_FILE_NUMBER, key, written);
    *number = read.mantissa;
    *decimals = read.scale;
    *known = true;
    return ESEP_OK;
}

/* A number with at least `least` decimals: 38.0 may have been written 38. */
static void number_widen(claim_number *n, int least)
{
    while (n->known && n->decimals < least && n->decimals < 9 && fraction_multiply(&n->number, n->number, 10))
        n->decimals++;
}

static esep_status entry_number(const claims_entry *e, const char *name, claim_number *n)
{
    static const char *const held[] = {"exact", "more", "less", "nearly", "about"};
    char key[40];
    size_t approximation = CLAIM_EXACT;
    int128 unit = 0;
    int unit_decimals = 0;
    bool has_unit = false;
    n->unit = 1;
    ESEP_TRY(entry_decimal(e, name, &n->number, &n->decimals, &n->known));
    snprintf(key, sizeof key, "%s_approximation", name);
    ESEP_TRY(entry_choice(e, strcmp(name, "value") == 0 ? "approximation" : key, held, 5, &approximation));
    n->approximation = (claim_approximation)approximation;
    snprintf(key, sizeof key, "%s_unit", name);
    ESEP_TRY(entry_decimal(e, key, &unit, &unit_decimals, &has_unit));
    for (int i = unit_decimals; has_unit && i < n->decimals; i++)
        unit *= 10;
    if (has_unit && unit_decimals <= n->decimals && unit > 0)
        n->unit = unit;
    return ESEP_OK;
}

static const struct {
    const char *name;
    unsigned bit;
} form_names[] = {{"words", CLAIM_IN_WORDS},    {"fraction", CLAIM_IN_FRACTION},
                  {"one-in-n", CLAIM_ONE_IN_N}, {"range", CLAIM_RANGE},
                  {"anaphora", CLAIM_ANAPHORA}, {"distributed", CLAIM_DISTRIBUTED},
                  {"points", CLAIM_POINTS}};

static unsigned form_bit(text name)
{
    for (size_t i = 0; i < sizeof form_names / sizeof *form_names; i++) {
        if (text_equal(name, text_from(form_names[i].name)))
            return form_names[i].bit;
    }
    return 0;
}

static unsigned entry_form(const claims_entry *e)
{
    const yaml_node *list = e->mapping ? yaml_tree_get(e->mapping, "form") : NULL;
    text written = entry_text(e, "form");
    unsigned form = 0;
    for (size_t i = 0; list && list->kind == YAML_LIST && i < list->n; i++)
        form |= form_bit(list->entries[i].value->scalar);
    for (size_t at = 0; at < written.length;) {
        size_t end = at;
        while (end < written.length && written.data[end] != ' ')
            end++;
        form |= form_bit((text){written.data + at, end - at});
        at = end + 1;
    }
    return form;
}

static esep_status entry_operands(const claims_entry *e, claim *c)
{
    static const char *const names[] = {"current", "base", "whole", "delta"};
    claim_number *numbers[] = {&c->current, &c->base, &c->whole, &c->delta};
    for (size_t i = 0; i < 4; i++) {
        char key[40];
        ESEP_TRY(entry_number(e, names[i], numbers[i]));
        snprintf(key, sizeof key, "%s_implied", names[i]);
        numbers[i]->start = c->start;
        numbers[i]->end = entry_true(e, key) ? c->start : c->end;
    }
    return ESEP_OK;
}

/* Places of their own, so that nothing seems to be printed at the same one. */
static esep_status entry_place(const claims_entry *e, claim *c, size_t number)
{
    int64_t start = -1, end = -1;
    ESEP_TRY(entry_integer(e, "start", 0, INT64_MAX / 2, &start));
    ESEP_TRY(entry_integer(e, "end", 0, INT64_MAX / 2, &end));
    bool given = start >= 0 && end > start;
    c->start = given ? (size_t)start : CHECK_UNPLACED + 2 * number;
    c->end = given ? (size_t)end : CHECK_UNPLACED + 2 * number + 1;
    c->value.start = c->sentence_start = c->start;
    c->value.end = c->sentence_end = c->end;
    return ESEP_OK;
}

static esep_status entry_claim(const claims_entry *e, claim_list *out)
{
    claim c = {0};
    const char *kinds[CLAIM_KINDS];
    size_t kind = CLAIM_KINDS;
    int64_t decimals = -1, direction = 0, per = 0;
    for (size_t i = 0; i < CLAIM_KINDS; i++)
        kinds[i] = check_kind_code((claim_kind)i);
    ESEP_TRY(entry_choice(e, "kind", kinds, CLAIM_KINDS, &kind));
    ESEP_TRY(entry_number(e, "value", &c.value));
    if (kind == CLAIM_KINDS || !c.value.known)
        return entry_fail(e, MESSAGE_CHECK_FILE_MISSING, kind == CLAIM_KINDS ? "kind" : "value", (text){0});
    ESEP_TRY(entry_integer(e, "decimals", 0, 9, &decimals));
    ESEP_TRY(entry_integer(e, "direction", -1, 1, &direction));
    ESEP_TRY(entry_integer(e, "per", 0, 1000000000, &per));
    ESEP_TRY(entry_place(e, &c, out->n));
    ESEP_TRY(entry_operands(e, &c));
    c.kind = (claim_kind)kind;
    if (c.value.unit == 1 && decimals > 0)
        number_widen(&c.value, (int)decimals);
    c.printed_decimals = decimals >= 0 ? (int)decimals : c.value.decimals;
    c.direction = (int)direction;
    c.per = per;
    c.form = entry_form(e);
    c.of_rate = entry_true(e, "of_rate");
    c.measured = entry_true(e, "measured");
    c.unit = entry_text(e, "unit");
    c.subject = entry_text(e, "subject");
    c.period = entry_text(e, "period");
    c.against = entry_text(e, "against");
    return claim_list_add(out, &c, e->error);
}

static bool is_table(const char *path)
{
    size_t length = strlen(path);
    return length > 4 && text_equal_ascii_case((text){path + length - 4, 4}, text_from(".csv"));
}

static esep_status read_table(claim_list *out, arena *memory, const char *path, esep_error *error)
{
    csv_table table;
    ESEP_TRY(csv_table_read(&table, memory, path, error));
    for (size_t row = 0; row < table.n_rows; row++) {
        claims_entry e = {path, table.lines[row], NULL, &table, row, error};
        ESEP_TRY(entry_claim(&e, out));
    }
    return ESEP_OK;
}

/* {claims: [...]}, or the list itself. */
static esep_status read_tree(claim_list *out, arena *memory, const char *path, esep_error *error)
{
    const yaml_node *top, *list;
    ESEP_TRY(yaml_tree_read(&top, memory, path, error));
    list = top->kind == YAML_MAPPING ? yaml_tree_get(top, "claims") : top;
    claims_entry whole = {.path = path, .line = top->line, .error = error};
    if (!list || list->kind != YAML_LIST)
        return entry_fail(&whole, MESSAGE_CHECK_FILE_NO_LIST, "claims", (text){0});
    for (size_t i = 0; i < list->n; i++) {
        claims_entry e = {path, list->entries[i].line, list->entries[i].value, NULL, 0, error};
        if (e.mapping->kind != YAML_MAPPING)
            return entry_fail(&e, MESSAGE_CHECK_FILE_NO_LIST, "claims", (text){0});
        ESEP_TRY(entry_claim(&e, out));
    }
    return ESEP_OK;
}

esep_status claims_file_read(claim_list *out, arena *memory, const char *path, esep_error *error)
{
    return is_table(path) ? read_table(out, memory, path, error) : read_tree(out, memory, path, error);
}
