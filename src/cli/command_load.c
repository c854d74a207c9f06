/* esep load: records out of files, or of a definition's register, into a database. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/notices.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <esep/load.h>

enum load_option { LOAD_TO, LOAD_BATCH, LOAD_ENCODING, LOAD_DELIMITER, LOAD_STRICT, LOAD_LANG, LOAD_OPTIONS };

static const command_option load_options[LOAD_OPTIONS] = {
    [LOAD_TO] = {"to", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LOAD_TO, NULL, 0, 0, false},
    [LOAD_BATCH] = {"batch", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LOAD_BATCH, NULL, 0, 0,
                    false},
    [LOAD_ENCODING] = {"encoding", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_ENCODING, NULL, 0,
                       0, false},
    [LOAD_DELIMITER] = {"delimiter", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_DELIMITER, NULL,
                        0, 0, false},
    [LOAD_STRICT] = {"strict", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CLI_OPT_STRICT, NULL, 0, 0, false},
    [LOAD_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG, "en ru kk", 0, 0,
                   false},
};

static esep_status load_run(const command_line *line, esep_error *error)
{
    const option_value *o = line->options;
    progress shown;
    esep_document *notices = NULL;
    esep_load_request request = {.sources = line->operands,
                                 .n_sources = line->n_operands,
                                 .to = o[LOAD_TO].text,
                                 .batch = o[LOAD_BATCH].text,
                                 .encoding = o[LOAD_ENCODING].text,
                                 .delimiter = o[LOAD_DELIMITER].text,
                                 .strict = o[LOAD_STRICT].given};
    progress_begin(&shown, line->language);
    if (terminal_is_stderr()) {
        request.progress = progress_show;
        request.progress_context = &shown;
    }
    esep_status status = esep_load(&notices, &request, error);
    progress_end(&shown);
    if (status != ESEP_OK)
        return status;
    notices_print(notices, line->language);
    esep_document_free(notices);
    return ESEP_OK;
}

static const char *const load_examples[] = {
    "esep load crimes.csv --to postgresql://statistics@db.example.kz/police/crimes",
    "esep load bulletin.yaml:crimes --to postgresql://statistics@db.example.kz/police/crimes",
    "esep load crimes-2024-06.csv --batch 2024-06 --to "
    "'clickhouse://localhost:8123/police/crimes?sslmode=disable'",
    NULL};

const command command_load = {.name = "load",
                              .summary = MESSAGE_CLI_LOAD,
                              .operands = MESSAGE_CLI_VALUE_SOURCES,
                              .operands_help = MESSAGE_LOAD_SOURCES,
                              .examples = load_examples,
                              .options = load_options,
                              .n_options = LOAD_OPTIONS,
                              .run = load_run};
