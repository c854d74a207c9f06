#include "base/text.h"
#include "check.h"

TEST(trims_blanks_only_at_the_ends)
{
    CHECK(text_equal(text_trim(text_from(" \ta b\t ")), text_from("a b")));
    CHECK(text_equal(text_trim(text_from("  ")), text_from("")));
}

TEST(knows_well_formed_utf8)
{
    static const struct {
        const char *bytes;
        size_t length;
        bool good;
    } cases[] = {
        {"abc", 3, true},
        {"\xD2\x9B", 2, true},
        {"\xF0\x9F\x98\x80", 4, true},
        {"\xC0\x80", 2, false},
        {"\xED\xA0\x80", 3, false},
        {"\xF4\x90\x80\x80", 4, false},
        {"\xE2\x82", 2, false},
        {"a\0b", 3, false},
        {"\x80", 1, false},
        {"\xE0\x9F\xBF", 3, false},
        {"\xF0\x8F\xBF\xBF", 4, false},
        {"", 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("case %zu", i);
        CHECK(text_is_utf8((text){cases[i].bytes, cases[i].length}) == cases[i].good);
    }
}

TEST(copies_cut_at_whole_characters)
{
    char out[4];
    text_copy_cut(out, sizeof out, text_from("aқб"));
    CHECK_STRING(out, "aқ");
    text_copy_cut(out, sizeof out, text_from("aaқ"));
    CHECK_STRING(out, "aa");
}

TEST(suggests_the_nearest_name)
{
    const text names[] = {text_from("collisions"), text_from("crimes"), text_from("District")};
    CHECK_INT(text_nearest(text_from("colisions"), names, 3), 0);
    CHECK_INT(text_nearest(text_from("district"), names, 3), 2);
    CHECK_INT(text_nearest(text_from("population"), names, 3), -1);
    CHECK_INT(text_distance(text_from("ab"), text_from("ba"), 3), 1);
}

TEST(buffer_grows_and_formats)
{
    buffer b = {0};
    for (int i = 0; i < 1000; i++)
        buffer_add_format(&b, "%d,", i % 10);
    CHECK_INT(b.length, 2000);
    CHECK(b.data[1998] == '9' && !b.failed);
    buffer_free(&b);
}

int main(void)
{
    RUN(trims_blanks_only_at_the_ends);
    RUN(knows_well_formed_utf8);
    RUN(copies_cut_at_whole_characters);
    RUN(suggests_the_nearest_name);
    RUN(buffer_grows_and_formats);
    return check_finish();
}
