/* The code lists that Esep comes with: they load by name, and say what their README says. */
#include "check.h"
#include "definition/csv_table.h"
#include "definition/parts.h"

static definition *d;

static const definition_dimension *dimension(const char *name)
{
    return &d->registers[0].dimensions[definition_find_dimension(d->registers, text_from(name))];
}

/* The category of a code on a day; missing where there is none. */
static text category(const definition_dimension *of, const char *code, day_number day)
{
    for (size_t i = 0; i < of->derived.n_codes; i++) {
        const derivation_code *c = &of->derived.codes[i];
        if (text_equal(c->code, text_from(code)) && c->from <= day && day <= c->to)
            return c->category;
    }
    return (text){0};
}

static text label(const definition_dimension *of, const char *category, esep_language language)
{
    for (size_t i = 0; i < of->n_categories; i++) {
        if (text_equal(of->categories[i], text_from(category)))
            return of->category_labels[i].in[language];
    }
    return (text){0};
}

static const char list[] = "classifications/kz-criminal-articles.csv";

TEST(load_by_name)
{
    char written[2000];
    snprintf(written, sizeof written,
             "registers:\n  a:\n    from: a.csv\n    dimensions:\n"
             "      gravity: {from: code, by: %s, column: gravity}\n"
             "      article: {from: code, by: %s, column: article}\n"
             "      part: {from: code, by: %s, column: code}\n"
             "      class: {from: g, by: classifications/kz-gravity.csv, column: gravity}\n"
             "      iccs: {from: i, by: classifications/iccs.csv, column: code}\n"
             "      section: {from: i, by: classifications/iccs.csv, column: section}\n"
             "      mapped: {from: art, by: classifications/kz-article-iccs.csv, column: iccs}\n",
             list, list, list);
    esep_error error = {0};
    CHECK_INT(definition_read_bytes(&d, ".", text_from(written), &error), ESEP_OK);
    CHECK_STRING(error.arguments[1], "");
}

TEST(say_what_the_law_says)
{
    if (!d)
        SKIP("not loaded");
    const definition_dimension *gravity = dimension("gravity");
    day_number before = day_from_date(2019, 6, 1), after = day_from_date(2021, 6, 1);
    CHECK(text_equal(category(gravity, "120.1", before), text_from("medium")));
    CHECK(text_equal(category(gravity, "120.1", after), text_from("grave")));
    CHECK(text_equal(category(gravity, "190", after), text_from("")) && category(gravity, "190", after).data);
    CHECK(text_equal(label(gravity, "small", ESEP_KK), text_from("онша ауыр емес қылмыс")));
    CHECK(text_equal(label(dimension("article"), "190", ESEP_RU), text_from("мошенничество (ст. 190)")));
    CHECK(text_equal(label(dimension("part"), "190.2", ESEP_KK), text_from("алаяқтық (190-бап 2-бөлік)")));
    CHECK(text_equal(category(dimension("mapped"), "188", after), text_from("0502")));
    CHECK(category(dimension("article"), "232-1", day_from_date(2025, 9, 15)).data == NULL);
    CHECK(category(dimension("article"), "232-1", day_from_date(2025, 9, 16)).data != NULL);
}

/* Every category of every list has its label in all three languages; what a mapping points to exists. */
TEST(are_labelled_in_three_languages)
{
    if (!d)
        SKIP("not loaded");
    for (size_t i = 0; i < d->registers[0].n_dimensions; i++) {
        const definition_dimension *of = &d->registers[0].dimensions[i];
        CHECK(of->n_categories > 0);
        for (size_t c = 0; c < of->derived.n_codes; c++) {
            text name = of->derived.codes[c].category;
            CHECK_CASE("%s of %s", name.data, of->name.data);
            for (int language = 0; language < ESEP_LANGUAGES && name.length; language++)
                CHECK(label(of, name.data, (esep_language)language).length > 0);
        }
    }
    const definition_dimension *mapped = dimension("mapped");
    for (size_t c = 0; c < mapped->n_categories; c++)
        CHECK(category(dimension("iccs"), mapped->categories[c].data, 0).data != NULL);
}

TEST(say_of_each_row_whether_it_is_sure)
{
    static const char *const files[] = {"kz-criminal-articles", "kz-gravity", "iccs", "kz-article-iccs"};
    for (size_t i = 0; i < 4; i++) {
        char path[500];
        csv_table t;
        arena memory = {0};
        esep_error error = {0};
        snprintf(path, sizeof path, "%s/classifications/%s.csv", getenv("ESEP_SOURCE_ROOT"), files[i]);
        CHECK_CASE("%s", files[i]);
        CHECK_INT(csv_table_read(&t, &memory, path, &error), ESEP_OK);
        ptrdiff_t sure = csv_table_column(&t, text_from("sure")),
                  source = csv_table_column(&t, text_from("source"));
        CHECK(sure >= 0 && source >= 0 && t.n_rows >= 5);
        for (size_t row = 0; row < t.n_rows && sure >= 0 && source >= 0; row++) {
            text said = csv_table_cell(&t, row, (size_t)sure);
            CHECK(text_equal(said, text_from("yes")) || text_equal(said, text_from("no")));
            CHECK(csv_table_cell(&t, row, (size_t)source).length > 0);
        }
        arena_free(&memory);
    }
}

int main(void)
{
    char folder[500];
    snprintf(folder, sizeof folder, "%s/classifications", getenv("ESEP_SOURCE_ROOT"));
    if (setenv("ESEP_CLASSIFICATIONS", folder, 1) != 0)
        return 1;
    RUN(load_by_name);
    RUN(say_what_the_law_says);
    RUN(are_labelled_in_three_languages);
    RUN(say_of_each_row_whether_it_is_sure);
    definition_free(d);
    return check_finish();
}
