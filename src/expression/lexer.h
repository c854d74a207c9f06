/* lexer.h - the text of a filter, cut into tokens.
 *
 * Blanks between tokens are space, tab, line ends and the blanks of Unicode that a word processor leaves
 * behind. A character from U+0080 on is a letter, except these blanks, typographic quotes, dashes and signs
 * such as ≥: for those the error names what to write instead. */
#ifndef EXPRESSION_LEXER_H
#define EXPRESSION_LEXER_H

#include "base/error.h"
#include "base/text.h"

typedef enum token_kind {
    TOKEN_END,
    TOKEN_NAME,        /**< bare, and no keyword */
    TOKEN_QUOTED_NAME, /**< in "double quotes" */
    TOKEN_TEXT,        /**< in 'single quotes' */
    TOKEN_NUMBER,
    TOKEN_RELATION, /**< = <> != < <= > >= */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_NOT,
    TOKEN_IN,
    TOKEN_IS,
    TOKEN_BETWEEN,
    TOKEN_LIKE,
    TOKEN_NULL,
} token_kind;

/** A relation is the set of outcomes of a comparison for which it holds. */
enum { RELATION_LESS = 1, RELATION_EQUAL = 2, RELATION_GREATER = 4 };

typedef struct token {
    token_kind kind;
    text written;      /**< as it stands in the filter, quotes included; empty at the end */
    unsigned relation; /**< of TOKEN_RELATION */
} token;

typedef struct lexer {
    text written; /**< well-formed UTF-8 */
    size_t at;    /**< byte that comes next */
    esep_error *error;
} lexer;

/** The next token; ESEP_USAGE where the text holds none. After the end, the end again. */
esep_status lexer_next(lexer *l, token *out);

/** The character, counted from 1, that begins at byte `at`. */
size_t lexer_position(text written, size_t at);

/** Raise `message` about `found`, a span of the filter: {1} is its position, {2} its text (cut where long),
 * {3} the remedy. Of an empty span there is nothing to show: then {2} is the remedy. `remedy` may be NULL. */
esep_status lexer_raise(const lexer *l, message_id message, text found, const char *remedy);

#endif
