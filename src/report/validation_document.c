#include "report/validation_document.h"

enum {
    VALIDATION_LEVEL,
    VALIDATION_REGISTER,
    VALIDATION_SAYS,
    VALIDATION_COUNT,
    VALIDATION_OF,
    VALIDATION_RULE_NAME,
    VALIDATION_WHAT,
    VALIDATION_VALUE,
    VALIDATION_SPAN,
    VALIDATION_COLUMNS
};

static const document_column validation_columns[VALIDATION_COLUMNS] = {
    [VALIDATION_LEVEL] = {.header = MESSAGE_VALIDATION_LEVEL},
    [VALIDATION_REGISTER] = {.header = MESSAGE_VALIDATION_REGISTER, .machine_name = "register"},
    [VALIDATION_SAYS] = {.header = MESSAGE_VALIDATION_FINDING},
    [VALIDATION_COUNT] = {.header = MESSAGE_VALIDATION_COUNT,
                          .machine_name = "records",
                          .align = DOCUMENT_RIGHT},
    [VALIDATION_OF] = {.header = MESSAGE_VALIDATION_OF,
                       .machine_name = "of",
                       .align = DOCUMENT_RIGHT,
                       .leaves_at = 1},
    [VALIDATION_RULE_NAME] = {.machine_name = "rule"},
    [VALIDATION_WHAT] = {.machine_name = "what"},
    [VALIDATION_VALUE] = {.machine_name = "value"},
    [VALIDATION_SPAN] = {.machine_name = "period"},
};

static const struct {
    const char *word;
    message_id says; /* {1} what, {2} value, {3} span */
} validation_rules[VALIDATION_RULES] = {
    [VALIDATION_REJECTED] = {"rejected", MESSAGE_VALIDATION_REJECTED},
    [VALIDATION_UNKNOWN_CODE] = {"unknown-code", MESSAGE_VALIDATION_UNKNOWN_CODE},
    [VALIDATION_NO_AREA] = {"no-area", MESSAGE_VALIDATION_NO_AREA},
    [VALIDATION_DUPLICATE_KEY] = {"duplicate-key", MESSAGE_VALIDATION_DUPLICATE_KEY},
    [VALIDATION_OUTSIDE_COVERAGE] = {"outside-coverage", MESSAGE_VALIDATION_OUTSIDE_COVERAGE},
    [VALIDATION_HOLE] = {"hole", MESSAGE_VALIDATION_HOLE},
    [VALIDATION_HEAP_DAY] = {"heap-day", MESSAGE_VALIDATION_HEAP_DAY},
    [VALIDATION_HEAP_FIRSTS] = {"heap-firsts", MESSAGE_VALIDATION_HEAP_FIRSTS},
    [VALIDATION_HEAP_HOUR] = {"heap-hour", MESSAGE_VALIDATION_HEAP_HOUR},
    [VALIDATION_BEFORE_EVENT] = {"before-event", MESSAGE_VALIDATION_BEFORE_EVENT},
    [VALIDATION_DELAY] = {"delay", MESSAGE_VALIDATION_DELAY},
    [VALIDATION_EMPTY_FILTER] = {"empty-filter", MESSAGE_VALIDATION_EMPTY_FILTER},
};

static document_value validation_text(document *d, text t)
{
    return t.data ? document_text(d, t) : document_empty();
}

static document_value validation_level_of(document *d, validation_level level)
{
    static const message_id levels[] = {[VALIDATION_NOTE] = MESSAGE_VALIDATION_IS_NOTE,
                                        [VALIDATION_WARNING] = MESSAGE_VALIDATION_IS_WARNING,
                                        [VALIDATION_ERROR] = MESSAGE_VALIDATION_IS_ERROR};
    document_value value = document_says(d, levels[level], NULL, 0);
    value.tone = level == VALIDATION_NOTE ? DOCUMENT_NEUTRAL : DOCUMENT_WARNING;
    return value;
}

static document_value validation_says(document *d, const validation_finding *finding)
{
    bool rest = finding->rule == VALIDATION_UNKNOWN_CODE && !finding->value.data;
    bool span = finding->span.first <= finding->span.last;
    const document_value parts[] = {validation_text(d, finding->what), validation_text(d, finding->value),
                                    span ? document_span(finding->span) : document_empty()};
    return document_says(d, rest ? MESSAGE_VALIDATION_OTHER_CODES : validation_rules[finding->rule].says,
                         parts, 3);
}

static void validation_row(document *d, document_table *table, size_t row, const validation *v,
                           const validation_finding *finding)
{
    const definition_register *from = &v->from->registers[finding->at];
    bool counted = finding->rule != VALIDATION_HOLE, span = finding->span.first <= finding->span.last;
    *document_cell(table, row, VALIDATION_LEVEL) = validation_level_of(d, finding->level);
    *document_cell(table, row, VALIDATION_REGISTER) = document_text(d, from->name);
    *document_cell(table, row, VALIDATION_SAYS) = validation_says(d, finding);
    if (counted) {
        *document_cell(table, row, VALIDATION_COUNT) =
            document_count((int64_t)finding->count, DOCUMENT_PLAIN);
        *document_cell(table, row, VALIDATION_OF) = document_count((int64_t)finding->of, DOCUMENT_PLAIN);
    }
    *document_cell(table, row, VALIDATION_RULE_NAME) =
        document_words(d, validation_rules[finding->rule].word);
    *document_cell(table, row, VALIDATION_WHAT) = validation_text(d, finding->what);
    *document_cell(table, row, VALIDATION_VALUE) = validation_text(d, finding->value);
    if (span)
        *document_cell(table, row, VALIDATION_SPAN) = document_span(finding->span);
}

static void validation_rows(document *d, const validation *v)
{
    document_table *table = document_add_table(d, validation_columns, VALIDATION_COLUMNS, v->n_findings);
    size_t row = 0;
    if (!table)
        return;
    table->machine_name = "findings";
    for (size_t at = 0; at < v->from->n_registers; at++) {
        for (int level = VALIDATION_ERROR; level >= VALIDATION_NOTE; level--) {
            for (size_t i = 0; i < v->n_findings; i++) {
                if (v->findings[i].at == at && v->findings[i].level == (validation_level)level)
                    validation_row(d, table, row++, v, &v->findings[i]);
            }
        }
    }
}

static void validation_accounts(document *d, const validation *v)
{
    for (size_t at = 0; at < v->from->n_registers; at++) {
        const document_value parts[] = {
            document_text(d, v->from->registers[at].name),
            document_count((int64_t)v->accounts[at].read, DOCUMENT_PLAIN),
            document_count((int64_t)cube_account_rejected(&v->accounts[at]), DOCUMENT_PLAIN)};
        document_add(d, DOCUMENT_NOTE, MESSAGE_VALIDATION_ACCOUNT, parts, 3);
    }
}

esep_status validation_document_create(document **out, const validation *v, esep_error *error)
{
    document *d = NULL;
    ESEP_TRY(document_create(&d, error));
    const document_value title[] = {document_text(d, v->from->name),
                                    document_count((int64_t)v->n_errors, DOCUMENT_PLAIN),
                                    document_count((int64_t)(v->n_findings - v->n_errors), DOCUMENT_PLAIN)};
    document_add(d, DOCUMENT_TITLE, MESSAGE_VALIDATION_TITLE, title, 3);
    if (v->n_findings)
        validation_rows(d, v);
    else
        document_add(d, DOCUMENT_PARAGRAPH, MESSAGE_VALIDATION_NOTHING, NULL, 0);
    validation_accounts(d, v);
    document_fact_value(d, &d->facts, "definition", document_text(d, v->from->name));
    document_fact_value(d, &d->facts, "errors", title[1]);
    esep_status status = document_status(d, error);
    if (status != ESEP_OK) {
        document_free(d);
        return status;
    }
    *out = d;
    return ESEP_OK;
}
