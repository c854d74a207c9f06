/* database.h - engine_answer_all() and engine_print_all() where the register's name is a URL. */
#ifndef ENGINE_DATABASE_H
#define ENGINE_DATABASE_H

#include "engine/engine.h"

esep_status database_answer_all(cube **out, const engine_register *from, const cube_query *queries, size_t n,
                                esep_error *error);
esep_status database_print_all(buffer *out, const engine_register *from, const cube_query *queries, size_t n,
                               esep_error *error);

#endif
