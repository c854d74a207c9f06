/* machine.h - values as programs read them: full precision, a decimal point, no grouping. */
#ifndef RENDER_MACHINE_H
#define RENDER_MACHINE_H

#include "base/arena.h"
#include "base/text.h"
#include "document/document.h"

typedef enum machine_form {
    MACHINE_NOTHING,  /**< undefined: nothing was added */
    MACHINE_NUMBER,   /**< also a number of JSON */
    MACHINE_INFINITE, /**< Inf or -Inf */
    MACHINE_WORD,     /**< true, false */
    MACHINE_STRING,   /**< anything; the caller escapes it */
} machine_form;

/** Add the value's bytes and say what they are. The language is that of messages. A range is "low/high". */
machine_form machine_value(buffer *out, esep_language language, const document_value *value);

/** The shortest decimal that reads back as the same double (at most 17 digits); 0 for -0; with an exponent
 * from 1e21 up and below 1e-6. Inf, -Inf; nothing for NaN. */
machine_form machine_real(buffer *out, double real);

/** The columns' machine names [n_columns], missing for columns without; no name twice (name, name_2, name_3).
 * In `memory`; NULL when that fails. */
text *machine_column_names(arena *memory, const document_table *table);

/** names[i], with _2, _3 … behind it where an earlier one is the same. Missing when memory fails. */
text machine_unique_name(arena *memory, const text *names, size_t n, size_t i);

#endif
