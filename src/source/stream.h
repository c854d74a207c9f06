/* stream.h - the bytes of one file as UTF-8, whatever it was: plain or compressed, Unicode or a Cyrillic code page.
 *
 * Compression is known by the first bytes of the content, never by the name: gzip (also of several members), bzip2, xz, zstd.
 * The encoding is said by the caller, or by a byte order mark, or found by looking at the first STREAM_SAMPLE_BYTES (see
 * encoding.h). A byte order mark is not part of the content. What cannot be read in the encoding becomes
 * the byte FF, which is never part of UTF-8, so that a value that holds it is known to be broken.
 *
 * A stream belongs to one thread at a time. */
#ifndef SOURCE_STREAM_H
#define SOURCE_STREAM_H

#include "base/error.h"
#include "base/text.h"
#include "source/table.h"

enum { STREAM_SAMPLE_BYTES = 256 * 1024, STREAM_DIGEST_BYTES = 33 };

typedef struct stream stream;

/** Open the file at `path` ("-" is standard input; FILE#NAME a sheet or layer of a file of another format, see table.h). `encoding` is a name that iconv knows, or NULL to find out.
 *  With `digest`, XXH3 (128 bits) of the file's own bytes, as they lie on the disk, is taken along while reading; of a Shapefile those of
 *  its .shp, .dbf, .shx, .prj and .cpg, as far as there are such, one behind the other. Its stamp, size and changes are those of all of them. */
esep_status stream_open(stream **out, const char *path, const char *encoding, bool digest, esep_error *error);
/** The same where only some columns will be looked at: wanted[n_wanted], in the file's order, borrowed until stream_close(). The fields of the
 *  others may be empty, where the file is a table (see table.h). */
esep_status stream_open_columns(stream **out, const char *path, const char *encoding, bool digest,
                                const bool *wanted, size_t n_wanted, esep_error *error);
void stream_close(stream *s);

/** Fill bytes[size], size at least 16, with UTF-8 and say in *length how much there was: 0 only at the end. */
esep_status stream_read(stream *s, char *bytes, size_t size, size_t *length, esep_error *error);

/** Name of the encoding, as iconv writes it: "UTF-8", "CP1251". Borrowed until stream_close(). */
const char *stream_encoding(const stream *s);
/** Was the encoding found by looking (not told, not marked, and not plain UTF-8)? Then it is worth saying. */
bool stream_encoding_guessed(const stream *s);
/** "", "gzip", "bzip2", "xz" or "zstd". */
const char *stream_compression(const stream *s);

/** Where the content can be read directly with pread: a regular, uncompressed file in UTF-8. `offset` is where it begins
 *  (behind a byte order mark) and `size` the size of the whole file when it was opened. */
bool stream_is_plain(const stream *s, int *descriptor, uint64_t *offset, uint64_t *size);
/** Is it a file of another format, whose content is CSV with ',' and '\n' that table.h made? Then *left_out says what of it is
 *  no record. */
bool stream_is_table(const stream *s, table_left_out *left_out);
/** Is it a file on the disk, which can be opened again? Standard input never counts as one. */
bool stream_is_regular(const stream *s);
/** A number that is another one if the file at the path is another file, or was written to, since. */
uint64_t stream_stamp(const stream *s);
/** Size of the file on the disk; of a pipe, what was read of it so far. */
uint64_t stream_file_size(const stream *s);
/** Bytes of the file itself that were read so far, for progress. */
uint64_t stream_bytes_read(const stream *s);
/** Has the file's size or time of change moved since it was opened? ESEP_DATA if so. */
esep_status stream_check_unchanged(const stream *s, esep_error *error);
/** After the last byte was read: the digest in hexadecimal, terminated, most significant byte first (as `xxhsum -H2`). Empty
 *  where none was asked for. */
void stream_digest(const stream *s, char out[STREAM_DIGEST_BYTES]);
/** The two halves of a digest in the same form. */
void stream_digest_print(char out[STREAM_DIGEST_BYTES], uint64_t high, uint64_t low);

#endif
