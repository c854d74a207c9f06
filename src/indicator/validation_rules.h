/* validation_rules.h - the rules, each over the answers of one register; used by validation.c. */
#ifndef INDICATOR_VALIDATION_RULES_H
#define INDICATOR_VALIDATION_RULES_H

#include "indicator/validation.h"

enum { VALIDATION_QUERIES = 64 };

/** What a query of the register was asked for. */
typedef enum validation_asked {
    VALIDATION_ALL,    /**< by day, with a named count for each indicator's filter */
    VALIDATION_CODE,   /**< records without a category, by the column that it is derived from */
    VALIDATION_POINTS, /**< records with a point and no area */
    VALIDATION_HOURS,  /**< by hour */
    VALIDATION_EVENTS, /**< by year and month of the event */
} validation_asked;

typedef struct validation_query {
    validation_asked asked;
    cube_query query;
    text by[2];
    text filter;                           /**< made here */
    const definition_dimension *dimension; /**< CODE, POINTS */
    cube_named_count counts[CUBE_COUNTS];
    size_t indicators[CUBE_COUNTS]; /**< of each named count */
} validation_query;

/** Add a finding; false when memory failed. */
bool validation_add(validation *v, validation_finding finding);

/** Judge the answer of one query. False when memory failed. */
bool validation_judge(validation *v, size_t at, const validation_query *asked, const cube *c);

#endif
