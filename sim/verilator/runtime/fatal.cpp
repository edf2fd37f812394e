// What Verilator's run-time does on $fatal, $stop and $finish: throws, instead of ending the
// process.
#include <stdexcept>
#include <string>

#include "verilated.h"

namespace {

[[noreturn]] void stop(const char* what, const char* file, int line, const char* message) {
  throw std::runtime_error(std::string(what) + " at " + file + ":" + std::to_string(line) +
                           (message[0] != '\0' ? std::string(": ") + message : std::string()));
}

}  // namespace

void vl_finish(const char* file, int line, const char*) { stop("$finish", file, line, ""); }
void vl_stop(const char* file, int line, const char*) { stop("$stop", file, line, ""); }
void vl_warn(const char* file, int line, const char*, const char* message) {
  stop("warning", file, line, message);
}
void vl_fatal(const char* file, int line, const char*, const char* message) {
  stop("fatal error", file, line, message);
}
