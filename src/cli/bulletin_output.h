/* bulletin_output.h - writing what the verbs `report` and `explain` made: form, language and place from their common options. */
#ifndef CLI_BULLETIN_OUTPUT_H
#define CLI_BULLETIN_OUTPUT_H

#include "cli/command.h"

#include <esep/document.h>

/** The forms in the order of the words of --format. */
#define BULLETIN_FORMATS "text csv json html xlsx json-stat sdmx-csv"
#define BULLETIN_LANGUAGES "en ru kk all"

/** What the user said; NULL where not. */
typedef struct bulletin_output {
    const option_value *format;
    const option_value *language;
    const option_value *path;
} bulletin_output;

/** Before any record is read: does what was said go together? A path's ending (.html, .xlsx, .json, .csv) says the form where --format does
 *  not. */
esep_status bulletin_output_choose(esep_form *form, const bulletin_output *said, const command_line *line,
                                   esep_error *error);
/** Write it; with --lang all, a text in each language, one after another. */
esep_status bulletin_output_write(const esep_document *d, const esep_form *form, const char *path,
                                  esep_error *error);

#endif
