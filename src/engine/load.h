/* load.h - a register's records out of files into a table.
 *
 * All columns are texts as they stand in the files; beside them SQL_ORDER_COLUMN, which says what came later, and SQL_BATCH_COLUMN. Loading a batch
 * puts it in the place of what the table had of that batch, and leaves the others: so a load may be repeated, and one that was killed
 * changes nothing. PostgreSQL: one transaction. ClickHouse: a table beside, put in the place of the old one when it is complete and its
 * records have been counted; one load of a table at a time. */
#ifndef ENGINE_LOAD_H
#define ENGINE_LOAD_H

#include "engine/engine.h"

/** *account: what was read, and what could not be loaded (rows with other fields than the header). `query` tells progress and strictness; its `record`
 *  is the load's own. */
esep_status engine_load(cube **account, const engine_register *from, text to, text batch,
                        const cube_query *query, esep_error *error);

#endif
