/* Which kernels this machine can run: asked of the processor once. */
#include "source/csv_kernel.h"

#if defined(__x86_64__)
#include "source/csv_kernel_x86.h"
#elif defined(__aarch64__)
#include "source/csv_kernel_neon.h"
#endif

#include <pthread.h>

static csv_kernel_choice csv_choices[5];
static pthread_once_t csv_asked = PTHREAD_ONCE_INIT;

static void csv_ask(void)
{
    csv_kernel_choice *next = csv_choices;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("pclmul"))
        *next++ = (csv_kernel_choice){"avx512", csv_kernel_avx512};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("pclmul"))
        *next++ = (csv_kernel_choice){"avx2", csv_kernel_avx2};
    *next++ = (csv_kernel_choice){"sse2", csv_kernel_sse2};
#elif defined(__aarch64__)
    *next++ = (csv_kernel_choice){"neon", csv_kernel_neon};
#endif
    *next = (csv_kernel_choice){0};
}

const csv_kernel_choice *csv_kernels(void)
{
    pthread_once(&csv_asked, csv_ask);
    return csv_choices;
}
