#include "render/text_findings.h"

#include "language/language.h"
#include "render/people.h"

#include <string.h>

static const char *text_sign(document_tone tone)
{
    switch (tone) {
    case DOCUMENT_WRONG:
        return "✗";
    case DOCUMENT_WARNING:
        return "!";
    case DOCUMENT_HOLDS:
        return "✓";
    case DOCUMENT_NEUTRAL:
    case DOCUMENT_ROSE:
    case DOCUMENT_FELL:
    case DOCUMENT_WITHIN_CHANCE:
        break;
    }
    return "·";
}

void text_finding(lines *to, const document_finding *finding, const render_options *options)
{
    enum { INDENT = 4 };
    buffer words = {0};
    buffer_add_format(&words, "%s ", text_sign(finding->tone));
    if (finding->number)
        buffer_add_format(&words, "[%zu] ", finding->number);
    people_value(&words, options->language, &finding->head, -1);
    lines_wrap(to, buffer_text(&words), INDENT, LINES_STRONG);
    for (size_t i = 0; i < finding->n_lines; i++) {
        words.length = 0;
        buffer_add_format(&words, "%*s", INDENT, "");
        people_value(&words, options->language, &finding->lines[i], -1);
        lines_wrap(to, buffer_text(&words), INDENT, LINES_NORMAL);
    }
    to->out->failed |= words.failed;
    buffer_free(&words);
}

static void text_mark(buffer *line, const document_passage *p, const document_mark *mark)
{
    language_harmless(line, (text){p->words.data + mark->start, mark->end - mark->start});
    buffer_add_format(line, " [%s", text_sign(mark->tone));
    if (mark->number)
        buffer_add_format(line, " %zu", mark->number);
    buffer_add_byte(line, ']');
}

void text_passage(lines *to, const document_passage *passage, const render_options *options)
{
    const document_passage *p = passage;
    buffer line = {0};
    size_t mark = 0;
    (void)options;
    for (size_t start = 0; start < p->words.length && mark < p->n_marks;) {
        const char *end_of_line = memchr(p->words.data + start, '\n', p->words.length - start);
        size_t end = end_of_line ? (size_t)(end_of_line - p->words.data) : p->words.length, at = start;
        line.length = 0;
        for (; mark < p->n_marks && p->marks[mark].start < end; mark++) {
            language_harmless(&line, (text){p->words.data + at, p->marks[mark].start - at});
            text_mark(&line, p, &p->marks[mark]);
            at = p->marks[mark].end;
        }
        bool marked = at > start;
        if (marked && at < end)
            language_harmless(&line, (text){p->words.data + at, end - at});
        if (marked) {
            lines_wrap(to, text_trim(buffer_text(&line)), 0, LINES_NORMAL);
            if (mark < p->n_marks)
                lines_end(to);
        }
        start = at > end ? at : end + 1;
    }
    to->out->failed |= line.failed;
    buffer_free(&line);
}
