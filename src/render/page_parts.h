/* page_parts.h - what every page carries beside its content: the style, the script, and Vega for pages with charts.
 *
 * The bytes come from web/ by way of web/embed.py, which the build calls; static. */
#ifndef RENDER_PAGE_PARTS_H
#define RENDER_PAGE_PARTS_H

#include "base/text.h"

typedef struct page_part {
    text bytes;       /**< UTF-8; nothing in them ends a script or style element */
    const char *hash; /**< "sha256-…", as a content security policy names it */
} page_part;

extern const page_part page_style;
extern const page_part page_script;
/** Empty where the program was built without the npm packages: then pages show tables in place of charts. */
extern const page_part page_charts;

#endif
