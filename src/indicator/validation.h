/* validation.h - do the records fit what their definition says of them?
 *
 * Each register of a definition is read once, and judged by a list of rules: what must not be (errors), and what a person should look
 * at before publishing (warnings). Rules about counts say how many records they are about. docs/definitions.md tells users. */
#ifndef INDICATOR_VALIDATION_H
#define INDICATOR_VALIDATION_H

#include "cube/cube.h"
#include "definition/definition.h"

typedef enum validation_rule {
    VALIDATION_REJECTED,         /**< records that could not be read; an error above one in a hundred */
    VALIDATION_UNKNOWN_CODE,     /**< error: a value that the code list or the bands do not know; `value` */
    VALIDATION_NO_AREA,          /**< warning: points outside all polygons */
    VALIDATION_DUPLICATE_KEY,    /**< warning: records replaced by a later one of the same key */
    VALIDATION_OUTSIDE_COVERAGE, /**< error: records before or after the declared coverage */
    VALIDATION_HOLE,             /**< warning: months without any record; `span` */
    VALIDATION_HEAP_DAY, /**< warning: one day holds far more records than the others: a default value? `span` */
    VALIDATION_HEAP_FIRSTS,  /**< warning: the first days of months hold far more than their part */
    VALIDATION_HEAP_HOUR,    /**< warning: one hour of the day holds far more than the others; `value` */
    VALIDATION_BEFORE_EVENT, /**< error: placed in a month before the one in which it happened */
    VALIDATION_DELAY,        /**< note: placed in a later month than it happened in */
    VALIDATION_EMPTY_FILTER, /**< warning: an indicator's filter keeps no record at all; `what` */
    VALIDATION_RULES
} validation_rule;

typedef enum validation_level { VALIDATION_NOTE, VALIDATION_WARNING, VALIDATION_ERROR } validation_level;

typedef struct validation_finding {
    validation_rule rule;
    validation_level level;
    size_t at;      /**< register */
    text what;      /**< dimension, column or indicator; missing where none */
    text value;     /**< a code, an hour; missing where none */
    period span;    /**< first > last where none */
    uint64_t count; /**< records */
    uint64_t of;    /**< of so many */
} validation_finding;

/** A heap is a day with at least this many times the records of the median day, and this many records; an hour or the firsts of months with at least
 *  this many times their even part. */
enum { VALIDATION_HEAP_TIMES = 8, VALIDATION_HEAP_LEAST = 30, VALIDATION_PART_TIMES = 3 };
/** Unknown codes of one dimension that are listed one by one, most frequent first; the rest is one finding. */
enum { VALIDATION_CODES = 20 };

typedef struct validation {
    arena memory;
    const definition *from;       /**< borrowed */
    validation_finding *findings; /**< [n_findings] by register, then rule */
    size_t n_findings;
    size_t capacity;
    size_t n_errors;
    cube_account *accounts; /**< [from->n_registers] */
} validation;

/** Read all registers and judge. What cannot be read at all is an error of this call, not a finding. End with validation_free(). */
esep_status validation_create(validation **out, const definition *d, size_t n_threads, esep_error *error);
void validation_free(validation *v);

#endif
