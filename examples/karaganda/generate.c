/* generate.c - karaganda-generate FOLDER: write the synthetic registers of the example.
 *
 * Every record is invented; README.md in this folder says what the sums are made to agree with. The bytes are
 * the same on every machine. Exit status: 0 written, 2 wrong usage, 4 the system failed. */
#include <stdio.h>

#include "registers.h"

int main(int count, char **arguments)
{
    if (count != 2 || arguments[1][0] == '-' || arguments[1][0] == '\0') {
        fputs("usage: karaganda-generate FOLDER\n"
              "Writes crimes.csv, collisions.csv, protocols.csv and resources.csv into FOLDER: invented "
              "records, no real "
              "person or event.\n",
              stderr);
        return 2;
    }
    const char *folder = arguments[1];
    bool written = crimes_generate(folder) && collisions_generate(folder) && protocols_generate(folder) &&
                   resources_generate(folder);
    return written ? 0 : 4;
}
