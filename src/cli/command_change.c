/* esep change: how much each category changed. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/notices.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <esep/change.h>
#include <stdlib.h>

#define CHANGE_FORMATS "text csv json"

enum change_option {
    CHANGE_DATE,
    CHANGE_DATE_FORMAT,
    CHANGE_BY,
    CHANGE_WHERE,
    CHANGE_SUM,
    CHANGE_DISTINCT,
    CHANGE_PERIOD,
    CHANGE_AGAINST,
    CHANGE_COVERED_FROM,
    CHANGE_COVERED_TO,
    CHANGE_FORMAT,
    CHANGE_LANG,
    CHANGE_ENCODING,
    CHANGE_DELIMITER,
    CHANGE_DECIMAL,
    CHANGE_THREADS,
    CHANGE_MEMORY,
    CHANGE_STRICT,
    CHANGE_REJECTS,
    CHANGE_MIN_BASE,
    CHANGE_SMALL_BASE,
    CHANGE_TOP,
    CHANGE_OUTPUT,
    CHANGE_CHUNK,
    CHANGE_OPTIONS
};

#define MOST_BASE INT64_C(1000000000)

static const command_option change_options[CHANGE_OPTIONS] = {
    [CHANGE_DATE] = {"date", 'd', OPTION_TEXT, MESSAGE_CLI_VALUE_COLUMN, MESSAGE_CLI_OPT_DATE, NULL, 0, 0,
                     false},
    [CHANGE_DATE_FORMAT] = {"date-format", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_FORMAT,
                            MESSAGE_CLI_OPT_DATE_FORMAT, NULL, 0, 0, false},
    [CHANGE_BY] = {"by", 'b', OPTION_TEXT, MESSAGE_CLI_VALUE_COLUMNS, MESSAGE_CLI_OPT_BY, NULL, 0, 0, false},
    [CHANGE_WHERE] = {"where", 'w', OPTION_TEXT, MESSAGE_CLI_VALUE_FILTER, MESSAGE_CLI_OPT_WHERE, NULL, 0, 0,
                      false},
    [CHANGE_SUM] = {"sum", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_COLUMN, MESSAGE_CLI_OPT_SUM, NULL, 0, 0, false},
    [CHANGE_DISTINCT] = {"distinct", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_COLUMN, MESSAGE_CLI_OPT_DISTINCT, NULL,
                         0, 0, false},
    [CHANGE_PERIOD] = {"period", 'p', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CLI_OPT_PERIOD, NULL, 0,
                       0, false},
    [CHANGE_AGAINST] = {"against", 'a', OPTION_TEXT, MESSAGE_CLI_VALUE_PERIOD, MESSAGE_CLI_OPT_AGAINST, NULL,
                        0, 0, false},
    [CHANGE_COVERED_FROM] = {"covered-from", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_DAY,
                             MESSAGE_CLI_OPT_COVERED_FROM, NULL, 0, 0, false},
    [CHANGE_COVERED_TO] = {"covered-to", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_DAY, MESSAGE_CLI_OPT_COVERED_TO,
                           NULL, 0, 0, false},
    [CHANGE_FORMAT] = {"format", 'f', OPTION_CHOICE, MESSAGE_CLI_VALUE_FORMAT, MESSAGE_CLI_OPT_FORMAT,
                       CHANGE_FORMATS, 0, 0, false},
    [CHANGE_LANG] = {"lang", 'l', OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_LANG, "en ru kk", 0,
                     0, false},
    [CHANGE_ENCODING] = {"encoding", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_ENCODING, NULL,
                         0, 0, false},
    [CHANGE_DELIMITER] = {"delimiter", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_DELIMITER,
                          NULL, 0, 0, false},
    [CHANGE_DECIMAL] = {"decimal", 0, OPTION_CHOICE, MESSAGE_CLI_VALUE_NAME, MESSAGE_CLI_OPT_DECIMAL,
                        "point comma", 0, 0, false},
    [CHANGE_THREADS] = {"threads", 't', OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_THREADS,
                        NULL, 1, 1024, false},
    [CHANGE_MEMORY] = {"memory", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_MEMORY, NULL, 1,
                       1 << 24, false},
    [CHANGE_STRICT] = {"strict", 0, OPTION_FLAG, MESSAGE_NONE, MESSAGE_CLI_OPT_STRICT, NULL, 0, 0, false},
    [CHANGE_REJECTS] = {"rejects", 0, OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_REJECTS, NULL, 0,
                        0, false},
    [CHANGE_MIN_BASE] = {"min-base", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_MIN_BASE,
                         NULL, 0, MOST_BASE, false},
    [CHANGE_SMALL_BASE] = {"small-base", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER,
                           MESSAGE_CLI_OPT_SMALL_BASE, NULL, 0, MOST_BASE, false},
    [CHANGE_TOP] = {"top", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_TOP, NULL, 1,
                    MOST_BASE, false},
    [CHANGE_OUTPUT] = {"output", 'o', OPTION_TEXT, MESSAGE_CLI_VALUE_FILE, MESSAGE_CLI_OPT_OUTPUT, NULL, 0, 0,
                       false},
    [CHANGE_CHUNK] = {"chunk-bytes", 0, OPTION_NUMBER, MESSAGE_CLI_VALUE_NUMBER, MESSAGE_CLI_OPT_CHUNK, NULL,
                      1, 1 << 30, true},
};

static esep_change_request change_request_from(const command_line *line, esep_format format)
{
    const option_value *o = line->options;
    return (esep_change_request){
        .sources = line->operands,
        .n_sources = line->n_operands,
        .date = o[CHANGE_DATE].text,
        .date_format = o[CHANGE_DATE_FORMAT].text,
        .by = o[CHANGE_BY].text,
        .where = o[CHANGE_WHERE].text,
        .sum = o[CHANGE_SUM].text,
        .distinct = o[CHANGE_DISTINCT].text,
        .decimal = o[CHANGE_DECIMAL].text,
        .period = o[CHANGE_PERIOD].text,
        .against = o[CHANGE_AGAINST].text,
        .covered_from = o[CHANGE_COVERED_FROM].text,
        .covered_to = o[CHANGE_COVERED_TO].text,
        .encoding = o[CHANGE_ENCODING].text,
        .delimiter = o[CHANGE_DELIMITER].text,
        .rejects = o[CHANGE_REJECTS].text,
        .threads = (size_t)o[CHANGE_THREADS].number,
        .memory = (uint64_t)o[CHANGE_MEMORY].number << 20,
        .strict = o[CHANGE_STRICT].given,
        .digest = format == ESEP_JSON,
        .min_base = o[CHANGE_MIN_BASE].given ? o[CHANGE_MIN_BASE].number : -1,
        .small_base = o[CHANGE_SMALL_BASE].given ? o[CHANGE_SMALL_BASE].number : -1,
        .top = (size_t)o[CHANGE_TOP].number,
        .chunk_bytes = (size_t)o[CHANGE_CHUNK].number,
    };
}

static esep_status change_write(const command_line *line, esep_format format, const esep_document *d,
                                esep_error *error)
{
    const char *path = line->options[CHANGE_OUTPUT].text;
    bool terminal = !path && terminal_is_stdout();
    esep_form form = {.format = format,
                      .language = line->language,
                      .width = path ? 0 : terminal_width(),
                      .colour = !path && terminal_colour(),
                      .arrows = terminal};
    char *bytes = NULL;
    size_t length = 0;
    ESEP_TRY(esep_document_write(d, &form, &bytes, &length, error));
    esep_status status = output_whole(path, (text){bytes, length}, error);
    free(bytes);
    return status;
}

static esep_status change_run(const command_line *line, esep_error *error)
{
    ESEP_TRY(output_check(line->options[CHANGE_OUTPUT].text, line->options[CHANGE_REJECTS].text,
                          line->operands, line->n_operands, error));
    progress shown;
    esep_document *d = NULL;
    esep_format format = (esep_format)line->options[CHANGE_FORMAT].number;
    if (!line->options[CHANGE_FORMAT].given)
        ESEP_TRY(output_choose_format(&format, line->options[CHANGE_OUTPUT].text, CHANGE_FORMATS, ESEP_TEXT,
                                      error));
    esep_change_request request = change_request_from(line, format);
    progress_begin(&shown, line->language);
    if (terminal_is_stderr()) {
        request.progress = progress_show;
        request.progress_context = &shown;
    }
    esep_status status = esep_change(&d, &request, error);
    progress_end(&shown);
    if (status != ESEP_OK)
        return status;
    notices_print(d, line->language);
    status = change_write(line, format, d, error);
    esep_document_free(d);
    return status;
}

static const char *const change_examples[] = {
    "esep change crimes.csv --by district",
    "esep change crimes.csv --date registered --by type --where \"gravity in ('grave', 'especially grave')\" "
    "--period 2024-H1",
    "esep change shootings.csv.gz --distinct INCIDENT_KEY --period 2016 --format csv",
    "esep change accidents.csv --date YEAR,MONTH,DAY --sum killed --against previous-period", NULL};

const command command_change = {.name = "change",
                                .summary = MESSAGE_CLI_CHANGE,
                                .operands = MESSAGE_CLI_VALUE_SOURCES,
                                .operands_help = MESSAGE_CLI_CHANGE_SOURCES,
                                .examples = change_examples,
                                .options = change_options,
                                .n_options = CHANGE_OPTIONS,
                                .run = change_run};
