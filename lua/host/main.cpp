// The program `sluice`: a command, a script, or the prompt.
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "lua/host/commands/command_line.hpp"
#include "lua/host/program.hpp"
#include "runtime/base/interrupt.hpp"

namespace {

// What was printed must have arrived, or nothing holds.
int with_output_written(int status) {
  std::cout.flush();
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  std::cerr << "sluice: standard output cannot be written\n";
  return status != 0 ? status : sluice::kFailureStatus;
}

int report(const std::exception& error, int status) {
  std::cout.flush();
  std::cerr << "sluice: " << error.what() << '\n';
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  // A file that reaches the limit of its size is then an error of the write, as a full disk is.
  std::signal(SIGXFSZ, SIG_IGN);
  const std::vector<std::string> words(argv, argv + argc);
  try {
    return with_output_written(sluice::run_program(words));
  } catch (const sluice::UsageError& error) {
    return report(error, sluice::kUsageStatus);
  } catch (const sluice::Interrupted& error) {
    return report(error, sluice::kInterruptedStatus);
  } catch (const std::exception& error) {
    return report(error, sluice::kFailureStatus);
  }
}
