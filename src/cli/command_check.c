/* esep check: a published text in, verdicts on its figures out. */
#include "base/error.h"
#include "cli/bulletin_output.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/text_input.h"

#include <esep/check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK_FORMATS "text html json"

enum check_option {
    CHECK_LANG,
    CHECK_WITH,
    CHECK_PERIOD,
    CHECK_CLAIMS,
    CHECK_FORMAT,
    CHECK_REVIEW,
    CHECK_OUTPUT,
    CHECK_OPTIONS
};

static const command_option check_options[CHECK_OPTIONS] = {
    [CHECK_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CHECK_OPT_LANG, "en ru kk", 0,
                    0, false},
    [CHECK_WITH] = {"with", 'w', OPTION_TEXT, MESSAGE_CLI_VALUE_DEFINITION, MESSAGE_CHECK_OPT_WITH, NULL, 0,
                    0, false},
    [CHECK_PERIOD] = {"period", 'p', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CHECK_OPT_PERIOD, NULL, 0,
                      0, false},
    [CHECK_CLAIMS] = {"claims", 'c', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CHECK_OPT_CLAIMS, NULL, 0,
                      0, false},
    [CHECK_FORMAT] = {"format", 'f', OPTION_CHOICE, MESSAGE_CLI_VALUE_FORMAT, MESSAGE_CHECK_OPT_FORMAT,
                      CHECK_FORMATS, 0, 0, false},
    [CHECK_REVIEW] = {"claim-review", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CHECK_OPT_REVIEW, NULL, 0, 0,
                      false},
    [CHECK_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0, 0,
                      false},
};

enum { CHECK_STATUS_ACCUSED = 1 };

static esep_status check_form(esep_form *form, const command_line *line, esep_error *error)
{
    static const esep_format formats[] = {ESEP_TEXT, ESEP_HTML, ESEP_JSON};
    const option_value *o = line->options;
    const char *path = o[CHECK_OUTPUT].text;
    esep_format format = formats[o[CHECK_FORMAT].number];
    if (o[CHECK_REVIEW].given)
        format = ESEP_JSON;
    else if (!o[CHECK_FORMAT].given)
        ESEP_TRY(output_choose_format(&format, path, CHECK_FORMATS, ESEP_TEXT, error));
    *form = (esep_form){.format = format,
                        .language = line->language,
                        .width = path ? 0 : terminal_width(),
                        .colour = !path && terminal_colour(),
                        .arrows = true};
    return ESEP_OK;
}

/* No operand: standard input, where something is piped into it. */
static esep_status check_read(text_input *input, const command_line *line, esep_error *error)
{
    bool claims = line->options[CHECK_CLAIMS].given;
    if (line->n_operands == 0 && !claims && isatty(STDIN_FILENO))
        return error_raise(error, ESEP_USAGE, MESSAGE_CHECK_NO_TEXT);
    if (line->n_operands == 0 && !claims)
        return text_input_add(input, "-", error);
    for (size_t i = 0; i < line->n_operands; i++)
        ESEP_TRY(text_input_add(input, line->operands[i], error));
    return ESEP_OK;
}

static esep_status check_run_on(const text_input *input, const command_line *line, size_t *accused,
                                esep_error *error)
{
    static const esep_language languages[] = {ESEP_EN, ESEP_RU, ESEP_KK};
    const option_value *o = line->options;
    esep_check_request request = {.texts = input->texts,
                                  .n_texts = input->n,
                                  .language_known = o[CHECK_LANG].given,
                                  .language = languages[o[CHECK_LANG].number],
                                  .claims = o[CHECK_CLAIMS].text,
                                  .definition = o[CHECK_WITH].text,
                                  .period = o[CHECK_PERIOD].text,
                                  .claim_review = o[CHECK_REVIEW].given};
    esep_form form;
    esep_document *d = NULL;
    ESEP_TRY(check_form(&form, line, error));
    request.use = form.format == ESEP_JSON ? ESEP_CHECK_MACHINES : ESEP_CHECK_PEOPLE;
    ESEP_TRY(esep_check(&d, accused, &request, error));
    esep_status status = bulletin_output_write(d, &form, o[CHECK_OUTPUT].text, error);
    esep_document_free(d);
    return status;
}

static esep_status check_run(const command_line *line, esep_error *error)
{
    size_t accused = 0;
    ESEP_TRY(output_check(line->options[CHECK_OUTPUT].text, NULL, line->operands, line->n_operands, error));
    text_input *input = calloc(1, sizeof *input);
    if (!input)
        return error_memory(error);
    esep_status status = check_read(input, line, error);
    if (status == ESEP_OK)
        status = check_run_on(input, line, &accused, error);
    text_input_free(input);
    free(input);
    return status == ESEP_OK && accused ? (esep_status)CHECK_STATUS_ACCUSED : status;
}

static const char *const check_examples[] = {
    "esep check interview.txt", "esep check release.html --lang ru -o check.html",
    "esep check interview.txt --with examples/karaganda", "esep check - --format json", NULL};

const command command_check = {.name = "check",
                               .summary = MESSAGE_CHECK_VERB,
                               .operands = MESSAGE_CHECK_OPERANDS,
                               .operands_help = MESSAGE_CHECK_OPERANDS_HELP,
                               .examples = check_examples,
                               .options = check_options,
                               .n_options = CHECK_OPTIONS,
                               .run = check_run};
