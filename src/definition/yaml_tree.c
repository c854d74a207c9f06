#include "definition/yaml_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

typedef struct tree_builder {
    yaml_parser_t parser;
    arena *memory;
    const char *path;
    text bytes;
    esep_error *error;
} tree_builder;

static uint64_t tree_line(const yaml_mark_t *mark)
{
    return (uint64_t)mark->line + 1;
}

static esep_status tree_fail(tree_builder *b, uint64_t line, message_id message, const char *argument)
{
    /* Without an argument the list of arguments ends at once. */
    error_raise(b->error, ESEP_USAGE, message, argument);
    error_at(b->error, b->path, line);
    return ESEP_USAGE;
}

/* Does a tab stand where the line's indentation should? Then that is what libyaml stumbled over. */
static bool tree_tab_in_line(text bytes, uint64_t line)
{
    size_t at = 0;
    for (uint64_t l = 1; l < line && at < bytes.length; at++)
        l += bytes.data[at] == '\n';
    while (at < bytes.length && bytes.data[at] == ' ')
        at++;
    return at < bytes.length && bytes.data[at] == '\t';
}

static esep_status tree_parser_failure(tree_builder *b)
{
    const yaml_parser_t *p = &b->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return error_memory(b->error);
    uint64_t line = tree_line(&p->problem_mark);
    if (tree_tab_in_line(b->bytes, line))
        return tree_fail(b, line, MESSAGE_DEFINITION_TAB, NULL);
    return tree_fail(b, line, MESSAGE_DEFINITION_NOT_YAML, p->problem ? p->problem : "?");
}

/* The next event; whoever asks deletes it. */
static esep_status tree_next(tree_builder *b, yaml_event_t *event)
{
    if (!yaml_parser_parse(&b->parser, event))
        return tree_parser_failure(b);
    return ESEP_OK;
}

/* What makes YAML more than data. */
static esep_status tree_refuse(tree_builder *b, const yaml_event_t *event)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    uint64_t line = tree_line(&event->start_mark);
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return tree_fail(b, line, MESSAGE_DEFINITION_ALIAS, (const char *)event->data.alias.anchor);
    case YAML_SCALAR_EVENT:
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
        break;
    default:
        break;
    }
    if (anchor)
        return tree_fail(b, line, MESSAGE_DEFINITION_ALIAS, (const char *)anchor);
    return tag ? tree_fail(b, line, MESSAGE_DEFINITION_TAG, (const char *)tag) : ESEP_OK;
}

static esep_status tree_scalar(tree_builder *b, yaml_node *node, const yaml_event_t *event)
{
    text value = {(const char *)event->data.scalar.value, event->data.scalar.length};
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    bool nothing = !node->quoted && (value.length == 0 || text_equal(value, text_from("~")) ||
                                     text_equal(value, text_from("null")));
    node->kind = nothing ? YAML_NOTHING : YAML_TEXT;
    node->scalar = arena_copy(b->memory, value);
    /* "\0" and "\xD800" in double quotes make what the file itself may not hold. */
    if (node->scalar.data && !text_is_utf8(node->scalar))
        return tree_fail(b, node->line, MESSAGE_DEFINITION_NOT_UTF8, NULL);
    return node->scalar.data ? ESEP_OK : error_memory(b->error);
}

/* Room for one more entry, doubling: the arena keeps the outgrown halves, no more than as much again. */
static yaml_entry *tree_add(tree_builder *b, yaml_node *node)
{
    if ((node->n & (node->n - 1)) == 0) {
        yaml_entry *more = ARENA_TAKE(b->memory, node->n ? 2 * node->n : 1, yaml_entry);
        if (!more)
            return NULL;
        if (node->n)
            memcpy(more, node->entries, node->n * sizeof *more);
        node->entries = more;
    }
    return &node->entries[node->n++];
}

static int tree_order(const void *a, const void *b)
{
    const yaml_entry *x = a, *y = b;
    int order = text_compare(x->key, y->key);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static esep_status tree_check_twice(tree_builder *b, const yaml_node *node)
{
    yaml_entry *sorted = node->n > 1 ? malloc(node->n * sizeof *sorted) : NULL;
    if (node->n > 1 && !sorted)
        return error_memory(b->error);
    if (sorted)
        memcpy(sorted, node->entries, node->n * sizeof *sorted);
    if (sorted)
        qsort(sorted, node->n, sizeof *sorted, tree_order);
    esep_status status = ESEP_OK;
    for (size_t i = 1; i < node->n && status == ESEP_OK; i++) {
        if (text_equal(sorted[i].key, sorted[i - 1].key)) {
            status = tree_fail(b, sorted[i].line, MESSAGE_DEFINITION_KEY_TWICE, sorted[i].key.data);
        }
    }
    free(sorted);
    return status;
}

static esep_status tree_build(tree_builder *b, const yaml_node **out, const yaml_event_t *event, int depth);

/* One key with its value, or one item of a list; *ended at the end. */
static esep_status tree_entry(tree_builder *b, yaml_node *node, int depth, bool *ended)
{
    yaml_event_t event;
    ESEP_TRY(tree_next(b, &event));
    if (event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT) {
        yaml_event_delete(&event);
        *ended = true;
        return ESEP_OK;
    }
    yaml_entry *entry = tree_add(b, node);
    esep_status status = entry ? ESEP_OK : error_memory(b->error);
    if (status == ESEP_OK)
        entry->line = tree_line(&event.start_mark);
    if (status == ESEP_OK && node->kind == YAML_MAPPING) {
        const yaml_node *key = NULL;
        status = tree_build(b, &key, &event, depth);
        yaml_event_delete(&event);
        if (status == ESEP_OK && (key->kind != YAML_TEXT || key->scalar.length == 0))
            status = tree_fail(b, entry->line, MESSAGE_DEFINITION_KEY_NO_TEXT, NULL);
        if (status != ESEP_OK)
            return status;
        entry->key = key->scalar;
        ESEP_TRY(tree_next(b, &event));
    }
    if (status == ESEP_OK)
        status = tree_build(b, &entry->value, &event, depth);
    yaml_event_delete(&event);
    return status;
}

static esep_status tree_build(tree_builder *b, const yaml_node **out, const yaml_event_t *event, int depth)
{
    ESEP_TRY(tree_refuse(b, event));
    yaml_node *node = ARENA_TAKE(b->memory, 1, yaml_node);
    if (!node)
        return error_memory(b->error);
    *out = node;
    node->path = b->path;
    node->line = tree_line(&event->start_mark);
    if (event->type == YAML_SCALAR_EVENT)
        return tree_scalar(b, node, event);
    if (depth == YAML_TREE_DEPTH)
        return tree_fail(b, node->line, MESSAGE_DEFINITION_TOO_DEEP, NULL);
    node->kind = event->type == YAML_MAPPING_START_EVENT ? YAML_MAPPING : YAML_LIST;
    for (bool ended = false; !ended;)
        ESEP_TRY(tree_entry(b, node, depth + 1, &ended));
    return node->kind == YAML_MAPPING ? tree_check_twice(b, node) : ESEP_OK;
}

/* Stream start, document start, the tree, document end, stream end: and nothing else. */
static esep_status tree_document(tree_builder *b, const yaml_node **out)
{
    bool built = false;
    for (;;) {
        yaml_event_t event;
        ESEP_TRY(tree_next(b, &event));
        yaml_event_type_t type = event.type;
        esep_status status = ESEP_OK;
        if (type == YAML_DOCUMENT_START_EVENT && built)
            status = tree_fail(b, tree_line(&event.start_mark), MESSAGE_DEFINITION_DOCUMENTS, NULL);
        else if (type != YAML_STREAM_START_EVENT && type != YAML_STREAM_END_EVENT &&
                 type != YAML_DOCUMENT_START_EVENT && type != YAML_DOCUMENT_END_EVENT) {
            status = tree_build(b, out, &event, 0);
            built = true;
        }
        yaml_event_delete(&event);
        if (status != ESEP_OK || type == YAML_STREAM_END_EVENT)
            return status;
    }
}

/* Is every byte text? The line of the first that is not. */
static esep_status tree_check_bytes(tree_builder *b)
{
    if (text_is_utf8(b->bytes))
        return ESEP_OK;
    uint64_t line = 1;
    size_t from = 0;
    for (size_t at = 0; at <= b->bytes.length; at++) {
        if (at < b->bytes.length && b->bytes.data[at] != '\n')
            continue;
        text written = {b->bytes.data + from, at - from};
        if (!text_is_utf8(written)) {
            bool nul = memchr(written.data, '\0', written.length) != NULL;
            return tree_fail(b, line, nul ? MESSAGE_DEFINITION_NUL : MESSAGE_DEFINITION_NOT_UTF8, NULL);
        }
        from = at + 1;
        line++;
    }
    return tree_fail(b, line, MESSAGE_DEFINITION_NOT_UTF8, NULL);
}

esep_status yaml_tree_parse(const yaml_node **out, arena *memory, const char *path, text bytes,
                            esep_error *error)
{
    tree_builder b = {.memory = memory, .path = path, .bytes = bytes, .error = error};
    *out = NULL;
    if (bytes.length > YAML_TREE_BYTES)
        return tree_fail(&b, 0, MESSAGE_DEFINITION_TOO_LARGE, NULL);
    ESEP_TRY(tree_check_bytes(&b));
    if (!yaml_parser_initialize(&b.parser))
        return error_memory(error);
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    size_t mark = bytes.length >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)bytes.data + mark, bytes.length - mark);
    const yaml_node *root = NULL;
    esep_status status = tree_document(&b, &root);
    yaml_parser_delete(&b.parser);
    if (status == ESEP_OK && (!root || root->kind == YAML_NOTHING))
        status = tree_fail(&b, 0, MESSAGE_DEFINITION_EMPTY, NULL);
    if (status == ESEP_OK)
        *out = root;
    return status;
}

static esep_status tree_system(const char *path, message_id message, esep_error *error)
{
    error_raise(error, ESEP_SYSTEM, message, strerror(errno));
    error_at(error, path, 0);
    return ESEP_SYSTEM;
}

/* At most one byte more than may be: enough to know that it is too large. */
static esep_status tree_bytes(buffer *bytes, int descriptor, const char *path, esep_error *error)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0)
        return tree_system(path, MESSAGE_SOURCE_OPEN, error);
    if (!S_ISREG(about.st_mode)) {
        error_raise(error, ESEP_USAGE, MESSAGE_DEFINITION_NO_FILE);
        error_at(error, path, 0);
        return ESEP_USAGE;
    }
    while (bytes->length <= YAML_TREE_BYTES) {
        size_t room = YAML_TREE_BYTES + 1 - bytes->length;
        room = room < 65536 ? room : 65536;
        if (!buffer_reserve(bytes, room))
            return error_memory(error);
        ssize_t got = read(descriptor, bytes->data + bytes->length, room);
        if (got < 0)
            return tree_system(path, MESSAGE_SOURCE_READ, error);
        if (got == 0)
            break;
        bytes->length += (size_t)got;
    }
    return ESEP_OK;
}

esep_status yaml_tree_read(const yaml_node **out, arena *memory, const char *path, esep_error *error)
{
    *out = NULL;
    /* Not blocking: a pipe without a writer would hold the program for ever. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return tree_system(path, MESSAGE_SOURCE_OPEN, error);
    buffer bytes = {0};
    esep_status status = tree_bytes(&bytes, descriptor, path, error);
    close(descriptor);
    if (status == ESEP_OK)
        status = yaml_tree_parse(out, memory, path, buffer_text(&bytes), error);
    buffer_free(&bytes);
    return status;
}

const yaml_node *yaml_tree_get(const yaml_node *mapping, const char *key)
{
    for (size_t i = 0; i < mapping->n; i++) {
        if (text_equal(mapping->entries[i].key, text_from(key)))
            return mapping->entries[i].value;
    }
    return NULL;
}
