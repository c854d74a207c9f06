/* registers.h - the four synthetic registers. Each function writes one file into the folder; false where that
 * failed, which it has said on stderr. */
#ifndef KARAGANDA_REGISTERS_H
#define KARAGANDA_REGISTERS_H

#include <stdbool.h>

bool crimes_generate(const char *folder);     /**< crimes.csv */
bool collisions_generate(const char *folder); /**< collisions.csv */
bool protocols_generate(const char *folder);  /**< protocols.csv */
bool resources_generate(const char *folder);  /**< resources.csv */

#endif
