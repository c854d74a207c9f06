/* SDMX-CSV 2.0 (SDMX 3.0, section 5; github.com/sdmx-twg/sdmx-csv): one line an observation. */
#include "base/error.h"
#include "render/machine.h"
#include "render/observations.h"
#include "render/render.h"

#include <string.h>

/* SDMX code list CL_OBS_STATUS 2.2, by what matters most to whoever reads the value. */
static const struct {
    const char *word;
    const char *code;
} sdmx_statuses[] = {
    {"missing", "O"}, {"undefined", "M"}, {"break", "B"}, {"provisional", "P"}, {"small-base", "U"}};

/* Is the word one of those with blanks between? */
static bool sdmx_has_word(text words, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= words.length; i++) {
        bool begins = i == 0 || words.data[i - 1] == ' ',
             ends = i + n == words.length || words.data[i + n] == ' ';
        if (begins && ends && memcmp(words.data + i, word, n) == 0)
            return true;
    }
    return false;
}

static const char *sdmx_status(const observations_point *point)
{
    for (size_t i = 0; i < sizeof sdmx_statuses / sizeof *sdmx_statuses; i++) {
        if (sdmx_has_word(point->status, sdmx_statuses[i].word))
            return sdmx_statuses[i].code;
    }
    return point->value ? "A" : "O";
}

/* An SDMX identifier: letters, digits, '_' of ASCII in capitals; other characters of the dimension's name become '_'. */
static void sdmx_identifier(buffer *out, text name, size_t place)
{
    bool any = false;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        bool small = c >= 'a' && c <= 'z';
        bool plain = small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buffer_add_byte(out, small ? (char)(c - 'a' + 'A') : plain ? c : '_');
        any = any || plain;
    }
    if (!any)
        buffer_add_format(out, "%zu", place);
}

static void sdmx_field(buffer *out, text field)
{
    buffer_add_byte(out, ',');
    buffer_add_csv(out, field);
}

static void sdmx_header(buffer *out, const observations *o)
{
    buffer_add_string(out, "STRUCTURE,STRUCTURE_ID,ACTION");
    for (size_t i = 0; i < o->n_dimensions; i++) {
        buffer_add_byte(out, ',');
        if (i + 1 == o->n_dimensions)
            buffer_add_string(out, "TIME_PERIOD");
        else
            sdmx_identifier(out, o->names[i], i);
    }
    buffer_add_string(out, ",OBS_VALUE,OBS_STATUS,COMMENT_OBS\n");
}

static void sdmx_row(buffer *out, const observations *o, const observations_point *point)
{
    buffer value = {0};
    buffer_add_string(out, "dataflow,ESEP:BULLETIN(1.0),I");
    for (size_t i = 0; i < o->n_dimensions; i++)
        sdmx_field(out, point->keys[i]);
    if (point->value)
        machine_value(&value, ESEP_EN, point->value);
    sdmx_field(out, value.length ? buffer_text(&value) : text_from(""));
    sdmx_field(out, text_from(sdmx_status(point)));
    sdmx_field(out, point->status.data ? point->status : text_from(""));
    buffer_add_byte(out, '\n');
    out->failed |= value.failed;
    buffer_free(&value);
}

esep_status render_sdmx_csv(buffer *out, const document *d, const render_options *options, esep_error *error)
{
    observations o;
    (void)options; /* codes only: no words of any language */
    ESEP_TRY(document_status(d, error));
    esep_status status = observations_gather(&o, d, error);
    if (status == ESEP_OK) {
        sdmx_header(out, &o);
        for (size_t p = 0; p < o.n_points; p++)
            sdmx_row(out, &o, &o.points[p]);
    }
    observations_free(&o);
    return status == ESEP_OK ? buffer_status(out, error) : status;
}
