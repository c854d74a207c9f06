/* curl_library.h - libcurl, loaded when a database of its kind is asked.
 *
 * Linked in the ordinary way, it and the thirty libraries behind it would be loaded by every run, also of one that reads files. Its
 * functions are looked up at run time, with the types that its own header gives them; the names below stand for them. */
#ifndef ENGINE_CURL_LIBRARY_H
#define ENGINE_CURL_LIBRARY_H

#include "base/error.h"

#include <curl/curl.h>

/* The header checks types by macros of these names. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define CURL_FUNCTIONS(X)                                                                                    \
    X(curl_easy_cleanup)                                                                                     \
    X(curl_easy_escape)                                                                                      \
    X(curl_easy_getinfo)                                                                                     \
    X(curl_easy_init)                                                                                        \
    X(curl_easy_perform)                                                                                     \
    X(curl_easy_reset)                                                                                       \
    X(curl_easy_setopt)                                                                                      \
    X(curl_easy_strerror)                                                                                    \
    X(curl_free)                                                                                             \
    X(curl_slist_append)                                                                                     \
    X(curl_slist_free_all)

#define CURL_DECLARE(name) __typeof__(&name) name;
typedef struct curl_library {
    CURL_FUNCTIONS(CURL_DECLARE)
} curl_library;

extern curl_library curl_loaded;

/** Load it, once for the process; ESEP_SYSTEM naming it where it is not there. */
esep_status curl_library_load(esep_error *error);

#endif
