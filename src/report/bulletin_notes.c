#include "report/bulletin_notes.h"

#include "report/bulletin_account.h"
#include "report/bulletin_origin.h"
#include "report/change_document.h"

/* Notes under way: each gets its number as it comes. */
typedef struct notes {
    bulletin_page *page;
    int64_t n;
} notes;

static void notes_add_words(notes *to, document_value words)
{
    const document_value numbered[] = {document_count(++to->n, DOCUMENT_PLAIN), words};
    if (to->n == 1)
        document_add(to->page->d, DOCUMENT_HEADING, MESSAGE_BULLETIN_NOTES, NULL, 0);
    document_add(to->page->d, DOCUMENT_NOTE, MESSAGE_BULLETIN_NUMBERED, numbered, 2);
}

static void notes_add(notes *to, message_id id, const document_value *arguments, size_t n)
{
    notes_add_words(to, document_says(to->page->d, id, arguments, n));
}

/* Has any observation one of the bits? */
static bool notes_any(const bulletin *b, unsigned bits)
{
    for (size_t i = 0; i < b->n_observations; i++) {
        if (b->observations[i].status & bits)
            return true;
    }
    return false;
}

/* Has any observation that an item shows nothing to compare with? Months of earlier years, which a chart draws as a band, never have. */
static bool notes_any_without_base(const bulletin *b)
{
    for (size_t i = 0; i < b->n_items; i++) {
        for (size_t j = 0; j < b->items[i].n; j++) {
            if (b->observations[b->items[i].first + j].status & CHANGE_NO_DATA)
                return true;
        }
    }
    return false;
}

/* The first observation of an indicator that the bulletin shows, or NULL. */
static const observation *notes_first_of(const bulletin *b, size_t indicator)
{
    for (size_t i = 0; i < b->n_observations; i++) {
        if (b->observations[i].indicator == indicator)
            return &b->observations[i];
    }
    return NULL;
}

/* What is counted: the filter of each indicator, and the definition's own note. */
static void notes_definitions(notes *to)
{
    const bulletin *b = to->page->b;
    for (size_t i = 0; i < b->from->n_indicators; i++) {
        const definition_indicator *indicator = &b->from->indicators[i];
        if (!notes_first_of(b, i))
            continue;
        const document_value filtered[] = {bulletin_label(to->page, i),
                                           document_text(to->page->d, indicator->filter)};
        if (indicator->filter.data)
            notes_add(to, MESSAGE_NOTE_COUNTED, filtered, 2);
        const document_value own[] = {filtered[0], bulletin_words(to->page, &indicator->note)};
        if (own[1].kind != DOCUMENT_EMPTY)
            notes_add(to, MESSAGE_NOTE_OF, own, 2);
    }
}

static void notes_cut(notes *to)
{
    const bulletin *b = to->page->b;
    period days = b->span;
    days.kind = PERIOD_DAYS;
    const document_value cut[] = {document_span(period_named(b->asked)), document_span(days)};
    if (b->cut_days > 0)
        notes_add(to, MESSAGE_NOTE_CUT, cut, 2);
    else if (notes_any(b, CHANGE_CUT_PERIOD))
        notes_add(to, MESSAGE_NOTE_CUT_SOME, NULL, 0);
}

static const bulletin_register *notes_register_of(const bulletin *b, size_t indicator)
{
    for (int depth = 0; depth < 4; depth++) {
        const definition_indicator *from = &b->from->indicators[indicator];
        if (from->at >= 0)
            return &b->registers[from->at];
        if (from->numerator < 0)
            return NULL;
        indicator = (size_t)from->numerator;
    }
    return NULL;
}

/* Does the break lie between the periods of an observation that it withheld the comparison of? */
static bool notes_break_matters(const bulletin *b, const bulletin_register *in, day_number day)
{
    for (size_t i = 0; i < b->n_observations; i++) {
        const observation *o = &b->observations[i];
        if (o->status & OBSERVATION_BREAK && notes_register_of(b, o->indicator) == in &&
            day > o->base_span.first && day <= o->span.last)
            return true;
    }
    return false;
}

static void notes_breaks(notes *to)
{
    const bulletin *b = to->page->b;
    for (size_t r = 0; r < b->from->n_registers; r++) {
        const definition_register *from = &b->from->registers[r];
        for (size_t i = 0; i < from->n_breaks; i++) {
            const document_value parts[] = {bulletin_register_label(to->page, r),
                                            document_day(from->breaks[i].day),
                                            bulletin_words(to->page, &from->breaks[i].why)};
            if (notes_break_matters(b, &b->registers[r], from->breaks[i].day))
                notes_add(to, MESSAGE_NOTE_BREAK, parts, 3);
        }
    }
}

/* The first day between base and period from which a code of the list means something else; DAY_NONE. */
static day_number notes_code_change(const bulletin *b, const derivation *derived)
{
    day_number first = DAY_NONE;
    for (size_t i = 0; i < derived->n_codes; i++) {
        day_number day = derived->codes[i].from;
        if (day > b->base_span.first && day <= b->span.last && (first == DAY_NONE || day < first))
            first = day;
    }
    return first;
}

/* A law that moves a code to another category makes a rise and a fall of its own: said, for the list is the user's to judge. */
static void notes_code_lists(notes *to)
{
    const bulletin *b = to->page->b;
    for (size_t r = 0; r < b->from->n_registers; r++) {
        const definition_register *from = &b->from->registers[r];
        for (size_t i = 0; b->registers[r].read && i < from->n_dimensions; i++) {
            const definition_dimension *dimension = &from->dimensions[i];
            day_number day = notes_code_change(b, &dimension->derived);
            const document_value parts[] = {bulletin_register_label(to->page, r),
                                            document_text(to->page->d, dimension->name), document_day(day)};
            if (dimension->is_derived && dimension->derived.kind == DERIVATION_CODES && day != DAY_NONE)
                notes_add(to, MESSAGE_NOTE_CODE_LIST, parts, 3);
        }
    }
}

/* What a list says of its own entries: classes from memory must not be published unchecked. */
static void notes_unsure(notes *to)
{
    const bulletin *b = to->page->b;
    for (size_t r = 0; r < b->from->n_registers; r++) {
        const definition_register *from = &b->from->registers[r];
        for (size_t i = 0; b->registers[r].read && i < from->n_dimensions; i++) {
            const definition_dimension *dimension = &from->dimensions[i];
            const document_value parts[] = {
                bulletin_register_label(to->page, r), document_text(to->page->d, dimension->name),
                document_text(to->page->d, dimension->list),
                document_count((int64_t)dimension->n_unsure, DOCUMENT_PLAIN),
                document_count((int64_t)dimension->derived.n_codes, DOCUMENT_PLAIN)};
            if (dimension->n_unsure)
                notes_add(to, MESSAGE_NOTE_UNSURE, parts, 5);
        }
    }
}

enum { NOTES_HOLES_NAMED = 6 };

static void notes_registers(notes *to)
{
    const bulletin *b = to->page->b;
    for (size_t r = 0; r < b->from->n_registers; r++) {
        const bulletin_register *from = &b->registers[r];
        const document_value provisional[] = {bulletin_register_label(to->page, r),
                                              document_day(from->from->provisional_from)};
        if (from->read && from->from->provisional_from != DAY_NONE)
            notes_add(to, MESSAGE_NOTE_PROVISIONAL, provisional, 2);
        for (size_t i = 0; from->read && i < from->n_holes && i < NOTES_HOLES_NAMED; i++) {
            document_value months = document_span(change_hole_period(from->holes[i]));
            const document_value parts[] = {provisional[0],
                                            document_says(to->page->d, MESSAGE_NOTE_HOLES, &months, 1)};
            notes_add(to, MESSAGE_NOTE_OF, parts, 2);
        }
        document_value more = document_count((int64_t)from->n_holes - NOTES_HOLES_NAMED, DOCUMENT_PLAIN);
        if (from->read && from->n_holes > NOTES_HOLES_NAMED)
            notes_add(to, MESSAGE_NOTE_MORE_HOLES, &more, 1);
    }
}

static void notes_absent(notes *to)
{
    const bulletin *b = to->page->b;
    for (size_t i = 0; i < b->from->n_indicators; i++) {
        const observation *o = notes_first_of(b, i);
        if (!o || !(o->status & OBSERVATION_INCOMPLETE))
            continue;
        const document_value parts[] = {bulletin_label(to->page, i),
                                        document_count(o->absent, DOCUMENT_PLAIN)};
        notes_add(to, MESSAGE_NOTE_INCOMPLETE, parts, 2);
    }
}

static void notes_lengths(notes *to)
{
    const bulletin *b = to->page->b;
    int difference = period_days(b->span) - period_days(b->base_span);
    for (size_t i = 0; i < b->n_observations; i++) {
        const observation *o = &b->observations[i];
        if (bulletin_is_compared(o) && o->span.first <= o->base_span.last &&
            o->base_span.first <= o->span.last) {
            notes_add(to, MESSAGE_NOTE_OVERLAP, NULL, 0);
            break;
        }
    }
    if (difference < -1 || difference > 1)
        notes_add(to, MESSAGE_NOTE_LENGTHS, NULL, 0);
    else if (period_leap_day_differs(b->span, b->base_span))
        notes_add(to, MESSAGE_NOTE_LEAP_DAY, NULL, 0);
}

static bool notes_any_method(const bulletin *b, observation_method method)
{
    for (size_t i = 0; i < b->n_observations; i++) {
        if (b->observations[i].method == method && b->observations[i].p == b->observations[i].p)
            return true;
    }
    return false;
}

static bool notes_any_money(const bulletin *b)
{
    for (size_t i = 0; i < b->n_observations; i++) {
        const definition_indicator *from = &b->from->indicators[b->observations[i].indicator];
        if (from->money ||
            (from->measure == DEFINITION_SUM && b->observations[i].method == OBSERVATION_UNTESTED))
            return true;
    }
    return false;
}

static void notes_method(notes *to)
{
    const bulletin *b = to->page->b;
    document_value tests = document_count((int64_t)b->n_tested, DOCUMENT_PLAIN);
    if (notes_any_method(b, OBSERVATION_RATES))
        notes_add(to, b->n_tested ? MESSAGE_NOTE_CHANCE_ADJUSTED : MESSAGE_NOTE_CHANCE_TOTAL, &tests,
                  b->n_tested ? 1 : 0);
    if (notes_any_method(b, OBSERVATION_PROPORTIONS))
        notes_add(to, MESSAGE_NOTE_PROPORTIONS, NULL, 0);
    if (notes_any_money(b))
        notes_add(to, MESSAGE_NOTE_SUM_UNTESTED, NULL, 0);
    const document_value limits[] = {document_count(b->percent_from, DOCUMENT_PLAIN),
                                     document_count(b->small_below, DOCUMENT_PLAIN)};
    if (notes_any(b, CHANGE_SMALL_BASE | CHANGE_ZERO_BASE))
        notes_add(to, MESSAGE_NOTE_SMALL, limits, 2);
    if (notes_any(b, OBSERVATION_ANNUALISED))
        notes_add(to, MESSAGE_NOTE_ANNUALISED, NULL, 0);
    if (notes_any(b, OBSERVATION_UNLIKE))
        notes_add(to, MESSAGE_NOTE_UNLIKE, NULL, 0);
    if (notes_any_without_base(b))
        notes_add(to, MESSAGE_NOTE_NO_EARLIER, NULL, 0);
}

static void notes_account(bulletin_page *page, size_t r)
{
    const cube *c = page->b->registers[r].cubes[0];
    document *d = page->d;
    document_value label = bulletin_register_label(page, r);
    const cube_account shown = bulletin_account(page, r);
    const document_value account[] = {label, change_account_words(d, &shown, MESSAGE_ACCOUNT_SHOWN_PERIODS)};
    document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_OF, account, 2);
    const document_value covered[] = {label, document_day(c->first_day), document_day(c->last_day)};
    period whole = {c->first_day, c->last_day, PERIOD_MONTHS};
    const document_value months[] = {label, document_span(whole)};
    if (c->any_day && c->monthly)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_COVERED_MONTHS, months, 2);
    else if (c->any_day)
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_COVERED, covered, 3);
    for (int i = 0; i < CUBE_REASONS; i++) {
        if (!c->account.rejected[i])
            continue;
        const document_value rejected[] = {label,
                                           change_reject_words(d, c, (cube_reason)i, c->account.rejected[i])};
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_OF, rejected, 2);
    }
    if (cube_account_rejected(&c->account) * 100 > c->account.read) {
        const document_value many[] = {label, document_says(d, MESSAGE_NOTE_MANY_REJECTED, NULL, 0)};
        document_add(d, DOCUMENT_NOTE, MESSAGE_NOTE_OF, many, 2);
    }
    for (size_t i = 0; i < c->n_origins; i++) {
        const document_message *source = bulletin_source(page, &c->origins[i]);
        if (source)
            document_add(d, DOCUMENT_NOTE, source->id, source->arguments, source->n_arguments);
    }
}

void bulletin_add_notes(bulletin_page *page)
{
    notes to = {.page = page};
    notes_definitions(&to);
    notes_cut(&to);
    notes_breaks(&to);
    notes_code_lists(&to);
    notes_unsure(&to);
    notes_registers(&to);
    notes_absent(&to);
    notes_lengths(&to);
    notes_method(&to);
    document_add(page->d, DOCUMENT_HEADING, MESSAGE_BULLETIN_SOURCES, NULL, 0);
    for (size_t r = 0; r < page->b->from->n_registers; r++) {
        if (page->b->registers[r].read && page->b->registers[r].n_cubes)
            notes_account(page, r);
    }
    document_value command = document_text(page->d, page->options->command);
    if (page->options->command.data)
        document_add(page->d, DOCUMENT_PARAGRAPH, MESSAGE_BULLETIN_COMMAND, &command, 1);
}
