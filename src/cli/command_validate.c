/* esep validate: do the records fit their definitions? */
#include "base/error.h"
#include "cli/bulletin_output.h"
#include "cli/command.h"
#include "cli/output.h"

#include <esep/report.h>

enum validate_option { VALIDATE_LANG, VALIDATE_FORMAT, VALIDATE_OUTPUT, VALIDATE_THREADS, VALIDATE_OPTIONS };

static const command_option validate_options[VALIDATE_OPTIONS] = {
    [VALIDATE_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG, "en ru kk",
                       0, 0, false},
    [VALIDATE_FORMAT] = {"format", 'f', OPTION_CHOICE, MESSAGE_CLI_VALUE_FORMAT, MESSAGE_CLI_OPT_FORMAT,
                         "text csv json", 0, 0, false},
    [VALIDATE_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0,
                         0, false},
    [VALIDATE_THREADS] = {"threads", 't', OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_THREADS,
                          NULL, 1, 1024, false},
};

static esep_status validate_run(const command_line *line, esep_error *error)
{
    const option_value *o = line->options;
    esep_form form;
    bulletin_output said = {&o[VALIDATE_FORMAT], &o[VALIDATE_LANG], &o[VALIDATE_OUTPUT]};
    esep_document *d = NULL;
    size_t errors = 0;
    char number[24];
    if (line->n_operands != 1)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_ONE_DEFINITION, "validate");
    ESEP_TRY(bulletin_output_choose(&form, &said, line, error));
    ESEP_TRY(output_check(o[VALIDATE_OUTPUT].text, NULL, line->operands, line->n_operands, error));
    esep_report_request request = {.definition = line->operands[0],
                                   .threads = (size_t)o[VALIDATE_THREADS].number};
    ESEP_TRY(esep_validate(&d, &errors, &request, error));
    esep_status status = bulletin_output_write(d, &form, o[VALIDATE_OUTPUT].text, error);
    esep_document_free(d);
    if (status != ESEP_OK || errors == 0)
        return status;
    error_raise(error, ESEP_DATA, MESSAGE_VALIDATION_FAILED, error_number(number, (int64_t)errors));
    return error_at(error, line->operands[0], 0);
}

static const char *const validate_examples[] = {"esep validate examples/karaganda",
                                                "esep validate bulletin.yaml --format csv", NULL};

const command command_validate = {.name = "validate",
                                  .summary = MESSAGE_CLI_VALIDATE,
                                  .operands = MESSAGE_CLI_VALUE_DEFINITION,
                                  .operands_help = MESSAGE_CLI_REPORT_DEFINITION,
                                  .examples = validate_examples,
                                  .options = validate_options,
                                  .n_options = VALIDATE_OPTIONS,
                                  .run = validate_run};
