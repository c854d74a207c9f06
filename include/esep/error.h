/* error.h - how failures travel through Esep.
 *
 * Every function that can fail returns an esep_status and takes an esep_error *, owned by the caller, as its
 * last parameter. On failure the error says what went wrong as a message id with arguments, and where (a file
 * or an option, and a line); the words are made later, in the reader's language, by esep_error_text(). Reporting
 * never allocates. The first failure wins: an error that is set already is not overwritten.
 *
 * Threads: an esep_error belongs to one thread. Workers have one each; whoever joins them reads every one. */
#ifndef ESEP_ERROR_H
#define ESEP_ERROR_H

#include <stddef.h>
#include <stdint.h>

/** What happened, and at the same time the exit status of the program that meets it. 1 is kept for `check`:
 *  a claim is contradicted or impossible. */
typedef enum esep_status {
    ESEP_OK = 0,
    ESEP_USAGE = 2,  /**< wrong usage or definition: the caller asked for what cannot be */
    ESEP_DATA = 3,   /**< the data could not be read or did not fit its description */
    ESEP_SYSTEM = 4, /**< the system failed: disk, memory, a closed pipe */
} esep_status;

/** The languages that Esep speaks. */
typedef enum esep_language { ESEP_EN, ESEP_RU, ESEP_KK, ESEP_LANGUAGES } esep_language;

enum { ESEP_ERROR_ARGUMENTS = 4, ESEP_ERROR_ARGUMENT_BYTES = 400, ESEP_ERROR_PLACE_BYTES = 600 };

/** A failure. Start with a zeroed one (esep_error error = {0}). */
typedef struct esep_error {
    esep_status status;
    int message;                                                     /**< a message_id; 0 is none */
    char place[ESEP_ERROR_PLACE_BYTES];                              /**< file or option, UTF-8; "" is none */
    uint64_t line;                                                   /**< from 1; 0 is none */
    char arguments[ESEP_ERROR_ARGUMENTS][ESEP_ERROR_ARGUMENT_BYTES]; /**< UTF-8, cut at a whole character */
} esep_error;

/** Write the error as one line without a line end ("crimes.csv:17: …") into out[size], always terminated.
 *  Returns the length that the whole line has; what does not fit is cut at a whole character. */
size_t esep_error_text(const esep_error *error, esep_language language, char *out, size_t size);

#endif
