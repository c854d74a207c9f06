#include "source/gdal_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static gdal_library loaded;
static bool loaded_well;
static pthread_once_t loaded_once = PTHREAD_ONCE_INIT;

/* Every driver that may read; a library without one of them simply cannot open its files. */
static void gdal_register_drivers(void *library)
{
    static const char *const drivers[] = {"RegisterOGRShape", "RegisterOGRLIBKML", "RegisterOGRKML"};
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
        void (*run)(void) = NULL;
        *(void **)&run = dlsym(library, drivers[i]);
        if (run)
            run();
    }
}

static void gdal_library_load(void)
{
    void *library = dlopen(ESEP_GDAL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return;
    bool all = true;
#define GDAL_LOOK_UP(name)                                                                                   \
    *(void **)&loaded.name = dlsym(library, #name);                                                          \
    all = all && loaded.name != NULL;
    GDAL_FUNCTIONS(GDAL_LOOK_UP)
    if (!all)
        return;
    static const char *const options[][2] = {
        {"GDAL_DRIVER_PATH", "disable"},
        {"GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR"},
        {"GDAL_PAM_ENABLED", "NO"},
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"},
        {"GDAL_HTTP_PROXY", "http://127.0.0.1:9"}, /* nobody answers there */
        {"GDAL_HTTPS_PROXY", "http://127.0.0.1:9"},
        {"GDAL_HTTP_CONNECTTIMEOUT", "1"},
        {"PROJ_NETWORK", "OFF"}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        loaded.CPLSetConfigOption(options[i][0], options[i][1]);
    loaded.OSRSetPROJEnableNetwork(0);
    gdal_register_drivers(library);
    loaded_well = gdal_room_install(&loaded);
}

esep_status gdal_library_get(const gdal_library **out, const char *format, const table_place *place,
                             esep_error *error)
{
    pthread_once(&loaded_once, gdal_library_load);
    *out = &loaded;
    if (loaded_well)
        return ESEP_OK;
    error_raise(error, ESEP_DATA, MESSAGE_SOURCE_TABLE_LIBRARY, format, "GDAL " GDAL_RELEASE_NAME,
                ESEP_GDAL_PACKAGE);
    return error_at(error, place->shown, 0);
}

static void gdal_note_complaint(CPLErr kind, CPLErrorNum number, const char *words)
{
    (void)number;
    gdal_complaint *complaint = loaded.CPLGetErrorHandlerUserData();
    if (kind < CE_Failure || !complaint || complaint->any)
        return;
    complaint->any = true;
    text_copy_cut(complaint->words, sizeof complaint->words, text_from(words));
    for (char *byte = complaint->words; *byte; byte++) {
        if (*byte == '\n' || *byte == '\r')
            *byte = ' ';
    }
}

void gdal_listen(const gdal_library *g, gdal_complaint *complaint)
{
    g->CPLErrorReset();
    g->CPLPushErrorHandlerEx(gdal_note_complaint, complaint);
}

void gdal_listen_end(const gdal_library *g)
{
    g->CPLPopErrorHandler();
}
