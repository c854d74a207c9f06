/* interrupt.h - Ctrl-C while a database is counting.
 *
 * A server goes on with a statement whose asker has gone. A program that wants to end it too calls esep_interrupt() from its handler of
 * SIGINT or SIGTERM: the call that waits for the database then cancels the statement there, fails with ESEP_SYSTEM, and leaves nothing behind. */
#ifndef ESEP_INTERRUPT_H
#define ESEP_INTERRUPT_H

#include <stdbool.h>

/** Ask the calls that wait for a database to stop. False: there is none, and nothing was asked; files are read without any need of
 *  care, so the program may simply end. May be called from a signal's handler and from any thread. */
bool esep_interrupt(void);

#endif
