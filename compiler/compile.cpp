// The path of the data as code (see docs/architecture.md).
#include "compiler/compile.hpp"
