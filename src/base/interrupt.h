/* interrupt.h - who waits for something that must be ended with care listens here for esep_interrupt(). */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <esep/interrupt.h>

/** Listen from here on. May be nested: the outermost begins with nothing asked. */
void interrupt_listen(void);

/** Listen no more. True where it was asked meanwhile: what was done is then to be given up. */
bool interrupt_ignore(void);

/** Was it asked since the outermost interrupt_listen()? */
bool interrupt_asked(void);

#endif
