/* esep cube: the cube itself, for another program. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/notices.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <esep/cube.h>

#define CUBE_FORMATS "csv json"

enum cube_option {
    CUBE_BY,
    CUBE_DATE,
    CUBE_DATE_FORMAT,
    CUBE_COUNT,
    CUBE_SUM,
    CUBE_WHERE,
    CUBE_FORMAT,
    CUBE_LANG,
    CUBE_ENCODING,
    CUBE_DELIMITER,
    CUBE_DECIMAL,
    CUBE_THREADS,
    CUBE_MEMORY,
    CUBE_STRICT,
    CUBE_REJECTS,
    CUBE_OUTPUT,
    CUBE_CHUNK,
    CUBE_OPTIONS
};

static const command_option cube_options[CUBE_OPTIONS] = {
    [CUBE_BY] = {"by", 'b', OPTION_TEXT, MESSAGE_CLI_VALUE_COLUMNS, MESSAGE_CLI_OPT_CUBE_BY, NULL, 0, 0,
                 false},
    [CUBE_DATE] = {"date", 'd', OPTION_TEXT, MESSAGE_CLI_VALUE_COLUMN, MESSAGE_CLI_OPT_CUBE_DATE, NULL, 0, 0,
                   false},
    [CUBE_DATE_FORMAT] = {"date-format", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_FORMAT,
                          MESSAGE_CLI_OPT_DATE_FORMAT, NULL, 0, 0, false},
    [CUBE_COUNT] = {"count", 'c', OPTION_LIST, MESSAGE_CLI_VALUE_NAMED_FILTER, MESSAGE_CLI_OPT_COUNT, NULL, 0,
                    0, false},
    [CUBE_SUM] = {"sum", 0, OPTION_LIST, MESSAGE_CLI_VALUE_COLUMN, MESSAGE_CLI_OPT_CUBE_SUM, NULL, 0, 0,
                  false},
    [CUBE_WHERE] = {"where", 'w', OPTION_TEXT, MESSAGE_CLI_VALUE_FILTER, MESSAGE_CLI_OPT_WHERE, NULL, 0, 0,
                    false},
    [CUBE_FORMAT] = {"format", 'f', OPTION_CHOICE, MESSAGE_CLI_VALUE_FORMAT, MESSAGE_CLI_OPT_CUBE_FORMAT,
                     CUBE_FORMATS, 0, 0, false},
    [CUBE_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG, "en ru kk", 0, 0,
                   false},
    [CUBE_ENCODING] = {"encoding", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_ENCODING, NULL, 0,
                       0, false},
    [CUBE_DELIMITER] = {"delimiter", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_DELIMITER, NULL,
                        0, 0, false},
    [CUBE_DECIMAL] = {"decimal", 0, OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_DECIMAL,
                      "point comma", 0, 0, false},
    [CUBE_THREADS] = {"threads", 't', OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_THREADS, NULL,
                      1, 1024, false},
    [CUBE_MEMORY] = {"memory", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_MEMORY, NULL, 1,
                     1 << 24, false},
    [CUBE_STRICT] = {"strict", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CLI_OPT_STRICT, NULL, 0, 0, false},
    [CUBE_REJECTS] = {"rejects", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_REJECTS, NULL, 0, 0,
                      false},
    [CUBE_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0, 0,
                     false},
    [CUBE_CHUNK] = {"chunk-bytes", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_CHUNK, NULL, 1,
                    1 << 30, true},
};

static esep_cube_request cube_request_from(const command_line *line)
{
    const option_value *o = line->options;
    return (esep_cube_request){
        .sources = line->operands,
        .n_sources = line->n_operands,
        .date = o[CUBE_DATE].text,
        .date_format = o[CUBE_DATE_FORMAT].text,
        .by = o[CUBE_BY].text,
        .counts = o[CUBE_COUNT].list,
        .n_counts = o[CUBE_COUNT].n,
        .sums = o[CUBE_SUM].list,
        .n_sums = o[CUBE_SUM].n,
        .where = o[CUBE_WHERE].text,
        .decimal = o[CUBE_DECIMAL].text,
        .encoding = o[CUBE_ENCODING].text,
        .delimiter = o[CUBE_DELIMITER].text,
        .rejects = o[CUBE_REJECTS].text,
        .threads = (size_t)o[CUBE_THREADS].number,
        .strict = o[CUBE_STRICT].given,
        .memory = (uint64_t)o[CUBE_MEMORY].number << 20,
        .chunk_bytes = (size_t)o[CUBE_CHUNK].number,
        .format = o[CUBE_FORMAT].number == 1 ? ESEP_JSON : ESEP_CSV,
    };
}

static esep_status cube_write(void *context, const char *bytes, size_t length, esep_error *error)
{
    return output_add(context, (text){bytes, length}, error);
}

static esep_status cube_run(const command_line *line, esep_error *error)
{
    progress shown;
    output *to = NULL;
    esep_document *notices = NULL;
    esep_cube_request request = cube_request_from(line);
    ESEP_TRY(output_check(line->options[CUBE_OUTPUT].text, line->options[CUBE_REJECTS].text, line->operands,
                          line->n_operands, error));
    if (!line->options[CUBE_FORMAT].given)
        ESEP_TRY(output_choose_format(&request.format, line->options[CUBE_OUTPUT].text, CUBE_FORMATS,
                                      ESEP_CSV, error));
    ESEP_TRY(output_begin(&to, line->options[CUBE_OUTPUT].text, error));
    request.write = cube_write;
    request.write_context = to;
    progress_begin(&shown, line->language);
    if (terminal_is_stderr()) {
        request.progress = progress_show;
        request.progress_context = &shown;
    }
    esep_status status = esep_cube(&notices, &request, error);
    progress_end(&shown);
    if (status != ESEP_OK) {
        output_abandon(to);
        return status;
    }
    notices_print(notices, line->language);
    esep_document_free(notices);
    return output_finish(to, error);
}

static const char *const cube_examples[] = {
    "esep cube crimes.csv --by Date:month,\"Primary Type\",District --count arrests=\"Arrest = 'true'\"",
    "esep cube protocols.csv --by date:day --sum fine --sum paid --format json", NULL};

const command command_cube = {.name = "cube",
                              .summary = MESSAGE_CLI_CUBE,
                              .operands = MESSAGE_CLI_VALUE_SOURCES,
                              .operands_help = MESSAGE_CLI_CHANGE_SOURCES,
                              .examples = cube_examples,
                              .options = cube_options,
                              .n_options = CUBE_OPTIONS,
                              .run = cube_run};
