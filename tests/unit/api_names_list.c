#include "api/names_list.h"
#include "check.h"

/* The names between |, or "refused". */
static const char *split(char out[400], const char *written)
{
    arena memory = {0};
    const text *names = NULL;
    size_t n = 0;
    esep_error error = {0};
    out[0] = '\0';
    if (names_list_split(&names, &n, &memory, text_from(written), &error) != ESEP_OK) {
        CHECK_INT(error.status, ESEP_USAGE);
        strcpy(out, "refused");
    } else {
        for (size_t i = 0; i < n; i++)
            sprintf(out + strlen(out), "%s%.*s", i ? "|" : "", (int)names[i].length, names[i].data);
    }
    arena_free(&memory);
    return out;
}

TEST(splits)
{
    static const struct {
        const char *written, *expected;
    } cases[] = {
        {"district", "district"},
        {"a,b,c", "a|b|c"},
        {" a , b\t,c ", "a|b|c"},
        {"Primary Type,year", "Primary Type|year"},
        {"\"Primary, Type\",year", "Primary, Type|year"},
        {"\"a\"\"b\"", "a\"b"},
        {" \"a,b\" , c", "a,b|c"},
        {"\" a \"", " a"},
        {"a\"b", "a\"b"},
        {"район,түрі", "район|түрі"},
        {"", ""},
        {"  ", ""},
        {",", "refused"},
        {"a,", "refused"},
        {",a", "refused"},
        {"a,,b", "refused"},
        {"a, ,b", "refused"},
        {"\"a", "refused"},
        {"\"", "refused"},
        {"\"\"", "refused"},
        {"a,\"b", "refused"},
        {"\"a,b\"\"", "refused"},
    };
    char got[400];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].written);
        CHECK_STRING(split(got, cases[i].written), cases[i].expected);
    }
    CHECK_STRING(split(got, NULL), "");
}

int main(void)
{
    RUN(splits);
    return check_finish();
}
