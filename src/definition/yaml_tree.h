/* yaml_tree.h - the bytes of a definition as a tree of mappings, lists and scalars, each with its line.
 *
 * The part of YAML that is data: one document in UTF-8. Anchors, aliases and tags are refused altogether, so that no small file grows into a
 * large tree and none asks for a type; so are tabs that indent, NUL bytes, two keys of one name in a mapping, nesting deeper
 * than YAML_TREE_DEPTH, and files over YAML_TREE_BYTES. Scalars are texts: what a number, day or yes is, the reader of the
 * key decides, so that article 0188 and a country called No stay what they are. libyaml finds the structure. */
#ifndef DEFINITION_YAML_TREE_H
#define DEFINITION_YAML_TREE_H

#include "base/arena.h"
#include "base/error.h"

enum { YAML_TREE_BYTES = 4 * 1024 * 1024, YAML_TREE_DEPTH = 32 };

typedef enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAPPING, YAML_NOTHING } yaml_kind;

typedef struct yaml_node yaml_node;

/** key is empty in a list. */
typedef struct yaml_entry {
    text key;
    uint64_t line; /**< of the key; of the item in a list */
    const yaml_node *value;
} yaml_entry;

/** YAML_NOTHING: a key without a value, or a bare null or ~. */
struct yaml_node {
    yaml_kind kind;
    const char *path;
    uint64_t line;
    text scalar;
    bool quoted; /**< of a text: in quotes or a block, so never a number, yes or no */
    yaml_entry *entries;
    size_t n;
};

/** Read the tree out of `bytes`; all of it lives in `memory`. `path` is for errors, and borrowed by every node. ESEP_USAGE with file and line. */
esep_status yaml_tree_parse(const yaml_node **out, arena *memory, const char *path, text bytes,
                            esep_error *error);
/** The same of a file; ESEP_SYSTEM where it cannot be read. */
esep_status yaml_tree_read(const yaml_node **out, arena *memory, const char *path, esep_error *error);

/** The value of `key` in a mapping; NULL where there is none. */
const yaml_node *yaml_tree_get(const yaml_node *mapping, const char *key);

#endif
