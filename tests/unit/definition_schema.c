/* The schema and the tables of keys say the same: every key of one is a key of the other. */
#include "check.h"
#include "definition/nouns.h"
#include "definition/parts.h"

static arena memory;
static const yaml_node *definitions;

/* The `properties` of a group: its own, or of the alternative that has them. */
static const yaml_node *properties(const yaml_node *group)
{
    static const char *const alternatives[] = {"oneOf", "anyOf"};
    const yaml_node *own = yaml_tree_get(group, "properties");
    for (size_t a = 0; a < 2 && !own; a++) {
        const yaml_node *list = yaml_tree_get(group, alternatives[a]);
        for (size_t i = 0; list && i < list->n && !own; i++)
            own = yaml_tree_get(list->entries[i].value, "properties");
    }
    return own;
}

TEST(is_json_that_our_reader_reads)
{
    char path[500];
    const yaml_node *root = NULL;
    esep_error error = {0};
    snprintf(path, sizeof path, "%s/docs/definition.schema.json", getenv("ESEP_SOURCE_ROOT"));
    CHECK_INT(yaml_tree_read(&root, &memory, path, &error), ESEP_OK);
    definitions = root ? yaml_tree_get(root, "$defs") : NULL;
    CHECK(definitions != NULL);
}

TEST(has_every_key_and_no_other)
{
    if (!definitions)
        SKIP("not read");
    size_t n_keys = 0, n_properties = 0;
    for (const definition_keys *group = definition_key_groups; group->group; group++) {
        CHECK_CASE("%s", group->group);
        const yaml_node *described = yaml_tree_get(definitions, group->group);
        const yaml_node *known = described ? properties(described) : NULL;
        CHECK(known != NULL);
        for (const reading_key *key = group->keys; known && key->name; key++, n_keys++) {
            CHECK_CASE("%s.%s", group->group, key->name);
            CHECK(yaml_tree_get(known, key->name) != NULL);
        }
        n_properties += known ? known->n : 0;
    }
    CHECK_INT(n_keys, n_properties);
}

/* The texts of the list are names[0], names[1], … */
static void check_names(const yaml_node *list, const char *(*name)(size_t i))
{
    CHECK(list != NULL);
    size_t n = 0;
    for (; list && name(n); n++) {
        CHECK_CASE("%s", name(n));
        CHECK(n < list->n && text_equal(list->entries[n].value->scalar, text_from(name(n))));
    }
    CHECK_INT(list ? list->n : 0, n);
}

TEST(has_every_unit_and_verb)
{
    if (!definitions)
        SKIP("not read");
    const yaml_node *noun = yaml_tree_get(yaml_tree_get(definitions, "noun"), "oneOf");
    check_names(yaml_tree_get(noun->entries[0].value, "enum"), noun_name);
    const yaml_node *indicator = properties(yaml_tree_get(definitions, "indicator"));
    check_names(yaml_tree_get(yaml_tree_get(indicator, "verb"), "enum"), verb_name);
}

int main(void)
{
    RUN(is_json_that_our_reader_reads);
    RUN(has_every_key_and_no_other);
    RUN(has_every_unit_and_verb);
    arena_free(&memory);
    return check_finish();
}
