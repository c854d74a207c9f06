#include "api/proposal.h"

#include "base/error.h"
#include "expression/expression.h"
#include "language/language.h"

#include <string.h>

/* What a column may become. */
typedef enum proposal_role {
    PROPOSAL_NOTHING,
    PROPOSAL_DATE,
    PROPOSAL_DIMENSION,
    PROPOSAL_CODE,
    PROPOSAL_SUM,
    PROPOSAL_NUMBER
} proposal_role;

enum { PROPOSAL_SHOWN = 6, PROPOSAL_BREAKDOWNS = 3, PROPOSAL_TOP = 10, PROPOSAL_ROWS_FOR_KEY = 20 };

text proposal_name(arena *memory, text words, const char *otherwise)
{
    char *name = ARENA_TAKE(memory, words.length + 1, char);
    size_t n = 0;
    for (size_t i = 0; name && i < words.length; i++) {
        char c = words.data[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && n > 0);
        if (fits)
            name[n++] = c;
        else if (n > 0 && name[n - 1] != '_')
            name[n++] = '_';
    }
    while (n > 0 && name[n - 1] == '_')
        n--;
    return n ? (text){name, n} : text_from(otherwise);
}

/* Does the name hold one of the words? ASCII letters in either case. */
static bool proposal_mentions(text name, const char *const *words)
{
    for (size_t w = 0; words[w]; w++) {
        size_t n = strlen(words[w]);
        for (size_t i = 0; i + n <= name.length; i++) {
            if (text_equal_ascii_case((text){name.data + i, n}, (text){words[w], n}))
                return true;
        }
    }
    return false;
}

static bool proposal_is_amount(text name)
{
    static const char *const words[] = {
        "victim", "kill",    "injur",   "dead",     "death", "fatal",  "wound", "person",    "amount",
        "fine",   "paid",    "sum",     "quantity", "loss",  "damage", "жертв", "потерпевш", "погиб",
        "ранен",  "пострад", "сумм",    "штраф",    "ущерб", "оплач",  "взыск", "колич",     "саны",
        "қаза",   "жарақат", "айыппұл", "төле",     "шығын", NULL};
    return proposal_mentions(name, words);
}

static bool proposal_is_label(text name)
{
    static const char *const words[] = {"id",    "no",    "num",    "code", "key",   "lat",   "lon",
                                        "coord", "x_",    "y_",     "year", "zip",   "phone", "номер",
                                        "код",   "широт", "долгот", "год",  "нөмір", "жыл",   NULL};
    return proposal_mentions(name, words);
}

static bool proposal_is_date(const profile_column *column)
{
    date_format first, second;
    return date_evidence_judge(&column->dates, &first, &second) != DATE_COLUMN_NO;
}

static proposal_role proposal_role_of(const profile_column *column)
{
    if (column->values == 0)
        return PROPOSAL_NOTHING;
    if (proposal_is_date(column))
        return PROPOSAL_DATE;
    bool numbers = column->numbers.others == 0;
    if (numbers && column->numbers.numbers == column->values && proposal_is_amount(column->name))
        return PROPOSAL_SUM;
    bool few = !column->many && column->n_categories > 1 &&
               column->n_categories * 2 < column->values + column->empty;
    if (few)
        return numbers ? PROPOSAL_CODE : PROPOSAL_DIMENSION;
    return numbers && !column->unique && !proposal_is_label(column->name) ? PROPOSAL_NUMBER
                                                                          : PROPOSAL_NOTHING;
}

/* The date that places a record: by its name, else the first. SIZE_MAX where there is none. */
static size_t proposal_date(const profile *p)
{
    static const char *const words[] = {"regist", "report", "зарег", "регистр", "тіркел", NULL};
    size_t found = SIZE_MAX;
    for (size_t c = 0; c < p->n_columns; c++) {
        if (proposal_role_of(&p->columns[c]) != PROPOSAL_DATE)
            continue;
        if (found == SIZE_MAX || (proposal_mentions(p->columns[c].name, words) &&
                                  !proposal_mentions(p->columns[found].name, words)))
            found = c;
    }
    return found;
}

/* Columns that are called year, month and day and hold whole numbers: a date apart, found[n]; how many there are (the day may be missing),
 * 0 where they make no date. */
static size_t proposal_date_parts(const profile *p, size_t found[3])
{
    static const char *const names[3][6] = {{"year", "год", "Год", "ГОД", "жыл", "Жыл"},
                                            {"month", "месяц", "Месяц", "МЕСЯЦ", "ай", "Ай"},
                                            {"day", "день", "День", "ДЕНЬ", "күн", "Күн"}};
    for (size_t part = 0; part < 3; part++) {
        found[part] = SIZE_MAX;
        for (size_t c = 0; c < p->n_columns; c++) {
            const profile_column *column = &p->columns[c];
            for (size_t i = 0; i < 6 && column->values && !column->numbers.others; i++) {
                if (text_equal_ascii_case(column->name, text_from(names[part][i])))
                    found[part] = c;
            }
        }
    }
    if (found[0] == SIZE_MAX || found[1] == SIZE_MAX)
        return 0;
    return found[2] == SIZE_MAX ? 2 : 3;
}

/* In double quotes, as YAML has them. */
static void proposal_quoted(buffer *out, text words)
{
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < words.length; i++) {
        unsigned char c = (unsigned char)words.data[i];
        if (c == '"' || c == '\\')
            buffer_add_format(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            buffer_add_format(out, "\\x%02x", c);
        else
            buffer_add_byte(out, (char)c);
    }
    buffer_add_byte(out, '"');
}

static void proposal_label(buffer *out, text words)
{
    buffer_add_string(out, "{kk: ");
    proposal_quoted(out, words);
    buffer_add_string(out, ", ru: ");
    proposal_quoted(out, words);
    buffer_add_string(out, ", en: ");
    proposal_quoted(out, words);
    buffer_add_byte(out, '}');
}

/* The words of ours in all three languages, as a label. */
static void proposal_own_label(buffer *out, message_id id)
{
    buffer_add_string(out, "{kk: ");
    proposal_quoted(out, text_from(language_pattern(ESEP_KK, id)));
    buffer_add_string(out, ", ru: ");
    proposal_quoted(out, text_from(language_pattern(ESEP_RU, id)));
    buffer_add_string(out, ", en: ");
    proposal_quoted(out, text_from(language_pattern(ESEP_EN, id)));
    buffer_add_byte(out, '}');
}

static void proposal_comment(buffer *out, const proposal *p, message_id id, text argument)
{
    buffer_add_string(out, "# ");
    language_fill(out, p->language, id, &argument, 1);
    buffer_add_byte(out, '\n');
}

/* Its most frequent categories, so that the reader sees what the column holds. */
static void proposal_categories(buffer *out, const proposal *p, const profile_column *column)
{
    buffer list = {0};
    for (size_t i = 0; i < column->n_categories && i < PROPOSAL_SHOWN; i++) {
        buffer_add_string(&list, i ? ", " : "");
        language_harmless(&list, column->categories[i].value);
    }
    if (column->n_categories > PROPOSAL_SHOWN)
        buffer_add_string(&list, ", …");
    proposal_comment(out, p, MESSAGE_INIT_CATEGORIES, buffer_text(&list));
    out->failed |= list.failed;
    buffer_free(&list);
}

static void proposal_sources(buffer *out, const proposal *p)
{
    buffer_add_string(out, "    from: ");
    if (p->n_sources > 1)
        buffer_add_byte(out, '[');
    for (size_t i = 0; i < p->n_sources; i++) {
        buffer_add_string(out, i ? ", " : "");
        proposal_quoted(out, p->sources[i]);
    }
    buffer_add_string(out, p->n_sources > 1 ? "]\n" : "\n");
}

/* "date: [YEAR, MONTH, DAY]" */
static void proposal_parts(buffer *out, const proposal *p)
{
    size_t parts[3], n = proposal_date_parts(p->of, parts);
    buffer_add_string(out, "    date: [");
    for (size_t i = 0; i < n; i++) {
        buffer_add_string(out, i ? ", " : "");
        proposal_quoted(out, p->of->columns[parts[i]].name);
    }
    buffer_add_string(out, "]\n");
}

/* `date` is SIZE_MAX where the date stands apart. */
static void proposal_dates(buffer *out, const proposal *p, size_t date)
{
    const profile *of = p->of;
    date_format first, second;
    buffer others = {0};
    if (date == SIZE_MAX) {
        proposal_parts(out, p);
        return;
    }
    buffer_add_string(out, "    date: ");
    proposal_quoted(out, of->columns[date].name);
    buffer_add_byte(out, '\n');
    for (size_t c = 0; c < of->n_columns; c++) {
        if (c == date || proposal_role_of(&of->columns[c]) != PROPOSAL_DATE)
            continue;
        buffer_add_string(&others, others.length ? ", " : "");
        language_harmless(&others, of->columns[c].name);
    }
    if (others.length) {
        buffer_add_string(out, "    ");
        proposal_comment(out, p, MESSAGE_INIT_OTHER_DATES, buffer_text(&others));
    }
    out->failed |= others.failed;
    buffer_free(&others);
    if (date_evidence_judge(&of->columns[date].dates, &first, &second) != DATE_COLUMN_TWO_WAYS)
        return;
    buffer_add_string(out, "    ");
    proposal_comment(out, p, MESSAGE_INIT_TWO_WAYS, (text){0});
    buffer_add_format(out, "    # date-format: %s\n    # date-format: %s\n", first.name, second.name);
}

static void proposal_keys(buffer *out, const proposal *p)
{
    const profile *of = p->of;
    for (size_t c = 0; c < of->n_columns && of->rows >= PROPOSAL_ROWS_FOR_KEY; c++) {
        if (!of->columns[c].unique || proposal_role_of(&of->columns[c]) == PROPOSAL_DATE)
            continue;
        buffer_add_string(out, "    ");
        proposal_comment(out, p, MESSAGE_INIT_KEY, (text){0});
        buffer_add_string(out, "    # key: ");
        proposal_quoted(out, of->columns[c].name);
        buffer_add_byte(out, '\n');
        return;
    }
}

static void proposal_dimensions(buffer *out, const proposal *p)
{
    const profile *of = p->of;
    bool begun = false;
    for (size_t c = 0; c < of->n_columns; c++) {
        proposal_role role = proposal_role_of(&of->columns[c]);
        if (role != PROPOSAL_DIMENSION && role != PROPOSAL_CODE)
            continue;
        if (!begun)
            buffer_add_string(out, "    dimensions:\n");
        begun = true;
        buffer_add_string(out, "      ");
        proposal_quoted(out, of->columns[c].name);
        buffer_add_string(out, ":\n        ");
        proposal_categories(out, p, &of->columns[c]);
        buffer_add_string(out, "        label: ");
        proposal_label(out, of->columns[c].name);
        buffer_add_byte(out, '\n');
    }
}

static void proposal_register(buffer *out, const proposal *p, size_t date)
{
    buffer_add_format(out, "registers:\n  %.*s:\n    label: ", (int)p->name.length, p->name.data);
    proposal_label(out, p->name);
    buffer_add_byte(out, '\n');
    proposal_sources(out, p);
    proposal_dates(out, p, date);
    proposal_keys(out, p);
    buffer_add_string(out, "    ");
    proposal_comment(out, p, MESSAGE_INIT_UNIT, (text){0});
    buffer_add_string(out, "    unit: record\n");
    proposal_dimensions(out, p);
}

/* "sum_victims"; with its place where the column's name has no letter to use, or another column the same ones. */
static void proposal_sum_name(buffer *out, const proposal *p, size_t c)
{
    text name = proposal_name(p->memory, p->of->columns[c].name, "");
    bool taken = name.length == 0;
    for (size_t i = 0; i < c; i++)
        taken = taken || text_equal(proposal_name(p->memory, p->of->columns[i].name, ""), name);
    buffer_add_format(out, "sum_%.*s", (int)name.length, name.length ? name.data : "");
    if (taken)
        buffer_add_format(out, "%s%zu", name.length ? "_" : "", c + 1);
}

static void proposal_sum(buffer *out, const proposal *p, size_t c, const char *before)
{
    const profile_column *column = &p->of->columns[c];
    buffer_add_format(out, "%s  ", before);
    proposal_sum_name(out, p, c);
    buffer_add_format(out, ":\n%s    register: %.*s\n%s    sum: ", before, (int)p->name.length, p->name.data,
                      before);
    proposal_quoted(out, column->name);
    buffer_add_format(out, "\n%s    label: ", before);
    proposal_label(out, column->name);
    buffer_add_byte(out, '\n');
}

/* A filter to begin with, as a comment: the first dimension's most frequent category. */
static void proposal_filter(buffer *out, const proposal *p)
{
    const profile *of = p->of;
    size_t c = 0;
    while (c < of->n_columns && proposal_role_of(&of->columns[c]) != PROPOSAL_DIMENSION)
        c++;
    if (c == of->n_columns)
        return;
    buffer filter = {0};
    expression_quote(&filter, of->columns[c].name, '"');
    buffer_add_string(&filter, " = ");
    expression_quote(&filter, of->columns[c].categories[0].value, '\'');
    buffer_add_string(out, "    ");
    proposal_comment(out, p, MESSAGE_INIT_FILTER, (text){0});
    buffer_add_string(out, "    # where: ");
    proposal_quoted(out, buffer_text(&filter));
    buffer_add_byte(out, '\n');
    out->failed |= filter.failed;
    buffer_free(&filter);
}

static void proposal_indicators(buffer *out, const proposal *p)
{
    const profile *of = p->of;
    buffer_add_format(out, "\nindicators:\n  records:\n    register: %.*s\n    label: ", (int)p->name.length,
                      p->name.data);
    proposal_own_label(out, MESSAGE_INIT_RECORDS);
    buffer_add_byte(out, '\n');
    proposal_filter(out, p);
    for (size_t c = 0; c < of->n_columns; c++) {
        proposal_role role = proposal_role_of(&of->columns[c]);
        if (role == PROPOSAL_SUM)
            proposal_sum(out, p, c, "");
    }
    bool begun = false;
    for (size_t c = 0; c < of->n_columns; c++) {
        if (proposal_role_of(&of->columns[c]) != PROPOSAL_NUMBER)
            continue;
        if (!begun) {
            buffer_add_string(out, "  ");
            proposal_comment(out, p, MESSAGE_INIT_NUMBERS, (text){0});
        }
        begun = true;
        proposal_sum(out, p, c, "  #");
    }
}

static void proposal_bulletin(buffer *out, const proposal *p)
{
    const profile *of = p->of;
    size_t breakdowns = 0;
    buffer_add_string(out, "\nbulletin:\n  title: ");
    proposal_label(out, p->name);
    buffer_add_string(out, "\n  ");
    proposal_comment(out, p, MESSAGE_INIT_PERIOD, (text){0});
    buffer_add_string(out, "  # period: 2024-H1\n  against: previous-year\n  sections:\n    - heading: ");
    proposal_label(out, p->name);
    buffer_add_string(out, "\n      items:\n        - table: [records");
    for (size_t c = 0; c < of->n_columns; c++) {
        if (proposal_role_of(&of->columns[c]) != PROPOSAL_SUM)
            continue;
        buffer_add_string(out, ", ");
        proposal_sum_name(out, p, c);
    }
    buffer_add_string(out, "]\n        - chart: {line: records, compare: true}\n");
    for (size_t c = 0; c < of->n_columns && breakdowns < PROPOSAL_BREAKDOWNS; c++) {
        if (proposal_role_of(&of->columns[c]) != PROPOSAL_DIMENSION)
            continue;
        breakdowns++;
        buffer_add_string(out, "        - breakdown: records\n          by: ");
        proposal_quoted(out, of->columns[c].name);
        buffer_add_format(out, "\n          top: %d\n", PROPOSAL_TOP);
    }
}

esep_status proposal_write(buffer *out, const proposal *p, esep_error *error)
{
    size_t date = proposal_date(p->of), parts[3];
    char rows[24];
    if (date == SIZE_MAX && !proposal_date_parts(p->of, parts))
        return error_raise(error, ESEP_USAGE, MESSAGE_INIT_NO_DATE);
    proposal_comment(out, p, MESSAGE_INIT_HEAD, text_from(error_number(rows, (int64_t)p->of->rows)));
    proposal_comment(out, p, MESSAGE_INIT_HEAD_NEXT, (text){0});
    buffer_add_byte(out, '\n');
    proposal_register(out, p, date);
    proposal_indicators(out, p);
    proposal_bulletin(out, p);
    return buffer_status(out, error);
}
