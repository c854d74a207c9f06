/* sheet_archive.h - the XML files inside a workbook: libzip unpacks and checks them, libxml2 reads them node by node, without
 * entities of its own making, network or files beside it. */
#ifndef SOURCE_SHEET_ARCHIVE_H
#define SOURCE_SHEET_ARCHIVE_H

#include "source/table.h"

#include <libxml/xmlreader.h>

typedef struct sheet_archive sheet_archive;

/** Open the zip archive at place->descriptor. */
esep_status sheet_archive_open(sheet_archive **out, const table_place *place, esep_error *error);
void sheet_archive_close(sheet_archive *archive);
bool sheet_archive_has(const sheet_archive *archive, const char *name);

typedef struct sheet_xml {
    sheet_archive *archive;
    xmlTextReaderPtr reader;
    struct zip_file *file;
    uint64_t read; /**< bytes unpacked */
    uint64_t limit;
    uint64_t since; /**< bytes unpacked since the last node */
    bool failed;    /**< unpacking, not the XML */
    bool too_large; /**< beyond `limit` */
    bool stuck;     /**< no node comes: libxml2 would hold a whole file of comments */
} sheet_xml;

/** Open a file of the archive, of which at most `limit` bytes are unpacked. Zeroed is closed. */
esep_status sheet_xml_open(sheet_xml *xml, sheet_archive *archive, const char *name, uint64_t limit,
                           esep_error *error);
void sheet_xml_close(sheet_xml *xml);
/** The next node; *any false at the end. Damage is ESEP_DATA. */
esep_status sheet_xml_next(sheet_xml *xml, bool *any, esep_error *error);
/** Is the node the beginning (the end) of an element so named, whatever the prefix? */
bool sheet_xml_begins(const sheet_xml *xml, const char *name);
bool sheet_xml_ends(const sheet_xml *xml, const char *name);
/** Is the node text, blanks included? */
bool sheet_xml_is_text(const sheet_xml *xml, text *out);
/** An attribute by its name with prefix, into `out` (emptied first, terminated); false where it is missing. */
bool sheet_xml_attribute(const sheet_xml *xml, const char *name, buffer *out);
/** ESEP_DATA: what the file says makes no sense. */
esep_status sheet_xml_nonsense(const sheet_xml *xml, const char *what, esep_error *error);

#endif
