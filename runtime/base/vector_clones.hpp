// Loops that are worth wider vectors than every x86-64 processor has.
#pragma once

// Before the definition of a function: compiled for AVX2 and for the baseline, chosen when the
// program starts. Neither clone fuses multiplications with additions, so both give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define SLUICE_VECTOR_CLONES [[gnu::target_clones("avx2", "default")]]
#else
#define SLUICE_VECTOR_CLONES
#endif
