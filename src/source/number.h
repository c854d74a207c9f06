/* number.h - numbers as registers write them, exactly.
 *
 * 12345 · 1,023,220 · 1 234 567,89 (blank, no-break or thin blank) · 1'234.5 · -12 · −12 · 1.2e5. Whether a point or a comma marks the
 * decimals is found by looking at the whole column, because "1,234" alone can be read two ways; one convention then holds for
 * every value, and a value that does not follow it is rejected, not bent. */
#ifndef SOURCE_NUMBER_H
#define SOURCE_NUMBER_H

#include "base/fraction.h"
#include "base/text.h"

enum { NUMBER_SCALE = 18, NUMBER_SHORT_DIGITS = 15 };

/** Numbers are held as whole multiples of 10^-NUMBER_SCALE in 128 bits: up to 1.7e20, with 18 decimals, without rounding. */
typedef int128 number_scaled;

typedef enum number_mark {
    NUMBER_UNKNOWN, /**< nothing seen but digits: a value with a mark in it cannot be read yet (NUMBER_MARKED) */
    NUMBER_POINT, /**< 1,234.5 */
    NUMBER_COMMA, /**< 1.234,5 and 1 234,5 */
} number_mark;

typedef enum number_outcome {
    NUMBER_OK,
    NUMBER_EMPTY,
    NUMBER_UNREADABLE,
    NUMBER_MARKED,    /**< has a point or comma while the convention is unknown */
    NUMBER_TOO_LARGE, /**< or has more decimals than can be held */
} number_outcome;

/** Read one value; *out is set for NUMBER_OK only. Groups are of three digits (of two before the last three:
 *  4,05,861), with one mark between all of them. */
number_outcome number_read(number_scaled *out, number_mark mark, text value);

/** The same of what is commonest: at most NUMBER_SHORT_DIGITS plain digits, a minus before them or not, two decimals behind the mark or
 *  none; in hundredths. False for all else, also for what is no number: number_read tells. 32 bytes may be read at the value,
 *  whatever its length. */
bool number_read_hundredths(int64_t *out, number_mark mark, text value);

/** What a column's values looked like. Zeroed is none. */
typedef struct number_evidence {
    uint64_t numbers; /**< values with digits and nothing that a number cannot have */
    uint64_t others;  /**< values that are no numbers */
    uint64_t point;   /**< only possible with a decimal point */
    uint64_t comma;   /**< only possible with a decimal comma */
    uint64_t either;  /**< "1,234", "1.234": a group or decimals */
    char example[32]; /**< one of `either` */
    char point_example[32];
    char comma_example[32];
} number_evidence;

void number_evidence_add(number_evidence *evidence, text value);
void number_evidence_merge(number_evidence *into, const number_evidence *from);

/** True with the convention in *mark (UNKNOWN: no value has any mark). False where both are needed by some values, or neither is
 *  excluded: then the user has to say. */
bool number_evidence_judge(const number_evidence *evidence, number_mark *mark);

#endif
