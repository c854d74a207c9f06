/* Charts as text: scales of nothing, of one sign, of what is not a number; narrow pages. */
#include "check.h"
#include "render/render.h"

enum { ROWS = 4 };

static document_table *chart_data(document *d, const double values[ROWS])
{
    const document_column columns[] = {{.header_text = {"name", 4}, .decimals = -1},
                                       {.header_text = {"value", 5}, .decimals = 0},
                                       {.header_text = {"range", 5}, .decimals = 0}};
    static const char *const names[ROWS] = {"a", "\x1b[31mred", "a name of many words", "d"};
    document_table *table = document_make_table(d, columns, 3, ROWS);
    for (size_t i = 0; table && i < ROWS; i++) {
        *document_cell(table, i, 0) = document_text(d, text_from(names[i]));
        *document_cell(table, i, 1) = document_real(values[i], DOCUMENT_PLAIN);
        *document_cell(table, i, 2) = document_range(values[i] - 1, values[i] + 1, DOCUMENT_SIGNED);
    }
    return table;
}

static const char *drawn(char out[4000], document_chart_kind kind, const double values[ROWS], size_t width)
{
    document *d = NULL;
    buffer page = {0};
    CHECK(document_create(&d, NULL) == ESEP_OK);
    document_value name = document_text(d, text_from("now"));
    bool lines = kind == DOCUMENT_LINES || kind == DOCUMENT_MULTIPLES;
    const document_chart chart = {.kind = kind,
                                  .name = "chart",
                                  .title = document_message_of(d, MESSAGE_BULLETIN_SAYS, &name, 1),
                                  .data = chart_data(d, values),
                                  .category = 0,
                                  .value = 1,
                                  .base = DOCUMENT_NO_COLUMN,
                                  .low = lines ? DOCUMENT_NO_COLUMN : 2,
                                  .high = DOCUMENT_NO_COLUMN,
                                  .panel = kind == DOCUMENT_MULTIPLES ? 0 : DOCUMENT_NO_COLUMN,
                                  .area_key = DOCUMENT_NO_COLUMN,
                                  .value_name = name};
    document_add_chart(d, &chart);
    CHECK(render_text(&page, d, &(render_options){.language = ESEP_EN, .width = width}, NULL) == ESEP_OK);
    text_copy_cut(out, 4000, buffer_text(&page));
    buffer_free(&page);
    document_free(d);
    return out;
}

TEST(bars_stand_on_a_common_zero)
{
    char out[4000];
    CHECK_STRING(drawn(out, DOCUMENT_BARS, (const double[]){-2, 4, 0, NAN}, 46),
                 "now\n"
                 "a                   ███│         −2  [−3 … −1]\n"
                 "\uFFFD[31mred               │██████▌   4  [+3 … +5]\n"
                 "a name of many wo…     │          0  [−1 … +1]\n"
                 "d                      │          –\n");
}

TEST(sparklines_begin_at_zero)
{
    char out[4000];
    CHECK_STRING(drawn(out, DOCUMENT_LINES, (const double[]){7, 3.5, 0, NAN}, 60), "now\nnow  █▅▁   0 … 7\n");
    CHECK_STRING(drawn(out, DOCUMENT_LINES, (const double[]){0, 0, 0, 0}, 60), "now\nnow  ▁▁▁▁  0 … 0\n");
}

TEST(any_numbers_and_any_width_can_be_drawn)
{
    static const double values[][ROWS] = {
        {0, 0, 0, 0},           {NAN, NAN, NAN, NAN},        {-1, -2, -3, -1e300},
        {1e300, -1e-300, 1, 0}, {INFINITY, -INFINITY, 1, 2}, {-0.001, 1000, 1000, 1000}};
    static const document_chart_kind kinds[] = {DOCUMENT_LINES, DOCUMENT_BARS, DOCUMENT_MULTIPLES,
                                                DOCUMENT_WATERFALL, DOCUMENT_MAP};
    char out[4000];
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
            for (size_t width = 0; width < 60; width += width < 10 ? 1 : 7) {
                CHECK_CASE("values %zu, kind %zu, width %zu", i, kind, width);
                CHECK(strncmp(drawn(out, kinds[kind], values[i], width), "now\n",
                              width > 2 || !width ? 4 : 1) == 0);
                CHECK(text_is_utf8(text_from(out)) && strchr(out, '\x1b') == NULL);
            }
        }
    }
}

int main(void)
{
    RUN(bars_stand_on_a_common_zero);
    RUN(sparklines_begin_at_zero);
    RUN(any_numbers_and_any_width_can_be_drawn);
    return check_finish();
}
