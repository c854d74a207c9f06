"""Makes files of DuckDB and Parquet with libduckdb itself: run(library, database, statements)."""
import ctypes


def run(library, database, statements):
    duckdb = ctypes.CDLL(library)
    duckdb.duckdb_result_error.restype = ctypes.c_char_p
    handle, connection = ctypes.c_void_p(), ctypes.c_void_p()
    if duckdb.duckdb_open(database.encode(), ctypes.byref(handle)) or duckdb.duckdb_connect(handle, ctypes.byref(connection)):
        raise RuntimeError("DuckDB does not open " + database)
    try:
        for statement in statements:
            result = (ctypes.c_char * 64)() # larger than the library's own
            if duckdb.duckdb_query(connection, statement.encode(), ctypes.byref(result)):
                raise RuntimeError(duckdb.duckdb_result_error(ctypes.byref(result)).decode())
            duckdb.duckdb_destroy_result(ctypes.byref(result))
    finally:
        duckdb.duckdb_disconnect(ctypes.byref(connection))
        duckdb.duckdb_close(ctypes.byref(handle))
