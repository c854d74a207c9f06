#include "definition/reading.h"

#include <string.h>

size_t reading_enter(reading *r, text name)
{
    size_t mark = strlen(r->where), at = mark;
    if (at && at + 1 < sizeof r->where)
        r->where[at++] = '.';
    text_copy_cut(r->where + at, sizeof r->where - at, name);
    return mark;
}

void reading_leave(reading *r, size_t mark)
{
    r->where[mark] = '\0';
}

esep_status reading_at(reading *r, const yaml_node *at, esep_status status)
{
    if (status != ESEP_OK)
        error_at(r->error, at->path, at->line);
    return status;
}

esep_status reading_fail(reading *r, const yaml_node *at, message_id message, const char *second,
                         const char *third)
{
    error_raise(r->error, ESEP_USAGE, message, r->where[0] ? r->where : "YAML", second, third);
    return reading_at(r, at, ESEP_USAGE);
}

definition_place reading_place(const yaml_node *at)
{
    return (definition_place){at->path, at->line};
}

esep_status reading_unknown(reading *r, const yaml_node *at, text name, const text *names, size_t n,
                            message_id nearest, message_id alone)
{
    ptrdiff_t near = text_nearest(name, names, n);
    return near >= 0 ? reading_fail(r, at, nearest, name.data, names[near].data)
                     : reading_fail(r, at, alone, name.data, NULL);
}

esep_status reading_want(reading *r, const yaml_node *value, yaml_kind kind)
{
    static const message_id messages[] = {[YAML_TEXT] = MESSAGE_DEFINITION_WANTS_TEXT,
                                          [YAML_LIST] = MESSAGE_DEFINITION_WANTS_LIST,
                                          [YAML_MAPPING] = MESSAGE_DEFINITION_WANTS_MAPPING};
    return value->kind == kind ? ESEP_OK : reading_fail(r, value, messages[kind], NULL, NULL);
}

static const reading_key *reading_find(const reading_key *keys, text name)
{
    while (keys->name && !text_equal(name, text_from(keys->name)))
        keys++;
    return keys->name ? keys : NULL;
}

enum { READING_KEYS = 40 };

static esep_status reading_unknown_key(reading *r, const yaml_entry *entry, const yaml_node *mapping,
                                       const reading_key *keys)
{
    text names[READING_KEYS];
    size_t n = 0;
    buffer list = {0};
    for (; keys[n].name && n < READING_KEYS; n++) {
        names[n] = text_from(keys[n].name);
        buffer_add_string(&list, n ? ", " : "");
        buffer_add_string(&list, keys[n].name);
    }
    buffer_add_byte(&list, '\0');
    yaml_node at = {.path = mapping->path, .line = entry->line};
    ptrdiff_t near = text_nearest(entry->key, names, n);
    const char *where = r->where[0] ? r->where : "YAML";
    if (list.failed)
        error_memory(r->error);
    else if (near >= 0)
        error_raise(r->error, ESEP_USAGE, MESSAGE_DEFINITION_KEY_NEAREST, where, entry->key.data,
                    names[near].data);
    else
        error_raise(r->error, ESEP_USAGE, MESSAGE_DEFINITION_KEY_UNKNOWN, where, entry->key.data, list.data);
    buffer_free(&list);
    return reading_at(r, &at, ESEP_USAGE);
}

esep_status reading_mapping(reading *r, const yaml_node *mapping, const reading_key *keys, void *into)
{
    ESEP_TRY(reading_want(r, mapping, YAML_MAPPING));
    for (size_t i = 0; i < mapping->n; i++) {
        const yaml_entry *entry = &mapping->entries[i];
        const reading_key *key = reading_find(keys, entry->key);
        if (!key)
            return reading_unknown_key(r, entry, mapping, keys);
        size_t mark = reading_enter(r, entry->key);
        if (entry->value->kind == YAML_NOTHING)
            return reading_fail(r, entry->value, MESSAGE_DEFINITION_NO_VALUE, NULL, NULL);
        ESEP_TRY(key->set(r, entry->value, (char *)into + key->offset));
        reading_leave(r, mark);
    }
    return ESEP_OK;
}
