/* The file system that GDAL sees: the files it was handed, and nothing else. */
#include "source/gdal_library.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GDAL_ROOM_FILES = 6 };

struct gdal_room {
    char folder[40];
    const char *stem;
    gdal_room_file files[GDAL_ROOM_FILES];
    size_t n_files;
    struct gdal_room *next;
};

/* A file of a room, opened by GDAL. */
typedef struct gdal_room_handle {
    int descriptor;
    uint64_t size, at;
    bool ended;
} gdal_room_handle;

static pthread_mutex_t rooms_lock = PTHREAD_MUTEX_INITIALIZER;
static gdal_room *rooms_open;
static unsigned rooms_ever;
static const char rooms_prefix[] = "/vsiesep/";

static bool gdal_room_find(gdal_room_file *out, const char *name)
{
    bool found = false;
    const char *ending = strrchr(name, '.');
    pthread_mutex_lock(&rooms_lock);
    for (const gdal_room *room = rooms_open; room && ending && !found; room = room->next) {
        size_t folder = strlen(room->folder), stem = strlen(room->stem); /* GDAL has taken the prefix off */
        if (strncmp(name, room->folder, folder) != 0 || strncmp(name + folder, room->stem, stem) != 0 ||
            name + folder + stem != ending)
            continue;
        for (size_t i = 0; i < room->n_files && !found; i++) {
            found = strcmp(room->files[i].ending, ending + 1) == 0;
            if (found)
                *out = room->files[i];
        }
    }
    pthread_mutex_unlock(&rooms_lock);
    return found;
}

static int gdal_room_stat(void *context, const char *name, VSIStatBufL *out, int flags)
{
    (void)context;
    (void)flags;
    gdal_room_file file;
    memset(out, 0, sizeof *out);
    if (!gdal_room_find(&file, name))
        return -1;
    out->st_mode = S_IFREG | 0400;
    out->st_size = (off_t)file.size;
    return 0;
}

static void *gdal_room_open_file(void *context, const char *name, const char *access)
{
    (void)context;
    gdal_room_file file;
    if (strpbrk(access, "wa+") || !gdal_room_find(&file, name))
        return NULL;
    gdal_room_handle *handle = calloc(1, sizeof *handle);
    if (handle) {
        handle->descriptor = file.descriptor;
        handle->size = file.size;
    }
    return handle;
}

static vsi_l_offset gdal_room_tell(void *file)
{
    return ((gdal_room_handle *)file)->at;
}

static int gdal_room_seek(void *file, vsi_l_offset offset, int whence)
{
    gdal_room_handle *handle = file;
    uint64_t base = whence == SEEK_CUR ? handle->at : whence == SEEK_END ? handle->size : 0;
    handle->at = base + offset;
    handle->ended = false;
    return 0;
}

static size_t gdal_room_read(void *file, void *bytes, size_t size, size_t count)
{
    gdal_room_handle *handle = file;
    size_t wanted = size * count, done = 0;
    while (done < wanted) {
        ssize_t got =
            pread(handle->descriptor, (char *)bytes + done, wanted - done, (off_t)(handle->at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    handle->ended = done < wanted;
    handle->at += done;
    return size ? done / size : 0;
}

static int gdal_room_ended(void *file)
{
    return ((gdal_room_handle *)file)->ended;
}

static int gdal_room_close_file(void *file)
{
    free(file);
    return 0;
}

bool gdal_room_install(const gdal_library *g)
{
    VSIFilesystemPluginCallbacksStruct *callbacks = g->VSIAllocFilesystemPluginCallbacksStruct();
    if (!callbacks)
        return false;
    callbacks->stat = gdal_room_stat;
    callbacks->open = gdal_room_open_file;
    callbacks->tell = gdal_room_tell;
    callbacks->seek = gdal_room_seek;
    callbacks->read = gdal_room_read;
    callbacks->eof = gdal_room_ended;
    callbacks->close = gdal_room_close_file;
    bool well = g->VSIInstallPluginHandler(rooms_prefix, callbacks) == 0;
    g->VSIFreeFilesystemPluginCallbacksStruct(callbacks);
    return well;
}

esep_status gdal_room_open(gdal_room **out, const gdal_room_file *files, size_t n, const char *stem,
                           esep_error *error)
{
    gdal_room *room = calloc(1, sizeof *room);
    if (!room || n > GDAL_ROOM_FILES) {
        free(room);
        return error_memory(error);
    }
    memcpy(room->files, files, n * sizeof *files);
    room->n_files = n;
    room->stem = stem;
    pthread_mutex_lock(&rooms_lock);
    snprintf(room->folder, sizeof room->folder, "%u/", rooms_ever++);
    room->next = rooms_open;
    rooms_open = room;
    pthread_mutex_unlock(&rooms_lock);
    *out = room;
    return ESEP_OK;
}

void gdal_room_path(const gdal_room *room, const char *ending, buffer *path)
{
    buffer_add_format(path, "%s%s%s.%s", rooms_prefix, room->folder, room->stem, ending);
    buffer_add_byte(path, '\0');
}

void gdal_room_close(gdal_room *room)
{
    if (!room)
        return;
    pthread_mutex_lock(&rooms_lock);
    gdal_room **link = &rooms_open;
    while (*link && *link != room)
        link = &(*link)->next;
    if (*link)
        *link = room->next;
    pthread_mutex_unlock(&rooms_lock);
    free(room);
}
