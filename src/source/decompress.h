/* decompress.h - the four compressions that exports come in, as one pull interface over the well-known libraries. */
#ifndef SOURCE_DECOMPRESS_H
#define SOURCE_DECOMPRESS_H

#include "base/error.h"
#include "base/text.h"

typedef enum decompress_kind {
    DECOMPRESS_NONE,
    DECOMPRESS_GZIP,
    DECOMPRESS_BZIP2,
    DECOMPRESS_XZ,
    DECOMPRESS_ZSTD
} decompress_kind;

/** By the first bytes of the file. */
decompress_kind decompress_detect(text first_bytes);
/** "gzip", …; "" for none. */
const char *decompress_name(decompress_kind kind);

/** Where compressed bytes come from: fill *bytes with what is there next (borrowed until the next call); length 0 is the end. */
typedef esep_status (*decompress_more)(void *context, text *bytes, esep_error *error);

typedef struct decompressor decompressor;
esep_status decompress_open(decompressor **out, decompress_kind kind, decompress_more more, void *context,
                            esep_error *error);
/** Up to `size` bytes into `bytes`; *length 0 is the end. A stream cut short or damaged is ESEP_DATA, never a quiet end. */
esep_status decompress_read(decompressor *d, char *bytes, size_t size, size_t *length, esep_error *error);
void decompress_close(decompressor *d);

#endif
