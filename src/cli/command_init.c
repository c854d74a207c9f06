/* esep init: look at files, propose a definition. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/output.h"

#include <esep/init.h>
#include <stdlib.h>
#include <string.h>

enum init_option { INIT_NAME, INIT_LANG, INIT_ENCODING, INIT_DELIMITER, INIT_OUTPUT, INIT_OPTIONS };

static const command_option init_options[INIT_OPTIONS] = {
    [INIT_NAME] = {"name", 'n', OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_INIT_NAME, NULL, 0, 0,
                   false},
    [INIT_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG, "en ru kk", 0, 0,
                   false},
    [INIT_ENCODING] = {"encoding", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_ENCODING, NULL, 0,
                       0, false},
    [INIT_DELIMITER] = {"delimiter", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_DELIMITER, NULL,
                        0, 0, false},
    [INIT_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0, 0,
                     false},
};

static esep_status init_run(const command_line *line, esep_error *error)
{
    const option_value *o = line->options;
    const char *path = o[INIT_OUTPUT].text;
    ESEP_TRY(output_check(path, NULL, line->operands, line->n_operands, error));
    const char *slash = path ? strrchr(path, '/') : NULL;
    char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path)) : NULL;
    esep_init_request request = {.sources = line->operands,
                                 .n_sources = line->n_operands,
                                 .encoding = o[INIT_ENCODING].text,
                                 .delimiter = o[INIT_DELIMITER].text,
                                 .name = o[INIT_NAME].text,
                                 .folder = folder,
                                 .language = line->language};
    char *bytes = NULL;
    size_t length = 0;
    esep_status status = slash && !folder ? error_memory(error) : esep_init(&bytes, &length, &request, error);
    free(folder);
    if (status != ESEP_OK)
        return status;
    status = output_whole(path, (text){bytes, length}, error);
    free(bytes);
    return status;
}

static const char *const init_examples[] = {"esep init crimes.csv > crimes.yaml",
                                            "esep init data/ --lang ru -o crimes.yaml", NULL};

const command command_init = {.name = "init",
                              .summary = MESSAGE_CLI_INIT,
                              .operands = MESSAGE_CLI_VALUE_SOURCES,
                              .operands_help = MESSAGE_CLI_CHANGE_SOURCES,
                              .examples = init_examples,
                              .options = init_options,
                              .n_options = INIT_OPTIONS,
                              .run = init_run};
