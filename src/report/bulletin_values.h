/* bulletin_values.h - the figures of an observation as values of a document, in the units of its indicator. */
#ifndef REPORT_BULLETIN_VALUES_H
#define REPORT_BULLETIN_VALUES_H

#include "report/bulletin_document.h"

/** What is under way; every part of the bulletin's document gets it. */
typedef struct bulletin_page {
    document *d;
    const bulletin *b;
    const bulletin_document_options *options;
} bulletin_page;

const definition_indicator *bulletin_indicator_of(const bulletin_page *page, const observation *o);

/** Words of the definition; empty where no language has any. */
document_value bulletin_words(bulletin_page *page, const definition_words *words);
bool bulletin_words_given(const definition_words *words);
/** The indicator's label, or its name. */
document_value bulletin_label(bulletin_page *page, size_t indicator);
/** The register's label, or its name. */
document_value bulletin_register_label(bulletin_page *page, size_t at);
/** Category `i` of the observation: its label, "all", "other", "(empty)". */
document_value bulletin_category(bulletin_page *page, const observation *o, size_t i);
/** All of the categories in one value: "Centre, theft". */
document_value bulletin_categories(bulletin_page *page, const observation *o);
/** The label of a dimension of the indicator's register, or its name. */
document_value bulletin_dimension(bulletin_page *page, size_t indicator, text name);

/** Is it a share: compared in percentage points, not in percent? */
bool bulletin_is_share(const definition_indicator *indicator);
/** Does it count things, so that a noun follows the number? */
bool bulletin_is_counted(const definition_indicator *indicator);

/** A number in the indicator's units: a value, a base, a difference (signed; of shares in percentage points). */
document_value bulletin_amount(const definition_indicator *indicator, const observation *o, fraction amount,
                               document_style style);
/** The amount as people see it, where that is whole: what decides the form of a noun. */
fraction bulletin_shown(const definition_indicator *indicator, const observation *o, fraction amount);
/** The noun in the form for the amount as it is shown. */
document_value bulletin_noun(bulletin_page *page, const definition_noun *unit, fraction amount,
                             bool genitive);

/** Is there anything to compare with, and may it be? */
bool bulletin_has_base(const observation *o);
bool bulletin_is_compared(const observation *o);
/** Are base and value shown in place of the percentage, as the base is so small? */
bool bulletin_shows_counts(const bulletin_page *page, const observation *o);
/** Does the verdict speak of a day, as the periods differ in length? */
bool bulletin_is_daily(const observation *o);

/** The percentage; or points of a share; or base and value where the base is too small. */
document_value bulletin_change(bulletin_page *page, const observation *o);

/** The verdict in a word or two, with its tone; why there is no comparison; empty where nothing is judged. */
document_value bulletin_verdict(bulletin_page *page, const observation *o);

/** Words for the status of a row, NULL where there are none. */
const document_message *bulletin_mark(bulletin_page *page, const observation *o);

/** "item_3", in the document's memory. */
const char *bulletin_item_name(bulletin_page *page, const char *what, size_t number);

/** An exact fraction is < 0, 0 or > 0. */
int bulletin_sign(fraction f);
#endif
