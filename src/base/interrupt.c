#include "base/interrupt.h"

#include <stdatomic.h>

/* Both are free of locks on every machine that Linux runs on, as a signal's handler needs. */
static atomic_int interrupt_listeners;
static atomic_int interrupt_wanted;

bool esep_interrupt(void)
{
    if (atomic_load(&interrupt_listeners) == 0)
        return false;
    atomic_store(&interrupt_wanted, 1);
    return true;
}

void interrupt_listen(void)
{
    if (atomic_load(&interrupt_listeners) == 0)
        atomic_store(&interrupt_wanted, 0);
    atomic_fetch_add(&interrupt_listeners, 1);
}

/* First out, then a look: whoever found a listener has left word. */
bool interrupt_ignore(void)
{
    atomic_fetch_sub(&interrupt_listeners, 1);
    return atomic_load(&interrupt_wanted);
}

bool interrupt_asked(void)
{
    return atomic_load(&interrupt_wanted);
}
