#include "report/bulletin_origin.h"

#include <math.h>
#include <string.h>

/* Lines under way; what exceeds a page's patience (a ratio of ratios of registers of thousands of files) is not shown. */
enum { ORIGIN_LINES = 100, ORIGIN_DEPTH = 4 };

typedef struct origin_lines {
    bulletin_page *page;
    document_message *lines;
    size_t n;
} origin_lines;

static void origin_add(origin_lines *to, const document_message *line)
{
    if (line && to->n < ORIGIN_LINES)
        to->lines[to->n++] = *line;
}

static void origin_say(origin_lines *to, message_id id, const document_value *arguments, size_t n)
{
    origin_add(to, document_message_of(to->page->d, id, arguments, n));
}

static void origin_filter(origin_lines *to, text filter)
{
    document_value words = document_text(to->page->d, filter);
    if (filter.data)
        origin_say(to, MESSAGE_CHANGE_WHERE, &words, 1);
}

/* Of one register. */
static void origin_of_register(origin_lines *to, const definition_indicator *indicator)
{
    static const message_id measures[] = {[DEFINITION_COUNT] = MESSAGE_ORIGIN_COUNT,
                                          [DEFINITION_SUM] = MESSAGE_ORIGIN_SUM,
                                          [DEFINITION_DISTINCT] = MESSAGE_ORIGIN_DISTINCT,
                                          [DEFINITION_MEAN] = MESSAGE_ORIGIN_MEAN,
                                          [DEFINITION_LATEST] = MESSAGE_ORIGIN_LATEST,
                                          [DEFINITION_STANDARDISED] = MESSAGE_ORIGIN_STANDARDISED};
    bool standardised = indicator->measure == DEFINITION_STANDARDISED;
    const document_value parts[] = {
        bulletin_register_label(to->page, (size_t)indicator->at),
        document_text(to->page->d, standardised ? indicator->by : indicator->column),
        document_count(indicator->per, DOCUMENT_PLAIN)};
    size_t n = indicator->measure == DEFINITION_COUNT ? 1 : standardised ? 3 : 2;
    origin_say(to, measures[indicator->measure], parts, n);
    origin_filter(to, to->page->b->from->registers[indicator->at].filter);
    origin_filter(to, indicator->filter);
}

static void origin_definition(origin_lines *to, size_t index, int depth)
{
    const definition_indicator *indicator = &to->page->b->from->indicators[index];
    if (depth > ORIGIN_DEPTH)
        return;
    if (depth > 0) {
        document_value label = bulletin_label(to->page, index);
        origin_say(to, MESSAGE_ORIGIN_PART, &label, 1);
    }
    if (indicator->measure == DEFINITION_POPULATION) {
        document_value label = bulletin_label(to->page, index);
        origin_say(to, MESSAGE_ORIGIN_POPULATION, &label, 1);
    } else if (indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO) {
        const document_value parts[] = {bulletin_label(to->page, (size_t)indicator->numerator),
                                        bulletin_label(to->page, (size_t)indicator->denominator),
                                        document_count(indicator->per, DOCUMENT_PLAIN)};
        bool share = indicator->measure == DEFINITION_SHARE;
        origin_say(to, share ? MESSAGE_ORIGIN_SHARE : MESSAGE_ORIGIN_RATIO, parts, share ? 2 : 3);
        origin_definition(to, (size_t)indicator->numerator, depth + 1);
        origin_definition(to, (size_t)indicator->denominator, depth + 1);
    } else {
        origin_of_register(to, indicator);
    }
}

static document_value origin_days(period span)
{
    span.kind = PERIOD_DAYS;
    return document_span(span);
}

static void origin_counts(origin_lines *to, const observation *o)
{
    bool base = bulletin_has_base(o);
    const document_value periods[] = {origin_days(o->span), origin_days(o->base_span)};
    origin_say(to, base ? MESSAGE_ORIGIN_PERIODS : MESSAGE_ORIGIN_PERIOD, periods, base ? 2 : 1);
    const document_value records[] = {document_count(o->records, DOCUMENT_PLAIN),
                                      document_count(o->base_records, DOCUMENT_PLAIN)};
    origin_say(to, base ? MESSAGE_ORIGIN_RECORDS_BOTH : MESSAGE_ORIGIN_RECORDS, records, base ? 2 : 1);
    document_value absent = document_count(o->absent, DOCUMENT_PLAIN);
    if (o->absent)
        origin_say(to, MESSAGE_ORIGIN_ABSENT, &absent, 1);
}

/* How the value came of two numbers. */
static void origin_fraction(origin_lines *to, const observation *o)
{
    const definition_indicator *indicator = bulletin_indicator_of(to->page, o);
    bool ratio = indicator->measure == DEFINITION_SHARE || indicator->measure == DEFINITION_RATIO;
    if (!(ratio || indicator->measure == DEFINITION_MEAN) || !o->value.denominator)
        return;
    const document_value parts[] = {bulletin_amount(indicator, o, o->value, DOCUMENT_PLAIN),
                                    document_decimal(o->numerator, o->decimals, DOCUMENT_PLAIN),
                                    document_decimal(o->denominator, ratio ? o->decimals : 0, DOCUMENT_PLAIN),
                                    document_count(o->scale, DOCUMENT_PLAIN)};
    origin_say(to, o->scale == 1 ? MESSAGE_ORIGIN_FRACTION : MESSAGE_ORIGIN_TIMES, parts,
               o->scale == 1 ? 3 : 4);
}

static void origin_test(origin_lines *to, const observation *o)
{
    bool rates = o->method == OBSERVATION_RATES;
    const document_value parts[] = {document_real(o->p, DOCUMENT_PROBABILITY),
                                    document_range(o->limits.low, o->limits.high,
                                                   rates ? DOCUMENT_SIGNED_PERCENT : DOCUMENT_SIGNED_POINTS)};
    if (!isnan(o->p) && (rates || o->method == OBSERVATION_PROPORTIONS))
        origin_say(to, rates ? MESSAGE_ORIGIN_RATES : MESSAGE_ORIGIN_PROPORTIONS, parts, 2);
    document_value adjusted = document_real(o->p_adjusted, DOCUMENT_PROBABILITY);
    if (o->n_by && !isnan(o->p) && !isnan(o->p_adjusted))
        origin_say(to, MESSAGE_ORIGIN_ADJUSTED, &adjusted, 1);
    document_value limits = document_range(o->value_limits.low, o->value_limits.high, DOCUMENT_PLAIN);
    if (!isnan(o->value_limits.low))
        origin_say(to, MESSAGE_ORIGIN_LIMITS, &limits, 1);
}

const document_message *bulletin_source(bulletin_page *page, const cube_origin *origin)
{
    const document_value parts[] = {document_text(page->d, text_from(origin->path)),
                                    document_count((int64_t)origin->size, DOCUMENT_PLAIN),
                                    document_words(page->d, origin->digest)};
    bool hash = origin->digest[0] != '\0';
    return document_message_of(page->d, hash ? MESSAGE_ORIGIN_SOURCE_HASH : MESSAGE_ORIGIN_SOURCE, parts,
                               hash ? 3 : 2);
}

static void origin_sources(origin_lines *to, size_t index, int depth)
{
    const definition_indicator *indicator = &to->page->b->from->indicators[index];
    if (depth > ORIGIN_DEPTH)
        return;
    if (indicator->at >= 0) {
        const bulletin_register *from = &to->page->b->registers[indicator->at];
        for (size_t i = 0; from->n_cubes && i < from->cubes[0]->n_origins; i++)
            origin_add(to, bulletin_source(to->page, &from->cubes[0]->origins[i]));
    }
    if (indicator->numerator >= 0)
        origin_sources(to, (size_t)indicator->numerator, depth + 1);
    /* Both parts are of one register more often than not: it is named once. */
    if (indicator->numerator >= 0 && indicator->denominator >= 0 &&
        to->page->b->from->indicators[indicator->denominator].at !=
            to->page->b->from->indicators[indicator->numerator].at)
        origin_sources(to, (size_t)indicator->denominator, depth + 1);
}

/* As a shell reads it back. */
static void origin_shell(buffer *out, text word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,+@%-";
    bool quoted = word.length == 0;
    for (size_t i = 0; i < word.length; i++)
        quoted |= !memchr(plain, word.data[i], sizeof plain - 1);
    if (!quoted) {
        buffer_add(out, word);
        return;
    }
    buffer_add_byte(out, '\'');
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] == '\'')
            buffer_add_string(out, "'\\''");
        else
            buffer_add_byte(out, word.data[i]);
    }
    buffer_add_byte(out, '\'');
}

/* As period_parse() reads it back: a period keeps its kind, for its base depends on it. */
static void origin_written(buffer *out, period asked)
{
    char iso[24];
    period named = period_named(asked);
    day_date first = day_to_date(named.first), last = day_to_date(named.last);
    day_week week = day_iso_week(named.first);
    switch (named.kind) {
    case PERIOD_YEAR:
        buffer_add_format(out, "%d", first.year);
        break;
    case PERIOD_HALF:
        buffer_add_format(out, "%d-H%d", first.year, (first.month + 5) / 6);
        break;
    case PERIOD_QUARTER:
        buffer_add_format(out, "%d-Q%d", first.year, (first.month + 2) / 3);
        break;
    case PERIOD_MONTH:
        buffer_add_format(out, "%d-%02d", first.year, first.month);
        break;
    case PERIOD_MONTHS:
        buffer_add_format(out, "%d-%02d..%d-%02d", first.year, first.month, last.year, last.month);
        break;
    case PERIOD_WEEK:
        buffer_add_format(out, "%d-W%02d", week.year, week.week);
        break;
    case PERIOD_LAST_DAYS:
        buffer_add_format(out, "last-%d-days", period_days(named));
        break;
    case PERIOD_LAST_MONTHS:
        buffer_add_format(out, "last-%d-months",
                          day_month_index(named.last + 1) - day_month_index(named.first));
        break;
    case PERIOD_YEAR_TO_DATE:
    case PERIOD_DAYS:
        period_iso(iso, named);
        buffer_add_format(out, "%.10s..%s", iso, iso + 11);
        break;
    }
}

static text origin_command(bulletin_page *page, const observation *o)
{
    buffer command = {0};
    buffer_add_string(&command, "esep explain ");
    origin_shell(&command, page->options->definition.data ? page->options->definition : page->b->from->name);
    buffer_add_byte(&command, ' ');
    origin_shell(&command, bulletin_indicator_of(page, o)->name);
    buffer_add_string(&command, " --period ");
    origin_written(&command, o->asked);
    if (page->options->against.data) {
        buffer_add_string(&command, " --against ");
        origin_shell(&command, page->options->against);
    }
    document_value kept = document_text(page->d, buffer_text(&command));
    page->d->failed |= command.failed;
    buffer_free(&command);
    return kept.kind == DOCUMENT_TEXT ? kept.as.words : (text){0};
}

/* What was gathered, as the origin of o. */
static const document_origin *origin_keep(const origin_lines *to, const observation *o)
{
    bulletin_page *page = to->page;
    document_origin *origin = ARENA_TAKE(&page->d->memory, 1, document_origin);
    document_message *kept = ARENA_TAKE(&page->d->memory, to->n, document_message);
    document_value name = document_text(page->d, bulletin_indicator_of(page, o)->name);
    if (!origin || !kept || name.kind != DOCUMENT_TEXT) {
        page->d->failed = true;
        return NULL;
    }
    memcpy(kept, to->lines, to->n * sizeof *kept);
    *origin = (document_origin){.label = bulletin_label(page, o->indicator),
                                .name = name.as.words.data,
                                .lines = kept,
                                .n_lines = to->n,
                                .command = origin_command(page, o)};
    return origin;
}

const document_origin *bulletin_origin(bulletin_page *page, const observation *o)
{
    document_message lines[ORIGIN_LINES];
    origin_lines to = {.page = page, .lines = lines};
    origin_definition(&to, o->indicator, 0);
    for (size_t i = 0; i < o->n_by; i++) {
        const document_value category[] = {bulletin_dimension(page, o->indicator, o->by[i]),
                                           bulletin_category(page, o, i)};
        origin_say(&to, MESSAGE_ORIGIN_CATEGORY, category, 2);
    }
    origin_counts(&to, o);
    origin_fraction(&to, o);
    origin_test(&to, o);
    origin_sources(&to, o->indicator, 0);
    return origin_keep(&to, o);
}

/* A year's value alone: what it is compared with stands in the column before. */
static void origin_year(origin_lines *to, const observation *o)
{
    const document_value days = origin_days(o->span), records = document_count(o->records, DOCUMENT_PLAIN);
    if (o->status & OBSERVATION_MISSING)
        return;
    origin_say(to, MESSAGE_ORIGIN_PERIOD, &days, 1);
    origin_say(to, MESSAGE_ORIGIN_RECORDS, &records, 1);
    origin_fraction(to, o);
}

const document_origin *bulletin_origin_of_years(bulletin_page *page, const observation *years, size_t n)
{
    document_message lines[ORIGIN_LINES];
    origin_lines to = {.page = page, .lines = lines};
    const observation *newest = &years[n - 1];
    origin_definition(&to, newest->indicator, 0);
    origin_sources(&to, newest->indicator, 0);
    for (size_t y = 0; y < n; y++)
        origin_year(&to, &years[y]);
    return origin_keep(&to, newest);
}
