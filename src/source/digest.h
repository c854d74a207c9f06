/* digest.h - XXH3, by the widest instructions of the processor where the library chooses among them. The hash is the same. */
#ifndef SOURCE_DIGEST_H
#define SOURCE_DIGEST_H

#include <xxhash.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>
#endif

#endif
