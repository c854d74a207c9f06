/* Which files are read, and that pipes are read whole and once. */
#include "register.h"
#include "source/source.h"

#include <fcntl.h>
#include <pthread.h>

#define OTHER_KIND(first)                                                                                    \
    "the folder holds this file and " first                                                                  \
    ", which are of different kinds: name the files that are meant, or a pattern such as 'FOLDER/*.csv'"

static const char rows_text[] = "date,type\n2022-03-01,a\n2023-03-01,b\n";

/* Other files than text tables: which of them hold records, and which do not. */
static void make_kinds(void)
{
    static const char map[] =
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"date\":\"2023-03-01\",\"type\":\"a\"}}]}";
    static const char *const tables[] = {"mixed/a.csv", "notes/a.csv", "dbase/a.csv", "linked/a.csv",
                                         "packed/a.csv"};
    char link[PATH_MAX], shp[108] = "\0\0\x27\x0a",
                         dbf[] = "\3\x7b\1\1\1\0\0\0\x21\0\2\0"
                                 "...................."
                                 "\r a\x1a";
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        register_write_text(tables[i], rows_text);
    register_write_text("maps/a.geojson", map);
    register_write_text("maps/sub/b.GEOJSON", map);
    register_write("mixed/data", "SQLite format 3", 16);
    register_write_text("notes/readme.md", rows_text);
    register_write_text("notes/report.docx", "PK\3\4");
    register_write_text("notes/~$book.xlsx", "");
    register_write_text("notes/settings.json", "12");
    shp[27] = 50;
    register_write("shape/a.shp", shp, 100);
    register_write("shape/a.SHX", shp, 100);
    register_write("shape/a.dbf", dbf, sizeof dbf - 1);
    register_write_text("dbase/b.dbf", "");
    snprintf(link, sizeof link, "%s", register_path("linked/b.gpkg"));
    CHECK_INT(symlink("none", link), 0);
    register_write_text("packed/b.json.gz", "");
}

static void make_folder(void)
{
    char link[PATH_MAX];
    static const char *const folders[] = {"f",     "f/sub",    "f/.hidden", "empty", "books",
                                          "maps",  "maps/sub", "mixed",     "notes", "shape",
                                          "dbase", "linked",   "packed"};
    static const char *const files[] = {"f/b.csv", "f/a.CSV",  "f/c.txt.gz",  "f/d.tsv",        "f/e.md",
                                        "f/csv",   "f/.g.csv", "f/sub/h.csv", "f/.hidden/i.csv"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        mkdir(register_path(folders[i]), 0755);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        register_write_text(files[i], rows_text);
    register_write_text("books/a.csv", rows_text);
    register_write_text("books/b.XLSX", "");
    make_kinds();
    snprintf(link, sizeof link, "%s", register_path("f/sub/again.csv"));
    CHECK_INT(symlink("../b.csv", link), 0);
    snprintf(link, sizeof link, "%s", register_path("f/sub/loop"));
    CHECK_INT(symlink("..", link), 0);
}

/* The files behind the folder's name, with blanks between. */
static const char *found(char out[1000], const char *const *names, size_t n)
{
    text paths[8];
    source *s = NULL;
    esep_error error = {0};
    for (size_t i = 0; i < n; i++)
        paths[i] = text_from(register_path(names[i]));
    out[0] = '\0';
    if (source_open(&s, paths, n, &(source_options){0}, &error) != ESEP_OK) {
        char line[4000];
        esep_error_text(&error, ESEP_EN, line, sizeof line);
        for (char *at = line; (at = strstr(at, register_folder()));)
            memmove(at, at + strlen(register_folder()) + 1, strlen(at + strlen(register_folder()) + 1) + 1);
        snprintf(out, 1000, "%s", line);
        return out;
    }
    for (size_t i = 0; i < source_n_files(s); i++)
        sprintf(out + strlen(out), "%s%s", i ? " " : "",
                source_get_file(s, i)->path + strlen(register_folder()) + 1);
    source_close(s);
    return out;
}

TEST(finds_files)
{
    static const struct {
        const char *names[4], *expected;
    } cases[] = {
        {{"f"}, "f/a.CSV f/b.csv f/c.txt.gz f/d.tsv f/sub/h.csv"},
        {{"f/"}, "f/a.CSV f/b.csv f/c.txt.gz f/d.tsv f/sub/h.csv"},
        {{"f/sub"}, "f/sub/again.csv f/sub/h.csv f/sub/loop/a.CSV f/sub/loop/c.txt.gz f/sub/loop/d.tsv"},
        {{"f/b.csv", "f/sub/../b.csv", "f/sub/again.csv"}, "f/b.csv"},
        {{"f/b.csv", "f"}, "f/b.csv f/a.CSV f/c.txt.gz f/d.tsv f/sub/h.csv"},
        {{"f", "f", "f/b.csv"}, "f/a.CSV f/b.csv f/c.txt.gz f/d.tsv f/sub/h.csv"},
        {{"f/e.md"}, "f/e.md"},
        {{"f/*.csv"}, "f/b.csv"},
        {{"f/{b,none}.csv"}, "f/{b,none}.csv: the file cannot be opened: No such file or directory"},
        {{"f/[ab].[cC]*"}, "f/a.CSV f/b.csv"},
        {{"empty"},
         "empty: the folder holds no table: no CSV (.csv, .tsv or .txt, also .gz .bz2 .xz .zst), workbook, "
         "database or map"},
        {{"books"}, "books/b.XLSX: " OTHER_KIND("books/a.csv")},
        {{"books/*.csv"}, "books/a.csv"},
        {{"maps"}, "maps/a.geojson maps/sub/b.GEOJSON"},
        {{"mixed"}, "mixed/data: " OTHER_KIND("mixed/a.csv")},
        {{"notes"}, "notes/a.csv"},
        {{"shape"},
         "shape/a.shp: the files of this Shapefile do not belong together: its .dbf has 1 records and its "
         ".shx 0"},
        {{"dbase"}, "dbase/b.dbf: " OTHER_KIND("dbase/a.csv")},
        {{"linked"}, "linked/b.gpkg: the file cannot be opened: No such file or directory"},
        {{"packed"}, "packed/b.json.gz: " OTHER_KIND("packed/a.csv")},
        {{"f/x*"}, "f/x*: no file has such a name"},
        {{"none"}, "none: the file cannot be opened: No such file or directory"},
    };
    char got[1000];
    make_folder();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = 0;
        while (n < 4 && cases[i].names[n])
            n++;
        CHECK_CASE("%s …", cases[i].names[0]);
        CHECK_STRING(found(got, cases[i].names, n), cases[i].expected);
    }
}

/* ---- pipes */

enum { PIPE_RECORDS = 40000 };

/* A writer for each pipe. */
typedef struct writer {
    pthread_t thread;
    int descriptor;
    const char *bytes;
    size_t length;
} writer;

static void *write_pipe(void *argument)
{
    writer *w = argument;
    while (w->length) {
        ssize_t written = write(w->descriptor, w->bytes, w->length < 1000 ? w->length : 1000);
        if (written <= 0)
            break;
        w->bytes += written;
        w->length -= (size_t)written;
    }
    close(w->descriptor);
    return NULL;
}

/* "/dev/fd/N" of a pipe that brings the bytes. */
static void begin_pipe(writer *w, char path[32], int *reader, const char *bytes, size_t length)
{
    int ends[2];
    CHECK_INT(pipe(ends), 0);
    *w = (writer){.descriptor = ends[1], .bytes = bytes, .length = length};
    *reader = ends[0];
    snprintf(path, 32, "/dev/fd/%d", ends[0]);
    pthread_create(&w->thread, NULL, write_pipe, w);
}

static char *many_records(size_t *length)
{
    char *bytes = malloc(PIPE_RECORDS * 20 + 100);
    *length = (size_t)sprintf(bytes, "date,type\n");
    for (int i = 0; i < PIPE_RECORDS; i++)
        *length += (size_t)sprintf(bytes + *length, "%d-%02d-%02d,%c\n", 2022 + i % 2, i / 2 % 12 + 1,
                                   i / 24 % 28 + 1, 'a' + i % 3);
    return bytes;
}

TEST(pipes_are_read_whole)
{
    size_t length = 0;
    char *bytes = many_records(&length), paths[2][32];
    answer file = answer_of((esep_change_request){.by = "type", .period = "2023"},
                            register_write("file.csv", bytes, length));
    answer_check_account(&file, PIPE_RECORDS);
    for (size_t threads = 1; threads <= 3; threads += 2) {
        writer w[2];
        int readers[2];
        begin_pipe(&w[0], paths[0], &readers[0], bytes, length);
        answer one =
            answer_of((esep_change_request){.by = "type", .period = "2023", .threads = threads}, paths[0]);
        answer_check_account(&one, PIPE_RECORDS);
        CHECK_STRING(one.forms[ESEP_CSV] ? one.forms[ESEP_CSV] : "", file.forms[ESEP_CSV]);
        answer_free(&one);
        pthread_join(w[0].thread, NULL);
        close(readers[0]);

        for (int i = 0; i < 2; i++)
            begin_pipe(&w[i], paths[i], &readers[i], bytes, length);
        const char *const both[] = {paths[0], paths[1], register_path("file.csv"), NULL};
        answer all =
            answer_over((esep_change_request){.by = "type", .period = "2023", .threads = threads}, both);
        answer_check_account(&all, 3 * PIPE_RECORDS);
        answer_free(&all);
        for (int i = 0; i < 2; i++) {
            pthread_join(w[i].thread, NULL);
            close(readers[i]);
        }
    }
    answer_free(&file);
    free(bytes);
}

/* What needs a second look is refused, not read from where the first one stopped. */
TEST(pipes_are_read_once)
{
    static const char ambiguous[] = "when,n\n01/02/2023,1\n03/04/2024,2\n";
    static const char marked[] = "when,n\n2022-03-03,\"1,234\"\n2023-03-03,\"1,235\"\n";
    static const struct {
        const char *bytes, *sum, *expected;
    } cases[] = {{ambiguous, NULL, "could be read two ways"}, {marked, "n", "can be read only once"}};
    for (size_t i = 0; i < 2; i++) {
        writer w;
        char path[32];
        int reader;
        begin_pipe(&w, path, &reader, cases[i].bytes, strlen(cases[i].bytes));
        answer a = answer_of((esep_change_request){.date = "when", .sum = cases[i].sum}, path);
        CHECK_CASE("pipe %zu: %.100s", i, a.line);
        CHECK(a.status != ESEP_OK && strstr(a.line, cases[i].expected) != NULL);
        answer_free(&a);
        pthread_join(w.thread, NULL);
        close(reader);
    }
}

/* A file without rows says nothing about its columns: the next one is asked, in whatever order it has them. */
TEST(a_first_file_without_rows_hides_nothing)
{
    char first[PATH_MAX];
    snprintf(first, sizeof first, "%s", register_write_text("without.csv", "day,type\n\n"));
    const char *const both[] = {
        first, register_write_text("with.csv", "type,day\na,2022-03-01\nb,2023-03-01\n"), NULL};
    answer a = answer_over((esep_change_request){.by = "type"}, both);
    CHECK_CASE("%.200s", a.line);
    CHECK_INT(a.status, ESEP_OK);
    answer_check_account(&a, 2);
    answer_free(&a);
}

int main(void)
{
    RUN(finds_files);
    RUN(pipes_are_read_whole);
    RUN(pipes_are_read_once);
    RUN(a_first_file_without_rows_hides_nothing);
    return check_finish();
}
