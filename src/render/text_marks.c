#include "render/text_marks.h"

#include "render/people.h"

static void text_marks_number(buffer *out, size_t number)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (number >= 10)
        text_marks_number(out, number / 10);
    buffer_add_string(out, raised[number % 10]);
}

static bool text_marks_place(text_marks *marks, arena *memory, size_t row, text words)
{
    size_t at = 0;
    while (at < marks->n && !text_equal(marks->words[at], words))
        at++;
    if (at == marks->n) {
        marks->words[marks->n] = arena_copy(memory, words);
        if (!marks->words[marks->n++].data)
            return false;
    }
    marks->of_row[row] = at + 1;
    return true;
}

bool text_marks_find(text_marks *out, arena *memory, const document_table *table, esep_language language)
{
    *out = (text_marks){0};
    if (!table->marks)
        return true;
    out->of_row = ARENA_TAKE(memory, table->n_rows, size_t);
    out->words = ARENA_TAKE(memory, table->n_rows, text);
    bool complete = out->of_row && out->words;
    for (size_t row = 0; complete && row < table->n_rows; row++) {
        buffer words = {0};
        if (!table->marks[row])
            continue;
        people_message(&words, language, table->marks[row]);
        complete =
            !words.failed && (!words.length || text_marks_place(out, memory, row, buffer_text(&words)));
        buffer_free(&words);
    }
    return complete;
}

void text_marks_add(buffer *out, const text_marks *marks, size_t row)
{
    if (marks->of_row && marks->of_row[row])
        text_marks_number(out, marks->of_row[row]);
}

void text_marks_write(lines *to, const text_marks *marks)
{
    for (size_t i = 0; i < marks->n; i++) {
        buffer line = {0};
        text_marks_number(&line, i + 1);
        buffer_add_byte(&line, ' ');
        buffer_add(&line, marks->words[i]);
        lines_wrap(to, buffer_text(&line), 2, LINES_NORMAL);
        to->out->failed |= line.failed;
        buffer_free(&line);
    }
}
