/* huge_pages.h - large arrays in pages of two megabytes.
 *
 * Ten million cells are half a gigabyte: in pages of 4 KB, asking the system for them one by one, at the first touch of each, cost more than
 * what was done with them, and the processor forgets where they lie. */
#ifndef CUBE_HUGE_PAGES_H
#define CUBE_HUGE_PAGES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

enum { HUGE_PAGE_BYTES = 2 << 20, HUGE_PAGES_LEAST = 4 << 20 };

/** Ask that memory just taken, and not touched yet, come in huge pages where it is large. A wish: nothing depends on it. */
static inline void huge_pages_ask(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    uintptr_t from = ((uintptr_t)memory + HUGE_PAGE_BYTES - 1) / HUGE_PAGE_BYTES * HUGE_PAGE_BYTES;
    uintptr_t to = ((uintptr_t)memory + bytes) / HUGE_PAGE_BYTES * HUGE_PAGE_BYTES;
    if (memory && bytes >= HUGE_PAGES_LEAST && from < to)
        (void)madvise((char *)memory + (from - (uintptr_t)memory), to - from, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)bytes;
#endif
}

#endif
