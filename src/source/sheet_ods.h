/* sheet_ods.h - the sheets of an OpenDocument spreadsheet (ISO/IEC 26300, content.xml). */
#ifndef SOURCE_SHEET_ODS_H
#define SOURCE_SHEET_ODS_H

#include "source/sheet.h"
#include "source/sheet_archive.h"

/** Rows of the sheet with this index, from 0. */
esep_status ods_sheet_open(sheet_format *format, sheet_archive *archive, const table_place *place,
                           size_t sheet, esep_error *error);

#endif
