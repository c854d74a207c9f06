/* Definitions: what good ones become, and the one line that each bad one gets. */
#include "check.h"
#include "definition/parts.h"

#include <esep/language.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static char *at(const char *name)
{
    static char path[4][200];
    static int turn;
    char *into = path[turn = (turn + 1) % 4];
    snprintf(into, 200, "%s/%s", folder, name);
    return into;
}

static void write_file(const char *name, const char *written)
{
    FILE *file = fopen(at(name), "wb");
    CHECK(file && fputs(written, file) >= 0 && fclose(file) == 0);
}

static definition *read_written(const char *written, esep_error *error)
{
    definition *d;
    *error = (esep_error){0};
    definition_read_bytes(&d, folder, text_from(written), error);
    return d;
}

/* The whole error line in English; "" where there is none. The names of files are printed without the folder. */
static const char *english(const char *written)
{
    static char line[4000];
    esep_error error;
    definition *d = read_written(written, &error);
    CHECK((d == NULL) == (error.status != ESEP_OK));
    definition_free(d);
    line[0] = '\0';
    if (error.status != ESEP_OK)
        esep_error_text(&error, ESEP_EN, line, sizeof line);
    size_t prefix = strlen(folder) + 1;
    return strncmp(line, folder, prefix - 1) == 0 ? line + prefix : line;
}

static bool is(text t, const char *expected)
{
    bool same = text_equal(t, text_from(expected));
    if (!same)
        printf("# \"%.*s\", expected \"%s\"\n", (int)t.length, t.data ? t.data : "", expected);
    return same;
}

TEST(reads_the_example_as_it_stands)
{
    char path[300];
    snprintf(path, sizeof path, "%s/examples/karaganda", getenv("ESEP_SOURCE_ROOT"));
    definition *d;
    esep_error error = {0};
    CHECK_INT(definition_read(&d, path, &error), ESEP_OK);
    if (!d)
        return;
    CHECK(is(d->name, "karaganda"));
    CHECK_INT(d->n_registers, 4);
    CHECK_INT(d->n_indicators, 17);
    const definition_register *crimes = &d->registers[definition_find_register(d, text_from("crimes"))];
    CHECK(is(crimes->key[0], "record_id") && crimes->n_key == 1 && is(crimes->dates[0], "registered"));
    CHECK(is(crimes->unit.ru[2], "преступлений") && crimes->unit.ru_gender == DEFINITION_NEUTER);
    CHECK_INT(crimes->n_dimensions, 4);
    const definition_dimension *weekday =
        &crimes->dimensions[definition_find_dimension(crimes, text_from("weekday"))];
    CHECK(weekday->is_derived && weekday->derived.kind == DERIVATION_WEEKDAY &&
          weekday->derived.n_columns == 0);
    CHECK_INT(weekday->n_categories, 7);
    CHECK(is(weekday->category_labels[4].in[ESEP_KK], "жұма"));
    CHECK(is(crimes->dimensions[0].category_labels[1].in[ESEP_RU], "мошенничество (ст. 190)"));
    const definition_indicator *share = &d->indicators[definition_find_indicator(d, text_from("city_share"))];
    CHECK(share->measure == DEFINITION_SHARE && share->percent && share->per == 100);
    CHECK(is(d->indicators[share->numerator].name, "city_crimes"));
    CHECK(is(share->unit.name, "crime") && share->verb == DEFINITION_AMOUNTED);
    const definition_indicator *fines =
        &d->indicators[definition_find_indicator(d, text_from("fines_imposed"))];
    CHECK(fines->money && fines->verb == DEFINITION_IMPOSED && is(fines->column, "fine"));
    CHECK_INT(d->bulletin.n_sections, 4);
    CHECK_INT(d->bulletin.sections[0].n_items, 4);
    CHECK_INT(d->bulletin.sections[0].items[3].top, 5);
    CHECK(d->bulletin.sections[0].items[1].compare && is(d->bulletin.period, "2023-H1"));
    CHECK_INT(d->bulletin.percent_from, 10);
    CHECK_INT(d->bulletin.small_below, 50);
    definition_free(d);
}

#define A "registers:\n  a: {from: a.csv}\n"
#define IN "indicators:\n"

TEST(a_folder_is_one_definition)
{
    mkdir(at("many"), 0700);
    write_file("many/b.yaml", IN "  n: {register: a}\n");
    write_file("many/a.yaml", A);
    write_file("many/notes.txt", "not read");
    definition *d;
    esep_error error = {0};
    CHECK_INT(definition_read(&d, at("many"), &error), ESEP_OK);
    CHECK(d && d->n_registers == 1 && d->n_indicators == 1 && is(d->name, "many"));
    definition_free(d);
    write_file("many/c.yaml", A);
    error = (esep_error){0};
    CHECK_INT(definition_read(&d, at("many"), &error), ESEP_USAGE);
    CHECK_STRING(error.place, at("many/c.yaml"));
    CHECK_STRING(error.arguments[1], at("many/a.yaml"));
    write_file("many/bulletin.yaml", A);
    error = (esep_error){0};
    CHECK_INT(definition_read(&d, at("many"), &error), ESEP_OK);
    CHECK(d && d->n_indicators == 0);
    definition_free(d);
}

TEST(registers_say_how_they_are_read)
{
    esep_error error;
    definition *d =
        read_written("registers:\n  a:\n    from: [d/*.csv, ../b.csv, /c.csv, 'postgresql://h/t']\n"
                     "    date: [y, m, d]\n    key: [id, sub]\n    delimiter: tab\n    decimal: comma\n"
                     "    encoding: windows-1251\n    where: \"x = 1\"\n"
                     "    coverage: {from: 2020-01-01}\n    provisional-from: 2024-06-01\n"
                     "    breaks: [{day: 2024-01-01, why: new}, {day: 2022-01-01}]\n"
                     "    unit: {en: [cow, cows], ru-gender: feminine, kk: сиыр}\n",
                     &error);
    CHECK_INT(error.status, ESEP_OK);
    if (!d)
        return;
    const definition_register *a = d->registers;
    char joined[200];
    snprintf(joined, sizeof joined, "%s/d/*.csv", folder);
    CHECK(a->n_sources == 4 && is(a->sources[0], joined) && is(a->sources[2], "/c.csv"));
    CHECK(is(a->sources[3], "postgresql://h/t"));
    CHECK(a->n_dates == 3 && is(a->dates[1], "m") && a->n_key == 2 && is(a->key[1], "sub"));
    CHECK(a->delimiter == '\t' && is(a->decimal, "comma") && strcmp(a->encoding, "windows-1251") == 0);
    CHECK_INT(a->covered_from, day_from_date(2020, 1, 1));
    CHECK_INT(a->covered_to, DAY_NONE);
    CHECK_INT(a->provisional_from, day_from_date(2024, 6, 1));
    CHECK(a->n_breaks == 2 && a->breaks[0].day == day_from_date(2022, 1, 1));
    CHECK(is(definition_words_in(&a->breaks[1].why, ESEP_KK), "new"));
    CHECK(is(a->unit.ru[1], "сиыр") && is(a->unit.en[1], "cows") && a->unit.ru_gender == DEFINITION_FEMININE);
    CHECK(definition_words_in(&a->breaks[0].why, ESEP_EN).data == NULL);
    definition_free(d);
}

TEST(a_language_left_out_takes_the_next)
{
    definition_words words = {{[ESEP_RU] = text_from("ru"), [ESEP_EN] = text_from("en")}};
    CHECK(is(definition_words_in(&words, ESEP_KK), "ru"));
    CHECK(is(definition_words_in(&words, ESEP_EN), "en"));
    words.in[ESEP_KK] = text_from("kk");
    words.in[ESEP_EN] = (text){0};
    CHECK(is(definition_words_in(&words, ESEP_EN), "kk"));
}

TEST(bands_are_named_by_their_numbers)
{
    esep_error error;
    definition *d = read_written(
        "registers:\n  a:\n    from: a.csv\n    dimensions:\n"
        "      short: {from: v, bands: [0, 18, 19, 60]}\n"
        "      long: {from: v, bands: [{below: 0.5, label: low}, {from: 0.5, below: 18}, {from: 20}], "
        "otherwise: none}\n",
        &error);
    CHECK_INT(error.status, ESEP_OK);
    if (!d)
        return;
    static const char *const names[] = {"0-17", "18", "19-59", "60+"}, *const labels[] = {"0–17", "18",
                                                                                          "19–59", "60+"};
    const definition_dimension *s = &d->registers[0].dimensions[0], *l = s + 1;
    CHECK_INT(s->derived.n_bands, 4);
    for (size_t i = 0; i < 4; i++) {
        CHECK(is(s->derived.bands[i].category, names[i]) && is(s->categories[i], names[i]));
        CHECK(is(s->category_labels[i].in[ESEP_RU], labels[i]));
    }
    CHECK(!s->derived.bands[3].has_high && s->derived.bands[0].has_low);
    CHECK(is(l->derived.bands[0].category, "<0.5") && is(l->category_labels[0].in[ESEP_KK], "low"));
    CHECK(is(l->derived.bands[1].category, "0.5-<18") && is(l->derived.otherwise, "none"));
    definition_free(d);
}

TEST(code_lists_move_with_the_law)
{
    static const char list[] =
        "article,gravity,gravity_kk,gravity_ru,from,to\r\n188,small,онша,\"неб, тяж\",,2019-12-31\r\n"
        "188,grave,ауыр,тяжкое,2020-01-01,\r\n\r\n190,grave,ауыр,тяжкое,,\r\n";
    write_file("codes.csv", list);
    esep_error error;
    definition *d = read_written("registers:\n  a:\n    from: a.csv\n    dimensions:\n"
                                 "      g: {from: article, by: codes.csv, labels: {grave: {ru: своё}}}\n",
                                 &error);
    CHECK_INT(error.status, ESEP_OK);
    if (!d)
        return;
    const definition_dimension *g = &d->registers[0].dimensions[0];
    CHECK_INT(g->derived.n_codes, 3);
    CHECK_INT(g->derived.codes[0].to, day_from_date(2019, 12, 31));
    CHECK(g->derived.codes[0].from == DAY_FIRST && g->derived.codes[1].to == DAY_LAST);
    CHECK_INT(g->n_categories, 2);
    CHECK(is(g->categories[0], "grave") && is(g->category_labels[0].in[ESEP_RU], "своё"));
    CHECK(is(g->category_labels[1].in[ESEP_RU], "неб, тяж") && !g->category_labels[1].in[ESEP_EN].data);
    definition_free(d);
}

TEST(populations_have_years_and_areas)
{
    static const char people[] =
        "year;area;sex;persons\n2022;north;all;1 000\n2022;south;all;500\n2022;north;m;480\n";
    write_file("people.csv", people);
    esep_error error;
    definition *d =
        read_written(A IN "  p: {population: people.csv, area: area, where: \"sex = 'all'\"}\n"
                          "  k: {register: a}\n  r: {ratio: k, to: p, per: 10000, annualise: true}\n"
                          "  s: {register: a, standardise: area, to: p, standard: people2.csv}\n",
                     &error);
    CHECK(d == NULL && error.message == MESSAGE_DEFINITION_FILE_ABSENT);
    write_file("people2.csv", "persons,area\n10,north\n20,south\n");
    d = read_written(A IN "  p: {population: people.csv, area: area, where: \"sex = 'all'\"}\n"
                          "  k: {register: a}\n  r: {ratio: k, to: p, per: 10000, annualise: true}\n"
                          "  s: {register: a, standardise: area, to: p, standard: people2.csv, per: 1000}\n",
                     &error);
    CHECK_INT(error.status, ESEP_OK);
    if (!d)
        return;
    const definition_indicator *p = d->indicators, *r = p + 2, *s = p + 3;
    CHECK(p->n_population == 2 && p->population[0].persons == 1000 && p->population[0].year == 2022);
    CHECK(is(p->population[1].category, "south") && is(p->unit.name, "person"));
    CHECK(r->per == 10000 && r->annualise && !r->percent && is(r->unit.name, "record"));
    CHECK(s->measure == DEFINITION_STANDARDISED && s->n_population == 2 && s->population[1].persons == 20);
    CHECK(is(s->population[1].category, "south") && s->population[0].year == 0 && s->denominator == 0);
    definition_free(d);
}

TEST(a_sum_has_no_unit_from_its_register)
{
    esep_error error;
    definition *d =
        read_written("registers: {a: {from: a.csv, unit: accident}}\n" IN "  n: {register: a}\n"
                     "  k: {register: a, sum: killed}\n  f: {register: a, sum: fine}\n"
                     "  v: {register: a, sum: Victims}\n  t: {register: a, sum: paid, unit: tenge}\n",
                     &error);
    CHECK_INT(error.status, ESEP_OK);
    if (!d)
        return;
    static const char *const units[] = {"accident", "killed", "unit", "victim", "tenge"};
    static const definition_verb verbs[] = {DEFINITION_RECORDED, DEFINITION_KILLED, DEFINITION_AMOUNTED,
                                            DEFINITION_RECORDED, DEFINITION_AMOUNTED};
    for (size_t i = 0; i < 5; i++) {
        CHECK(is(d->indicators[i].unit.name, units[i]));
        CHECK_INT(d->indicators[i].verb, verbs[i]);
        CHECK_INT(d->indicators[i].money, i == 4);
    }
    definition_free(d);
}

#define D "registers:\n  a:\n    from: a.csv\n    dimensions:\n      x: "
#define S A IN "  n: {register: a}\nbulletin:\n  sections:\n    - "

static const struct {
    const char *written, *line;
} wrong[] = {
#include "definition_errors.inc"
};

TEST(says_in_one_line_what_is_wrong)
{
    write_file("twice.csv", "c,g,g_en,to\n1,a,A,\n1,b,B,\n");
    write_file("labels.csv", "c,g,g_en\n1,a,A\n2,a,B\n");
    write_file("days.csv", "c,g,from,to\n1,a,01.02.2020,\n");
    write_file("back.csv", "c,g,from,to\n1,a,2020-01-02,2020-01-01\n");
    write_file("short.csv", "c,g\n1\n");
    write_file("empty.csv", "");
    write_file("no_code.csv", "c,g\n,a\n");
    write_file("persons.csv", "year,persons\n2020,5\n2020,6\n");
    write_file("worded.csv", "year,persons\n2020,many\n");
    CHECK_INT(symlink("/etc/passwd", at("link.csv")), 0);
    mkdir(at("sub"), 0700);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK_CASE("%.150s", wrong[i].written);
        CHECK_STRING(english(wrong[i].written), wrong[i].line);
    }
}

/* Writes every block that the page opens with ```LANGUAGE FILE into page/FILE; how many. */
static int write_blocks(const char *page)
{
    char line[2000], name[100], path[300];
    FILE *from = fopen(page, "r"), *into = NULL;
    int n = 0;
    CHECK(from != NULL);
    while (from && fgets(line, sizeof line, from)) {
        bool fence = strncmp(line, "```", 3) == 0;
        if (fence && into) {
            CHECK(fclose(into) == 0);
            into = NULL;
        } else if (fence && sscanf(line, "```%*s %90s", name) == 1) {
            snprintf(path, sizeof path, "page/%s", name);
            into = fopen(at(path), "w");
            n += into != NULL;
        } else if (into) {
            CHECK(fputs(line, into) >= 0);
        }
    }
    if (from)
        fclose(from);
    return n;
}

TEST(reads_the_example_of_the_page)
{
    char page[300];
    snprintf(page, sizeof page, "%s/docs/definitions.md", getenv("ESEP_SOURCE_ROOT"));
    mkdir(at("page"), 0700);
    CHECK_INT(write_blocks(page), 3);
    definition *d;
    esep_error error = {0};
    CHECK_INT(definition_read(&d, at("page"), &error), ESEP_OK);
    CHECK_STRING(error.arguments[0], "");
    CHECK(d && d->n_indicators == 6 && d->indicators[4].n_population == 4 && d->bulletin.n_sections == 2);
    CHECK(d && d->registers[0].dimensions[1].derived.n_codes == 3 &&
          d->registers[0].dimensions[1].n_categories == 2);
    definition_free(d);
}

TEST(errors_are_in_three_languages)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK_CASE("%.150s", wrong[i].written);
        esep_error error;
        char lines[ESEP_LANGUAGES][3000];
        definition_free(read_written(wrong[i].written, &error));
        for (int language = 0; language < ESEP_LANGUAGES; language++) {
            esep_error_text(&error, (esep_language)language, lines[language], sizeof lines[language]);
            CHECK(lines[language][0] != '\0');
        }
        CHECK(strcmp(lines[ESEP_EN], lines[ESEP_RU]) != 0 && strcmp(lines[ESEP_RU], lines[ESEP_KK]) != 0);
    }
}

static void check_bytes(const char *bytes, size_t length, const char *expected)
{
    definition *d;
    esep_error error = {0};
    char line[1000];
    CHECK_CASE("%s", expected);
    CHECK(definition_read_bytes(&d, folder, (text){bytes, length}, &error) != ESEP_OK && !d);
    esep_error_text(&error, ESEP_EN, line, sizeof line);
    CHECK_STRING(line, expected);
}

TEST(hostile_bytes_get_a_line)
{
    static char large[YAML_TREE_BYTES + 1];
    memset(large, ' ', sizeof large);
    check_bytes(
        large, sizeof large,
        "definition.yaml: the definition is larger than 4 MB; split it into several files of one folder");
    check_bytes("a: 1\nb: \0\n", 10,
                "definition.yaml:2: a NUL byte stands in this line; a definition is plain text");
    check_bytes("a: 1\nb: \xFF\n", 10,
                "definition.yaml:2: this line is not valid UTF-8 text; save the file as UTF-8");
    check_bytes("\xEF\xBB\xBF", 3,
                "definition.yaml: nothing is defined here; write registers: and indicators:");
    memset(large, '[', 100000);
    check_bytes(large, 100000,
                "definition.yaml:1: this is nested deeper than any definition needs (32 levels)");
    for (size_t i = 0; i < 100000; i++)
        memcpy(large + 2 * i, "- ", 2);
    check_bytes(large, 200000,
                "definition.yaml:1: this is nested deeper than any definition needs (32 levels)");
}

/* What is compared each with each is limited, so that no file of 4 MB takes minutes. */
TEST(long_lists_are_refused)
{
    buffer written = {0};
    buffer_add_string(&written, D "{from: v, bands: [0");
    for (int i = 1; i < 1001; i++)
        buffer_add_format(&written, ", %d", i);
    buffer_add_string(&written, "]}");
    check_bytes(written.data, written.length,
                "definition.yaml:5: registers.a.dimensions.x.bands: at most 1000 can stand here");
    written.length = 0;
    buffer_add_string(&written, A IN);
    for (int i = 0; i < 5001; i++)
        buffer_add_format(&written, "  i%d: {register: a}\n", i);
    check_bytes(
        written.data, written.length,
        "definition.yaml: more than 5000 are defined in one group; divide them among several definitions");
    buffer_free(&written);
}

TEST(files_that_are_none)
{
    definition *d;
    esep_error error = {0};
    CHECK_INT(definition_read(&d, at("nothing.yaml"), &error), ESEP_SYSTEM);
    CHECK_INT(error.message, MESSAGE_SOURCE_OPEN);
    CHECK_INT(definition_read(&d, at("nothing.yaml"), NULL), ESEP_SYSTEM);
    mkdir(at("bare"), 0700);
    error = (esep_error){0};
    CHECK_INT(definition_read(&d, at("bare"), &error), ESEP_USAGE);
    CHECK_INT(error.message, MESSAGE_DEFINITION_FOLDER_EMPTY);
    CHECK_INT(mkfifo(at("pipe.yaml"), 0600), 0);
    error = (esep_error){0};
    CHECK_INT(definition_read(&d, at("pipe.yaml"), &error), ESEP_USAGE);
    CHECK_INT(error.message, MESSAGE_DEFINITION_NO_FILE);
    definition_free(NULL);
}

TEST(sources_never_mean_standard_input)
{
    char before[500];
    CHECK(getcwd(before, sizeof before) && chdir(folder) == 0);
    write_file("own.yaml", "registers: {a: {from: ['-', '~/x', b.csv]}}");
    definition *d;
    esep_error error = {0};
    CHECK_INT(definition_read(&d, "own.yaml", &error), ESEP_OK);
    CHECK(d && is(d->registers[0].sources[0], "./-") && is(d->registers[0].sources[1], "./~/x") &&
          is(d->registers[0].sources[2], "b.csv"));
    definition_free(d);
    CHECK_INT(chdir(before), 0);
}

int main(void)
{
    snprintf(folder, sizeof folder, "/tmp/esep_definition_XXXXXX");
    if (!mkdtemp(folder))
        return 1;
    RUN(reads_the_example_as_it_stands);
    RUN(a_folder_is_one_definition);
    RUN(registers_say_how_they_are_read);
    RUN(a_language_left_out_takes_the_next);
    RUN(bands_are_named_by_their_numbers);
    RUN(code_lists_move_with_the_law);
    RUN(populations_have_years_and_areas);
    RUN(a_sum_has_no_unit_from_its_register);
    RUN(says_in_one_line_what_is_wrong);
    RUN(reads_the_example_of_the_page);
    RUN(errors_are_in_three_languages);
    RUN(hostile_bytes_get_a_line);
    RUN(long_lists_are_refused);
    RUN(files_that_are_none);
    RUN(sources_never_mean_standard_input);
    char remove[100];
    snprintf(remove, sizeof remove, "rm -r '%s'", folder);
    return system(remove) != 0 || check_finish();
}
