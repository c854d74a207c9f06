/* bulletin_items.h - each item of a bulletin becomes its observations. */
#ifndef INDICATOR_BULLETIN_ITEMS_H
#define INDICATOR_BULLETIN_ITEMS_H

#include "indicator/observation_series.h"

enum { BULLETIN_HISTORY_YEARS = 10, BULLETIN_IN_SHORT = 7 };

/** The periods of the bulletin itself. */
observation_when bulletin_when(const bulletin_work *w);

/** One observation more, zeroed; NULL where memory fails. Valid until the next one. */
observation *bulletin_add_observation(bulletin_work *w);

/** One observation of the whole. */
esep_status bulletin_add_whole(bulletin_work *w, size_t indicator, const observation_when *when,
                               esep_error *error);

/** Evaluate one item: its observations are added, `to` tells where. */
esep_status bulletin_fill_item(bulletin_item *to, bulletin_work *w, const definition_item *item,
                               esep_error *error);

/** `explain`: the indicator, then what it refers to, in the periods in which it refers to them. */
esep_status bulletin_fill_explained(bulletin_item *to, bulletin_work *w, const definition_item *item,
                                    esep_error *error);

#endif
