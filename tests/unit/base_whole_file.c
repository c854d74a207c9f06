#include "base/whole_file.h"

#include "register.h"

#include <dirent.h>

/* How many entries the test's folder has. */
static int entries(void)
{
    int n = 0;
    DIR *folder = opendir(register_folder());
    while (folder && readdir(folder))
        n++;
    closedir(folder);
    return n - 2;
}

static void check_content(const char *name, const char *expected)
{
    size_t length = 0;
    char *got = register_read(register_path(name), &length);
    CHECK_STRING(got ? got : "(none)", expected);
    free(got);
}

TEST(is_there_when_it_is_whole)
{
    whole_file f;
    esep_error error = {0};
    register_write_text("a", "old");
    CHECK_INT(whole_file_open(&f, register_path("a"), &error), ESEP_OK);
    CHECK_INT(whole_file_write(&f, text_from("new"), &error), ESEP_OK);
    check_content("a", "old");
    CHECK_INT(whole_file_finish(&f, &error), ESEP_OK);
    check_content("a", "new");
    CHECK_INT(entries(), 1);
}

TEST(leaves_nothing_when_abandoned)
{
    whole_file f;
    esep_error error = {0};
    CHECK_INT(whole_file_open(&f, register_path("b"), &error), ESEP_OK);
    CHECK_INT(entries(), f.nameless ? 1 : 2);
    CHECK_INT(whole_file_write(&f, text_from("new"), &error), ESEP_OK);
    whole_file_abandon(&f);
    whole_file_abandon(&f);
    check_content("b", "(none)");
    CHECK_INT(entries(), 1);
    f = (whole_file){0};
    whole_file_abandon(&f);
}

TEST(begins_anew)
{
    static char much[600000];
    whole_file f;
    esep_error error = {0};
    memset(much, 'x', sizeof much);
    CHECK_INT(whole_file_open(&f, register_path("a"), &error), ESEP_OK);
    CHECK_INT(whole_file_write(&f, (text){much, sizeof much}, &error), ESEP_OK);
    CHECK_INT(whole_file_write(&f, text_from("y"), &error), ESEP_OK);
    CHECK_INT(whole_file_restart(&f, &error), ESEP_OK);
    CHECK_INT(whole_file_write(&f, text_from("short"), &error), ESEP_OK);
    CHECK_INT(whole_file_finish(&f, &error), ESEP_OK);
    check_content("a", "short");
}

TEST(keeps_links_and_permissions)
{
    struct stat state;
    whole_file f;
    esep_error error = {0};
    register_write_text("target", "old");
    chmod(register_path("target"), 0604);
    CHECK_INT(symlink("target", register_path("link")), 0);
    CHECK_INT(whole_file_open(&f, register_path("link"), &error), ESEP_OK);
    CHECK_INT(whole_file_write(&f, text_from("new"), &error), ESEP_OK);
    CHECK_INT(whole_file_finish(&f, &error), ESEP_OK);
    check_content("target", "new");
    CHECK(lstat(register_path("link"), &state) == 0 && S_ISLNK(state.st_mode));
    CHECK(stat(register_path("target"), &state) == 0 && (state.st_mode & 0777) == 0604);
    CHECK(whole_file_is_same(register_path("link"), register_path("target")));
    CHECK(!whole_file_is_same(register_path("link"), register_path("a")));
    CHECK(!whole_file_is_same(register_path("none"), register_path("none")));
}

TEST(devices_stay_devices)
{
    struct stat state;
    static const struct {
        const char *path;
        esep_status status;
    } cases[] = {{"/dev/null", ESEP_OK}, {"/dev/full", ESEP_SYSTEM}};
    for (size_t i = 0; i < 2; i++) {
        whole_file f;
        esep_error error = {0};
        CHECK_CASE("%s", cases[i].path);
        if (stat(cases[i].path, &state) != 0)
            continue;
        CHECK_INT(whole_file_open(&f, cases[i].path, &error), ESEP_OK);
        CHECK_INT(whole_file_write(&f, text_from("x"), &error), ESEP_OK);
        CHECK_INT(whole_file_restart(&f, &error), ESEP_OK);
        CHECK_INT(whole_file_write(&f, text_from("y"), &error), ESEP_OK);
        CHECK_INT(whole_file_finish(&f, &error), cases[i].status);
        CHECK(stat(cases[i].path, &state) == 0 && S_ISCHR(state.st_mode));
    }
}

TEST(says_why_it_cannot)
{
    whole_file f;
    char line[1000];
    static const char *const names[] = {"", "none/file"};
    static const char *const reasons[] = {"Is a directory", "No such file or directory"};
    for (size_t i = 0; i < 2; i++) {
        esep_error error = {0};
        CHECK_INT(whole_file_open(&f, register_path(names[i]), &error), ESEP_SYSTEM);
        esep_error_text(&error, ESEP_EN, line, sizeof line);
        CHECK(strstr(line, reasons[i]) != NULL && strstr(line, register_folder()) == line);
    }
}

int main(void)
{
    RUN(is_there_when_it_is_whole);
    RUN(leaves_nothing_when_abandoned);
    RUN(begins_anew);
    RUN(keeps_links_and_permissions);
    RUN(devices_stay_devices);
    RUN(says_why_it_cannot);
    return check_finish();
}
