#include "engine/curl_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

curl_library curl_loaded;
static bool curl_complete;
static pthread_once_t curl_once = PTHREAD_ONCE_INIT;

static void curl_look_up(void)
{
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return;
    bool all = true;
#define CURL_FIND(name)                                                                                      \
    *(void **)&curl_loaded.name = dlsym(library, #name);                                                     \
    all = all && curl_loaded.name != NULL;
    CURL_FUNCTIONS(CURL_FIND)
    curl_complete = all;
}

esep_status curl_library_load(esep_error *error)
{
    pthread_once(&curl_once, curl_look_up);
    return curl_complete ? ESEP_OK : error_raise(error, ESEP_SYSTEM, MESSAGE_ENGINE_LIBRARY, "libcurl.so.4");
}
