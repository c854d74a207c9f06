/* crime_profiles.c - the kinds of crime. */
#include "crimes.h"

#define SMALL "small"
#define MEDIUM "medium"
#define GRAVE "grave"
#define ESPECIALLY_GRAVE "especially grave"

static const crime_profile internet_fraud_grave[] = {
    {"190", 3, GRAVE, "internet", 78, 1},
    {"190", 4, GRAVE, "internet", 22, 1},
};

static const crime_profile internet_fraud_less[] = {
    {"190", 2, MEDIUM, "internet", 100, 1},
};

static const crime_profile other_grave[] = {
    {"99", 1, ESPECIALLY_GRAVE, "dwelling", 18, 1},
    {"99", 2, ESPECIALLY_GRAVE, "street", 5, 1},
    {"106", 1, GRAVE, "dwelling", 42, 1},
    {"106", 2, GRAVE, "street", 24, 1},
    {"120", 1, GRAVE, "dwelling", 16, 1},
    {"120", 3, ESPECIALLY_GRAVE, "", 9, 1},
    {"125", 1, GRAVE, "street", 4, 1},
    {"188", 3, GRAVE, "dwelling", 230, 1},
    {"188", 3, GRAVE, "shop", 70, 1},
    {"188", 4, GRAVE, "", 45, 1},
    {"189", 3, GRAVE, "", 40, 1},
    {"190", 3, GRAVE, "", 85, 1},
    {"190", 4, GRAVE, "", 30, 1},
    {"191", 2, GRAVE, "street", 95, 1},
    {"192", 1, GRAVE, "street", 30, 1},
    {"192", 2, GRAVE, "dwelling", 28, 1},
    {"192", 4, ESPECIALLY_GRAVE, "street", 3, 1},
    {"194", 2, GRAVE, "", 14, 1},
    {"200", 2, GRAVE, "vehicle", 16, 1},
    {"293", 3, GRAVE, "street", 9, 1},
    {"297", 1, GRAVE, "street", 42, 0},
    {"297", 3, ESPECIALLY_GRAVE, "internet", 34, 0},
};

static const crime_profile other_less[] = {
    {"101", 1, SMALL, "", 4, 1},           {"107", 1, SMALL, "dwelling", 22, 1},
    {"107", 2, MEDIUM, "street", 16, 1},   {"121", 1, MEDIUM, "", 6, 1},
    {"188", 1, MEDIUM, "street", 300, 1},  {"188", 1, MEDIUM, "shop", 280, 1},
    {"188", 2, MEDIUM, "vehicle", 120, 1}, {"188", 2, MEDIUM, "", 150, 1},
    {"188-1", 1, MEDIUM, "", 22, 1},       {"189", 1, SMALL, "", 45, 1},
    {"189", 2, MEDIUM, "", 40, 1},         {"190", 1, SMALL, "street", 120, 1},
    {"190", 1, SMALL, "", 190, 1},         {"190", 2, MEDIUM, "shop", 60, 1},
    {"191", 1, MEDIUM, "street", 110, 1},  {"194", 1, MEDIUM, "internet", 12, 1},
    {"200", 1, MEDIUM, "vehicle", 38, 1},  {"293", 1, SMALL, "street", 60, 0},
    {"293", 2, MEDIUM, "street", 22, 1},   {"294", 1, SMALL, "street", 10, 0},
    {"296", 3, MEDIUM, "street", 36, 0},   {"345", 2, SMALL, "vehicle", 20, 1},
    {"345-1", 3, SMALL, "vehicle", 6, 1},  {"346", 1, SMALL, "vehicle", 95, 0},
};

static const struct {
    const crime_profile *profiles;
    size_t n;
} blocks[CRIME_BLOCKS] = {
    [CRIME_INTERNET_FRAUD_GRAVE] = {internet_fraud_grave,
                                    sizeof internet_fraud_grave / sizeof(crime_profile)},
    [CRIME_INTERNET_FRAUD_LESS] = {internet_fraud_less, sizeof internet_fraud_less / sizeof(crime_profile)},
    [CRIME_OTHER_GRAVE] = {other_grave, sizeof other_grave / sizeof(crime_profile)},
    [CRIME_OTHER_LESS] = {other_less, sizeof other_less / sizeof(crime_profile)},
};

const crime_profile *crime_profile_draw(chance *c, crime_block block)
{
    const crime_profile *profile = blocks[block].profiles;
    uint32_t sum = 0;
    for (size_t p = 0; p < blocks[block].n; p++)
        sum += (uint32_t)profile[p].weight;
    uint32_t drawn = chance_below(c, sum);
    for (; drawn >= (uint32_t)profile->weight; profile++)
        drawn -= (uint32_t)profile->weight;
    return profile;
}
