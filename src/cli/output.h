/* output.h - where the report goes: stdout, or a file that is complete or not there at all (base/whole_file.h). */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/text.h"

#include <esep/document.h>

typedef struct output output;

/** path NULL is stdout. */
esep_status output_begin(output **out, const char *path, esep_error *error);
/** A full disk or a closed pipe is ESEP_SYSTEM. */
esep_status output_add(output *o, text bytes, esep_error *error);
/** All is there: give the file its name. Ends the output in any case. */
esep_status output_finish(output *o, esep_error *error);
/** Leave no file behind. Accepts NULL. */
void output_abandon(output *o);

/** All of it at once. */
esep_status output_whole(const char *path, text bytes, esep_error *error);

/** ESEP_USAGE where the output would take the place of the records, or of the list of those left out. path and rejects may be
 *  NULL. */
esep_status output_check(const char *path, const char *rejects, const char *const *sources, size_t n_sources,
                         esep_error *error);

/** The form that a path's ending names: .html, .htm, .xlsx, .json, .csv; else, and for NULL, ESEP_TEXT. */
esep_format output_format_of(const char *path);
/** The same for a command that writes only `formats` ("text csv json"), `otherwise` where the ending names none. ESEP_USAGE where it names another:
 *  a file called x.html with plain text in it would be opened by the wrong program. */
esep_status output_choose_format(esep_format *format, const char *path, const char *formats,
                                 esep_format otherwise, esep_error *error);

#endif
