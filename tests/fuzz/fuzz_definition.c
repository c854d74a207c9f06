/* Definitions of any bytes. Behind a first NUL stands what the file codes.csv beside the definition holds. What is read holds together:
 * every reference is inside its array. What is refused has a message. */
#include "definition/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool truth)
{
    if (!truth)
        abort();
}

static bool refers(ptrdiff_t index, size_t n)
{
    return index >= 0 && (size_t)index < n;
}

static void check_item(const definition *d, const definition_item *item)
{
    for (size_t i = 0; i < item->n_indicators; i++)
        demand(refers(item->indicators[i], d->n_indicators));
    demand(item->kind == DEFINITION_TEXT || item->n_indicators > 0);
    demand(item->n_by <= 2 && (!item->n_by || item->by[0].length));
}

static void check_dimension(const definition_dimension *dimension)
{
    for (size_t i = 1; i < dimension->derived.n_bands; i++)
        demand(dimension->derived.bands[i].has_low && dimension->derived.bands[i - 1].has_high);
    for (size_t i = 0; i < dimension->derived.n_codes; i++)
        demand(dimension->derived.codes[i].from <= dimension->derived.codes[i].to);
    demand(!dimension->is_derived || dimension->derived.name.length > 0);
}

static void check_definition(const definition *d)
{
    demand(d->n_registers + d->n_indicators > 0);
    for (size_t i = 0; i < d->n_registers; i++) {
        demand(d->registers[i].n_sources > 0 && d->registers[i].unit.en[0].length);
        for (size_t j = 0; j < d->registers[i].n_dimensions; j++)
            check_dimension(&d->registers[i].dimensions[j]);
    }
    for (size_t i = 0; i < d->n_indicators; i++) {
        const definition_indicator *x = &d->indicators[i];
        bool ratio = x->measure == DEFINITION_SHARE || x->measure == DEFINITION_RATIO;
        demand(definition_find_indicator(d, x->name) == (ptrdiff_t)i && x->verb < DEFINITION_VERBS);
        demand(!ratio || (refers(x->numerator, d->n_indicators) && refers(x->denominator, d->n_indicators)));
        demand(ratio || x->measure == DEFINITION_POPULATION || refers(x->at, d->n_registers));
        demand(x->unit.en[0].length && x->unit.ru[2].length && x->unit.kk.length && x->per > 0);
    }
    for (size_t i = 0; i < d->bulletin.n_sections; i++) {
        for (size_t j = 0; j < d->bulletin.sections[i].n_items; j++)
            check_item(d, &d->bulletin.sections[i].items[j]);
    }
}

/* A folder of the fuzzer's own, in which nothing but codes.csv is ever found. */
static const char *own_folder(void)
{
    static char folder[] = "/tmp/fuzz_definition_XXXXXX";
    static bool made;
    if (!made)
        demand(mkdtemp(folder) != NULL);
    made = true;
    return folder;
}

static void remove_folder(void)
{
    char path[100];
    snprintf(path, sizeof path, "%s/codes.csv", own_folder());
    remove(path);
    remove(own_folder());
}

static void write_codes(const uint8_t *data, size_t size)
{
    static bool registered;
    char path[100];
    snprintf(path, sizeof path, "%s/codes.csv", own_folder());
    FILE *file = fopen(path, "wb");
    demand(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    if (!registered)
        demand(atexit(remove_folder) == 0);
    registered = true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, 0, size) : NULL;
    size_t length = end ? (size_t)(end - data) : size;
    definition *d;
    esep_error error = {0};
    write_codes(end ? end + 1 : data, end ? size - length - 1 : 0);
    if (definition_read_bytes(&d, own_folder(), (text){(const char *)data, length}, &error) != ESEP_OK) {
        demand(d == NULL && error.status != ESEP_OK && error.message != MESSAGE_NONE && error.place[0]);
        return 0;
    }
    check_definition(d);
    definition_free(d);
    return 0;
}
