#include "cli/bulletin_output.h"

#include "base/error.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>

esep_status bulletin_output_choose(esep_form *form, const bulletin_output *said, const command_line *line,
                                   esep_error *error)
{
    const char *path = said->path->text;
    bool terminal = !path && terminal_is_stdout();
    *form = (esep_form){.format =
                            said->format->given ? (esep_format)said->format->number : output_format_of(path),
                        .language = line->language,
                        .all_languages = said->language->text && strcmp(said->language->text, "all") == 0,
                        .width = path ? 0 : terminal_width(),
                        .colour = !path && terminal_colour(),
                        .arrows = terminal};
    /* The page shows one language first: not the shell's, so that it is the same page on every machine. */
    if (form->all_languages)
        form->language = ESEP_KK;
    if (form->format == ESEP_XLSX && terminal)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_WORKBOOK_TERMINAL);
    if (form->all_languages && form->format != ESEP_HTML && form->format != ESEP_TEXT)
        return error_raise(error, ESEP_USAGE, MESSAGE_CLI_ALL_LANGUAGES);
    return ESEP_OK;
}

static esep_status bulletin_write_one(output *to, const esep_document *d, const esep_form *form,
                                      esep_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    ESEP_TRY(esep_document_write(d, form, &bytes, &length, error));
    esep_status status = output_add(to, (text){bytes, length}, error);
    free(bytes);
    return status;
}

static esep_status bulletin_write_all(output *to, const esep_document *d, esep_form form, esep_error *error)
{
    static const esep_language order[] = {ESEP_KK, ESEP_RU, ESEP_EN};
    if (!form.all_languages || form.format == ESEP_HTML)
        return bulletin_write_one(to, d, &form, error);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        form.language = order[i];
        if (i)
            ESEP_TRY(output_add(to, text_from("\n\n"), error));
        ESEP_TRY(bulletin_write_one(to, d, &form, error));
    }
    return ESEP_OK;
}

esep_status bulletin_output_write(const esep_document *d, const esep_form *form, const char *path,
                                  esep_error *error)
{
    output *to = NULL;
    ESEP_TRY(output_begin(&to, path, error));
    esep_status status = bulletin_write_all(to, d, *form, error);
    if (status != ESEP_OK) {
        output_abandon(to);
        return status;
    }
    return output_finish(to, error);
}
