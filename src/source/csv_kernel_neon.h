/* csv_kernel_neon.h - the entry of csv_kernel_neon.c. */
#ifndef SOURCE_CSV_KERNEL_NEON_H
#define SOURCE_CSV_KERNEL_NEON_H

#include "source/csv_kernel.h"

void csv_kernel_neon(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length);

#endif
