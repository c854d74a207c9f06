/* bulletin_charts.h - the pictures of a bulletin, each with its data and with words that say what it shows. */
#ifndef REPORT_BULLETIN_CHARTS_H
#define REPORT_BULLETIN_CHARTS_H

#include "report/bulletin_values.h"

/** Add the chart of a CHART item. `number` names it. */
void bulletin_add_chart(bulletin_page *page, const bulletin_item *item, size_t number);
/** The contributions of a MOVERS item as a waterfall, where there is a base. */
void bulletin_add_waterfall(bulletin_page *page, const bulletin_item *item, size_t number);

#endif
