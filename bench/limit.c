/* limit.c - esep-bench-limit [--threads N] [--separator C] [--positions] [--avx2 | --scalar] FILE: the least that a pass over a delimited file costs.
 *
 * It reads the file once and finds every separator, quote and line end. Two yardsticks: without --positions it only counts them,
 * which is no use to a pass, but the bare cost of reading and comparing; with it, it writes down where each stands, which any program that
 * looks at fields has to know in some form. A program that makes a table of the same file can come near the time of the latter, not below
 * it. The positions go into a small array that is filled again for every 32 KB, by the best instructions that the machine has. Reading is as a fast pass does it: threads take the next chunk by an atomic counter and pread it into a buffer of their
 * own that stays in the L2 cache. Exit status: 0 counted, 2 wrong usage, 3 the file cannot be read, 4 no memory or thread. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { CHUNK_BYTES = 512 * 1024, BLOCK_BYTES = 64, PAGE_BYTES = 4096, THREADS_MOST = 256 };

enum { PIECE_BYTES = 32 * 1024 };

typedef struct marks {
    uint64_t separators, quotes, line_ends;
    uint64_t positions; /* of any of them */
    uint32_t *places;   /* [PIECE_BYTES + BLOCK_BYTES], of the last piece */
} marks;

/** Count in `length` bytes, a multiple of BLOCK_BYTES. */
typedef void marks_counter(const unsigned char *bytes, size_t length, unsigned char separator, marks *found);

static void marks_count_scalar(const unsigned char *bytes, size_t length, unsigned char separator,
                               marks *found)
{
    for (size_t i = 0; i < length; i++) {
        found->separators += bytes[i] == separator;
        found->quotes += bytes[i] == '"';
        found->line_ends += bytes[i] == '\n';
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static inline uint64_t equal_mask(__m256i low, __m256i high, __m256i wanted)
{
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return first | (uint64_t)second << 32;
}

__attribute__((target("avx2,popcnt"))) static void marks_count_avx2(const unsigned char *bytes, size_t length,
                                                                    unsigned char separator, marks *found)
{
    const __m256i separators = _mm256_set1_epi8((char)separator);
    const __m256i quotes = _mm256_set1_epi8('"');
    const __m256i line_ends = _mm256_set1_epi8('\n');
    marks sum = *found;
    for (size_t i = 0; i < length; i += BLOCK_BYTES) {
        __m256i low = _mm256_load_si256((const __m256i *)(const void *)(bytes + i));
        __m256i high = _mm256_load_si256((const __m256i *)(const void *)(bytes + i + 32));
        sum.separators += (unsigned)__builtin_popcountll(equal_mask(low, high, separators));
        sum.quotes += (unsigned)__builtin_popcountll(equal_mask(low, high, quotes));
        sum.line_ends += (unsigned)__builtin_popcountll(equal_mask(low, high, line_ends));
    }
    *found = sum;
}
#endif

/* Where all marks stand, a piece at a time: to[0 … n) of each block, then on by n. */
#if defined(__x86_64__)
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static void
marks_find_avx2(const unsigned char *bytes, size_t length, unsigned char separator, marks *found)
{
    const __m256i separators = _mm256_set1_epi8((char)separator);
    const __m256i quotes = _mm256_set1_epi8('"');
    const __m256i line_ends = _mm256_set1_epi8('\n');
    for (size_t i = 0; i < length; i += PIECE_BYTES) {
        size_t end = length - i < PIECE_BYTES ? length : i + PIECE_BYTES;
        uint32_t *to = found->places;
        for (size_t j = i; j < end; j += BLOCK_BYTES) {
            __m256i low = _mm256_load_si256((const __m256i *)(const void *)(bytes + j));
            __m256i high = _mm256_load_si256((const __m256i *)(const void *)(bytes + j + 32));
            uint64_t lines = equal_mask(low, high, line_ends);
            uint64_t all = equal_mask(low, high, separators) | equal_mask(low, high, quotes) | lines;
            found->line_ends += (unsigned)__builtin_popcountll(lines);
            uint32_t *next = to + __builtin_popcountll(all);
            while (all) { /* eight a step, whether there are so many or not */
                for (int k = 0; k < 8; k++) {
                    to[k] = (uint32_t)j + (uint32_t)__builtin_ctzll(all | UINT64_C(1) << 63);
                    all &= all - 1;
                }
                to += 8;
            }
            to = next;
        }
        found->positions += (uint64_t)(to - found->places);
    }
}

__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static void
marks_find_avx512(const unsigned char *bytes, size_t length, unsigned char separator, marks *found)
{
    static const unsigned char numbers_in_order[BLOCK_BYTES] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const __m512i numbers = _mm512_loadu_si512(numbers_in_order);
    const __m512i separators = _mm512_set1_epi8((char)separator);
    const __m512i quotes = _mm512_set1_epi8('"');
    const __m512i line_ends = _mm512_set1_epi8('\n');
    uint64_t n_lines = 0, n_positions = 0;
    for (size_t i = 0; i < length; i += PIECE_BYTES) {
        size_t end = length - i < PIECE_BYTES ? length : i + PIECE_BYTES;
        uint32_t *to = found->places;
        for (size_t j = i; j < end; j += BLOCK_BYTES) {
            __m512i block = _mm512_load_si512(bytes + j), base = _mm512_set1_epi32((int)j);
            uint64_t lines = _mm512_cmpeq_epi8_mask(block, line_ends);
            uint64_t all =
                _mm512_cmpeq_epi8_mask(block, separators) | _mm512_cmpeq_epi8_mask(block, quotes) | lines;
            n_lines += (unsigned)__builtin_popcountll(lines);
            __m512i set = _mm512_maskz_compress_epi8(all, numbers);
            int n = __builtin_popcountll(all);
            _mm512_storeu_si512(to,
                                _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(set))));
            if (n > 16) {
                _mm512_storeu_si512(
                    to + 16, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 1))));
                _mm512_storeu_si512(
                    to + 32, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 2))));
                _mm512_storeu_si512(
                    to + 48, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, 3))));
            }
            to += n;
        }
        n_positions += (uint64_t)(to - found->places);
    }
    found->line_ends += n_lines;
    found->positions += n_positions;
}
#endif

static void marks_find_scalar(const unsigned char *bytes, size_t length, unsigned char separator,
                              marks *found)
{
    for (size_t i = 0; i < length; i += PIECE_BYTES) {
        size_t end = length - i < PIECE_BYTES ? length : i + PIECE_BYTES, n = 0;
        for (size_t j = i; j < end; j++) {
            found->line_ends += bytes[j] == '\n';
            found->places[n] = (uint32_t)j;
            n += bytes[j] == separator || bytes[j] == '"' || bytes[j] == '\n';
        }
        found->positions += n;
    }
}

static marks_counter *marks_finder_best(bool avx2)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!avx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"))
        return marks_find_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
        return marks_find_avx2;
#else
    (void)avx2;
#endif
    return marks_find_scalar;
}

static marks_counter *marks_counter_best(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
        return marks_count_avx2;
#endif
    return marks_count_scalar;
}

typedef struct scan {
    int file;
    uint64_t size;
    unsigned char separator;
    marks_counter *count;
    bool positions;
    atomic_uint_fast64_t next; /**< where the next chunk begins */
    atomic_int error;          /**< errno of the first failure */
} scan;

typedef struct worker {
    scan *scan;
    marks found;
    unsigned char *buffer;
    pthread_t thread;
} worker;

/** Bytes put into the buffer; fewer than wanted only on failure, which is remembered. */
static size_t chunk_read(scan *s, uint64_t from, unsigned char *buffer, size_t wanted)
{
    size_t length = 0;
    while (length < wanted) {
        ssize_t got = pread(s->file, buffer + length, wanted - length, (off_t)(from + length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            atomic_store(&s->error, got < 0 ? errno : EIO); /* the file has become shorter */
            break;
        }
        length += (size_t)got;
    }
    return length;
}

static void *worker_run(void *argument)
{
    worker *w = argument;
    scan *s = w->scan;
    while (atomic_load(&s->error) == 0) {
        uint64_t from = atomic_fetch_add(&s->next, CHUNK_BYTES);
        if (from >= s->size)
            break;
        uint64_t left = s->size - from;
        size_t length = chunk_read(s, from, w->buffer, left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES);
        size_t whole = (length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
        memset(w->buffer + length, 0, whole - length);
        s->count(w->buffer, whole, s->separator, &w->found);
    }
    return NULL;
}

/** False where memory or threads are short; the error of reading is in the scan. */
static bool scan_run(scan *s, unsigned threads, marks *found)
{
    static worker workers[THREADS_MOST];
    unsigned started = 0;
    for (; started < threads; started++) {
        worker *w = &workers[started];
        w->scan = s;
        w->buffer = aligned_alloc(PAGE_BYTES, CHUNK_BYTES);
        w->found.places = malloc((PIECE_BYTES + BLOCK_BYTES) * sizeof *w->found.places);
        if (!w->buffer || !w->found.places || pthread_create(&w->thread, NULL, worker_run, w) != 0)
            break;
    }
    for (unsigned i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        found->separators += workers[i].found.separators;
        found->quotes += workers[i].found.quotes;
        found->line_ends += workers[i].found.line_ends;
        found->positions += workers[i].found.positions;
    }
    for (unsigned i = 0; i < threads; i++) {
        free(workers[i].buffer);
        free(workers[i].found.places);
    }
    return started == threads;
}

static int wrong_usage(void)
{
    fputs("usage: esep-bench-limit [--threads N] [--separator CHARACTER] [--positions] [--avx2 | --scalar] "
          "FILE\n"
          "Counts separators, quotes and line ends, or writes down where they stand: the cost of reading and "
          "scanning alone.\n",
          stderr);
    return 2;
}

static int limit(scan *s, const char *path, unsigned threads)
{
    struct stat status;
    s->file = open(path, O_RDONLY | O_CLOEXEC);
    if (s->file < 0 || fstat(s->file, &status) != 0) {
        fprintf(stderr, "esep-bench-limit: %s: %s\n", path, strerror(errno));
        return 3;
    }
    s->size = (uint64_t)status.st_size;
    marks found = {0};
    if (!scan_run(s, threads, &found)) {
        fputs("esep-bench-limit: no memory or no thread to be had\n", stderr);
        return 4;
    }
    close(s->file);
    int error = atomic_load(&s->error);
    if (error != 0) {
        fprintf(stderr, "esep-bench-limit: %s: %s\n", path, strerror(error));
        return 3;
    }
    printf("bytes %" PRIu64 "\nline_ends %" PRIu64 "\n", s->size, found.line_ends);
    if (s->positions)
        printf("positions %" PRIu64 "\n", found.positions);
    else
        printf("separators %" PRIu64 "\nquotes %" PRIu64 "\n", found.separators, found.quotes);
    return fflush(stdout) == 0 ? 0 : 4;
}

int main(int count, char **arguments)
{
    static scan s = {.separator = ','};
    bool scalar = false, avx2 = false;
    long threads = sysconf(_SC_NPROCESSORS_ONLN);
    int i = 1;
    for (; i < count && strncmp(arguments[i], "--", 2) == 0; i++) {
        const char *value = i + 1 < count ? arguments[i + 1] : "";
        if (strcmp(arguments[i], "--scalar") == 0) {
            scalar = true;
        } else if (strcmp(arguments[i], "--avx2") == 0) {
            avx2 = true; /* as if there were no AVX-512 */
        } else if (strcmp(arguments[i], "--positions") == 0) {
            s.positions = true;
        } else if (strcmp(arguments[i], "--threads") == 0) {
            char *end;
            threads = strtol(value, &end, 10);
            if (*value == '\0' || *end != '\0')
                return wrong_usage();
            i++;
        } else if (strcmp(arguments[i], "--separator") == 0 && strlen(value) == 1) {
            s.separator = (unsigned char)*value;
            i++;
        } else {
            return wrong_usage();
        }
    }
    if (i + 1 != count || threads < 1 || threads > THREADS_MOST)
        return wrong_usage();
    if (s.positions)
        s.count = scalar ? marks_find_scalar : marks_finder_best(avx2);
    else
        s.count = scalar ? marks_count_scalar : marks_counter_best();
    return limit(&s, arguments[i], (unsigned)threads);
}
