/* protocols.h - administrative protocols: their tariffs, and how sums of money are brought to stated totals.
 */
#ifndef KARAGANDA_PROTOCOLS_H
#define KARAGANDA_PROTOCOLS_H

#include <stdbool.h>
#include <stdint.h>

#include "chance.h"

typedef struct protocol {
    int day;
    int tariff;       /**< index into the tariffs */
    int fine, paid;   /**< tenge; 0 <= paid <= fine; fine 0 is a warning, an arrest or a withdrawn licence */
    uint64_t shuffle; /**< order within a day */
} protocol;

/** The article of a tariff, such as 434-2. */
const char *protocol_article(int tariff);

/** Draw a tariff and set its fine for the protocol's day, and what has been paid of it. */
void protocol_draw_money(protocol *p, chance *c);

/** Bring the fines of records[n], then what was paid of them, to these sums: by moving speeding fines between
 * two tariffs and payments between the half (the early-payment rule) and the whole, and what is then left by
 * odd amounts on a few records. False where the drawn sums are too far from them. */
bool protocols_balance(protocol *records, int n, int64_t fines, int64_t paid);

#endif
