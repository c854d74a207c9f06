#include "source/sheet_archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

struct sheet_archive {
    zip_t *zip;
    table_place place;
};

enum { SHEET_NODE_BYTES = 12 << 20 }; /* libxml2 takes texts of up to 10 MB */
static const char archive_format[] = "XLSX or ODS";

esep_status sheet_archive_open(sheet_archive **out, const table_place *place, esep_error *error)
{
    sheet_archive *archive = calloc(1, sizeof *archive);
    zip_error_t problem;
    zip_error_init(&problem);
    if (!archive)
        return error_memory(error);
    archive->place = *place;
    int descriptor = dup(place->descriptor);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "rb") : NULL;
    zip_source_t *from = file ? zip_source_filep_create(file, 0, -1, &problem) : NULL;
    archive->zip = from ? zip_open_from_source(from, ZIP_RDONLY, &problem) : NULL;
    if (archive->zip) {
        *out = archive;
        zip_error_fini(&problem);
        return ESEP_OK;
    }
    esep_status status = table_damaged(archive_format, zip_error_strerror(&problem), place, error);
    zip_error_fini(&problem);
    if (from)
        zip_source_free(from);
    else if (file)
        fclose(file);
    free(archive);
    return status;
}

void sheet_archive_close(sheet_archive *archive)
{
    if (!archive)
        return;
    zip_discard(archive->zip);
    free(archive);
}

bool sheet_archive_has(const sheet_archive *archive, const char *name)
{
    return zip_name_locate(archive->zip, name, 0) >= 0;
}

static int sheet_xml_feed(void *context, char *bytes, int size)
{
    sheet_xml *xml = context;
    zip_int64_t got = zip_fread(xml->file, bytes, (zip_uint64_t)size);
    if (got < 0) {
        xml->failed = true;
        return -1;
    }
    xml->read += (uint64_t)got;
    xml->since += (uint64_t)got;
    xml->too_large = xml->read > xml->limit;
    xml->stuck = xml->since > SHEET_NODE_BYTES;
    return xml->too_large || xml->stuck ? -1 : (int)got;
}

static int sheet_xml_fed(void *context)
{
    (void)context;
    return 0;
}

static void sheet_xml_hush(void *context, const char *words, xmlParserSeverities severity,
                           xmlTextReaderLocatorPtr place)
{
    (void)context;
    (void)words;
    (void)severity;
    (void)place;
}

esep_status sheet_xml_open(sheet_xml *xml, sheet_archive *archive, const char *name, uint64_t limit,
                           esep_error *error)
{
    *xml = (sheet_xml){.archive = archive, .limit = limit};
    xml->file = zip_fopen(archive->zip, name, 0);
    if (!xml->file)
        return table_damaged(archive_format, name, &archive->place, error);
    xml->reader =
        xmlReaderForIO(sheet_xml_feed, sheet_xml_fed, xml, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (!xml->reader) {
        sheet_xml_close(xml);
        return error_memory(error);
    }
    xmlTextReaderSetErrorHandler(xml->reader, sheet_xml_hush, NULL);
    return ESEP_OK;
}

void sheet_xml_close(sheet_xml *xml)
{
    if (xml->reader)
        xmlFreeTextReader(xml->reader);
    if (xml->file)
        zip_fclose(xml->file);
    *xml = (sheet_xml){0};
}

esep_status sheet_xml_nonsense(const sheet_xml *xml, const char *what, esep_error *error)
{
    return table_damaged(archive_format, what, &xml->archive->place, error);
}

esep_status sheet_xml_next(sheet_xml *xml, bool *any, esep_error *error)
{
    xml->since = 0;
    int answer = xmlTextReaderRead(xml->reader);
    *any = answer == 1;
    if (xml->too_large) {
        char megabytes[24];
        error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_LARGE,
                    error_number(megabytes, (int64_t)(xml->limit >> 20)));
        return error_at(error, xml->archive->place.shown, 0);
    }
    if (xml->stuck)
        return sheet_xml_nonsense(xml, "12 MB without a cell", error);
    if (xml->failed)
        return sheet_xml_nonsense(xml, zip_file_strerror(xml->file), error);
    if (answer == 1 && xmlTextReaderNodeType(xml->reader) == XML_READER_TYPE_DOCUMENT_TYPE)
        return sheet_xml_nonsense(xml, "DOCTYPE", error); /* no workbook has one; entities would come of it */
    if (answer >= 0)
        return ESEP_OK;
    const xmlError *last = xmlGetLastError();
    char words[200];
    text_copy_cut(words, sizeof words, text_trim(text_from(last && last->message ? last->message : "XML")));
    for (char *byte = words; *byte; byte++) {
        if (*byte == '\n')
            *byte = '\0';
    }
    return sheet_xml_nonsense(xml, words, error);
}

static bool sheet_xml_is(const sheet_xml *xml, int type, const char *name)
{
    if (xmlTextReaderNodeType(xml->reader) != type)
        return false;
    const char *local = (const char *)xmlTextReaderConstLocalName(xml->reader);
    return local && strcmp(local, name) == 0;
}

bool sheet_xml_begins(const sheet_xml *xml, const char *name)
{
    return sheet_xml_is(xml, XML_READER_TYPE_ELEMENT, name);
}

bool sheet_xml_ends(const sheet_xml *xml, const char *name)
{
    bool empty =
        sheet_xml_is(xml, XML_READER_TYPE_ELEMENT, name) && xmlTextReaderIsEmptyElement(xml->reader) == 1;
    return empty || sheet_xml_is(xml, XML_READER_TYPE_END_ELEMENT, name);
}

bool sheet_xml_is_text(const sheet_xml *xml, text *out)
{
    int type = xmlTextReaderNodeType(xml->reader);
    if (type != XML_READER_TYPE_TEXT && type != XML_READER_TYPE_CDATA && type != XML_READER_TYPE_WHITESPACE &&
        type != XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
        return false;
    *out = text_from((const char *)xmlTextReaderConstValue(xml->reader));
    return out->data != NULL;
}

bool sheet_xml_attribute(const sheet_xml *xml, const char *name, buffer *out)
{
    xmlChar *value = xmlTextReaderGetAttribute(xml->reader, (const xmlChar *)name);
    out->length = 0;
    buffer_add_string(out, value ? (const char *)value : "");
    buffer_add_byte(out, '\0');
    if (!out->failed)
        out->length--;
    bool there = value != NULL;
    xmlFree(value);
    return there && !out->failed;
}
