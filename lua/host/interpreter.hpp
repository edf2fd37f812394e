// The embedded LuaJIT: one state with Sluice's packages and native modules in reach.
#pragma once

#include <lua.hpp>
#include <string>
#include <vector>

namespace sluice {

// What running a chunk came to. `message` holds the error and its traceback.
enum class Outcome { ok, failed, interrupted };
struct RunResult {
  Outcome outcome = Outcome::ok;
  std::string message;
};

class Interpreter {
 public:
  Interpreter();
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  lua_State* state() const { return lua_; }

  // Sets the global `arg`: arg[0] is the script, positive its arguments, negative what came before.
  void set_arguments(const std::vector<std::string>& command_line, int script_index);

  // Each argument becomes one of the chunk's `...`.
  RunResult run_file(const std::string& path, const std::vector<std::string>& arguments);
  RunResult run_stdin(const std::vector<std::string>& arguments);
  RunResult run_text(const std::string& text, const std::string& chunk_name,
                     const std::vector<std::string>& arguments = {});

 private:
  RunResult run_loaded(int load_status, const std::vector<std::string>& arguments);

  lua_State* lua_;
};

const char* version();

}  // namespace sluice
