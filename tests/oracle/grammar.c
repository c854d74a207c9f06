/* Forms of Russian nouns after numbers and case endings of Kazakh numerals (shared/oracles/j2_ru_plural.csv, j3_kk_numeral_suffix.csv). */
#include "check.h"
#include "language/kazakh_suffix.h"
#include "language/language.h"
#include "render/people.h"

enum { COLUMNS = 9 };

/* Neither table has quotes. Returns the number of fields. */
static size_t split(text fields[COLUMNS], char *line)
{
    size_t n = 0;
    for (char *at = line; n < COLUMNS; at++) {
        size_t length = strcspn(at, ",\r\n");
        fields[n++] = (text){at, length};
        at += length;
        if (*at != ',')
            break;
    }
    return n;
}

/* The forms of a lemma, gathered from the table itself: what is tested is which number takes which. */
typedef struct lemma {
    char name[100], forms[4][100];
} lemma;

static int form_of(text category)
{
    static const char *const categories[] = {"one", "few", "many", "other"};
    for (int i = 0; i < 4; i++) {
        if (text_equal(category, text_from(categories[i])))
            return i;
    }
    return -1;
}

static lemma *find(lemma *lemmas, size_t *n, text name)
{
    char wanted[100];
    text_copy_cut(wanted, sizeof wanted, name);
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(lemmas[i].name, wanted) == 0)
            return &lemmas[i];
    }
    strcpy(lemmas[*n].name, wanted);
    return &lemmas[(*n)++];
}

static void check_form(const lemma *of, text number, text expected)
{
    char got[100], form[100];
    document_noun noun = {.number = strtoll(number.data, NULL, 10)};
    for (size_t i = 0; i < 3; i++)
        noun.ru[i] = text_from(of->forms[i]);
    noun.fraction = memchr(number.data, '.', number.length) != NULL;
    document_value value = {.kind = DOCUMENT_NOUN, .as.noun = &noun};
    buffer b = {0};
    people_value(&b, ESEP_RU, &value, -1);
    text_copy_cut(got, sizeof got, buffer_text(&b));
    text_copy_cut(form, sizeof form, expected);
    buffer_free(&b);
    CHECK_STRING(got, form);
}

TEST(russian_nouns_agree_with_numbers)
{
    char path[1000], line[1000];
    static lemma lemmas[100];
    size_t n = 0;
    int rows = 0;
    if (!check_shared(path, sizeof path, "oracles/j2_ru_plural.csv"))
        SKIP("no shared oracles");
    for (int pass = 0; pass < 2; pass++) {
        FILE *file = fopen(path, "r");
        CHECK(file && fgets(line, sizeof line, file));
        while (file && fgets(line, sizeof line, file)) {
            text fields[COLUMNS] = {{0}};
            CHECK_CASE("%.*s", (int)strcspn(line, "\r\n"), line);
            CHECK(split(fields, line) == 5 && form_of(fields[3]) >= 0);
            lemma *of = find(lemmas, &n, fields[2]);
            char *form = of->forms[form_of(fields[3])];
            if (pass == 0 && !form[0])
                text_copy_cut(form, sizeof of->forms[0], fields[4]);
            if (pass == 1)
                check_form(of, fields[1], fields[4]);
            rows += pass;
        }
        if (file)
            fclose(file);
    }
    CHECK(rows > 200 && n > 15);
}

TEST(kazakh_numerals_take_their_endings)
{
    static const kazakh_case cases[] = {KAZAKH_DATIVE,   KAZAKH_ACCUSATIVE, KAZAKH_ABLATIVE,
                                        KAZAKH_LOCATIVE, KAZAKH_GENITIVE,   KAZAKH_POSSESSIVE};
    char path[1000], line[1000];
    int rows = 0;
    if (!check_shared(path, sizeof path, "oracles/j3_kk_numeral_suffix.csv"))
        SKIP("no shared oracles");
    FILE *file = fopen(path, "r");
    CHECK(file && fgets(line, sizeof line, file));
    while (file && fgets(line, sizeof line, file)) {
        text fields[COLUMNS] = {{0}};
        CHECK_CASE("%.*s", (int)strcspn(line, "\r\n"), line);
        CHECK_INT(split(fields, line), COLUMNS);
        CHECK(text_equal(kazakh_last_word(strtoll(fields[1].data, NULL, 10)), fields[2]));
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            char got[100], expected[100];
            buffer b = {0};
            buffer_add(&b, fields[1]);
            kazakh_add_ending(&b, fields[1], cases[i]);
            text_copy_cut(got, sizeof got, buffer_text(&b));
            text_copy_cut(expected, sizeof expected, fields[3 + i]);
            buffer_free(&b);
            CHECK_STRING(got, expected);
        }
        rows++;
    }
    if (file)
        fclose(file);
    CHECK(rows > 40);
}

int main(void)
{
    RUN(russian_nouns_agree_with_numbers);
    RUN(kazakh_numerals_take_their_endings);
    return check_finish();
}
