/* csv_kernel_x86.h - the entries of csv_kernel_sse2.c, _avx2.c and _avx512.c, each compiled for its instruction set. */
#ifndef SOURCE_CSV_KERNEL_X86_H
#define SOURCE_CSV_KERNEL_X86_H

#include "source/csv_kernel.h"

void csv_kernel_sse2(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length);
void csv_kernel_avx2(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from, size_t length);
void csv_kernel_avx512(csv_positions *out, csv_dialect dialect, const char *bytes, size_t from,
                       size_t length);

#endif
