// verilator --cc, then the C++ compiler, then the linker against the run-time that Sluice was built
// with.
#include "sim/verilator/build.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "runtime/base/content_hash.hpp"
#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/files/file.hpp"
#include "runtime/files/staged_folder.hpp"
#include "runtime/files/system_error.hpp"
#include "sim/process/tool.hpp"
#include "sim/progress.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

constexpr const char* kLibrary = "model.so";
constexpr const char* kSizeFile = "model.size";
constexpr const char* kCompiler = "g++";
constexpr std::uintmax_t kBytesAGroup = 100'000;

// What decides the speed of the simulation. Registers start at random values (see glue.cpp), so
// that a forgotten reset shows.
const Words kVerilatorOptions = {
    "--cc",     "-O3",  "--x-assign", "fast", "--x-initial",    "unique", "--noassert",
    "--prefix", "Vtop", "--Mdir",     ".",    "--output-split", "20000",  "-Wno-fatal"};
const Words kFastOptions = {"-O2", "-march=native", "-fno-stack-protector"};
const Words kSlowOptions = {"-O0"};  // runs once, at start
const Words kCompileOptions = {"-std=c++17", "-fPIC", "-fvisibility=hidden", "-w", "-c"};

Words operator+(Words left, const Words& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

// What -march=native stands for: a folder may be shared by different machines.
std::string processor_features() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.rfind("flags", 0) == 0 || line.rfind("Features", 0) == 0) return line;
  }
  return "";
}

std::string key_of(const ObservedNets& observed, const Words& sources) {
  ContentHash hash;
  for (const Words& words : {kVerilatorOptions, kFastOptions, kSlowOptions, kCompileOptions}) {
    for (const std::string& word : words) hash.add(word);
  }
  hash.add(verilator_version());
  hash.add(processor_features());
  hash.add(verilator_config(observed));
  hash.add(glue_source(observed));
  for (const std::string& source : sources) hash.add(read_file(source));
  return hash.text();
}

// As seen from `folder`: Verilator takes a `$` in a path for a variable of the environment, and the
// path to the design is the user's.
Words relative_to(const std::string& folder, const Words& paths) {
  Words result;
  for (const std::string& path : paths) result.push_back(fs::relative(path, folder).string());
  return result;
}

// The run-time was compiled from one version of Verilator; generated code of another does not fit
// it.
void check_verilator_version() {
  const std::string found = tool_output({"verilator", "--version"});
  if (found.find(verilator_version()) != std::string::npos) return;
  throw Error("verilator: found \"" + found + "\", expected version " + verilator_version() +
                  ", with which sluice was built",
              {}, {"build sluice again, or put the other version first in PATH"});
}

bool is_slow(const std::string& file_name) {
  return file_name.find("__Slow") != std::string::npos ||
         file_name.find("__Syms") != std::string::npos || file_name == "glue.cpp";
}

class ModelBuild {
 public:
  ModelBuild(std::string folder, std::string log, int jobs, bool progress)
      : folder_(std::move(folder)),
        log_(std::move(log)),
        jobs_(jobs),
        progress_("building the RTL with Verilator", "steps", most_steps(jobs), progress) {}

  void verilate(const ObservedNets& observed, const Words& sources) {
    write_file(folder_ + "/observed.vlt", verilator_config(observed));
    write_file(folder_ + "/glue.cpp", glue_source(observed));
    const Words words = Words{"verilator"} + kVerilatorOptions +
                        Words{"--top-module", observed.top, "observed.vlt"} +
                        relative_to(folder_, sources);
    run({{words, folder_, log_}});
  }

  void compile() {
    std::vector<ToolCommand> commands;
    for (const Group& group : groups()) {
      write_file(folder_ + "/" + group.name + ".cpp", group.text);
      const Words words = Words{kCompiler} + kCompileOptions + group.options +
                          Words{"-isystem",
                                SLUICE_VERILATOR_INCLUDE,
                                "-isystem",
                                std::string(SLUICE_VERILATOR_INCLUDE) + "/vltstd",
                                "-I",
                                verilated_folder(),
                                "-I",
                                ".",
                                group.name + ".cpp",
                                "-o",
                                group.name + ".o"};
      commands.push_back({words, folder_, log_});
      objects_.push_back(group.name + ".o");
    }
    run(commands);
  }

  void link() {
    const Words words = Words{kCompiler, "-shared", "-Wl,-Bsymbolic", "-o", kLibrary} + objects_ +
                        Words{verilated_folder() + "/libsluice_verilated.a", "-lpthread"};
    run({{words, folder_, log_}});
    progress_.update(most_steps(jobs_));  // of a small design that has fewer
    progress_.finish();
  }

  // Leaves the library alone, and its size: a library that lost its end would kill the process.
  void remove_rest() const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().filename() != kLibrary) fs::remove_all(entry.path());
    }
    write_file(folder_ + "/" + kSizeFile,
               std::to_string(fs::file_size(folder_ + "/" + kLibrary)) + "\n");
  }

 private:
  // Several generated files compiled as one: reading Verilator's headers takes longer than most of
  // them.
  struct Group {
    std::string name;
    Words options;
    std::string text;
    std::uintmax_t bytes = 0;
  };

  // Verilator, a group a job and the slow one, the linker.
  static std::int64_t most_steps(int jobs) { return std::int64_t{jobs} + 3; }

  void run(const std::vector<ToolCommand>& commands) {
    run_tools(commands, jobs_, [this](std::size_t ended) {
      progress_.update(steps_done_ + static_cast<std::int64_t>(ended));
    });
    steps_done_ += static_cast<std::int64_t>(commands.size());
  }

  std::vector<Group> groups() const {
    std::vector<fs::path> fast, slow;
    std::uintmax_t fast_bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().extension() != ".cpp") continue;
      const bool once = is_slow(entry.path().filename().string());
      (once ? slow : fast).push_back(entry.path());
      fast_bytes += once ? 0 : entry.file_size();
    }
    std::vector<Group> all;
    const std::uintmax_t wanted = 1 + fast_bytes / kBytesAGroup;
    for (std::uintmax_t i = 0; i < std::min(wanted, static_cast<std::uintmax_t>(jobs_)); ++i) {
      all.push_back({"group_" + std::to_string(i), kFastOptions, "", 0});
    }
    distribute(std::move(fast), all);
    std::vector<Group> rest = {{"group_slow", kSlowOptions, "", 0}};
    distribute(std::move(slow), rest);
    all.push_back(rest[0]);
    return all;
  }

  // The biggest first, each to the group with the least.
  static void distribute(std::vector<fs::path> files, std::vector<Group>& groups) {
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
      return std::pair(fs::file_size(b), a) < std::pair(fs::file_size(a), b);
    });
    for (const fs::path& file : files) {
      Group& group =
          *std::min_element(groups.begin(), groups.end(),
                            [](const Group& a, const Group& b) { return a.bytes < b.bytes; });
      group.text += "#include \"" + file.filename().string() + "\"\n";
      group.bytes += fs::file_size(file);
    }
  }

  std::string folder_, log_;
  int jobs_;
  Progress progress_;
  std::int64_t steps_done_ = 0;
  Words objects_;
};

void make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail_on_file(path, "make the folder", error.value());
}

// Whether the folder holds a whole library.
bool is_built(const std::string& folder) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(folder + "/" + kLibrary, error);
  if (error || !fs::is_regular_file(folder + "/" + kSizeFile, error)) return false;
  return read_file(folder + "/" + kSizeFile) == std::to_string(size) + "\n";
}

// Another run may have been faster, with the same result.
void commit_or_use(StagedFolder& staged, const std::string& target) {
  if (is_built(target)) return;
  try {
    staged.commit();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error&) {
    if (!is_built(target)) throw;
  }
}

}  // namespace

std::string verilator_version() { return SLUICE_VERILATOR_VERSION; }

std::string verilated_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = program.parent_path() / "verilated";
  return fs::exists(beside / "model_abi.h", error) ? beside.string() : SLUICE_VERILATED_FOLDER;
}

BuiltModel build_model(const ObservedNets& observed, const Words& sources,
                       const std::string& build_folder, int jobs, bool progress) {
  const std::string target = build_folder + "/" + key_of(observed, sources);
  const std::string library = fs::absolute(target + "/" + kLibrary).string();
  if (is_built(target)) return {library, 0};
  const auto start = std::chrono::steady_clock::now();
  check_verilator_version();
  make_folder(build_folder);
  const std::string log = fs::absolute(build_folder + "/build.log").string();
  write_file(log, "");
  StagedFolder staged(target, Replaces::kAnything);
  ModelBuild build(fs::absolute(staged.path()).string(), log, jobs, progress);
  build.verilate(observed, sources);
  build.compile();
  build.link();
  build.remove_rest();
  commit_or_use(staged, target);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return {library, seconds.count()};
}

}  // namespace sluice
