#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

enum { ARENA_BLOCK_BYTES = 16 * 1024 };

static bool arena_grow(arena *a, size_t least)
{
    size_t capacity = least > ARENA_BLOCK_BYTES ? least : ARENA_BLOCK_BYTES;
    struct arena_block *block = calloc(1, sizeof *block + capacity);
    if (!block)
        return false;
    block->capacity = capacity;
    block->next = a->blocks;
    a->blocks = block;
    a->used = 0;
    a->total += capacity;
    return true;
}

void *arena_take(arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        return NULL;
    bytes = (bytes + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (!a->blocks || a->blocks->capacity - a->used < bytes) {
        if (!arena_grow(a, bytes))
            return NULL;
    }
    void *place = a->blocks->bytes + a->used;
    a->used += bytes;
    return place;
}

text arena_copy(arena *a, text t)
{
    if (!t.data)
        return t;
    char *copy = arena_take(a, t.length + 1, 1);
    if (copy)
        memcpy(copy, t.data, t.length);
    return (text){copy, copy ? t.length : 0};
}

void arena_free(arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    *a = (arena){0};
}
