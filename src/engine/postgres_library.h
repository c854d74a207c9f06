/* postgres_library.h - libpq, loaded when a database of its kind is asked.
 *
 * Linked in the ordinary way, it and the thirty libraries behind it would be loaded by every run, also of one that reads files. Its
 * functions are looked up at run time, with the types that its own header gives them; the names below stand for them. */
#ifndef ENGINE_POSTGRES_LIBRARY_H
#define ENGINE_POSTGRES_LIBRARY_H

#include "base/error.h"

#include <libpq-fe.h>

#define POSTGRES_FUNCTIONS(X)                                                                                \
    X(PQcancel)                                                                                              \
    X(PQclear)                                                                                               \
    X(PQconnectdbParams)                                                                                     \
    X(PQconsumeInput)                                                                                        \
    X(PQerrorMessage)                                                                                        \
    X(PQfinish)                                                                                              \
    X(PQflush)                                                                                               \
    X(PQfreeCancel)                                                                                          \
    X(PQgetCancel)                                                                                           \
    X(PQgetResult)                                                                                           \
    X(PQgetlength)                                                                                           \
    X(PQgetvalue)                                                                                            \
    X(PQisBusy)                                                                                              \
    X(PQnfields)                                                                                             \
    X(PQntuples)                                                                                             \
    X(PQparameterStatus)                                                                                     \
    X(PQputCopyData)                                                                                         \
    X(PQputCopyEnd)                                                                                          \
    X(PQresultErrorMessage)                                                                                  \
    X(PQresultStatus)                                                                                        \
    X(PQsendQuery)                                                                                           \
    X(PQsendQueryParams)                                                                                     \
    X(PQserverVersion)                                                                                       \
    X(PQsetNoticeReceiver)                                                                                   \
    X(PQsetnonblocking)                                                                                      \
    X(PQsetSingleRowMode)                                                                                    \
    X(PQsocket)                                                                                              \
    X(PQstatus)

#define POSTGRES_DECLARE(name) __typeof__(&name) name;
typedef struct postgres_library {
    POSTGRES_FUNCTIONS(POSTGRES_DECLARE)
} postgres_library;

extern postgres_library postgres_loaded;

/** Load it, once for the process; ESEP_SYSTEM naming it where it is not there. */
esep_status postgres_library_load(esep_error *error);

#endif
