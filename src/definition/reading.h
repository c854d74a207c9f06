/* reading.h - from a mapping of YAML to a struct: a table of known keys, each with what it sets.
 *
 * For the files of this room only. Every error has file and line, and names the key by its way from the top: indicators.road_deaths.sum. */
#ifndef DEFINITION_READING_H
#define DEFINITION_READING_H

#include "definition/definition.h"
#include "definition/yaml_tree.h"

enum { READING_WHERE_BYTES = 300 };

typedef struct reading {
    definition *d;
    arena *memory; /**< the definition's */
    esep_error *error;
    const char *confined;            /**< the definition's folder as the file system knows it: see paths.h */
    char where[READING_WHERE_BYTES]; /**< "indicators.road_deaths"; "" at the top */
} reading;

/** Sets what `value` says in the thing at `into`. */
typedef esep_status (*reading_setter)(reading *r, const yaml_node *value, void *into);

typedef struct reading_key {
    const char *name;
    reading_setter set;
    size_t offset; /**< of the member that is set, in the struct that the mapping describes */
} reading_key;

#define READING_KEYS_END                                                                                     \
    {                                                                                                        \
        NULL, NULL, 0                                                                                        \
    }

/** Read a mapping by its table, which READING_KEYS_END ends: unknown keys and keys without a value are errors. */
esep_status reading_mapping(reading *r, const yaml_node *mapping, const reading_key *keys, void *into);

/** Go down to `name` for messages; reading_leave() takes what it gave. */
size_t reading_enter(reading *r, text name);
void reading_leave(reading *r, size_t mark);

/** Raise at a node, arguments after the way of the key, which is {1}. */
esep_status reading_fail(reading *r, const yaml_node *at, message_id message, const char *second,
                         const char *third);
/** Whatever was raised already stands at this node. */
esep_status reading_at(reading *r, const yaml_node *at, esep_status status);
definition_place reading_place(const yaml_node *at);
/** Raise `unknown` with {1} the way, {2} the name, {3} the nearest of names[n]; `alone` without {3} where none is near. */
esep_status reading_unknown(reading *r, const yaml_node *at, text name, const text *names, size_t n,
                            message_id nearest, message_id alone);

/* Setters; `into` is … */
esep_status reading_text(reading *r, const yaml_node *value, void *into);    /**< a text, not empty */
esep_status reading_string(reading *r, const yaml_node *value, void *into);  /**< a const char * */
esep_status reading_words(reading *r, const yaml_node *value, void *into);   /**< a definition_words */
esep_status reading_bool(reading *r, const yaml_node *value, void *into);    /**< a bool */
esep_status reading_day(reading *r, const yaml_node *value, void *into);     /**< a day_number */
esep_status reading_period(reading *r, const yaml_node *value, void *into);  /**< a text that is a period */
esep_status reading_against(reading *r, const yaml_node *value, void *into); /**< … or names a base */
esep_status reading_filter(reading *r, const yaml_node *value, void *into);  /**< a text that parses */

/** A whole number from low to high. */
esep_status reading_integer(reading *r, const yaml_node *value, int64_t low, int64_t high, int64_t *out);
/** One of names[n] (what is nearest is suggested); its index. */
esep_status reading_choice(reading *r, const yaml_node *value, const char *const *names, size_t n,
                           size_t *out);
/** A text, or a list of 1 to `most` texts, into an array of the arena. */
esep_status reading_texts(reading *r, const yaml_node *value, size_t most, text **out, size_t *n);
/** At most `most` entries: what is compared each with each must not become slow. */
esep_status reading_limit(reading *r, const yaml_node *value, size_t most);
esep_status reading_want(reading *r, const yaml_node *value, yaml_kind kind);

#endif
