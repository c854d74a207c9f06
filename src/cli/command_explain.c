/* esep explain: where one figure comes from. */
#include "base/error.h"
#include "cli/bulletin_output.h"
#include "cli/command.h"
#include "cli/notices.h"
#include "cli/output.h"

#include <esep/report.h>

enum explain_option {
    EXPLAIN_PERIOD,
    EXPLAIN_AGAINST,
    EXPLAIN_LANG,
    EXPLAIN_FORMAT,
    EXPLAIN_OUTPUT,
    EXPLAIN_THREADS,
    EXPLAIN_ROWS,
    EXPLAIN_SQL,
    EXPLAIN_OPTIONS
};

static const command_option explain_options[EXPLAIN_OPTIONS] = {
    [EXPLAIN_PERIOD] = {"period", 'p', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CLI_OPT_REPORT_PERIOD,
                        NULL, 0, 0, false},
    [EXPLAIN_AGAINST] = {"against", 'a', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CLI_OPT_AGAINST, NULL,
                         0, 0, false},
    [EXPLAIN_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG_ALL,
                      BULLETIN_LANGUAGES, 0, 0, false},
    [EXPLAIN_FORMAT] = {"format", 'f', OPTION_CHOICE, MESSAGE_CLI_VALUE_FORMAT, MESSAGE_CLI_OPT_REPORT_FORMAT,
                        BULLETIN_FORMATS, 0, 0, false},
    [EXPLAIN_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0,
                        0, false},
    [EXPLAIN_THREADS] = {"threads", 't', OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_THREADS,
                         NULL, 1, 1024, false},
    [EXPLAIN_ROWS] = {"rows", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CLI_OPT_ROWS, NULL, 0, 0, false},
    [EXPLAIN_SQL] = {"sql", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CLI_OPT_SQL, NULL, 0, 0, false},
};

static esep_status explain_write(void *context, const char *bytes, size_t length, esep_error *error)
{
    return output_add(context, (text){bytes, length}, error);
}

typedef esep_status (*explain_call)(const esep_report_request *request,
                                    esep_status (*write)(void *, const char *, size_t, esep_error *),
                                    void *context, esep_error *error);

/* The records themselves as CSV, or the SQL. */
static esep_status explain_plain(explain_call call, const esep_report_request *request, const char *path,
                                 esep_error *error)
{
    output *to = NULL;
    ESEP_TRY(output_begin(&to, path, error));
    esep_status status = call(request, explain_write, to, error);
    if (status != ESEP_OK) {
        output_abandon(to);
        return status;
    }
    return output_finish(to, error);
}

static esep_status explain_run(const command_line *line, esep_error *error)
{
    const option_value *o = line->options;
    esep_form form;
    bulletin_output said = {&o[EXPLAIN_FORMAT], &o[EXPLAIN_LANG], &o[EXPLAIN_OUTPUT]};
    if (line->n_operands != 2)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_ONE_INDICATOR);
    ESEP_TRY(bulletin_output_choose(&form, &said, line, error));
    ESEP_TRY(output_check(o[EXPLAIN_OUTPUT].text, NULL, line->operands, 1, error));
    esep_report_request request = {.definition = line->operands[0],
                                   .indicator = line->operands[1],
                                   .period = o[EXPLAIN_PERIOD].text,
                                   .against = o[EXPLAIN_AGAINST].text,
                                   .threads = (size_t)o[EXPLAIN_THREADS].number};
    if (o[EXPLAIN_ROWS].given)
        return explain_plain(esep_records, &request, o[EXPLAIN_OUTPUT].text, error);
    if (o[EXPLAIN_SQL].given)
        return explain_plain(esep_statements, &request, o[EXPLAIN_OUTPUT].text, error);
    esep_document *d = NULL;
    ESEP_TRY(esep_report(&d, &request, error));
    notices_print(d, line->language);
    esep_status status = bulletin_output_write(d, &form, o[EXPLAIN_OUTPUT].text, error);
    esep_document_free(d);
    return status;
}

static const char *const explain_examples[] = {
    "esep explain examples/karaganda road_deaths", "esep explain examples/karaganda road_deaths --rows",
    "esep explain bulletin.yaml city_share --period 2024-Q1 --lang ru", NULL};

const command command_explain = {.name = "explain",
                                 .summary = MESSAGE_CLI_EXPLAIN,
                                 .operands = MESSAGE_CLI_VALUE_EXPLAIN,
                                 .operands_help = MESSAGE_CLI_EXPLAIN_WHAT,
                                 .examples = explain_examples,
                                 .options = explain_options,
                                 .n_options = EXPLAIN_OPTIONS,
                                 .run = explain_run};
