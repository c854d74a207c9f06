/* workbook_check.h - is a workbook whole that libxlsxwriter says it has written?
 *
 * The library writes each part to a file of its own before it packs them, and does not look whether those writes succeed: on a full disk it packs
 * what arrived, and reports success. So what it has made is read again: every part is unpacked (which checks its sum), and is well-formed XML to
 * its last element. */
#ifndef RENDER_WORKBOOK_CHECK_H
#define RENDER_WORKBOOK_CHECK_H

#include "base/text.h"

bool workbook_is_whole(text book);

#endif
