/* What `init` proposes for made-up registers. That proposals run unchanged is tests/golden/init.sh's business. */
#include "register.h"

#include <esep/init.h>

/* The proposal, terminated; NULL after an error, which goes into line. */
static char *proposed(const char *path, esep_language language, char line[4000])
{
    char *bytes = NULL, *copy = NULL;
    size_t length = 0;
    esep_error error = {0};
    esep_init_request request = {.sources = &path, .n_sources = 1, .language = language};
    if (esep_init(&bytes, &length, &request, &error) != ESEP_OK) {
        esep_error_text(&error, ESEP_EN, line, 4000);
        return NULL;
    }
    copy = strndup(bytes, length);
    free(bytes);
    return copy;
}

static const char rows_of[] =
    "case no,committed,registered,town,victims,note\n"
    "1,2023-01-01,2023-01-02,A,1,a \"quoted\" \\ word\n2,2023-01-02,2023-01-03,B,0,b\n"
    "3,2023-01-05,2023-01-05,A,2,c\n4,2023-01-05,2023-01-06,B,1,d\n5,2023-02-05,2023-02-06,A,1,e\n";

TEST(finds_date_dimension_sum)
{
    char line[4000] = "";
    char *yaml = proposed(register_write_text("Crimes 2023.csv", rows_of), ESEP_EN, line);
    static const char *const held[] = {"\n  crimes_2023:\n",
                                       "    date: \"registered\"\n",
                                       "other columns of dates: committed\n",
                                       "\n      \"town\":\n",
                                       "# holds: A, B\n",
                                       "  sum_victims:\n",
                                       "    sum: \"victims\"\n",
                                       "- table: [records, sum_victims]\n"};
    CHECK(yaml != NULL);
    for (size_t i = 0; yaml && i < sizeof held / sizeof *held; i++) {
        CHECK_CASE("%s", held[i]);
        CHECK(strstr(yaml, held[i]) != NULL);
    }
    free(yaml);
}

TEST(says_so_where_nothing_is_a_date)
{
    char line[4000] = "";
    char *yaml = proposed(register_write_text("nodate.csv", "a,b\n1,x\n2,y\n"), ESEP_EN, line);
    CHECK(yaml == NULL);
    CHECK(strstr(line, "nodate.csv") != NULL);
    CHECK(strstr(line, "looks like a date") != NULL);
    free(yaml);
}

TEST(quotes_what_yaml_would_misread)
{
    char line[4000] = "";
    char *yaml = proposed(
        register_write_text("odd.csv", "day,\"ki\"\"nd: #\\x\"\n2023-01-01,a\n2023-01-02,b\n2023-01-02,a\n"
                                       "2023-01-03,b\n2023-01-03,a\n"),
        ESEP_KK, line);
    CHECK(yaml != NULL);
    CHECK(yaml && strstr(yaml, "      \"ki\\\"nd: #\\\\x\":\n") != NULL);
    free(yaml);
}

int main(void)
{
    RUN(finds_date_dimension_sum);
    RUN(says_so_where_nothing_is_a_date);
    RUN(quotes_what_yaml_would_misread);
    return check_finish();
}
