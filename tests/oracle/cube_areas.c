/* Points in polygons, against counts made by other programs (shared data/README.md): Chicago's recorded assaults in the police
 * districts, and towns of Kazakhstan in its regions. */
#include "engine/engine.h"
#include "register.h"

static const text by[] = {{"area", 4}, {"district", 8}};

static cube *answer_areas(const char *records, const derivation *area, size_t n_by, const text *columns)
{
    text name = text_from(records);
    engine_register from = {.names = &name, .n_names = 1};
    cube_query query = {
        .by = columns, .n_by = n_by, .time = CUBE_TIMELESS, .derived = area, .n_derived = 1, .n_threads = 4};
    esep_error error = {0};
    cube *c = NULL;
    CHECK_INT(engine_answer(&c, &from, &query, &error), ESEP_OK);
    if (error.status != ESEP_OK) {
        char line[1000];
        esep_error_text(&error, ESEP_EN, line, sizeof line);
        printf("# %s\n", line);
    }
    return c;
}

static text category(const cube *c, size_t cell, size_t dimension)
{
    size_t code = c->codes[c->cells[cell].group * c->n_dimensions + dimension];
    return c->dimensions[dimension].categories[code];
}

static int64_t count_in(const cube *c, text area)
{
    int64_t count = 0;
    for (size_t i = 0; i < c->n_cells; i++)
        count += text_equal(category(c, i, 0), area) ? c->cells[i].count : 0;
    return count;
}

/* The table district,n_geometric. */
static void compare_with_table(const cube *c, const char *path)
{
    char line[200], district[100];
    long count;
    FILE *table = fopen(path, "r");
    size_t n = 0;
    CHECK(table && fgets(line, sizeof line, table));
    while (table && fgets(line, sizeof line, table)) {
        if (sscanf(line, "%99[^,],%ld", district, &count) != 2)
            continue;
        CHECK_CASE("district %s", district);
        CHECK_INT(count_in(c, text_from(district)), count);
        n++;
    }
    CHECK_INT(n, 23);
    if (table)
        fclose(table);
}

TEST(chicago)
{
    char records[PATH_MAX], polygons[PATH_MAX], counts[PATH_MAX];
    if (!check_shared(records, sizeof records, "data/records/chicago_aggravated_assaults.csv.gz") ||
        !check_shared(polygons, sizeof polygons, "data/geo/chicago_police_districts.geojson") ||
        !check_shared(counts, sizeof counts, "data/geo/chicago_pip_counts_by_geometry.csv"))
        SKIP("no shared records");
    derivation area = {.name = by[0],
                       .kind = DERIVATION_AREA,
                       .columns = {text_from("longitude"), text_from("latitude")},
                       .n_columns = 2,
                       .boundaries = text_from(polygons),
                       .property = text_from("district"),
                       .otherwise = text_from("outside")};
    cube *c = answer_areas(records, &area, 2, by);
    if (!c)
        return;
    int64_t agree = 0;
    for (size_t i = 0; i < c->n_cells; i++)
        agree += text_equal(category(c, i, 0), category(c, i, 1)) ? c->cells[i].count : 0;
    CHECK_INT(c->account.read, 148636);
    CHECK_INT(c->account.counted, 148636);
    CHECK_INT(count_in(c, text_from("outside")), 91);
    CHECK_INT(agree, 146297);
    compare_with_table(c, counts);
    cube_free(c);
}

TEST(kazakhstan)
{
    char records[PATH_MAX], polygons[PATH_MAX];
    static const text columns[] = {{"area", 4}, {"hit", 3}};
    if (!check_shared(records, sizeof records, "data/geo/kz_pip_points.csv") ||
        !check_shared(polygons, sizeof polygons, "data/geo/kz_regions_osm_2016.geojson"))
        SKIP("no shared records");
    derivation area = {.name = by[0],
                       .kind = DERIVATION_AREA,
                       .columns = {text_from("lon"), text_from("lat")},
                       .n_columns = 2,
                       .boundaries = text_from(polygons),
                       .property = text_from("name:ru|region")};
    cube *c = answer_areas(records, &area, 2, columns);
    if (!c)
        return;
    CHECK_INT(c->account.counted, 10);
    for (size_t i = 0; i < c->n_cells; i++)
        CHECK(text_equal(category(c, i, 0), category(c, i, 1)));
    cube_free(c);
}

int main(void)
{
    RUN(chicago);
    RUN(kazakhstan);
    return check_finish();
}
