/* keys.h - records that replace earlier ones.
 *
 * A key names a record; of records with one key, the last of the source (order of files, then place in the file) is the record,
 * and the earlier are replaced. That is settled before any filter: what a query asks cannot decide which version of a record it sees.
 * A record whose fields, date or key cannot be read replaces nothing. Cells are compared as they are everywhere: without blanks and
 * quotes around them.
 *
 * Nothing has to be remembered of a register whose keys rise: a chunk with strictly ascending keys (shorter before longer, then by
 * bytes) leaves its first and last one, and where the ranges of all chunks are apart, no key occurs twice. Otherwise the keys' hashes
 * (XXH3, 128 bits: of 10^10 different keys, two agree with a probability of 10^-19) are kept with their places. Only where a key does occur
 * twice are the records counted again, leaving out what is replaced. */
#ifndef CUBE_KEYS_H
#define CUBE_KEYS_H

#include "base/error.h"
#include "base/text.h"

typedef enum keys_stage {
    KEYS_GATHERED, /**< every record is kept, and its key noted */
    KEYS_HASHED,   /**< a reading for the keys alone: hashes of those that lie in contested ranges */
    KEYS_KNOWN,    /**< replaced records are told */
} keys_stage;

/** Of one reading, and shared by its workers. */
typedef struct keys keys;

/** `n_columns` make the key. keep_all: what is read can be read once only, so no hash is dropped. */
esep_status keys_create(keys **out, size_t n_columns, size_t n_workers, bool keep_all, esep_error *error);
void keys_free(keys *k);

/** After a reading: are all keys different (then *next is KEYS_GATHERED), or what must the next reading do? The stage is then
 *  that one. */
esep_status keys_settle(keys *k, keys_stage *next, esep_error *error);
keys_stage keys_now(const keys *k);

/** What one worker notes; see keys_worker_of(). */
typedef struct keys_worker keys_worker;
keys_worker *keys_worker_of(keys *k, size_t worker);

/** Put a record's key together of its cells, none of them empty; borrowed until the next call. */
text keys_join(keys_worker *w, const text *cells);
/** Take a record with this key at `place`; false where it is replaced. `lasting`: the key's bytes stay until keys_batch_end(). */
bool keys_take(keys_worker *w, text key, uint64_t place, bool lasting);
void keys_batch_end(keys_worker *w);
esep_status keys_chunk_end(keys_worker *w, esep_error *error);

/** Bytes that the worker's notes take, and of how many records they are. */
uint64_t keys_memory(const keys_worker *w, uint64_t *records);

/** Where a record ends, in the order of the source. */
uint64_t keys_place(size_t file, uint64_t offset);

#endif
