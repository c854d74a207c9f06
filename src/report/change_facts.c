#include "report/change_facts.h"

#include "report/change_columns.h"

const char *change_reason_word(cube_reason reason)
{
    static const char *const words[CUBE_REASONS] = {
        [CUBE_FIELDS] = "fields",
        [CUBE_DATE_EMPTY] = "date-empty",
        [CUBE_DATE_UNREADABLE] = "date-unreadable",
        [CUBE_DATE_IMPOSSIBLE] = "date-impossible",
        [CUBE_DATE_OUT_OF_RANGE] = "date-out-of-range",
        [CUBE_NUMBER_EMPTY] = "number-empty",
        [CUBE_NUMBER_UNREADABLE] = "number-unreadable",
        [CUBE_NUMBER_TOO_LARGE] = "number-too-large",
        [CUBE_KEY_EMPTY] = "key-empty",
        [CUBE_ENCODING] = "encoding",
    };
    return words[reason];
}

static document_value change_fact_count(uint64_t number)
{
    return document_count((int64_t)number, DOCUMENT_PLAIN);
}

void change_account_facts(document *d, document_fact *object, const cube_account *account)
{
    document_fact_value(d, object, "read", change_fact_count(account->read));
    document_fact_value(d, object, "counted", change_fact_count(account->counted));
    document_fact_value(d, object, "filtered", change_fact_count(account->filtered));
    document_fact_value(d, object, "outside", change_fact_count(account->outside));
    document_fact_value(d, object, "rejected", change_fact_count(cube_account_rejected(account)));
    document_fact *reasons = document_fact_object(d, object, "reasons");
    for (int i = 0; i < CUBE_REASONS; i++) {
        if (account->rejected[i])
            document_fact_value(d, reasons, change_reason_word((cube_reason)i),
                                change_fact_count(account->rejected[i]));
    }
}

void change_source_facts(document *d, document_fact *parent, const cube *c)
{
    document_fact *list = document_fact_array(d, parent, "source");
    for (size_t i = 0; i < c->n_origins; i++) {
        const cube_origin *origin = &c->origins[i];
        document_fact *file = document_fact_object(d, list, NULL);
        document_fact_value(d, file, "file", document_text(d, text_from(origin->path)));
        document_fact_value(d, file, "size", change_fact_count(origin->size));
        if (origin->digest[0])
            document_fact_value(d, file, "xxh3_128", document_words(d, origin->digest));
        document_fact_value(d, file, "encoding", document_text(d, text_from(origin->encoding)));
        if (origin->compression[0])
            document_fact_value(d, file, "compression", document_words(d, origin->compression));
        document_fact *dialect = document_fact_object(d, file, "dialect");
        document_fact_value(d, dialect, "delimiter",
                            document_text(d, (text){&origin->delimiter, origin->delimiter != 0}));
    }
}

static void change_date_facts(document *d, document_fact *parent, const cube *c)
{
    document_fact *date = document_fact_object(d, parent, "date");
    document_fact_value(d, date, "column", document_text(d, c->date_name));
    if (c->date_format[0])
        document_fact_value(d, date, "format", document_text(d, text_from(c->date_format)));
    document_fact_value(d, date, "first", document_day(c->first_day));
    document_fact_value(d, date, "last", document_day(c->last_day));
}

void change_add_facts(document *d, const change_table *t, const change_heading *heading)
{
    static const char *const measures[] = {
        [CHANGE_RECORDS] = "records", [CHANGE_SUM] = "sum", [CHANGE_DISTINCT] = "distinct"};
    document_fact *all = &d->facts;
    document_fact_value(d, all, "period", document_span(t->value_period));
    document_fact_value(d, all, "base_period",
                        t->base_covered ? document_span(t->base_period) : document_empty());
    document_fact_value(d, all, "asked_period", document_span(t->asked));
    document_fact *by = document_fact_array(d, all, "by");
    for (size_t i = 0; i < t->from->n_dimensions; i++)
        document_fact_value(d, by, NULL, document_text(d, text_from(change_by_name(d, t, i))));
    document_fact_value(d, all, "measure", document_words(d, measures[t->measure]));
    if (heading->measured.data)
        document_fact_value(d, all, "column", document_text(d, heading->measured));
    if (heading->filter.data)
        document_fact_value(d, all, "where", document_text(d, heading->filter));
    change_date_facts(d, all, t->from);
    document_fact *holes = document_fact_array(d, all, "holes");
    for (size_t i = 0; i < t->n_holes; i++) {
        period months = change_hole_period(t->holes[i]);
        months.kind = PERIOD_MONTHS;
        document_fact_value(d, holes, NULL, document_span(months));
    }
    change_account_facts(d, document_fact_object(d, all, "account"), &t->account);
    change_source_facts(d, all, t->from);
}
