/* parts.h - what each part of a definition is read by; for the files of this room only.
 *
 * Names of registers and indicators may be used before they are written, so what refers to them is kept as nodes until all are known: then
 * indicators_resolve() and bulletin_resolve(). */
#ifndef DEFINITION_PARTS_H
#define DEFINITION_PARTS_H

#include "definition/reading.h"

/** Setters. `into` is a definition_register, a definition_dimension, … whose name and place are set. */
esep_status register_read_mapping(reading *r, const yaml_node *value, definition_register *into);
esep_status dimensions_read(reading *r, const yaml_node *value, definition_register *into);
esep_status indicator_read(reading *r, const yaml_node *value, definition_indicator *into);
/** After all registers and indicators are known. */
esep_status indicator_resolve(reading *r, const yaml_node *value, definition_indicator *into);
/** After all are resolved: no ratio goes in a circle; units and verbs that follow from others. */
esep_status indicators_check(reading *r);
esep_status bulletin_read(reading *r, const yaml_node *value);

/** The indicator that `value` names; ESEP_USAGE with a suggestion where it names none. */
esep_status indicator_named(reading *r, const yaml_node *value, ptrdiff_t *out);
/** One name, or a list of them. */
esep_status indicators_named(reading *r, const yaml_node *value, ptrdiff_t **out, size_t *n);

/** The categories of a part of a date, in three languages. */
esep_status part_labels(reading *r, definition_dimension *d);

/** As definition_read(), of bytes that stand for a file definition.yaml in `folder`: for tests. */
esep_status definition_read_bytes(definition **out, const char *folder, text bytes, esep_error *error);

/** The tables of keys, for the test that holds them to the schema. */
typedef struct definition_keys {
    const char *group; /**< the name under $defs in docs/definition.schema.json */
    const reading_key *keys;
} definition_keys;
extern const definition_keys definition_key_groups[]; /**< ended by NULL */
extern const reading_key definition_top_keys[], register_keys[], coverage_keys[], break_keys[],
    dimension_keys[], band_keys[], indicator_keys[], bulletin_keys[], section_keys[], item_keys[],
    chart_keys[], words_keys[];

#endif
