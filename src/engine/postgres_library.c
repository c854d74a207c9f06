#include "engine/postgres_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

postgres_library postgres_loaded;
static bool postgres_complete;
static pthread_once_t postgres_once = PTHREAD_ONCE_INIT;

static void postgres_look_up(void)
{
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return;
    bool all = true;
#define POSTGRES_FIND(name)                                                                                  \
    *(void **)&postgres_loaded.name = dlsym(library, #name);                                                 \
    all = all && postgres_loaded.name != NULL;
    POSTGRES_FUNCTIONS(POSTGRES_FIND)
    postgres_complete = all;
}

esep_status postgres_library_load(esep_error *error)
{
    pthread_once(&postgres_once, postgres_look_up);
    return postgres_complete ? ESEP_OK
                             : error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_LIBRARY, "libpq.so.5");
}
