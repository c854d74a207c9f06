/* The quick reading of dates against the careful one: where it says yes, the other says the same. */
#include "calendar/date_batch.h"
#include "check.h"

static uint64_t state = 0x9E3779B97F4A7C15u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* A value near the shapes: a date, perhaps with a clock, with one byte or two changed. */
static size_t make_value(char *value, const char *pattern)
{
    static const char *const clocks[] = {
        "", " 07:05:09 AM", " 12:59:59 PM", " 13:00:00 PM", " 00:60:00 AM", " 07:05", " 11:11:60 AM"};
    static const char odd[] = "0123456789 ./-:APM\xC2";
    size_t n = 0;
    for (const char *p = pattern; *p; p++)
        value[n++] = *p == '#' ? (char)('0' + next_random() % 10) : *p;
    if (next_random() % 2) { /* mostly plausible */
        value[0] = pattern[4] == '#' ? value[0] : "0123"[next_random() % 4];
        memcpy(strstr(pattern, "####") - pattern + value, next_random() % 2 ? "20" : "19", 2);
    }
    const char *clock = clocks[next_random() % 7];
    memcpy(value + n, clock, strlen(clock));
    n += strlen(clock);
    for (uint64_t i = next_random() % 4; i > 2; i--)
        value[next_random() % n] = odd[next_random() % (sizeof odd - 1)];
    return n;
}

static void compare(const char *name, const char *pattern)
{
    date_format format;
    CHECK_CASE("%s", name);
    CHECK(date_format_parse(&format, text_from(name), NULL) == ESEP_OK);
    date_fast fast = date_fast_of(&format);
    int wrong = 0, agreed = 0;
    for (int i = 0; i < 400000; i++) {
        char value[64] = {0};
        size_t length = make_value(value, pattern);
        day_date date;
        day_number day = 0;
        if (!date_fast_read(&date, &fast, (text){value, length}))
            continue;
        date_outcome outcome = date_read(&day, &format, (text){value, length});
        if (!day_exists(date.year, date.month, date.day))
            wrong += outcome != DATE_IMPOSSIBLE;
        else
            wrong += outcome != DATE_OK || day != day_from_date(date.year, date.month, date.day);
        agreed++;
    }
    CHECK_INT(wrong, 0);
    CHECK(agreed > 3000); /* the quick way is taken at all */
}

/* Many at once say what one at a time does, but for days that no month has. */
static void compare_batches(const char *name, const char *pattern)
{
    enum { VALUES = 61, ROUNDS = 4000 };
    date_format format;
    CHECK_CASE("%s", name);
    CHECK(date_format_parse(&format, text_from(name), NULL) == ESEP_OK);
    date_batch batch = date_batch_of(&format);
    int wrong = 0, agreed = 0;
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[VALUES][64] = {{0}};
        text values[VALUES];
        int32_t dates[VALUES];
        for (int i = 0; i < VALUES; i++)
            values[i] = (text){bytes[i], make_value(bytes[i], pattern)};
        date_batch_read(&batch, values, VALUES, dates);
        for (int i = 0; i < VALUES; i++) {
            day_date date = {0};
            bool good = date_fast_read(&date, &batch.fast, values[i]) && date.day <= 31;
            int32_t wanted = 32 * (12 * (date.year - DATE_BATCH_FIRST_YEAR) + date.month - 1) + date.day;
            wrong += dates[i] != (good ? wanted : DATE_BATCH_NONE);
            agreed += good;
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(agreed > 1000);
}

TEST(batches_agree_with_single_values)
{
    compare_batches("dd.mm.yyyy", "##.##.####");
    compare_batches("mm/dd/yyyy", "##/##/####");
    compare_batches("yyyy-mm-dd", "####-##-##");
    compare_batches("dd-mm-yyyy", "##-##-####");
}

TEST(agrees_with_the_careful_reading)
{
    compare("dd.mm.yyyy", "##.##.####");
    compare("mm/dd/yyyy", "##/##/####");
    compare("dd/mm/yyyy", "##/##/####");
    compare("yyyy-mm-dd", "####-##-##");
    compare("dd-mm-yyyy", "##-##-####");
}

TEST(leaves_other_formats_alone)
{
    date_format format;
    CHECK(date_format_parse(&format, text_from("yyyymmdd"), NULL) == ESEP_OK);
    CHECK(!date_fast_of(&format).usable);
    CHECK(date_format_parse(&format, text_from("yyyy-mm"), NULL) == ESEP_OK);
    CHECK(!date_fast_of(&format).usable);
    CHECK(date_format_parse(&format, text_from("excel"), NULL) == ESEP_OK);
    CHECK(!date_fast_of(&format).usable);
}

int main(void)
{
    RUN(agrees_with_the_careful_reading);
    RUN(batches_agree_with_single_values);
    RUN(leaves_other_formats_alone);
    return check_finish();
}
