/* arena.h - memory that ends together.
 *
 * Short-lived things live in an arena: one per scan worker, per table, per document. Nothing is freed singly; all of it
 * ends with arena_free(). Not for use from two threads. Blocks are zeroed. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/text.h"

typedef struct arena {
    struct arena_block *blocks; /**< newest first */
    size_t used;                /**< bytes of the newest block handed out */
    size_t total;               /**< bytes asked of the system so far */
} arena;

/** `count` things of `size` bytes, aligned for any type, zeroed; NULL when memory (or the product) fails. */
void *arena_take(arena *a, size_t count, size_t size);
/** A terminated copy; the span is without the end. data == NULL when memory fails, or t is missing. */
text arena_copy(arena *a, text t);
void arena_free(arena *a);

#define ARENA_TAKE(a, count, type) ((type *)arena_take((a), (count), sizeof(type)))

#endif
