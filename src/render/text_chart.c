#include "render/text_chart.h"

#include "base/error.h"
#include "language/language.h"
#include "render/people.h"

#include <math.h>

enum { CHART_GAP = 2, CHART_WIDEST = 80, CHART_WIDEST_BAR = 40, CHART_LEAST_BAR = 6 };

/* A chart under way; `words` holds one text at a time. */
typedef struct text_chart {
    lines *to;
    const document_chart *chart;
    const document_table *data;
    const render_options *options;
    size_t width;       /**< of the page */
    size_t names;       /**< columns that names take */
    size_t numbers;     /**< columns that numbers take */
    size_t before, now; /**< bars: and those of the numbers that they are changes of */
    double low, high;   /**< of all values drawn, zero included */
    buffer words;
} text_chart;

static const document_value *chart_value(const text_chart *c, size_t row, int column)
{
    static const document_value nothing = {.kind = DOCUMENT_EMPTY};
    if (column < 0 || (size_t)column >= c->data->n_columns)
        return &nothing;
    return &c->data->cells[row * c->data->n_columns + (size_t)column];
}

static double chart_number(const document_value *value)
{
    switch (value->kind) {
    case DOCUMENT_COUNT:
        return (double)value->as.count;
    case DOCUMENT_DECIMAL:
        return (double)value->as.decimal.number / pow(10, value->as.decimal.decimals);
    case DOCUMENT_FRACTION:
        return fraction_real(value->as.ratio);
    case DOCUMENT_REAL:
        return value->as.real;
    default:
        return NAN;
    }
}

static text chart_words(text_chart *c, const document_value *value, int column)
{
    int decimals =
        column >= 0 && (size_t)column < c->data->n_columns ? c->data->columns[column].decimals : -1;
    c->words.length = 0;
    people_value(&c->words, c->options->language, value, decimals);
    return buffer_text(&c->words);
}

static size_t chart_larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The scale of a column: its least and most number, and zero. */
static void chart_scale(text_chart *c, int column)
{
    for (size_t row = 0; row < c->data->n_rows; row++) {
        double number = chart_number(chart_value(c, row, column));
        if (isfinite(number)) {
            c->low = fmin(c->low, number);
            c->high = fmax(c->high, number);
        }
    }
}

/* A name in its column, shortened with … where it is too wide. */
static void chart_put_name(text_chart *c, text name)
{
    size_t width = language_width(name);
    bool cut = width > c->names;
    if (cut) {
        name = text_trim((text){name.data, language_fit(name, c->names - 1)});
        width = language_width(name) + 1;
    }
    lines_words(c->to, name, LINES_NORMAL);
    if (cut)
        buffer_add_string(c->to->out, "…");
    lines_blanks(c->to, c->names - width + CHART_GAP);
}

/* One of eight heights, from zero: what is not zero is seen. */
static void chart_put_spark(text_chart *c, double number)
{
    static const char *const heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    enum { HEIGHTS = sizeof heights / sizeof *heights };
    double range = c->high - c->low;
    if (!isfinite(number)) {
        buffer_add_byte(c->to->out, ' ');
        return;
    }
    double height = range > 0 ? (number - c->low) / range * (HEIGHTS - 1) : 0;
    size_t at = (size_t)(height + 0.5);
    buffer_add_string(c->to->out, heights[at < HEIGHTS ? at : HEIGHTS - 1]);
}

/* Least and most of the rows, in words: "390 … 480". */
static void chart_put_extremes(text_chart *c, size_t first, size_t last, int column)
{
    size_t least = last, most = last;
    for (size_t row = first; row < last; row++) {
        double number = chart_number(chart_value(c, row, column));
        if (!isfinite(number))
            continue;
        if (least == last || number < chart_number(chart_value(c, least, column)))
            least = row;
        if (most == last || number > chart_number(chart_value(c, most, column)))
            most = row;
    }
    if (least == last)
        return;
    lines_blanks(c->to, CHART_GAP);
    buffer_add(c->to->out, chart_words(c, chart_value(c, least, column), column));
    buffer_add_string(c->to->out, " … ");
    buffer_add(c->to->out, chart_words(c, chart_value(c, most, column), column));
}

/* Rows first … last − 1 of a column as a sparkline, in several lines where the page is narrow. */
static void chart_put_sparkline(text_chart *c, const document_value *name, size_t first, size_t last,
                                int column)
{
    size_t room = c->width > c->names + CHART_GAP ? c->width - c->names - CHART_GAP : 1;
    for (size_t row = first; row < last;) {
        chart_put_name(c, row == first ? chart_words(c, name, -1) : text_from(""));
        for (size_t i = 0; i < room && row < last; i++)
            chart_put_spark(c, chart_number(chart_value(c, row++, column)));
        size_t used = (last - first) + 2 * c->numbers + CHART_GAP + 3;
        if (row < last || used > room)
            lines_end(c->to);
    }
    if ((last - first) + 2 * c->numbers + CHART_GAP + 3 > room)
        lines_blanks(c->to, c->names);
    chart_put_extremes(c, first, last, column);
    lines_end(c->to);
}

static size_t chart_widest(text_chart *c, int column)
{
    size_t widest = 0;
    for (size_t row = 0; row < c->data->n_rows; row++)
        widest = chart_larger(widest, language_width(chart_words(c, chart_value(c, row, column), column)));
    return widest;
}

static void chart_limit_names(text_chart *c)
{
    enum { LEAST_NAME = 4 };
    size_t most = chart_larger(c->width * 2 / 5, LEAST_NAME);
    if (c->names > most)
        c->names = most;
}

static void chart_put_lines(text_chart *c)
{
    const document_chart *chart = c->chart;
    size_t n = c->data->n_rows;
    c->names = chart_larger(language_width(chart_words(c, &chart->value_name, -1)),
                            language_width(chart_words(c, &chart->base_name, -1)));
    c->numbers = chart_larger(chart_widest(c, chart->value), chart_widest(c, chart->base));
    chart_limit_names(c);
    chart_scale(c, chart->value);
    chart_scale(c, chart->base);
    if (chart->base >= 0)
        chart_put_sparkline(c, &chart->base_name, 0, n, chart->base);
    chart_put_sparkline(c, &chart->value_name, 0, n, chart->value);
}

static bool chart_same_words(text_chart *c, const document_value *a, const document_value *b)
{
    buffer first = {0};
    people_value(&first, c->options->language, a, -1);
    bool same = text_equal(buffer_text(&first), chart_words(c, b, -1));
    c->words.failed |= first.failed;
    buffer_free(&first);
    return same;
}

static void chart_put_multiples(text_chart *c)
{
    int panel = c->chart->panel;
    c->names = chart_widest(c, panel);
    c->numbers = chart_widest(c, c->chart->value);
    chart_limit_names(c);
    chart_scale(c, c->chart->value);
    for (size_t first = 0, last; first < c->data->n_rows; first = last) {
        for (last = first + 1; last < c->data->n_rows && chart_same_words(c, chart_value(c, first, panel),
                                                                          chart_value(c, last, panel));)
            last++;
        chart_put_sparkline(c, chart_value(c, first, panel), first, last, c->chart->value);
    }
}

/* Of `cells` cells, those left of zero and those right of it; whole and half blocks, for no block begins at an eighth from the right. */
static void chart_put_bar(text_chart *c, double number, size_t cells)
{
    double range = c->high - c->low, halves = range > 0 ? fabs(number) / range * (double)cells * 2 : 0;
    size_t left = range > 0 ? (size_t)(-c->low / range * (double)cells + 0.5) : 0;
    size_t n = isfinite(number) ? (size_t)(halves + 0.5) : 0;
    if (isfinite(number) && number != 0 && n == 0)
        n = 1;
    if (number < 0) {
        n = n > 2 * left ? 2 * left : n;
        size_t room = n / 2 + n % 2;
        room = room > left ? left : room;
        bool half = n % 2 && room > 0;
        lines_blanks(c->to, left - room);
        if (half)
            buffer_add_string(c->to->out, "▐");
        for (size_t i = half; i < room; i++)
            buffer_add_string(c->to->out, "█");
        buffer_add_string(c->to->out, "│");
        lines_blanks(c->to, cells - left);
        return;
    }
    size_t right = cells - left, whole = n / 2 > right ? right : n / 2;
    bool half = n % 2 && whole < right;
    lines_blanks(c->to, left);
    buffer_add_string(c->to->out, "│");
    for (size_t i = 0; i < whole; i++)
        buffer_add_string(c->to->out, "█");
    if (half)
        buffer_add_string(c->to->out, "▌");
    lines_blanks(c->to, right - whole - half);
}

/* A number at the right of its column. */
static void chart_put_number(text_chart *c, const document_value *value, int column, size_t width)
{
    text number = value->kind == DOCUMENT_EMPTY ? text_from("–") : chart_words(c, value, column);
    size_t used = language_width(number);
    lines_blanks(c->to, width > used ? width - used : 0);
    buffer_add(c->to->out, number);
}

/* What "82 → 50" takes, with the gap before it: no percentage stands without its two numbers. */
static size_t chart_pair_width(const text_chart *c)
{
    return c->chart->before == c->chart->now ? 0 : CHART_GAP + c->before + 3 + c->now;
}

static void chart_put_bar_row(text_chart *c, size_t row, size_t cells)
{
    const document_chart *chart = c->chart;
    const document_value *value = chart_value(c, row, chart->value);
    chart_put_name(c, chart_words(c, chart_value(c, row, chart->category), chart->category));
    if (cells) {
        chart_put_bar(c, chart_number(value), cells);
        lines_blanks(c->to, CHART_GAP);
    }
    chart_put_number(c, value, chart->value, c->numbers);
    if (chart->before != chart->now) {
        if (c->names + CHART_GAP + c->numbers + chart_pair_width(c) > c->width)
            lines_end(c->to);
        lines_blanks(c->to, CHART_GAP);
        chart_put_number(c, chart_value(c, row, chart->before), chart->before, c->before);
        buffer_add_string(c->to->out, " → ");
        chart_put_number(c, chart_value(c, row, chart->now), chart->now, c->now);
    }
    const document_value *range = chart_value(c, row, chart->low);
    if (cells && range->kind == DOCUMENT_RANGE && !isnan(range->as.range.low)) {
        text limits = chart_words(c, range, chart->low);
        size_t used = c->names + c->numbers + chart_pair_width(c) + cells + 1 + 3 * CHART_GAP + 2;
        if (used + language_width(limits) <= c->width) {
            lines_blanks(c->to, CHART_GAP);
            buffer_add_byte(c->to->out, '[');
            buffer_add(c->to->out, limits);
            buffer_add_byte(c->to->out, ']');
        }
    }
    lines_end(c->to);
}

static void chart_put_bars(text_chart *c)
{
    c->names = chart_widest(c, c->chart->category);
    c->numbers = chart_larger(chart_widest(c, c->chart->value), 1);
    chart_limit_names(c);
    chart_scale(c, c->chart->value);
    size_t limits = c->chart->low >= 0 ? chart_widest(c, c->chart->low) + CHART_GAP + 2 : 0;
    c->before = chart_larger(chart_widest(c, c->chart->before), 1);
    c->now = chart_larger(chart_widest(c, c->chart->now), 1);
    size_t used = c->names + c->numbers + chart_pair_width(c) + 2 * CHART_GAP + 1;
    size_t cells = c->width > used ? c->width - used : 0;
    if (cells > limits + CHART_LEAST_BAR)
        cells -= limits;
    if (cells > CHART_WIDEST_BAR)
        cells = CHART_WIDEST_BAR;
    if (cells < CHART_LEAST_BAR)
        cells = 0;
    for (size_t row = 0; row < c->data->n_rows; row++)
        chart_put_bar_row(c, row, cells);
}

static void chart_put_title(text_chart *c)
{
    buffer title = {0};
    if (c->chart->title)
        people_message(&title, c->options->language, c->chart->title);
    if (c->chart->unit.kind != DOCUMENT_EMPTY) {
        buffer_add_string(&title, ", ");
        people_value(&title, c->options->language, &c->chart->unit, -1);
    }
    lines_wrap(c->to, buffer_text(&title), 0, LINES_STRONG);
    c->words.failed |= title.failed;
    buffer_free(&title);
}

esep_status text_chart_write(lines *to, const document_chart *chart, const render_options *options,
                             esep_error *error)
{
    text_chart c = {.to = to,
                    .chart = chart,
                    .data = chart->data,
                    .options = options,
                    .width = options->width ? options->width : CHART_WIDEST};
    chart_put_title(&c);
    switch (chart->kind) {
    case DOCUMENT_LINES:
        chart_put_lines(&c);
        break;
    case DOCUMENT_MULTIPLES:
        chart_put_multiples(&c);
        break;
    case DOCUMENT_BARS:
    case DOCUMENT_WATERFALL:
    case DOCUMENT_MAP:
        chart_put_bars(&c);
        break;
    }
    buffer alternative = {0};
    if (chart->alternative) {
        people_message(&alternative, options->language, chart->alternative);
        lines_wrap(to, buffer_text(&alternative), 0, LINES_FAINT);
    }
    c.words.failed |= alternative.failed;
    buffer_free(&alternative);
    esep_status status = buffer_status(&c.words, error);
    buffer_free(&c.words);
    return status;
}
