/* bulletin_notes.h - what stands under a bulletin: what is counted, what limits it, how chance was judged, the accounts, the sources, the command. */
#ifndef REPORT_BULLETIN_NOTES_H
#define REPORT_BULLETIN_NOTES_H

#include "report/bulletin_values.h"

/** Add the numbered notes, then the account of each register that was read, its sources, and the command. */
void bulletin_add_notes(bulletin_page *page);

#endif
