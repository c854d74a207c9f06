/* esep report: definitions in, a bulletin out. */
#include "base/error.h"
#include "cli/bulletin_output.h"
#include "cli/command.h"
#include "cli/notices.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <esep/report.h>

enum report_option {
    REPORT_PERIOD,
    REPORT_AGAINST,
    REPORT_LANG,
    REPORT_FORMAT,
    REPORT_OUTPUT,
    REPORT_THREADS,
    REPORT_MEMORY,
    REPORT_STRICT,
    REPORT_OPTIONS
};

static const command_option report_options[REPORT_OPTIONS] = {
    [REPORT_PERIOD] = {"period", 'p', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CLI_OPT_REPORT_PERIOD,
                       NULL, 0, 0, false},
    [REPORT_AGAINST] = {"against", 'a', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CLI_OPT_AGAINST, NULL,
                        0, 0, false},
    [REPORT_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG_ALL,
                     BULLETIN_LANGUAGES, 0, 0, false},
    [REPORT_FORMAT] = {"format", 'f', OPTION_CHOICE, MESSAGE_CLI_VALUE_FORMAT, MESSAGE_CLI_OPT_REPORT_FORMAT,
                       BULLETIN_FORMATS, 0, 0, false},
    [REPORT_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0, 0,
                       false},
    [REPORT_THREADS] = {"threads", 't', OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_THREADS,
                        NULL, 1, 1024, false},
    [REPORT_MEMORY] = {"memory", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_MEMORY, NULL, 1,
                       1 << 24, false},
    [REPORT_STRICT] = {"strict", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CLI_OPT_STRICT, NULL, 0, 0, false},
};

static esep_status report_run(const command_line *line, esep_error *error)
{
    const option_value *o = line->options;
    esep_form form;
    bulletin_output said = {&o[REPORT_FORMAT], &o[REPORT_LANG], &o[REPORT_OUTPUT]};
    if (line->n_operands != 1)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_ONE_DEFINITION, "report");
    ESEP_TRY(bulletin_output_choose(&form, &said, line, error));
    ESEP_TRY(output_check(o[REPORT_OUTPUT].text, NULL, line->operands, line->n_operands, error));
    esep_report_request request = {.definition = line->operands[0],
                                   .period = o[REPORT_PERIOD].text,
                                   .against = o[REPORT_AGAINST].text,
                                   .threads = (size_t)o[REPORT_THREADS].number,
                                   .memory = (uint64_t)o[REPORT_MEMORY].number << 20,
                                   .strict = o[REPORT_STRICT].given};
    progress shown;
    esep_document *d = NULL;
    progress_begin(&shown, line->language);
    if (terminal_is_stderr()) {
        request.progress = progress_show;
        request.progress_context = &shown;
    }
    esep_status status = esep_report(&d, &request, error);
    progress_end(&shown);
    if (status != ESEP_OK)
        return status;
    notices_print(d, line->language);
    status = bulletin_output_write(d, &form, o[REPORT_OUTPUT].text, error);
    esep_document_free(d);
    return status;
}

static const char *const report_examples[] = {
    "esep report examples/karaganda", "esep report examples/karaganda --lang all -o bulletin.html",
    "esep report bulletin.yaml --lang kk --period 2024-Q1 -o bulletin.xlsx",
    "esep report bulletin.yaml --format json", NULL};

const command command_report = {.name = "report",
                                .summary = MESSAGE_CLI_REPORT,
                                .operands = MESSAGE_CLI_VALUE_DEFINITION,
                                .operands_help = MESSAGE_CLI_REPORT_DEFINITION,
                                .examples = report_examples,
                                .options = report_options,
                                .n_options = REPORT_OPTIONS,
                                .run = report_run};
