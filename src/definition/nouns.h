/* nouns.h - the built-in units of count, with their forms, and the deeds that go with them. */
#ifndef DEFINITION_NOUNS_H
#define DEFINITION_NOUNS_H

#include "definition/reading.h"

typedef struct noun_entry {
    definition_noun noun;
    definition_verb verb; /**< what one says of a count of them */
    bool money;
    bool
        added; /**< a column of this name, or of its plural, holds numbers of them: sum: killed counts people */
} noun_entry;

/** The built-in noun of that name; NULL where there is none. */
const noun_entry *noun_find(text name);
/** What a column of numbers counts, by its name: "victims" → victim. The neutral noun "unit" where its name says nothing. */
const noun_entry *noun_of_column(text column);

/** Setter of a definition_noun: a built-in name, or {en: [one, other], ru: [1, 2, 5], ru-gender:, kk:}. */
esep_status noun_read(reading *r, const yaml_node *value, void *into);
/** Setter of a definition_verb. */
esep_status verb_read(reading *r, const yaml_node *value, void *into);

extern const reading_key noun_keys[];
/** Names of the built-in nouns and verbs, by index; NULL behind the last. */
const char *noun_name(size_t i);
const char *verb_name(size_t i);

#endif
