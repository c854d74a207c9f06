#include "cube/cube.h"

#include <stdlib.h>

void cube_free(cube *c)
{
    if (!c)
        return;
    arena_free(&c->memory);
    free(c);
}

uint64_t cube_account_rejected(const cube_account *account)
{
    uint64_t total = 0;
    for (int reason = 0; reason < CUBE_REASONS; reason++)
        total += account->rejected[reason];
    return total;
}

bool cube_month_seen(const cube *c, int year, int month)
{
    day_number first = day_from_date(year, month, 1), last = first + day_month_length(year, month) - 1;
    for (day_number day = first; day <= last; day++) {
        size_t bit = (size_t)(day - DAY_FIRST);
        if (c->days_seen[bit / 64] >> (bit % 64) & 1)
            return true;
    }
    return false;
}
