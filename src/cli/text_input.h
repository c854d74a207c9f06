/* text_input.h - texts to be checked: files, and standard input. */
#ifndef CLI_TEXT_INPUT_H
#define CLI_TEXT_INPUT_H

#include "base/text.h"

#include <esep/check.h>

enum { TEXT_INPUT_MOST = 256, TEXT_INPUT_BYTES = 64 << 20 };

typedef struct text_input {
    esep_check_text texts[TEXT_INPUT_MOST];
    buffer bytes[TEXT_INPUT_MOST];
    size_t n;
} text_input;

/** Read a file, or standard input for "-". Files above TEXT_INPUT_BYTES are refused: a text is not data. */
esep_status text_input_add(text_input *input, const char *path, esep_error *error);
void text_input_free(text_input *input);

#endif
