#include "check.h"
#include "source/json_record.h"

#include <jansson.h>

static bool write_member(void *context, json_value key, json_value value)
{
    static const char kinds[] = "NSEVO";
    buffer *out = context;
    buffer_add(out, key.raw);
    buffer_add_byte(out, kinds[value.kind]);
    if (value.kind == JSON_VALUE_ESCAPED)
        json_unescape(out, value.raw);
    else
        buffer_add(out, value.raw);
    buffer_add_byte(out, ';');
    return true;
}

/* The members as KEY, kind, value; or "wrong at N", "missing" where the text ends too early. */
static const char *read_as(buffer *out, const char *json)
{
    json_cursor c = {json, json + strlen(json)};
    out->length = 0;
    if (!json_read_object(&c, write_member, out)) {
        out->length = 0;
        if (*c.at)
            buffer_add_format(out, "wrong at %d", (int)(c.at - json));
        else
            buffer_add_string(out, "missing");
    } else if (*c.at)
        buffer_add_format(out, " left %s", c.at);
    buffer_add_byte(out, '\0');
    return out->data;
}

TEST(reads_members)
{
    static const struct {
        const char *json, *members;
    } cases[] = {
        {"{}", ""},
        {" {}", "wrong at 0"},
        {"{ }x", " left x"},
        {"{\"a\":1}", "aV1;"},
        {"{\"a\" : -0.10e+5 ,\"b\":null}", "aV-0.10e+5;bNnull;"},
        {"{\"a\":true,\"b\":false}", "aVtrue;bVfalse;"},
        {"{\"a\":\"x\",\"b\":\"\"}", "aSx;bS;"},
        {"{\"a\":\"1234567 longer than a word\"}", "aS1234567 longer than a word;"},
        {"{\"a\":\"\\u0416\\n\\\"\\/\\t\"}", "aE\u0416\n\"/\t;"},
        {"{\"a\":\"\\ud83d\\ude00\\u00e9\\u20ac\"}", "aE\U0001F600\u00e9\u20ac;"},
        {"{\"a\":\"\\ud83dx\"}", "aE\xffx;"},
        {"{\"a\":\"\\ude00\\ud83d\"}", "aE\xff\xff;"},
        {"{\"a\":\"\\ud83d\\u0041\"}", "aE\xff"
                                       "A;"},
        {"{\"a\":[1, {\"b\":[]}],\"c\":{}}", "aO[1, {\"b\":[]}];cO{};"},
        {"{\"a\":1,\"a\":2}", "aV1;aV2;"},
        {"{\"a\":01}", "wrong at 6"},
        {"{\"a\":+1}", "wrong at 5"},
        {"{\"a\":1.}", "wrong at 7"},
        {"{\"a\":.5}", "wrong at 5"},
        {"{\"a\":1e}", "wrong at 7"},
        {"{\"a\":NaN}", "wrong at 5"},
        {"{\"a\":Infinity}", "wrong at 5"},
        {"{\"a\":nul}", "wrong at 8"},
        {"{\"a\":\"\\x\"}", "wrong at 7"},
        {"{\"a\":\"\\u12g4\"}", "wrong at 10"},
        {"{\"a\":\"\t\"}", "wrong at 6"},
        {"{\"a\":1,}", "wrong at 7"},
        {"{a:1}", "wrong at 1"},
        {"{'a':1}", "wrong at 1"},
        {"{\"a\":[1,]}", "wrong at 8"},
        {"{\"a\":[1 2]}", "wrong at 8"},
        {"{\"a\" 1}", "wrong at 5"},
        {"{\"a\":1 \"b\":2}", "wrong at 7"},
        {"[1]", "wrong at 0"},
        {"", "missing"},
        {"{", "missing"},
        {"{\"a", "missing"},
        {"{\"a\\", "missing"},
        {"{\"a\\u00", "missing"},
        {"{\"a\":", "missing"},
        {"{\"a\":t", "missing"},
        {"{\"a\":[", "missing"},
        {"{\"a\":1", "missing"},
    };
    buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_CASE("%s", cases[i].json);
        CHECK_STRING(read_as(&out, cases[i].json), cases[i].members);
    }
    buffer_free(&out);
}

TEST(nests_to_a_limit)
{
    for (int depth = 62; depth <= 65; depth++) {
        char json[200];
        json_cursor c = {json, json};
        c.end += snprintf(json, sizeof json, "{\"a\":");
        memset(json + 5, '[', (size_t)depth);
        memset(json + 5 + depth, ']', (size_t)depth);
        json[5 + 2 * depth] = '}';
        c.end += 2 * depth + 1;
        CHECK_CASE("%d lists", depth);
        CHECK_INT(json_read_object(&c, NULL, NULL), depth <= 64);
    }
}

/* Jansson is as strict: on documents damaged at random both say the same, but for what we let pass on purpose: bytes that are no
 * UTF-8, halves of surrogate pairs and U+0000. None of them is in these. */
TEST(agrees_with_jansson)
{
    static const char model[] =
        "{\"a\": [1, -2.5e3, {\"b\\n\": null}], \"c\": \"x\\\"y\\\\\", \"d\": true, \"e\": {}, \"f\": 0}";
    static const char bytes[] = "{}[]\",:\\0123-+.eEntrufalsx \n";
    uint64_t random = 20240607;
    size_t accepted = 0, n = sizeof model - 1;
    for (int turn = 0; turn < 50000; turn++) {
        char json[sizeof model];
        memcpy(json, model, sizeof model);
        for (int change = 0; change <= turn % 3; change++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            json[(random >> 33) % n] = bytes[(random >> 20) % (sizeof bytes - 1)];
        }
        json_cursor c = {json, json + n};
        bool ours = json_read_object(&c, NULL, NULL);
        json_skip_blanks(&c);
        ours = ours && c.at == c.end;
        json_error_t why;
        json_t *theirs = json_loadb(json, n, 0, &why);
        CHECK_CASE("%.*s", (int)n, json);
        CHECK_INT(ours, theirs != NULL && json_is_object(theirs));
        accepted += ours;
        json_decref(theirs);
    }
    CHECK(accepted > 1000);
}

int main(void)
{
    RUN(reads_members);
    RUN(nests_to_a_limit);
    RUN(agrees_with_jansson);
    return check_finish();
}
