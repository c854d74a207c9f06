#include "report/check_findings.h"

#include "report/check_records.h"
#include "report/check_words.h"

enum { QUOTE_BEFORE = 90, QUOTE_AFTER = 60, QUOTE_OPERAND = 40, QUOTE_MOST = 400, FINDING_LINES = 12 };

document_tone check_tone(const verdict *v, const agreement *a)
{
    if (verdict_accuses(v) || (a && a->word == AGREEMENT_DIFFERS))
        return DOCUMENT_WRONG;
    if ((v->warnings & ~(unsigned)VERDICT_SMALL_BASE & ~(unsigned)VERDICT_TIE) ||
        v->reason == VERDICT_UNIT_MISPRINT || v->reason == VERDICT_PARTNER_IF_ROUNDED)
        return DOCUMENT_WARNING;
    if (a && (a->word == AGREEMENT_AMBIGUOUS || a->word == AGREEMENT_OTHER_PERIOD))
        return DOCUMENT_WARNING;
    return v->word == VERDICT_UNVERIFIABLE && !(a && a->word == AGREEMENT_AGREES) ? DOCUMENT_NEUTRAL
                                                                                  : DOCUMENT_HOLDS;
}

document_tone check_linked_tone(linked_kind kind)
{
    switch (kind) {
    case LINKED_COMMON_WHOLE:
    case LINKED_COMMON_BASE:
    case LINKED_SUM_AGREES:
    case LINKED_SHARES_AGREE:
        return DOCUMENT_HOLDS;
    default:
        return DOCUMENT_WARNING;
    }
}

/* The nearest beginning of a word at or behind `at`, the nearest end of one at or before it. */
static size_t quote_from(text words, size_t at, size_t most)
{
    while (at > 0 && at < most && words.data[at - 1] != ' ' && words.data[at - 1] != '\n')
        at++;
    return at;
}

static size_t quote_to(text words, size_t at, size_t least)
{
    while (at > least && at < words.length && words.data[at] != ' ' && words.data[at] != '\n')
        at--;
    return at;
}

/* One line of it, without the ends of lines. */
static document_value quote_words(document *d, text words, size_t from, size_t to)
{
    buffer line = {0};
    for (size_t i = from; i < to && i < from + QUOTE_MOST; i++)
        buffer_add_byte(&line, words.data[i] == '\n' || words.data[i] == '\r' ? ' ' : words.data[i]);
    document_value quoted = document_text(d, text_trim(buffer_text(&line)));
    d->failed |= line.failed;
    buffer_free(&line);
    return quoted;
}

/* An operand that stands before what is quoted, with a few words behind it. */
static bool quote_operand(size_t *from, size_t *to, const check_text *t, const claim *c, size_t before)
{
    const claim_number *operands[] = {&c->current, &c->base, &c->whole};
    for (size_t i = 0; i < 3; i++) {
        const claim_number *n = operands[i];
        if (!n->known || n->end <= n->start || n->end >= before || n->end > t->words.length)
            continue;
        *from = n->start;
        *to = quote_to(t->words, n->end + QUOTE_OPERAND < before ? n->end + QUOTE_OPERAND : before, n->end);
        return true;
    }
    return false;
}

document_value check_quote(document *d, const check_text *t, const claim *c)
{
    text words = t->words;
    if (!words.data || c->end > words.length || c->start >= c->end)
        return check_own_figure(d, c);
    size_t from = c->start > c->sentence_start + QUOTE_BEFORE ? c->start - QUOTE_BEFORE : c->sentence_start;
    size_t to = c->end + QUOTE_AFTER < c->sentence_end ? c->end + QUOTE_AFTER : c->sentence_end;
    from = from == c->sentence_start ? from : quote_from(words, from, c->start);
    to = to >= c->sentence_end ? to : quote_to(words, to, c->end);
    from = from > c->start ? c->start : from;
    to = to < c->end || to > words.length ? c->end : to;
    size_t operand_from, operand_to;
    document_value near = quote_words(d, words, from, to);
    if (!quote_operand(&operand_from, &operand_to, t, c, from))
        return document_says(d, MESSAGE_CHECK_QUOTE, &near, 1);
    const document_value both[] = {quote_words(d, words, operand_from, operand_to), near};
    return document_says(d, MESSAGE_CHECK_QUOTES, both, 2);
}

typedef struct finding_lines {
    document_value lines[FINDING_LINES];
    size_t n;
} finding_lines;

static void finding_line(finding_lines *to, document_value line)
{
    if (line.kind != DOCUMENT_EMPTY && to->n < FINDING_LINES)
        to->lines[to->n++] = line;
}

void check_add_finding(document *d, const check_text *t, size_t at, const verdict *v, document_tone tone,
                       size_t number)
{
    const claim *c = &t->claims->claims[at];
    finding_lines to = {.n = 0};
    if (v->reason != VERDICT_NO_OPERANDS)
        finding_line(&to, check_reason(d, c, v));
    finding_line(&to, check_arithmetic(d, c, v));
    finding_line(&to, check_nearest(d, c, v));
    if (v->reason != VERDICT_UNIT_MISPRINT)
        finding_line(&to, check_repairs(d, c, v));
    finding_line(&to, check_strength(d, v));
    for (unsigned bit = 1; bit <= VERDICT_TIE; bit <<= 1) {
        if (v->warnings & bit)
            finding_line(&to, check_warning(d, c, v, bit));
    }
    to.n += check_records_lines(to.lines + to.n, FINDING_LINES - to.n, d, t, at);
    document_add_finding(d, &(document_finding){check_quote(d, t, c), to.lines, to.n, tone, number});
}

void check_add_linked(document *d, const check_text *t, const linked_finding *f)
{
    document_value figures = document_empty(), line = check_linked(d, t->claims, f);
    for (size_t i = 0; i < f->n; i++) {
        document_value one = check_own_figure(d, &t->claims->claims[f->claims[i]]);
        if (one.kind == DOCUMENT_DECIMAL && one.style == DOCUMENT_PLAIN)
            one = check_number(d, one.as.decimal.number, one.as.decimal.decimals);
        const document_value both[] = {figures, one};
        figures = i ? document_says(d, MESSAGE_CHECK_COMMA, both, 2) : one;
    }
    document_value head = f->n == 1 ? check_quote(d, t, &t->claims->claims[f->claims[0]])
                                    : document_says(d, MESSAGE_CHECK_SIDE_BY_SIDE, &figures, 1);
    document_add_finding(d, &(document_finding){head, &line, 1, check_linked_tone(f->kind), 0});
}
