/* protocol_money.c - fines and payments of administrative protocols. */
#include <stddef.h>

#include "days.h"
#include "protocols.h"

/* Tariffs in monthly calculation indices (MRP). Articles follow the Code of Administrative Offences roughly;
 * the weights are invented. Petty hooliganism (434) rose from 5 to 20 MRP on 6 March 2023. */
enum { MRP_2022 = 3063, MRP_2023 = 3450, SPEEDING = 0, SPEEDING_TWICE = 1, ODD_AMOUNTS = 25 };

static const struct {
    const char *article;
    int weight;
    int mrp;            /**< before 6 March 2023 */
    int mrp_march_2023; /**< since then */
} tariffs[] = {
    [SPEEDING] = {"592", 170, 5, 5},
    [SPEEDING_TWICE] = {"592", 50, 10, 10},
    {"592", 12, 20, 20},
    {"591", 60, 5, 5},
    {"593", 90, 5, 5},
    {"597", 110, 3, 3},
    {"599", 25, 10, 10},
    {"600", 25, 10, 10},
    {"615", 200, 3, 3},
    {"611", 300, 0, 0},
    {"612", 8, 10, 10},
    {"608", 40, 0, 0},
    {"434", 25, 5, 20},
    {"434-2", 15, 10, 10},
    {"437", 15, 5, 5},
    {"440", 55, 5, 5},
    {"440", 100, 0, 0},
    {"441", 40, 3, 3},
};
enum { TARIFFS = sizeof tariffs / sizeof tariffs[0] };

static int half_of(int fine)
{
    return (fine + 1) / 2;
}

const char *protocol_article(int tariff)
{
    return tariffs[tariff].article;
}

static int tariff_fine(int tariff, int day)
{
    int mrp = day < DAY_2023_03_06 ? tariffs[tariff].mrp : tariffs[tariff].mrp_march_2023;
    return mrp * (day < DAY_2023_01_01 ? MRP_2022 : MRP_2023);
}

static int tariff_draw(chance *c)
{
    uint32_t cumulative[TARIFFS], sum = 0;
    for (int t = 0; t < TARIFFS; t++)
        cumulative[t] = sum += (uint32_t)tariffs[t].weight;
    return (int)chance_pick(c, cumulative, TARIFFS);
}

void protocol_draw_money(protocol *p, chance *c)
{
    p->tariff = tariff_draw(c);
    p->fine = tariff_fine(p->tariff, p->day);
    uint32_t payment = chance_below(c, 1000);
    p->paid = payment < 500 ? p->fine : payment < 893 ? half_of(p->fine) : 0;
}

/* What was paid in whole, by half or not at all stays so. */
static void change_fine(protocol *p, int fine)
{
    if (p->paid > 0)
        p->paid = p->paid == p->fine ? fine : half_of(fine);
    p->fine = fine;
}

/* Moves a fine only where that brings the sum nearer, so the sum ends within one step of its target. */
static int64_t move_fines(protocol *records, int n, int64_t gap)
{
    for (int i = 0; i < n; i++) {
        protocol *p = &records[i];
        int once = tariff_fine(SPEEDING, p->day), twice = tariff_fine(SPEEDING_TWICE, p->day);
        bool raise = p->tariff == SPEEDING && gap >= twice - once;
        bool lower = p->tariff == SPEEDING_TWICE && gap <= once - twice;
        if (!raise && !lower)
            continue;
        gap -= (raise ? twice : once) - p->fine;
        change_fine(p, raise ? twice : once);
        p->tariff = raise ? SPEEDING_TWICE : SPEEDING;
    }
    return gap;
}

static int64_t move_payments(protocol *records, int n, int64_t gap)
{
    for (int i = 0; i < n; i++) {
        protocol *p = &records[i];
        int half = half_of(p->fine);
        bool raise = p->paid > 0 && p->paid == half && gap >= p->fine - half;
        bool lower = p->paid > 0 && p->paid == p->fine && gap <= half - p->fine;
        if (!raise && !lower)
            continue;
        gap -= (raise ? p->fine : half) - p->paid;
        p->paid = raise ? p->fine : half;
    }
    return gap;
}

/* The next amount of what is left, so that ODD_AMOUNTS of them differ by at most one tenge. */
static int next_odd_amount(int64_t *left, int *records_left)
{
    int amount = (int)(*left / *records_left);
    *left -= amount;
    (*records_left)--;
    return amount;
}

bool protocols_balance(protocol *records, int n, int64_t fines, int64_t paid)
{
    int64_t fines_left = fines, paid_left = paid;
    for (int i = 0; i < n; i++)
        fines_left -= records[i].fine;
    fines_left = move_fines(records, n, fines_left);
    int odd = ODD_AMOUNTS;
    for (int i = 0; i < n && odd > 0; i++)
        if (records[i].tariff == SPEEDING && records[i].paid == 0)
            records[i].fine += next_odd_amount(&fines_left, &odd);

    for (int i = 0; i < n; i++)
        paid_left -= records[i].paid;
    paid_left = move_payments(records, n, paid_left);
    odd = ODD_AMOUNTS;
    for (int i = 0; i < n && odd > 0; i++)
        if (records[i].tariff == SPEEDING && records[i].paid == half_of(records[i].fine))
            records[i].paid += next_odd_amount(&paid_left, &odd);
    return fines_left == 0 && paid_left == 0;
}
