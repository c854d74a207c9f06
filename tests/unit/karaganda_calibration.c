/* karaganda_calibration.c - the synthetic registers of examples/karaganda are whole, identical from run to
 * run and from machine to machine, and give the figures that its README states.
 *
 * The generator's path is the program's argument. */
#include "karaganda_registers.h"

#include "check.h"

enum { CRIMES, COLLISIONS, PROTOCOLS, RESOURCES, REGISTERS };

static const char *generator;
static char folder[PATH_BYTES], folder_again[PATH_BYTES];

static table tables[REGISTERS] = {
    {.name = "crimes.csv", .separator = ',', .date_column = "registered", .fingerprint = 0xc1175a54f297d704u},
    {.name = "collisions.csv", .separator = ',', .date_column = "date", .fingerprint = 0xb98375fb7e309077u},
    {.name = "protocols.csv", .separator = ';', .date_column = "date", .fingerprint = 0x445534bd18b98fbcu},
    {.name = "resources.csv", .separator = ',', .date_column = "date", .fingerprint = 0xe1fad8e5791bf9b2u},
};

#define CITY "city", "Караганда"
#define GRAVE "gravity", "grave|especially grave"
#define INTERNET_FRAUD "article", "190", "method", "internet"

static const struct figure {
    const char *name;
    int table;
    const char *measure;       /* a column to sum; NULL counts records */
    const char *conditions[7]; /* pairs up to NULL: a column, and the values it may have, divided by | */
    int first, last;
    int64_t expected;
} figures[] = {
    {"region crimes", CRIMES, NULL, {NULL}, 20230101, 20230630, 5483},
    {"region crimes before", CRIMES, NULL, {NULL}, 20220101, 20220630, 6247},
    {"city crimes", CRIMES, NULL, {CITY}, 20230101, 20230630, 2676},
    {"city crimes before", CRIMES, NULL, {CITY}, 20220101, 20220630, 3104},
    {"grave", CRIMES, NULL, {CITY, GRAVE}, 20230101, 20230630, 438},
    {"grave before", CRIMES, NULL, {CITY, GRAVE}, 20220101, 20220630, 487},
    {"internet frauds", CRIMES, NULL, {CITY, INTERNET_FRAUD}, 20230101, 20230630, 449},
    {"internet frauds before", CRIMES, NULL, {CITY, INTERNET_FRAUD}, 20220101, 20220630, 525},
    {"victims", CRIMES, "victims", {CITY, INTERNET_FRAUD}, 20230101, 20230630, 512},
    {"victims before", CRIMES, "victims", {CITY, INTERNET_FRAUD}, 20220101, 20220630, 618},
    {"accidents", COLLISIONS, NULL, {CITY}, 20230101, 20230630, 50},
    {"accidents before", COLLISIONS, NULL, {CITY}, 20220101, 20220630, 82},
    {"killed", COLLISIONS, "killed", {CITY}, 20230101, 20230630, 16},
    {"killed before", COLLISIONS, "killed", {CITY}, 20220101, 20220630, 11},
    {"injured", COLLISIONS, "injured", {CITY}, 20230101, 20230630, 43},
    {"injured before", COLLISIONS, "injured", {CITY}, 20220101, 20220630, 87},
    {"region accidents", COLLISIONS, NULL, {NULL}, 20230101, 20230630, 147},
    {"region accidents before", COLLISIONS, NULL, {NULL}, 20220101, 20220630, 200},
    {"protocols", PROTOCOLS, NULL, {CITY}, 20230101, 20230531, 37960},
    {"protocols before", PROTOCOLS, NULL, {CITY}, 20220101, 20220531, 41058},
    {"fines", PROTOCOLS, "fine", {NULL}, 20230101, 20230531, 476875289},
    {"fines before", PROTOCOLS, "fine", {NULL}, 20220101, 20220531, 428637154},
    {"paid", PROTOCOLS, "paid", {NULL}, 20230101, 20230531, 332994382},
    {"paid before", PROTOCOLS, "paid", {NULL}, 20220101, 20220531, 293185816},
    {"cameras", RESOURCES, "quantity", {"item", "camera"}, 20230630, 20230630, 4487},
    {"cameras before", RESOURCES, "quantity", {"item", "camera"}, 20220630, 20220630, 3912},
    {"chats", RESOURCES, "quantity", {"item", "chat"}, 20230630, 20230630, 197},
    {"chats before", RESOURCES, "quantity", {"item", "chat"}, 20220630, 20220630, 171},
    {"residents", RESOURCES, "quantity", {"item", "chat_resident"}, 20230630, 20230630, 25000},
    {"residents before", RESOURCES, "quantity", {"item", "chat_resident"}, 20220630, 20220630, 21400},
    {"volunteers", RESOURCES, "quantity", {"item", "volunteer"}, 20230630, 20230630, 49},
    {"volunteers before", RESOURCES, "quantity", {"item", "volunteer"}, 20220630, 20220630, 31},
    {"terminals", RESOURCES, "quantity", {"item", "terminal"}, 20230630, 20230630, 7},
    {"terminals before", RESOURCES, "quantity", {"item", "terminal"}, 20220630, 20220630, 5},
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

static bool row_counts(const table *t, size_t row, const struct figure *f)
{
    int day = date_of(cell(t, row, t->date_column));
    if (day < f->first || day > f->last)
        return false;
    for (const char *const *condition = f->conditions; *condition; condition += 2)
        if (!value_is_among(cell(t, row, condition[0]), condition[1]))
            return false;
    return true;
}

static int64_t figure_recount(const struct figure *f)
{
    const table *t = &tables[f->table];
    int64_t sum = 0;
    for (size_t row = 1; row < t->rows; row++)
        if (row_counts(t, row, f))
            sum += f->measure ? strtoll(cell(t, row, f->measure), NULL, 10) : 1;
    return sum;
}

static int64_t expected(const char *name)
{
    for (int f = 0; f < FIGURES; f++)
        if (strcmp(figures[f].name, name) == 0)
            return figures[f].expected;
    CHECK_CASE("no figure is called %s", name);
    CHECK(false);
    return 1;
}

/* 1000 * part / whole, half away from zero. */
static int64_t per_mille(int64_t part, int64_t whole)
{
    int64_t twice = 2000 * part + (part < 0 ? -whole : whole);
    return twice / (2 * whole);
}

TEST(two_runs_give_the_same_bytes)
{
    size_t total = 0;
    CHECK_INT(generate(generator, folder), 0);
    CHECK_INT(generate(generator, folder_again), 0);
    CHECK_INT(generate(generator, folder_again), 0); /* over existing files */
    CHECK_INT(files_in(folder_again), REGISTERS);
    for (int t = 0; t < REGISTERS; t++) {
        CHECK_CASE("%s", tables[t].name);
        size_t size = 0;
        char *again = read_whole(folder_again, tables[t].name, &size);
        tables[t].bytes = read_whole(folder, tables[t].name, &tables[t].size);
        bool same =
            again && tables[t].bytes && size == tables[t].size && memcmp(again, tables[t].bytes, size) == 0;
        CHECK(same);
        free(again);
        if (same)
            CHECK_INT(fingerprint(tables[t].bytes, size), tables[t].fingerprint);
        total += size;
    }
    CHECK(total < 12000000);
}

static bool readable = true;

TEST(rows_are_whole)
{
    for (int t = 0; t < REGISTERS; t++)
        readable = readable && tables[t].bytes && table_split(&tables[t]);
    CHECK(readable);
}

TEST(figures_are_as_stated)
{
    for (int f = 0; f < FIGURES; f++) {
        CHECK_CASE("%s", figures[f].name);
        CHECK_INT(figure_recount(&figures[f]), figures[f].expected);
    }
}

TEST(percentages_round_as_printed)
{
    static const struct {
        const char *current, *base;
        int tenths; /* of a per cent */
    } changes[] = {{"city crimes", "city crimes before", -138},
                   {"grave", "grave before", -101},
                   {"victims", "victims before", -172},
                   {"internet frauds", "internet frauds before", -145},
                   {"accidents", "accidents before", -390},
                   {"killed", "killed before", 455},
                   {"region crimes", "region crimes before", -122}};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        CHECK_CASE("%s", changes[i].current);
        int64_t base = expected(changes[i].base);
        CHECK_INT(per_mille(expected(changes[i].current) - base, base), changes[i].tenths);
    }
    CHECK_INT(per_mille(expected("city crimes"), expected("region crimes")), 488);
    CHECK_INT(per_mille(expected("paid"), expected("fines")), 698);
}

/* Identifiers rise by one, days never fall, no month of the eighteen is empty, and the ends of the periods
 * have records. */
TEST(registers_cover_their_span)
{
    static const int held[] = {20220101, 20220531, 20220630, 20221231, 20230531, 20230630};
    for (int i = 0; i < REGISTERS; i++) {
        const table *t = &tables[i];
        CHECK_CASE("%s", t->name);
        int before = 0, months[24] = {0}, seen[6] = {0}, disorder = 0;
        for (size_t row = 1; row < t->rows; row++) {
            const char *identifier = t->cells[row * t->columns];
            int day = date_of(cell(t, row, t->date_column));
            disorder +=
                strncmp(identifier, "SYN-", 4) != 0 || strtoul(strrchr(identifier, '-') + 1, NULL, 10) != row;
            disorder += day < before || day < 20220101 || day > 20230630;
            before = day;
            if (day >= 20220101 && day <= 20230630)
                months[(day / 10000 - 2022) * 12 + day / 100 % 100 - 1]++;
            for (int h = 0; h < 6; h++)
                seen[h] += day == held[h];
        }
        CHECK_INT(disorder, 0);
        for (int month = 0; month < 18; month++)
            CHECK(months[month] > 0);
        for (int h = 0; h < 6; h++) /* accidents, being few, may miss 31 May */
            CHECK(seen[h] > 0 || (i == COLLISIONS && held[h] % 10000 == 531));
    }
}

TEST(records_make_sense)
{
    const table *crimes = &tables[CRIMES], *protocols = &tables[PROTOCOLS];
    int wrong = 0;
    for (size_t row = 1; row < crimes->rows; row++) {
        wrong += date_of(cell(crimes, row, "committed")) > date_of(cell(crimes, row, "registered"));
        wrong += !value_is_among(cell(crimes, row, "gravity"), "small|medium|grave|especially grave");
        wrong += !*cell(crimes, row, "longitude") != !*cell(crimes, row, "latitude");
        wrong +=
            (strcmp(cell(crimes, row, "city"), "Караганда") == 0) != (*cell(crimes, row, "district") != '\0');
    }
    CHECK_INT(wrong, 0);
    for (size_t row = 1; row < protocols->rows; row++) {
        int64_t fine = strtoll(cell(protocols, row, "fine"), NULL, 10);
        int64_t paid = strtoll(cell(protocols, row, "paid"), NULL, 10);
        wrong += paid < 0 || paid > fine;
    }
    CHECK_INT(wrong, 0);
}

/* Deaths are nearly as many as fatal accidents: the sum of squares is at most 1.4 times the sum. */
TEST(most_fatal_accidents_kill_one)
{
    const table *t = &tables[COLLISIONS];
    int64_t sum[2][3] = {{0}}, squares[2][3] = {{0}};
    for (size_t row = 1; row < t->rows; row++) {
        int64_t killed = strtoll(cell(t, row, "killed"), NULL, 10);
        int day = date_of(cell(t, row, "date")), half = day < 20220701 ? 0 : day < 20230101 ? 1 : 2;
        int elsewhere = strcmp(cell(t, row, "city"), "Караганда") != 0;
        sum[elsewhere][half] += killed;
        squares[elsewhere][half] += killed * killed;
        CHECK(killed + strtoll(cell(t, row, "injured"), NULL, 10) > 0);
    }
    for (int area = 0; area < 2; area++)
        for (int half = 0; half < 3; half++)
            CHECK(sum[area][half] > 0 && 10 * squares[area][half] <= 14 * sum[area][half]);
}

TEST(failures_are_reported)
{
    char path[2 * PATH_BYTES];
    CHECK_INT(generate(generator, NULL), 2);
    CHECK_INT(generate(generator, ""), 2);
    CHECK_INT(generate(generator, "--help"), 2);
    snprintf(path, sizeof path, "%s/missing", folder);
    CHECK_INT(generate(generator, path), 4);
    snprintf(path, sizeof path, "%s/crimes.csv", folder_again); /* a folder where the file shall be */
    CHECK(remove(path) == 0 && mkdir(path, 0700) == 0);
    CHECK_INT(generate(generator, folder_again), 4);
    CHECK_INT(files_in(folder_again), REGISTERS); /* and no temporary file stays */
}

static void remove_folder(const char *in)
{
    for (int t = 0; t < REGISTERS; t++) {
        char path[2 * PATH_BYTES];
        snprintf(path, sizeof path, "%s/%s", in, tables[t].name);
        remove(path);
    }
    remove(in);
}

int main(int count, char **arguments)
{
    const char *temporary = getenv("TMPDIR");
    if (count != 2)
        return 2;
    generator = arguments[1];
    snprintf(folder, sizeof folder, "%s/karaganda-XXXXXX", temporary ? temporary : "/tmp");
    snprintf(folder_again, sizeof folder_again, "%s", folder);
    if (!mkdtemp(folder) || !mkdtemp(folder_again))
        return 2;
    RUN(two_runs_give_the_same_bytes);
    RUN(rows_are_whole);
    if (readable) {
        RUN(figures_are_as_stated);
        RUN(percentages_round_as_printed);
        RUN(registers_cover_their_span);
        RUN(records_make_sense);
        RUN(most_fatal_accidents_kill_one);
    }
    RUN(failures_are_reported);
    remove_folder(folder);
    remove_folder(folder_again);
    for (int t = 0; t < REGISTERS; t++) {
        free(tables[t].cells);
        free(tables[t].bytes);
    }
    return check_finish();
}
