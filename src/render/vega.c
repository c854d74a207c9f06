#include "render/vega.h"

#include "language/language.h"
#include "render/html_escape.h"
#include "render/people.h"
#include "render/vega_data.h"

#include <math.h>
#include <string.h>

/* Add JSON that is written here with ' for ", so that it can be read. */
static void vega_put(buffer *out, const char *json)
{
    for (; *json; json++)
        buffer_add_byte(out, *json == '\'' ? '"' : *json);
}

static void vega_put_words(buffer *out, esep_language language, const document_value *value)
{
    buffer words = {0};
    people_value(&words, language, value, -1);
    html_json_string(out, buffer_text(&words));
    out->failed |= words.failed;
    buffer_free(&words);
}

/* The decimal mark, out of a number that has one. */
static void vega_put_decimal_mark(buffer *out, esep_language language)
{
    buffer number = {0};
    language_number(&number, language, 15, 1, LANGUAGE_TYPOGRAPHIC);
    text digits = buffer_text(&number);
    if (digits.length > 2)
        html_json_string(out, (text){digits.data + 1, digits.length - 2});
    else
        vega_put(out, "'.'");
    out->failed |= number.failed;
    buffer_free(&number);
}

static void vega_put_config(buffer *out, esep_language language)
{
    vega_put(out,
             "'config':{'background':null,'aria':false,'font':'system-ui, sans-serif',"
             "'view':{'stroke':null},"
             "'axis':{'labelColor':'var(--quiet)','titleColor':'var(--quiet)','labelFontSize':12,"
             "'gridColor':'var(--line)','domainColor':'var(--strong-line)','tickColor':'var(--strong-line)'},"
             "'header':{'title':null,'labelColor':'var(--ink)','labelFontSize':13,'labelAnchor':'start',"
             "'labelPadding':4},"
             "'legend':{'labelColor':'var(--quiet)','titleColor':'var(--quiet)','labelFontSize':12,"
             "'titleFontSize':12,'titleFontWeight':'normal'},"
             "'text':{'color':'var(--ink)','fontSize':13},"
             "'locale':{'number':{'decimal':");
    vega_put_decimal_mark(out, language);
    vega_put(out, ",'thousands':");
    html_json_string(out, text_from(language_group(language)));
    vega_put(out, ",'grouping':[3],'currency':['',''],'minus':'\u2212'}}}");
}

/* The unit stands above the axis, where it needs no turned letters. */
static void vega_put_unit(buffer *out, esep_language language, const document_chart *chart)
{
    if (chart->unit.kind == DOCUMENT_EMPTY)
        return;
    vega_put(out, ",'title':{'anchor':'start','frame':'group','fontSize':12,'fontWeight':'normal','color':'"
                  "var(--quiet)',"
                  "'offset':10,'text':");
    vega_put_words(out, language, &chart->unit);
    vega_put(out, "}");
}

bool vega_has_limits(const document_chart *chart)
{
    double low, high;
    for (size_t row = 0; row < chart->data->n_rows; row++) {
        vega_limits(&low, &high, chart, row);
        if (!isnan(low) && !isnan(high))
            return true;
    }
    return false;
}

bool vega_has_pale(const document_chart *chart)
{
    for (size_t row = 0; row < chart->data->n_rows; row++) {
        if (vega_row_is_pale(chart, row))
            return true;
    }
    return false;
}

/* The longest of two direct labels, in pixels: the room to the right of the lines. */
static int vega_label_room(esep_language language, const document_chart *chart)
{
    enum { PIXELS_A_COLUMN = 8, GAP = 14 };
    buffer words = {0};
    people_value(&words, language, &chart->value_name, -1);
    size_t widest = language_width(buffer_text(&words));
    words.length = 0;
    people_value(&words, language, &chart->base_name, -1);
    size_t other = language_width(buffer_text(&words));
    buffer_free(&words);
    return GAP + PIXELS_A_COLUMN * (int)(other > widest ? other : widest);
}

/* The last number of a column, or NaN. */
static double vega_last(const document_chart *chart, int column)
{
    for (size_t row = chart->data->n_rows; row-- > 0;) {
        double number = vega_number(vega_cell(chart, row, column));
        if (!isnan(number))
            return number;
    }
    return NAN;
}

/* Words at the end of a line; of two lines the upper one's stand a little above its end, the lower one's a little below: they
 * never meet. */
static void vega_put_end_label(buffer *out, esep_language language, const document_value *name,
                               const char *flag, const char *field, const char *colour, bool above)
{
    if (name->kind == DOCUMENT_EMPTY)
        return;
    buffer_add_format(out, ",{\"transform\":[{\"filter\":\"datum.%s\"}],", flag);
    buffer_add_format(
        out, "\"mark\":{\"type\":\"text\",\"align\":\"left\",\"dx\":8,\"dy\":%d,\"color\":\"%s\",\"text\":",
        above ? -7 : 8, colour);
    vega_put_words(out, language, name);
    buffer_add_format(out, "},\"encoding\":{\"y\":{\"field\":\"%s\",\"type\":\"quantitative\"}}}", field);
}

static void vega_put_lines(buffer *out, esep_language language, const document_chart *chart, bool labels)
{
    bool base = chart->base != DOCUMENT_NO_COLUMN;
    bool above = !(vega_last(chart, chart->value) < vega_last(chart, chart->base));
    vega_put(
        out,
        "'encoding':{'x':{'field':'x','type':'ordinal','sort':null,'scale':{'type':'point','padding':0.15},"
        "'axis':{'title':null,'grid':false,'labelAngle':0,'labelOverlap':true,'labelPadding':6}}},"
        "'layer':[");
    if (vega_has_limits(chart))
        vega_put(out,
                 "{'mark':{'type':'area','color':'var(--band)','invalid':'break-paths-show-path-domains'},"
                 "'encoding':{'y':{'field':'l','type':'quantitative'},'y2':{'field':'h'}}},");
    if (base)
        vega_put(out, "{'mark':{'type':'line','stroke':'var(--base)','strokeWidth':2},"
                      "'encoding':{'y':{'field':'b','type':'quantitative'}}},");
    vega_put(out,
             "{'mark':{'type':'line','stroke':'var(--accent)','strokeWidth':2.5,"
             "'point':{'filled':true,'fill':'var(--accent)','stroke':null,'size':28}},"
             "'encoding':{'y':{'field':'v','type':'quantitative','axis':{'title':null,'domain':false,"
             "'ticks':false,'tickCount':5,'labelPadding':8},'scale':{'zero':true}}}},"
             "{'transform':[{'filter':'isValid(datum.v)'}],'mark':{'type':'point','opacity':0,'size':500},"
             "'encoding':{'y':{'field':'v','type':'quantitative'},'tooltip':{'field':'t'}}}");
    if (labels) {
        vega_put_end_label(out, language, &chart->value_name, "end", "v", "var(--accent)", above);
        if (base)
            vega_put_end_label(out, language, &chart->base_name, "base_end", "b", "var(--quiet)", !above);
    }
    vega_put(out, "]");
}

static void vega_put_one_lines(buffer *out, esep_language language, const document_chart *chart)
{
    vega_put(out, "'height':260,'autosize':{'type':'fit','contains':'padding'},");
    buffer_add_format(out, "\"padding\":{\"left\":0,\"top\":4,\"bottom\":4,\"right\":%d},",
                      vega_label_room(language, chart));
    vega_put_lines(out, language, chart, true);
    vega_put_unit(out, language, chart);
}

static void vega_put_multiples(buffer *out, esep_language language, const document_chart *chart)
{
    vega_put(out, "'facet':{'field':'p','type':'nominal','header':{'title':null},'sort':");
    vega_panels(out, language, chart);
    vega_put(out, "},'spec':{'height':110,");
    vega_put_lines(out, language, chart, false);
    vega_put(out, "},'resolve':{'axis':{'x':'independent'}}");
    vega_put_unit(out, language, chart);
}

/* Names stand above their bars, so that long ones need no axis beside; the numbers stand in a column on the right. */
static void vega_put_bars_height(buffer *out, const document_chart *chart)
{
    enum { PIXELS_A_BAR = 46, PIXELS_OF_AXIS = 54 };
    buffer_add_format(out, "\"height\":%zu,", PIXELS_A_BAR * chart->data->n_rows + PIXELS_OF_AXIS);
}

#define VEGA_BARS_Y "'y':{'field':'i','type':'ordinal','axis':null}"
#define VEGA_BARS_TEXT(mark)                                                                                 \
    "{'mark':{'type':'text','align':'left','dy':-9" mark                                                     \
    "},'encoding':{'x':{'value':0},'text':{'field':'x'}}},"                                                  \
    "{'mark':{'type':'text','align':'right','dy':-9" mark                                                    \
    "},'encoding':{'x':{'value':'width'},'text':{'field':'n'}}}"
/* Once wider in the colour of the paper, so that lines keep clear of the letters. */
#define VEGA_BARS_NAMES                                                                                      \
    VEGA_BARS_TEXT(",'stroke':'var(--paper)','strokeWidth':5,'strokeJoin':'round'") "," VEGA_BARS_TEXT("")
#define VEGA_BARS_AXIS                                                                                       \
    "'axis':{'title':null,'ticks':false,'domain':false,'tickCount':5,'labelPadding':6,'labelOverlap':true}"
#define VEGA_BARS_ZERO                                                                                       \
    "{'data':{'values':[{}]},'mark':{'type':'rule','color':'var(--strong-line)'},"                           \
    "'encoding':{'x':{'datum':0},'y':null}}"

static void vega_put_bars(buffer *out, esep_language language, const document_chart *chart)
{
    vega_put_bars_height(out, chart);
    vega_put(out, "'autosize':{'type':'fit','contains':'padding'},'padding':4,"
                  "'encoding':{" VEGA_BARS_Y "},'layer':["
                  "{'mark':{'type':'bar','height':12,'yOffset':9,'y2Offset':9},'encoding':{'x':{'field':'v','"
                  "type':'quantitative',"
                  "'scale':{'zero':true}," VEGA_BARS_AXIS "},"
                  "'color':{'condition':{'test':'datum.pale','value':'var(--pale)'},'value':'var(--bar)'},"
                  "'tooltip':{'field':'t'}}},");
    if (vega_has_limits(chart))
        vega_put(out, "{'transform':[{'filter':'isValid(datum.l)'}],"
                      "'mark':{'type':'rule','yOffset':9,'color':'var(--ink)','strokeWidth':1.5},"
                      "'encoding':{'x':{'field':'l','type':'quantitative'},'x2':{'field':'h'}}},");
    vega_put(out, VEGA_BARS_ZERO "," VEGA_BARS_NAMES "]");
    vega_put_unit(out, language, chart);
}

static void vega_put_waterfall(buffer *out, esep_language language, const document_chart *chart)
{
    vega_put_bars_height(out, chart);
    vega_put(out,
             "'autosize':{'type':'fit','contains':'padding'},'padding':4,"
             "'transform':[{'window':[{'op':'sum','field':'d','as':'sum'}],'sort':[{'field':'i'}],'frame':["
             "null,0]},"
             "{'calculate':'datum.total?0:datum.sum-datum.d','as':'from'},"
             "{'calculate':'datum.total?datum.v:datum.sum','as':'to'}],"
             "'encoding':{" VEGA_BARS_Y "},'layer':["
             "{'mark':{'type':'bar','height':12,'yOffset':9,'y2Offset':9},'encoding':{'x':{'field':'from','"
             "type':'quantitative',"
             "'scale':{'zero':true}," VEGA_BARS_AXIS "},'x2':{'field':'to'},"
             "'color':{'condition':{'test':'datum.total','value':'var(--base)'},'value':'var(--bar)'},"
             "'tooltip':{'field':'t'}}}," VEGA_BARS_ZERO "," VEGA_BARS_NAMES "]");
    vega_put_unit(out, language, chart);
}

/* Where signs differ the classes lie evenly about zero, and both directions weigh the same. */
static void vega_put_classes(buffer *out, const document_chart *chart)
{
    double most = 0;
    bool negative = false;
    for (size_t row = 0; row < chart->data->n_rows; row++) {
        double value = vega_number(vega_cell(chart, row, chart->value));
        most = fabs(value) > most ? fabs(value) : most;
        negative |= value < 0;
    }
    if (negative) {
        buffer_add_format(out, "\"scale\":{\"type\":\"quantize\",\"nice\":true,\"domain\":[%.17g,%.17g],",
                          -most, most);
        vega_put(out,
                 "'range':['var(--fell-3)','var(--fell-2)','var(--fell-1)','var(--rose-1)','var(--rose-2)',"
                 "'var(--rose-3)']}");
    } else {
        vega_put(
            out,
            "'scale':{'type':'quantize','nice':true,'range':['var(--map-1)','var(--map-2)','var(--map-3)',"
            "'var(--map-4)','var(--map-5)']}");
    }
}

static void vega_put_map(buffer *out, esep_language language, const document_chart *chart,
                         const char *boundaries_id)
{
    vega_put(out, "'boundaries':{'id':");
    html_json_string(out, text_from(boundaries_id));
    vega_put(out, ",'property':");
    html_json_string(out, chart->property);
    vega_put(out, "},'rows':");
    vega_rows(out, language, chart);
    vega_put(out,
             ",'height':380,'autosize':{'type':'pad','contains':'padding'},'padding':2,"
             "'projection':{'type':'mercator'},"
             "'transform':[{'lookup':'key','from':{'data':{'name':'rows'},'key':'k','fields':['v','t']}}],"
             "'layer':[{'mark':{'type':'geoshape','fill':'var(--map-none)','stroke':'var(--paper)','"
             "strokeWidth':1}},"
             "{'transform':[{'filter':'isValid(datum.v)'}],"
             "'mark':{'type':'geoshape','stroke':'var(--paper)','strokeWidth':1},"
             "'encoding':{'tooltip':{'field':'t'},'color':{'field':'v','type':'quantitative',");
    vega_put_classes(out, chart);
    vega_put(out, ",'legend':{'orient':'bottom','direction':'horizontal','format':',.3~r','gradientLength':"
                  "240,'title':");
    vega_put_words(out, language, &chart->unit);
    vega_put(out, "}}}}]");
}

bool vega_is_drawable(const document_chart *chart)
{
    if (!chart->data || chart->data->n_rows == 0 || chart->value == DOCUMENT_NO_COLUMN)
        return false;
    if (chart->kind == DOCUMENT_MAP)
        return chart->boundaries.length > 0 && chart->property.length > 0 &&
               chart->area_key != DOCUMENT_NO_COLUMN;
    if (chart->kind == DOCUMENT_MULTIPLES && chart->panel == DOCUMENT_NO_COLUMN)
        return false;
    return chart->category != DOCUMENT_NO_COLUMN;
}

void vega_specification(buffer *out, esep_language language, const document_chart *chart,
                        const char *boundaries_id)
{
    buffer_add_byte(out, '{');
    if (chart->kind != DOCUMENT_MAP) {
        vega_put(out, "'data':{'values':");
        vega_rows(out, language, chart);
        vega_put(out, "},");
    }
    switch (chart->kind) {
    case DOCUMENT_LINES:
        vega_put_one_lines(out, language, chart);
        break;
    case DOCUMENT_MULTIPLES:
        vega_put_multiples(out, language, chart);
        break;
    case DOCUMENT_BARS:
        vega_put_bars(out, language, chart);
        break;
    case DOCUMENT_WATERFALL:
        vega_put_waterfall(out, language, chart);
        break;
    case DOCUMENT_MAP:
        vega_put_map(out, language, chart, boundaries_id);
        break;
    }
    buffer_add_byte(out, ',');
    vega_put_config(out, language);
    buffer_add_byte(out, '}');
}
