#include "calendar/date_batch.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { DATE_SHORT = 10, DATE_LONG = 22 };

/* A day that no month has is none of ours: date_read says why. */
static int32_t date_batch_pack(int year, int month, int day)
{
    return day > 31 ? DATE_BATCH_NONE : 32 * (12 * (year - DATE_BATCH_FIRST_YEAR) + month - 1) + day;
}

static void date_batch_plain(const date_fast *fast, const text *values, size_t n, int32_t *dates)
{
    for (size_t i = 0; i < n; i++) {
        day_date date;
        dates[i] = fast->usable && date_fast_read(&date, fast, values[i])
                       ? date_batch_pack(date.year, date.month, date.day)
                       : DATE_BATCH_NONE;
    }
}

#if defined(__x86_64__)
/* What may stand at each of the 22 places: in the date's part '#' is a digit and '-' the separator. */
static void date_batch_shape(date_batch *b, const char *date, char separator)
{
    static const char clock[] = " ##:5#:5# AM"; /* 5: up to that; A: A … P, of which two are meant */
    unsigned char least[DATE_LONG], range[DATE_LONG];
    for (size_t i = 0; i < DATE_LONG; i++) {
        char c = i < DATE_SHORT ? date[i] : clock[i - DATE_SHORT];
        bool digit = c == '#' || c == '5';
        least[i] = (unsigned char)(digit ? '0' : c == '-' ? separator : c);
        range[i] = c == '#' ? 9 : c == '5' ? 5 : c == 'A' ? 'P' - 'A' : 0;
    }
    memcpy(b->least, least, 16);
    memcpy(b->range, range, 16);
    memcpy(b->least + 16, least + 6, 16);
    memcpy(b->range + 16, range + 6, 16);
}

__attribute__((target("ssse3"))) static void date_batch_shuffle(const date_batch *b, const text *values,
                                                                size_t n, int32_t *dates)
{
    const __m128i least = _mm_loadu_si128((const __m128i *)(const void *)b->least),
                  least_late = _mm_loadu_si128((const __m128i *)(const void *)(b->least + 16)),
                  range = _mm_loadu_si128((const __m128i *)(const void *)b->range),
                  range_late = _mm_loadu_si128((const __m128i *)(const void *)(b->range + 16)),
                  order = _mm_loadu_si128((const __m128i *)(const void *)b->order),
                  tens = _mm_set1_epi16(0x010A); /* ten times the first, once the second */
    for (size_t i = 0; i < n; i++) {
        const char *p = values[i].data;
        bool is_long = values[i].length == DATE_LONG, is_short = values[i].length == DATE_SHORT;
        __m128i early = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)p), least),
                late = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 6)), least_late);
        uint32_t good = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(early, range), early)) |
                        (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(late, range_late), late))
                            << 16;
        uint32_t wanted = is_long ? UINT32_MAX : (UINT32_C(1) << DATE_SHORT) - 1;
        __m128i pairs = _mm_maddubs_epi16(_mm_shuffle_epi8(early, order), tens);
        uint64_t parts = (uint64_t)_mm_cvtsi128_si64(pairs);
        int hour = _mm_extract_epi16(pairs, 4);
        int year = (int)(100 * (parts & 255) + (parts >> 16 & 255)), month = (int)(parts >> 32 & 255),
            day = (int)(parts >> 48);
        bool half = (p[20] == 'A') | (p[20] == 'P');
        bool read = (is_long | is_short) & ((good & wanted) == wanted) & (is_short | (half & (hour <= 12))) &
                    ((unsigned)(month - 1) < 12) & ((unsigned)(year - 1900) < 300) & (day <= 31);
        int32_t packed = 32 * (12 * (year - DATE_BATCH_FIRST_YEAR) + month - 1) + day;
        dates[i] = read ? packed : DATE_BATCH_NONE;
    }
}
#endif

date_batch date_batch_of(const date_format *format)
{
    date_batch b = {.fast = date_fast_of(format)};
#if defined(__x86_64__)
    static const unsigned char year_first[] = {0, 1, 2, 3, 5, 6, 8, 9},
                               month_first[] = {6, 7, 8, 9, 0, 1, 3, 4},
                               day_first[] = {6, 7, 8, 9, 3, 4, 0, 1};
    __builtin_cpu_init();
    b.shuffles = b.fast.usable && __builtin_cpu_supports("ssse3");
    memset(b.order, 0x80, sizeof b.order);
    memcpy(b.order, b.fast.year_first ? year_first : b.fast.month_first ? month_first : day_first, 8);
    b.order[8] = 11;
    b.order[9] = 12;
    date_batch_shape(&b, b.fast.year_first ? "####-##-##" : "##-##-####", format->separator);
#endif
    return b;
}

void date_batch_read(const date_batch *batch, const text *values, size_t n, int32_t *dates)
{
#if defined(__x86_64__)
    if (batch->shuffles) {
        date_batch_shuffle(batch, values, n, dates);
        return;
    }
#endif
    date_batch_plain(&batch->fast, values, n, dates);
}
