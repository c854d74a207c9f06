/* Looking up with masks of 64 bytes: as many bytes as the text has are compared at once, so that its length, which no processor foresees, decides
 * no branch. For categories of 20 to 110 bytes a third quicker than by words. */
#include "cube/dictionary_print.h"

#include <immintrin.h>

enum { BLOCK = 64, BLOCKS_MOST = 2 };

/* Which of the first `left` bytes, at most BLOCK, differ. */
static inline uint64_t dictionary_different(const char *a, const char *b, size_t left)
{
    uint64_t mask = _bzhi_u64(~UINT64_C(0), (unsigned)(left < BLOCK ? left : BLOCK));
    return _mm512_mask_cmpneq_epu8_mask(mask, _mm512_maskz_loadu_epi8(mask, a),
                                        _mm512_maskz_loadu_epi8(mask, b));
}

/* Texts of one length: `blocks` blocks are compared whether they are so long or not, what is longer one by one. */
static inline __attribute__((always_inline)) bool dictionary_same(const char *a, const char *b, size_t length,
                                                                  int blocks)
{
    uint64_t different = dictionary_different(a, b, length);
    if (blocks > 1) {
        size_t behind = length > BLOCK ? BLOCK : 0;
        different |= dictionary_different(a + behind, b + behind, length - behind);
    }
    for (size_t at = BLOCK * BLOCKS_MOST; __builtin_expect(at < length, 0); at += BLOCK)
        different |= dictionary_different(a + at, b + at, length - at);
    return different == 0;
}

static inline __attribute__((always_inline)) void
dictionary_find_blocks(const dictionary *d, const text *texts, size_t n, uint32_t *codes, int blocks)
{
    for (size_t i = 0; i < n; i++) {
        text t = texts[i];
        uint32_t tag = dictionary_print_padded(d, t).tag;
        size_t at = tag >> d->shift;
        uint64_t slot = d->slots[at];
        while (slot) {
            uint32_t code = (uint32_t)slot - 1;
            if (slot >> 32 == tag && d->keys[code].length == t.length &&
                dictionary_same(d->texts[code].data, t.data, t.length, blocks))
                break;
            at = (at + 1) & (d->n_slots - 1);
            slot = d->slots[at];
        }
        codes[i] = (uint32_t)slot - 1; /* a free slot's 0 becomes DICTIONARY_NONE */
    }
}

void dictionary_find_avx512(const dictionary *d, const text *texts, size_t n, uint32_t *codes)
{
    if (d->longest <= BLOCK)
        dictionary_find_blocks(d, texts, n, codes, 1);
    else
        dictionary_find_blocks(d, texts, n, codes, BLOCKS_MOST);
}
