// The program `sluice`: a command, a script, or the prompt.
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "lua/host/program.hpp"
#include "runtime/base/error.hpp"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  try {
    return sluice::run_program(words);
  } catch (const std::exception& error) {
    std::cout.flush();
    std::cerr << "sluice: " << error.what() << '\n';
    return sluice::kUsageStatus;
  }
}
