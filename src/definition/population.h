/* population.h - persons by year and category out of CSV: denominators of rates, and standard populations. */
#ifndef DEFINITION_POPULATION_H
#define DEFINITION_POPULATION_H

#include "definition/reading.h"

/** The mapping of a `population:` indicator: the file, year: and persons: (its columns; year and persons where not said), area: (the column of
 *  the category), where: a filter over the file's columns. */
esep_status population_read(reading *r, const yaml_node *indicator, definition_indicator *into);

/** The `standard:` of a standardised rate: a file with the category (the column named as the dimension, or else the first) and persons. */
esep_status population_read_standard(reading *r, const yaml_node *indicator, definition_indicator *into);

#endif
