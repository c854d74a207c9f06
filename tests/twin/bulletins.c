/* The example's bulletin: the interview's figures; one thread and many; the whole bulletin and one indicator; and each figure as the verb `change`
 * has it for the same filter and period. */
#include "bulletin.h"
#include "statistics/multiplicity.h"

static const char *generator;

/* The definition and its registers in the test's folder. */
static const char *example(void)
{
    static bool done;
    char command[3 * PATH_MAX];
    if (!done) {
        snprintf(command, sizeof command, "'%s' '%s' && cp '%s/examples/karaganda/bulletin.yaml' '%s/'",
                 generator, register_folder(), getenv("ESEP_SOURCE_ROOT"), register_folder());
        CHECK_INT(system(command), 0);
        done = true;
    }
    return register_path("bulletin.yaml");
}

static evaluated example_with(bulletin_request request)
{
    evaluated e = evaluate_with(example(), request);
    CHECK_STRING(e.line, "");
    return e;
}

static evaluated example_whole(size_t threads)
{
    return example_with((bulletin_request){.n_threads = threads, .only_indicator = SIZE_MAX});
}

TEST(figures_of_the_interview)
{
    static const struct {
        const char *indicator;
        int64_t base, value;
    } cases[] = {
        {"region_crimes", 6247, 5483},
        {"city_crimes", 3104, 2676},
        {"grave_crimes", 487, 438},
        {"fraud_victims", 618, 512},
        {"road_accidents", 82, 50},
        {"road_deaths", 11, 16},
        {"road_injured", 87, 43},
        {"protocols", 41058, 37960},
        {"fines_imposed", 428637154, 476875289},
        {"fines_paid", 293185816, 332994382},
        {"cameras", 3912, 4487},
        {"chats", 171, 197},
        {"chat_residents", 21400, 25000},
        {"volunteers", 31, 49},
        {"terminals", 5, 7},
    };
    evaluated e = example_whole(2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const observation *o = evaluated_row(&e, cases[i].indicator);
        CHECK_CASE("%s", cases[i].indicator);
        check_numbers(o, cases[i].value, 1, cases[i].base, 1, 0);
        check_fraction(o->change, 100 * (cases[i].value - cases[i].base), cases[i].base);
        CHECK_INT(o->status & ~(unsigned)CHANGE_SMALL_BASE, 0);
    }
    CHECK_NEAR(evaluated_row(&e, "road_deaths")->p, 0.4421, 1e-3);
    CHECK_INT(evaluated_row(&e, "road_deaths")->verdict, CHANGE_WITHIN_CHANCE);
    CHECK_INT(evaluated_row(&e, "road_accidents")->verdict, CHANGE_FELL);
    CHECK_INT(evaluated_row(&e, "fraud_victims")->verdict, CHANGE_UNJUDGED);
    CHECK_INT(evaluated_row(&e, "fines_imposed")->method, OBSERVATION_UNTESTED);
    const observation *share = evaluated_row(&e, "city_share");
    check_numbers(share, 2676, 5483, 3104, 6247, 0);
    check_fraction(share->value, 267600, 5483);
    CHECK_INT(share->verdict, CHANGE_WITHIN_CHANCE);
    const observation *collected = evaluated_row(&e, "fines_collected");
    check_fraction(collected->value, 33299438200, 476875289);
    CHECK(collected->span.last == day_from_date(2023, 5, 31));
    CHECK_INT(e.b->n_items, 9 - 1);
    CHECK(e.b->newest == day_from_date(2023, 6, 30));
    evaluated_free(&e);
}

/* Everything but padding and pointers. */
static void print_observation(buffer *to, const observation *o)
{
    char span[24], base[24], numbers[4][48];
    fraction_digits(numbers[0], o->numerator, 0);
    fraction_digits(numbers[1], o->denominator, 0);
    fraction_digits(numbers[2], o->base_numerator, 0);
    fraction_digits(numbers[3], o->base_denominator, 0);
    buffer_add_format(to, "%zu %zu %d %s %s %s/%s %s/%s %d %lld", o->indicator, o->n_by, o->other,
                      period_iso(span, o->span), period_iso(base, o->base_span), numbers[0], numbers[1],
                      numbers[2], numbers[3], o->decimals, (long long)o->scale);
    for (size_t b = 0; b < o->n_by; b++) {
        buffer_add_byte(to, ' ');
        buffer_add(to, o->category[b]);
    }
    buffer_add_format(to, " %a %a %a %a %a %a %a %a", fraction_real(o->value), fraction_real(o->change),
                      fraction_real(o->contribution), fraction_real(o->share), o->limits.low, o->limits.high,
                      o->p, o->p_adjusted);
    buffer_add_format(to, " %d %d %u %lld %lld %lld\n", o->method, o->verdict, o->status,
                      (long long)o->records, (long long)o->base_records, (long long)o->absent);
}

static char *printed(const bulletin *b)
{
    buffer all = {0};
    for (size_t i = 0; i < b->n_observations; i++)
        print_observation(&all, &b->observations[i]);
    buffer_add_byte(&all, '\0');
    return all.data;
}

TEST(threads)
{
    evaluated one = example_whole(1);
    char *expected = printed(one.b);
    for (size_t threads = 2; threads <= 5; threads += 3) {
        evaluated many = example_whole(threads);
        char *got = printed(many.b);
        CHECK_CASE("%d threads", (int)threads);
        CHECK_STRING(got, expected);
        free(got);
        evaluated_free(&many);
    }
    free(expected);
    evaluated_free(&one);
}

TEST(alone)
{
    evaluated all = example_whole(2);
    for (size_t i = 0; i < all.d->n_indicators; i++) {
        evaluated alone = example_with((bulletin_request){.n_threads = 2, .only_indicator = i});
        char name[100];
        text_copy_cut(name, sizeof name, all.d->indicators[i].name);
        buffer got = {0}, expected = {0};
        print_observation(&got, evaluated_at(&alone, 0));
        print_observation(&expected, evaluated_row(&all, name));
        CHECK_CASE("%s", name);
        CHECK(text_equal(buffer_text(&got), buffer_text(&expected)));
        buffer_free(&got);
        buffer_free(&expected);
        evaluated_free(&alone);
    }
    evaluated_free(&all);
}

/* ---- the verb ---- */

static const char *terminated(char out[400], text t)
{
    if (!t.data)
        return NULL;
    text_copy_cut(out, 400, t);
    return out;
}

static answer changed(const evaluated *e, const definition_indicator *i, const char *by, const char *period)
{
    static char date[400], filter[400], column[400];
    const definition_register *from = &e->d->registers[i->at];
    esep_change_request asked = {.date = terminated(date, from->dates[0]),
                                 .where = terminated(filter, i->filter),
                                 .period = period,
                                 .by = by};
    if (i->measure == DEFINITION_SUM)
        asked.sum = terminated(column, i->column);
    char path[PATH_MAX];
    text_copy_cut(path, sizeof path, from->sources[0]);
    return answer_of(asked, path);
}

static void check_cell(const answer *a, const char *key, const char *column, int128 expected)
{
    char digits[48];
    fraction_digits(digits, expected, 0);
    CHECK_STRING(answer_cell(a, key, NULL, column), digits);
}

static void check_real(const answer *a, const char *key, const char *column, double expected)
{
    const char *cell = answer_cell(a, key, NULL, column);
    CHECK_CASE("%s %s", key, column);
    CHECK_NEAR(*cell ? atof(cell) : NAN, expected, 1e-12);
}

static void check_change(const answer *a, const char *key, const observation *o)
{
    check_cell(a, key, "value", o->numerator);
    check_cell(a, key, "base", o->base_numerator);
    check_real(a, key, "change_percent", fraction_real(o->change));
    check_real(a, key, "p_value", o->p);
    check_real(a, key, "ci_low", o->limits.low);
    check_real(a, key, "ci_high", o->limits.high);
}

TEST(as_the_verb_change)
{
    evaluated e = example_whole(2);
    int compared = 0;
    for (size_t i = 0; e.b && i < e.d->n_indicators; i++) {
        const definition_indicator *indicator = &e.d->indicators[i];
        if (indicator->measure != DEFINITION_COUNT && indicator->measure != DEFINITION_SUM)
            continue;
        const char *period = indicator->period.data ? "2023-01..2023-05" : "2023-H1";
        char name[100], key[24];
        text_copy_cut(name, sizeof name, indicator->name);
        answer a = changed(&e, indicator, NULL, period);
        const observation *o = evaluated_row(&e, name);
        check_change(&a, period_iso(key, o->span), o);
        answer_free(&a);
        compared++;
    }
    CHECK_INT(compared, 10);
    evaluated_free(&e);
}

TEST(breakdowns_as_the_verb_change)
{
    static const struct {
        size_t item;
        const char *by;
    } cases[] = {{2, "district"}, {3, "article"}, {5, "kind"}};
    evaluated e = example_whole(2);
    for (size_t k = 0; e.b && k < sizeof cases / sizeof *cases; k++) {
        const bulletin_item *item = evaluated_item(&e, cases[k].item);
        const observation *whole = evaluated_at(&e, item->first);
        answer a = changed(&e, &e.d->indicators[whole->indicator], cases[k].by, "2023-H1");
        check_change(&a, "_T", whole);
        for (size_t i = 1; i < item->n; i++) {
            const observation *o = evaluated_at(&e, item->first + i);
            char category[200];
            text_copy_cut(category, sizeof category, o->category[0]);
            if (o->other)
                continue;
            check_change(&a, category, o);
            check_real(&a, category, "share_percent", fraction_real(o->share));
            check_real(&a, category, "base_share_percent", fraction_real(o->base_share));
        }
        answer_free(&a);
    }
    evaluated_free(&e);
}

/* Where all categories are shown, their adjusted p are of them alone. */
TEST(adjusted_over_categories)
{
    evaluated e = example_whole(1);
    for (size_t k = 2; e.b && k <= 5; k += 3) {
        const bulletin_item *item = evaluated_item(&e, k);
        double p[16];
        esep_error error = {0};
        for (size_t i = 1; i < item->n && i <= 16; i++)
            p[i - 1] = evaluated_at(&e, item->first + i)->p;
        CHECK_INT(multiplicity_adjust(p, p, item->n - 1, MULTIPLICITY_BH, &error), ESEP_OK);
        for (size_t i = 1; i < item->n; i++)
            CHECK_NEAR(evaluated_at(&e, item->first + i)->p_adjusted, p[i - 1], 1e-15);
    }
    evaluated_free(&e);
}

int main(int argc, char **argv)
{
    generator = argc > 1 ? argv[1] : "";
    RUN(figures_of_the_interview);
    RUN(threads);
    RUN(alone);
    RUN(as_the_verb_change);
    RUN(breakdowns_as_the_verb_change);
    RUN(adjusted_over_categories);
    return check_finish();
}
