/* Every kernel against the reference, on random bytes that are mostly structure. */
#include "check.h"
#include "source/csv.h"
#include "source/csv_kernel.h"

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Mostly what structure is made of; `hostile` marks stand anywhere, else only where a field may begin or end. */
static size_t make_bytes(char *bytes, size_t most, bool hostile)
{
    static const char hostile_bytes[] = "\"\",,\n\r ab;\t\"\n";
    size_t length = next_random() % (most + 1), n = 0;
    while (hostile && n < length)
        bytes[n++] = hostile_bytes[next_random() % (sizeof hostile_bytes - 1)];
    while (n + 12 < length) {
        bool quoted = next_random() % 4 == 0;
        size_t inner = next_random() % 5;
        if (quoted)
            bytes[n++] = '"';
        for (size_t i = 0; i < inner; i++) {
            char c = quoted ? ",\nab;"[next_random() % 5] : "abcde"[next_random() % 5];
            bytes[n++] = c;
            if (quoted && next_random() % 6 == 0) {
                bytes[n++] = '"';
                bytes[n++] = '"';
                break;
            }
        }
        if (quoted)
            bytes[n++] = '"';
        bytes[n++] = next_random() % 5 ? ',' : '\n';
    }
    return n;
}

/* Rows of one width, as registers have them; `disturbed`: one in some has a field more, the next one less, so that all ends are as many as
 * they should be. */
static size_t make_table(char *bytes, size_t most, bool disturbed)
{
    size_t width = 1 + next_random() % 6, n = 0;
    bool wider = false;
    while (n + 4 * width + 8 < most) {
        size_t fields = wider ? width - 1 : width;
        wider = disturbed && !wider && width > 1 && next_random() % 8 == 0;
        fields += wider;
        for (size_t f = 0; f < fields; f++) {
            for (size_t i = next_random() % 3; i > 0; i--)
                bytes[n++] = 'x';
            bytes[n++] = f + 1 < fields ? ',' : '\n';
        }
    }
    return n;
}

static bool same(const csv_index *a, const csv_index *b)
{
    return a->n_ends == b->n_ends && a->n_rows == b->n_rows && a->line_ends == b->line_ends &&
           a->scanned_to == b->scanned_to && a->open_quote == b->open_quote &&
           (a->n_ends == 0 || memcmp(a->ends, b->ends, a->n_ends * sizeof *a->ends) == 0) &&
           (a->n_rows == 0 || memcmp(a->row_ends, b->row_ends, a->n_rows * sizeof *a->row_ends) == 0);
}

typedef enum made { MADE_PLAIN, MADE_HOSTILE, MADE_TABLE, MADE_DISTURBED } made;

static size_t make(char *bytes, size_t most, made kind)
{
    if (kind == MADE_TABLE || kind == MADE_DISTURBED)
        return make_table(bytes, most, kind == MADE_DISTURBED);
    return make_bytes(bytes, most, kind == MADE_HOSTILE);
}

static void compare(const csv_kernel_choice *choice, made kind)
{
    csv_index expected = {0}, got = {0};
    csv_dialect dialects[] = {{',', '\n'}, {';', '\n'}, {'\t', '\r'}};
    enum { MOST = 700 };
    int wrong = 0;
    for (int i = 0; i < 60000; i++) {
        char *bytes = malloc(MOST); /* its own block, so that a byte too far is caught */
        size_t length = make(bytes, i % 3 ? 200 : MOST - 20, kind),
               from = length ? next_random() % length : 0;
        char *exact = malloc(length + 1);
        memcpy(exact, bytes, length);
        csv_dialect dialect = dialects[i % 3];
        csv_use_kernel(NULL);
        csv_scan(&expected, dialect, exact, length, i % 2 ? from : 0, NULL);
        csv_use_kernel(choice->run);
        csv_scan(&got, dialect, exact, length, i % 2 ? from : 0, NULL);
        wrong += !same(&expected, &got);
        free(exact);
        free(bytes);
    }
    CHECK_CASE("%s", choice->name);
    CHECK_INT(wrong, 0);
    csv_index_free(&expected);
    csv_index_free(&got);
}

TEST(kernels_agree_with_the_reference)
{
    for (const csv_kernel_choice *choice = csv_kernels(); choice->name; choice++)
        compare(choice, MADE_PLAIN);
}

TEST(kernels_agree_on_hostile_bytes)
{
    for (const csv_kernel_choice *choice = csv_kernels(); choice->name; choice++)
        compare(choice, MADE_HOSTILE);
}

TEST(kernels_agree_on_tables)
{
    for (const csv_kernel_choice *choice = csv_kernels(); choice->name; choice++) {
        compare(choice, MADE_TABLE);
        compare(choice, MADE_DISTURBED);
    }
}

int main(void)
{
    RUN(kernels_agree_on_tables);
    RUN(kernels_agree_with_the_reference);
    RUN(kernels_agree_on_hostile_bytes);
    return check_finish();
}
