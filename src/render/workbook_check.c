#include "render/workbook_check.h"

#include <libxml/xmlreader.h>
#include <zip.h>

static int workbook_feed(void *context, char *bytes, int size)
{
    return (int)zip_fread(context, bytes, (zip_uint64_t)size);
}

static void workbook_hush(void *context, const char *words, xmlParserSeverities severity,
                          xmlTextReaderLocatorPtr place)
{
    (void)context;
    (void)words;
    (void)severity;
    (void)place;
}

/* All parts that the library writes are XML. */
static bool workbook_part_is_whole(zip_t *archive, zip_uint64_t i)
{
    zip_file_t *part = zip_fopen_index(archive, i, 0);
    xmlTextReaderPtr reader = part ? xmlReaderForIO(workbook_feed, NULL, part, NULL, NULL,
                                                    XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_HUGE)
                                   : NULL;
    int more = reader ? 1 : -1;
    if (reader)
        xmlTextReaderSetErrorHandler(reader, workbook_hush, NULL);
    while (more == 1)
        more = xmlTextReaderRead(reader);
    if (reader)
        xmlFreeTextReader(reader);
    if (part)
        zip_fclose(part);
    return more == 0;
}

bool workbook_is_whole(text book)
{
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t *from = zip_source_buffer_create(book.data, book.length, 0, &problem);
    zip_t *archive = from ? zip_open_from_source(from, ZIP_RDONLY, &problem) : NULL;
    zip_error_fini(&problem);
    if (!archive) {
        zip_source_free(from);
        return false;
    }
    zip_int64_t n = zip_get_num_entries(archive, 0);
    bool whole = n > 0;
    for (zip_int64_t i = 0; i < n && whole; i++)
        whole = workbook_part_is_whole(archive, (zip_uint64_t)i);
    zip_discard(archive);
    return whole;
}
