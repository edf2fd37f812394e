/* What a design built by Verilator looks like from outside: one C function in a shared library.
 * Copied beside Verilator's compiled run-time, because every design's glue includes it. */
#ifndef SLUICE_SIM_VERILATOR_MODEL_ABI_H
#define SLUICE_SIM_VERILATOR_MODEL_ABI_H

#include <stdint.h>

#define SLUICE_MODEL_ABI_VERSION 1
#define SLUICE_MODEL_CREATE "sluice_model_create"

/* A port of the top module, or a net inside it. `data` points at `bytes` little-endian bytes that
 * are valid after each evaluation; only inputs may be written. */
struct SluiceNet {
  const char* name;
  void* data;
  uint32_t bytes;
};

/* eval() may throw std::runtime_error, as create() does: the text of a $fatal, $stop or $finish. */
struct SluiceModel {
  uint32_t abi_version;
  void* state;
  void (*eval)(void* state);
  void (*destroy)(void* state);
  const struct SluiceNet* nets;
  uint32_t net_count;
};

#ifdef __cplusplus
extern "C"
#endif
    /* Every register starts with a value drawn from `seed`. Memory images are read relative to the
     * current directory. */
    struct SluiceModel
    sluice_model_create(uint32_t seed);

#endif
