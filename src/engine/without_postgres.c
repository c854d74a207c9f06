/* In place of PostgreSQL where the program was built without libpq. Nothing is ever open. */
#include "engine/driver.h"

static esep_status without_open(void **connection, const engine_place *place, bool writing, esep_error *error)
{
    (void)writing;
    *connection = NULL;
    error_raise(error, ESEP_DATA, MESSAGE_ENGINE_WITHOUT, "PostgreSQL", "libpq", "postgres");
    return error_at(error, place->shown, 0);
}

static void without_close(void *connection)
{
    (void)connection;
}

const driver driver_postgres = {.open = without_open, .close = without_close};
