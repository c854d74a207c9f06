#include "source/duckdb_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#ifdef __APPLE__
#define DUCKDB_FILE "libduckdb.dylib"
#else
#define DUCKDB_FILE "libduckdb.so"
#endif

static duckdb_library duckdb_loaded;
static bool duckdb_complete;
static pthread_once_t duckdb_once = PTHREAD_ONCE_INIT;

static void *duckdb_find(void)
{
    const char *said = getenv("ESEP_DUCKDB");
    if (said && *said)
        return dlopen(said, RTLD_NOW | RTLD_LOCAL);
    void *library = dlopen(ESEP_DUCKDB_FOLDER "/" DUCKDB_FILE, RTLD_NOW | RTLD_LOCAL);
    return library ? library : dlopen(DUCKDB_FILE, RTLD_NOW | RTLD_LOCAL);
}

static void duckdb_look_up(void)
{
    void *library = duckdb_find();
    if (!library)
        return;
    bool all = true;
#define DUCKDB_LOOK_UP(gives, name, takes)                                                                   \
    *(void **)&duckdb_loaded.name = dlsym(library, #name);                                                   \
    all = all && duckdb_loaded.name != NULL;
    DUCKDB_FUNCTIONS(DUCKDB_LOOK_UP)
    if (!all)
        return;
    char *rest = NULL;
    const char *version = duckdb_loaded.duckdb_library_version(); /* "v1.5.6" */
    long major = *version == 'v' ? strtol(version + 1, &rest, 10) : 0;
    long minor = rest && *rest == '.' ? strtol(rest + 1, NULL, 10) : 0;
    duckdb_complete = major > 1 || (major == 1 && minor >= 2);
}

esep_status duckdb_library_get(const duckdb_library **out, const char *format, const table_place *place,
                               esep_error *error)
{
    pthread_once(&duckdb_once, duckdb_look_up);
    *out = &duckdb_loaded;
    if (duckdb_complete)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_DUCKDB, format);
    return error_at(error, place->shown, 0);
}
