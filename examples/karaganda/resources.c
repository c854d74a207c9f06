/* resources.c - resources.csv: what the city's police have, counted on the last day of every month.
 *
 * A stock, not a flow: the rows of one day add up to the quantity on that day; rows of different days are
 * never added. */
#include <stddef.h>

#include "days.h"
#include "output.h"
#include "registers.h"

typedef struct resource {
    const char *item;
    const char *district;
    int start, middle, end; /**< on 1 January 2022, 30 June 2022, 30 June 2023 */
} resource;

#define KAZYBEK_BI "Казыбекбийский район"
#define BOKEIKHAN "район Әлихан Бөкейхан"

/* The last column adds up to the interview's figures: 4,487 cameras; 197 chats with 25,000 residents; 49
 * volunteers; 7 terminals. */
static const resource resources[] = {
    {"camera", KAZYBEK_BI, 2096, 2241, 2538},
    {"camera", BOKEIKHAN, 1544, 1671, 1949},
    {"chat", KAZYBEK_BI, 88, 98, 112},
    {"chat", BOKEIKHAN, 67, 73, 85},
    {"chat_resident", KAZYBEK_BI, 10850, 12190, 14180},
    {"chat_resident", BOKEIKHAN, 8240, 9210, 10820},
    {"volunteer", KAZYBEK_BI, 14, 18, 27},
    {"volunteer", BOKEIKHAN, 10, 13, 22},
    {"terminal", KAZYBEK_BI, 2, 3, 4},
    {"terminal", BOKEIKHAN, 2, 2, 3},
};

/* Growth between the known days is even, rounded down to whole things. */
static int resource_on(const resource *r, int day)
{
    if (day <= DAY_2022_06_30)
        return r->start + (r->middle - r->start) * (day - DAY_2022_01_01) / (DAY_2022_06_30 - DAY_2022_01_01);
    return r->middle + (r->end - r->middle) * (day - DAY_2022_06_30) / (DAY_2023_06_30 - DAY_2022_06_30);
}

bool resources_generate(const char *folder)
{
    static const char *const columns[] = {"record_id", "date", "item", "quantity", "district", NULL};
    output out;
    if (!output_open(&out, folder, "resources.csv", ',', columns))
        return false;
    int number = 0;
    for (int day = DAY_2022_01_01; day <= DAY_2023_06_30; day++) {
        if (day != DAY_2022_01_01 && day_to_date(day + 1).day != 1)
            continue;
        for (size_t r = 0; r < sizeof resources / sizeof resources[0]; r++) {
            output_identifier(&out, "SYN-S-", ++number);
            output_date_iso(&out, day);
            output_text(&out, resources[r].item);
            output_number(&out, resource_on(&resources[r], day));
            output_text(&out, resources[r].district);
            output_row_end(&out);
        }
    }
    return output_close(&out);
}
