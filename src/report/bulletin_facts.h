/* bulletin_facts.h - a bulletin for machines: every observation once.
 *
 * JSON: {"bulletin", "period", "base_period", "observations": [{"indicator", "dimensions": {…}, "period", "value", "numerator", "denominator",
 * "base_period", "base", "difference", "change_percent", "ci_low", "ci_high", "p_value", "status"}…], "accounts": [one a register]}. Percentages
 * are percent (48.8, not 0.488), differences of shares percentage points, and ci_low and ci_high are limits of change_percent, or where that is null of
 * difference. A category is as the register writes it, "_O" is all others together; the whole has no dimensions in JSON and "_T" in the columns of
 * CSV. A category of the data that is called _T, _O or _X gets another "_" in front. Undefined numbers are null, in CSV empty.
 *
 * `status` is "normal", or words from: zero-base, small-base, cut-period, no-base (no data for the base period), provisional, break (the series
 * breaks between the periods: not compared), missing (no data, which is not zero), undefined (a ratio to zero), annualised, incomplete (records
 * without a value), holes (months without records), unlike (numerator and denominator of unlike periods). */
#ifndef REPORT_BULLETIN_FACTS_H
#define REPORT_BULLETIN_FACTS_H

#include "report/bulletin_values.h"

/** The facts of JSON, and the table "observations" for CSV. */
void bulletin_add_facts(bulletin_page *page);

/** Words of a status, apart by blanks. */
document_value bulletin_status(document *d, unsigned status);

#endif
