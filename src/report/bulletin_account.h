/* bulletin_account.h - what became of the records of one register of a bulletin.
 *
 * A register may be read for more days than its figures are of: periods that count back from the last record ("ytd") are known only
 * when all is read. People and machines are told of the records that stand behind some figure of the bulletin. */
#ifndef REPORT_BULLETIN_ACCOUNT_H
#define REPORT_BULLETIN_ACCOUNT_H

#include "report/bulletin_values.h"

/** Of the register at `r`, which was read. `counted` are the records with a day in the period or base period of some observation of it, `outside`
 *  all others that were neither filtered out, replaced nor rejected. */
cube_account bulletin_account(const bulletin_page *page, size_t r);

#endif
