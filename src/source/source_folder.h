/* source_folder.h - which files of a folder hold records.
 *
 * Who names a folder means all records in it. A file whose records would be passed over without a word is therefore as
 * bad as a wrong count: whatever may hold records is taken, by its name or by its content, and where it cannot be read,
 * reading it will say so. Text tables (.csv, .tsv, .txt) are one kind; of the others each ending is a kind of its own. */
#ifndef SOURCE_SOURCE_FOLDER_H
#define SOURCE_SOURCE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

enum { SOURCE_FOLDER_KIND_BYTES = 16 };

/** Does the name alone say so? */
bool source_folder_names_records(const char *name);
/** Does the file hold records, by its name or its content? Its kind: "" for text tables, else its ending in small letters. Only a
 *  regular file is looked into. The other files of a Shapefile hold none of their own. */
bool source_folder_holds_records(char kind[SOURCE_FOLDER_KIND_BYTES], const char *path, const char *name,
                                 bool regular);
/** Length of the path without the ending of a compression. */
size_t source_folder_stem(const char *path);

#endif
