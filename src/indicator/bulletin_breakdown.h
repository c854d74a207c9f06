/* bulletin_breakdown.h - one indicator by its categories: breakdowns, movers, bars, maps, small multiples. */
#ifndef INDICATOR_BULLETIN_BREAKDOWN_H
#define INDICATOR_BULLETIN_BREAKDOWN_H

#include "indicator/bulletin_items.h"

/** The whole, then categories in the item's order, then all others together: added to the bulletin's observations. */
esep_status bulletin_fill_breakdown(bulletin_work *w, const definition_item *item, esep_error *error);

/** Month by month for each category that the item shows, in the order of a breakdown; others together last. */
esep_status bulletin_fill_multiples(bulletin_work *w, const definition_item *item,
                                    const observation_when *months, size_t n_months, esep_error *error);

#endif
