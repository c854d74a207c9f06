/* check.h - the whole test harness: cases that print TAP, which meson reads.
 *
 *   TEST(years_shift) { CHECK(day_is_leap_year(2024)); CHECK_INT(day_month_length(2024, 2), 29); }
 *   int main(void) { RUN(years_shift); return check_finish(); }
 *
 * A failed check is printed with its place and values, the case goes on, and counts once as failed. SKIP("why") ends a
 * case that cannot run here. For tables, put the row's number or name into CHECK_CASE, which is printed with failures. */
#ifndef HARNESS_CHECK_H
#define HARNESS_CHECK_H

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check_number, check_failed_tests, check_failures;
static const char *check_skip_reason;
static char check_case[200];

#define TEST(name) static void test_##name(void)
#define RUN(name) check_run(#name, test_##name)
#define SKIP(reason)                                                                                         \
    do {                                                                                                     \
        check_skip_reason = (reason);                                                                        \
        return;                                                                                              \
    } while (0)

#define CHECK_CASE(...) snprintf(check_case, sizeof check_case, __VA_ARGS__)

#define CHECK(condition)                                                                                     \
    ((condition) ? (void)0                                                                                   \
                 : (void)(check_failures++, printf("# %s:%d: [%s] not true: %s\n", __FILE__, __LINE__,       \
                                                   check_case, #condition)))

#define CHECK_INT(got, expected) check_int(__FILE__, __LINE__, #got, (int64_t)(got), (int64_t)(expected))
#define CHECK_STRING(got, expected) check_string(__FILE__, __LINE__, #got, (got), (expected))
/** Equal to a relative tolerance; NaN equals NaN, infinities equal themselves. */
#define CHECK_NEAR(got, expected, tolerance)                                                                 \
    check_near(__FILE__, __LINE__, #got, (got), (expected), (tolerance))

static inline void check_int(const char *file, int line, const char *what, int64_t got, int64_t expected)
{
    if (got != expected) {
        check_failures++;
        printf("# %s:%d: [%s] %s is %" PRId64 ", expected %" PRId64 "\n", file, line, check_case, what, got,
               expected);
    }
}

static inline void check_string(const char *file, int line, const char *what, const char *got,
                                const char *expected)
{
    if (strcmp(got, expected) != 0) {
        check_failures++;
        printf("# %s:%d: [%s] %s is\n#   \"%s\", expected\n#   \"%s\"\n", file, line, check_case, what, got,
               expected);
    }
}

static inline void check_near(const char *file, int line, const char *what, double got, double expected,
                              double tolerance)
{
    if (isnan(got) && isnan(expected))
        return;
    if (got == expected || fabs(got - expected) <= tolerance * fmax(fabs(got), fabs(expected)))
        return;
    check_failures++;
    printf("# %s:%d: [%s] %s is %.17g, expected %.17g\n", file, line, check_case, what, got, expected);
}

static inline void check_run(const char *name, void (*run)(void))
{
    check_failures = 0;
    check_skip_reason = NULL;
    check_case[0] = '\0';
    run();
    check_number++;
    if (check_skip_reason)
        printf("ok %d %s # SKIP %s\n", check_number, name, check_skip_reason);
    else
        printf("%s %d %s\n", check_failures ? "not ok" : "ok", check_number, name);
    check_failed_tests += check_failures > 0;
    fflush(stdout);
}

static inline int check_finish(void)
{
    printf("1..%d\n", check_number);
    return check_failed_tests ? 1 : 0;
}

/** ESEP_SHARED/relative into path[size]; false where there is no such file. */
static inline bool check_shared(char *path, size_t size, const char *relative)
{
    const char *shared = getenv("ESEP_SHARED");
    if (!shared)
        return false;
    snprintf(path, size, "%s/%s", shared, relative);
    FILE *file = fopen(path, "r");
    if (file)
        fclose(file);
    return file != NULL;
}

#endif
