/* protocols.c - protocols.csv: protocols on administrative offences drawn up by the city's police, one record
 * a protocol. */
#include "protocols.h"

#include <stdlib.h>

#include "days.h"
#include "output.h"
#include "registers.h"

/* The first five months of 2023 have the interview's figures; the first five of 2022 have others, as round in
 * no way. */
typedef struct protocol_quota {
    int first, last;
    int protocols;
    int64_t fines, paid; /**< tenge; 0 where they are left as drawn */
} protocol_quota;

static const protocol_quota quotas[] = {
    {DAY_2022_01_01, DAY_2022_05_31, 41058, 428637154, 293185816},
    {DAY_2022_06_01, DAY_2022_12_31, 54871, 0, 0},
    {DAY_2023_01_01, DAY_2023_05_31, 37960, 476875289, 332994382},
    {DAY_2023_06_01, DAY_2023_06_30, 7433, 0, 0},
};
enum { QUOTAS = sizeof quotas / sizeof quotas[0] };

static const int month_weights[12] = {92, 94, 100, 102, 106, 104, 103, 102, 103, 102, 98, 95};
static const int weekday_weights[7] = {100, 104, 106, 106, 112, 98, 74};

static int protocol_compare(const void *left, const void *right)
{
    const protocol *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->shuffle > b->shuffle) - (a->shuffle < b->shuffle);
}

static void protocols_draw(protocol *records, chance *c, const protocol_quota *quota)
{
    day_draw days;
    day_draw_prepare(&days, quota->first, quota->last, month_weights, weekday_weights);
    for (int i = 0; i < quota->protocols; i++) {
        records[i].day = day_draw_next(&days, c, i);
        protocol_draw_money(&records[i], c);
        records[i].shuffle = chance_next(c);
    }
}

static bool protocols_write(const char *folder, const protocol *records, int n)
{
    static const char *const columns[] = {"protocol_id", "date", "article", "city", "fine", "paid", NULL};
    output out;
    if (!output_open(&out, folder, "protocols.csv", ';', columns))
        return false;
    for (int i = 0; i < n; i++) {
        output_identifier(&out, "SYN-", i + 1);
        output_date_dotted(&out, records[i].day);
        output_text(&out, protocol_article(records[i].tariff));
        output_text(&out, "Караганда");
        output_number(&out, records[i].fine);
        output_number(&out, records[i].paid);
        output_row_end(&out);
    }
    return output_close(&out);
}

static bool protocols_fill(protocol *records)
{
    chance c = {.state = 37960};
    for (int q = 0; q < QUOTAS; records += quotas[q++].protocols) {
        protocols_draw(records, &c, &quotas[q]);
        if (quotas[q].fines > 0 &&
            !protocols_balance(records, quotas[q].protocols, quotas[q].fines, quotas[q].paid))
            return false;
    }
    return true;
}

bool protocols_generate(const char *folder)
{
    int n = 0;
    for (int q = 0; q < QUOTAS; q++)
        n += quotas[q].protocols;
    protocol *records = calloc((size_t)n, sizeof *records);
    bool written = false;
    if (!records) {
        fputs("karaganda-generate: no memory for protocols.csv\n", stderr);
    } else if (!protocols_fill(records)) {
        fputs("karaganda-generate: protocols.csv: the drawn fines cannot be brought to their totals\n",
              stderr);
    } else {
        qsort(records, (size_t)n, sizeof *records, protocol_compare);
        written = protocols_write(folder, records, n);
    }
    free(records);
    return written;
}
