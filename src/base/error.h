/* error.h - raising errors (the error itself is public: <esep/error.h>). */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/message.h"

#include <esep/error.h>

/** Set `error` (may be NULL) and return `status`. The arguments are the texts for {1}, {2}, … of the message, up
 *  to ESEP_ERROR_ARGUMENTS of them, ended by NULL: use the macro, which adds it. Keeps an error already set,
 *  and then returns that one's status. */
esep_status error_raise_list(esep_error *error, esep_status status, message_id message, ...)
    __attribute__((sentinel));
#define error_raise(...) error_raise_list(__VA_ARGS__, (const char *)0)

/** Say where the error in `error` happened: `place` is a file or an option, `line` counts from 1 or is 0. Keeps a
 *  place already set. Returns the error's status; without an error (NULL) ESEP_SYSTEM, as a failure must never pass for success. */
esep_status error_at(esep_error *error, const char *place, uint64_t line);

/** Raise "not enough memory". Never ESEP_OK, and seen not to be. */
static inline esep_status error_memory(esep_error *error)
{
    error_raise(error, ESEP_SYSTEM, MESSAGE_OUT_OF_MEMORY);
    return ESEP_SYSTEM;
}

/** `number` in decimal digits, into text[24] (a caller's array), for use as an argument. */
const char *error_number(char text[24], int64_t number);

/** Leave the function with the status of `call` unless it is ESEP_OK. */
#define ESEP_TRY(call)                                                                                       \
    do {                                                                                                     \
        esep_status try_status_ = (call);                                                                    \
        if (try_status_ != ESEP_OK)                                                                          \
            return try_status_;                                                                              \
    } while (0)

/** Set the variable `status` to the outcome of `call` and go to `label` unless it is ESEP_OK. */
#define ESEP_TRY_OR(call, label)                                                                             \
    do {                                                                                                     \
        status = (call);                                                                                     \
        if (status != ESEP_OK)                                                                               \
            goto label;                                                                                      \
    } while (0)

#endif
