/* replay.c - the main of a fuzz target in a normal build: runs it over every file of its corpus, each also cut in half.
 *
 * Prints TAP: one case for the corpus. The file at work is named before it runs, so that a crash tells which one it was. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of exactly `size` bytes, so that a read past the end is seen by the sanitizers. */
static int replay_bytes(FILE *file, size_t size)
{
    uint8_t *data = malloc(size ? size : 1);
    rewind(file);
    int good = data && fread(data, 1, size, file) == size;
    if (good)
        LLVMFuzzerTestOneInput(data, size);
    free(data);
    return good;
}

static int replay_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    printf("# %s\n", name);
    fflush(stdout);
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    int good = size >= 0 && replay_bytes(file, (size_t)size) && replay_bytes(file, (size_t)size / 2);
    fclose(file);
    return good;
}

int main(int count, char **arguments)
{
    const char *folder = count == 2 ? arguments[1] : "";
    int files = 0, unread = 0;
    DIR *corpus = opendir(folder);
    for (struct dirent *entry; corpus && (entry = readdir(corpus));) {
        if (entry->d_name[0] == '.')
            continue;
        files++;
        unread += !replay_file(folder, entry->d_name);
    }
    if (corpus)
        closedir(corpus);
    printf("%s 1 corpus of %d files, %d unread\n1..1\n", files && !unread ? "ok" : "not ok", files, unread);
    return files && !unread ? 0 : 1;
}
