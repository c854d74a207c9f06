#include "check.h"
#include "indicator/bulletin.h"
#include "report/codes.h"

static const char *words(document_value value)
{
    return value.kind == DOCUMENT_EMPTY ? "none" : value.as.words.data;
}

TEST(a_category_is_never_taken_for_a_total)
{
    static const struct {
        const char *category, *code;
    } cases[] = {{"", ""},        {"11", "11"},   {"_", "_"},    {"T", "T"},   {"_T", "__T"},
                 {"__T", "___T"}, {"_O", "__O"},  {"_X", "__X"}, {"_t", "_t"}, {"_TT", "_TT"},
                 {"a_T", "a_T"},  {"_T ", "_T "}, {"_Т", "_Т"},  {"__", "__"}, {"_OX", "_OX"}};
    document *d = NULL;
    CHECK(document_create(&d, NULL) == ESEP_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("\"%s\"", cases[i].category);
        CHECK_STRING(words(code_category(d, text_from(cases[i].category))), cases[i].code);
    }
    document_free(d);
}

TEST(numbers_keep_their_names)
{
    static const char *const numbers[] = {"period", "value", "base"};
    document *d = NULL;
    CHECK(document_create(&d, NULL) == ESEP_OK);
    CHECK_STRING(code_column(d, text_from("district"), numbers, 3), "district");
    CHECK_STRING(code_column(d, text_from("value"), numbers, 3), "by_value");
    CHECK_STRING(code_column(d, text_from("Value"), numbers, 3), "Value");
    CHECK_STRING(code_column(d, text_from("base"), numbers, 2), "base");
    document_free(d);
}

TEST(statuses)
{
    document *d = NULL;
    CHECK(document_create(&d, NULL) == ESEP_OK);
    CHECK_STRING(words(code_status(d, 0, "normal")), "normal");
    CHECK_STRING(words(code_status(d, 0, "")), "");
    CHECK_STRING(words(code_status(d, CHANGE_NO_DATA | CHANGE_CUT_PERIOD, "")), "cut-period no-base");
    CHECK_STRING(words(code_status(d, OBSERVATION_MISSING | OBSERVATION_HOLES, "normal")), "missing holes");
    CHECK_STRING(words(code_status(d, ~0U, "normal")),
                 "zero-base small-base cut-period no-base provisional break missing undefined annualised "
                 "incomplete holes unlike");
    CHECK(!d->failed);
    document_free(d);
}

int main(void)
{
    RUN(a_category_is_never_taken_for_a_total);
    RUN(numbers_keep_their_names);
    RUN(statuses);
    return check_finish();
}
