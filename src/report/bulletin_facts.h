/* bulletin_facts.h - a bulletin for machines: every observation once.
 *
 * JSON: {"bulletin", "period", "base_period", "observations": [{"indicator", "dimensions": {…}, "period", "value", "numerator", "denominator",
 * "base_period", "base", "difference", "change_percent", "ci_low", "ci_high", "p_value", "status"}…], "accounts": [one a register]}. Percentages
 * are percent (48.8, not 0.488), differences of shares percentage points, and ci_low and ci_high are limits of change_percent, or where that is null of
 * difference. A category is as the register writes it, "_O" is all others together; the whole has no dimensions in JSON and "_T" in the columns of
 * CSV. Undefined numbers are null, in CSV empty. `status` is "normal", or the words of codes.h. */
#ifndef REPORT_BULLETIN_FACTS_H
#define REPORT_BULLETIN_FACTS_H

#include "report/bulletin_values.h"

/** The facts of JSON, and the table "observations" for CSV. */
void bulletin_add_facts(bulletin_page *page);

#endif
