// Keys and files of kept reports.
#include "lua/host/design/kept_report.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/files/file.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

// FNV-1a over eight bytes at a time: fast, and quite enough to notice a change.
class Hash {
 public:
  void add(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const unsigned char*>(data);
    for (; size >= 8; size -= 8, bytes += 8) {
      std::uint64_t word = 0;
      std::copy_n(bytes, 8, reinterpret_cast<unsigned char*>(&word));
      mix(word);
    }
    for (; size > 0; --size, ++bytes) mix(*bytes);
  }
  void add(const std::string& text) {
    mix(text.size());
    add(text.data(), text.size());
  }
  void add(const AnyArray& array) {
    std::visit(
        [this]<typename T>(const Array<T>& typed) {
          add(std::string(element_name<T>()));
          for (const std::int64_t size : typed.shape) mix(static_cast<std::uint64_t>(size));
          add(typed.values.data(), typed.values.size() * sizeof(T));
        },
        array);
  }
  std::string text() const { return std::to_string(state_); }

 private:
  void mix(std::uint64_t word) {
    state_ = (state_ ^ word) * 0x100000001b3ULL;
    state_ ^= state_ >> 29;
  }
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

void add_design(const std::string& folder, Hash& hash) {
  std::set<std::string> files;
  for (const char* part : {"rtl", "mem", "model"}) {
    const std::string path = folder + "/" + part;
    if (!fs::is_directory(path)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) files.insert(entry.path().string());
    }
  }
  for (const std::string& file : files) {
    hash.add(fs::relative(file, folder).string());
    hash.add(read_file(file));
  }
}

}  // namespace

KeptReport::KeptReport(const std::string& folder, const AnyArray& input,
                       const std::optional<AnyArray>& labels, const std::string& options)
    : path_(folder + "/build/kept_report.json") {
  Hash hash;
  hash.add(input);
  if (labels) hash.add(*labels);
  hash.add(options);
  hash.add(read_file("/proc/self/exe"));
  add_design(folder, hash);
  key_ = hash.text();
}

std::optional<ReportText> KeptReport::load() const {
  if (!fs::is_regular_file(path_)) return std::nullopt;
  const auto kept = nlohmann::json::parse(read_file(path_), nullptr, false);
  const nlohmann::json wanted = {{"key", key_}, {"passed", true}};
  for (const auto& [name, value] : wanted.items()) {
    if (!kept.is_object() || !kept.contains(name) || kept[name] != value) return std::nullopt;
  }
  ReportText report{"", "", true};
  for (auto [name, text] : {std::pair("report", &report.json), {"summary", &report.summary}}) {
    if (!kept.contains(name) || !kept[name].is_string()) return std::nullopt;
    *text = kept[name].get<std::string>();
  }
  // What lies there now may be of another verification.
  write_file(fs::path(path_).parent_path().parent_path() / "verify.json", report.json);
  return report;
}

void KeptReport::save(const ReportText& report) const {
  if (!fs::is_directory(fs::path(path_).parent_path())) return;
  const nlohmann::json kept = {{"key", key_},
                               {"passed", report.passed},
                               {"report", report.json},
                               {"summary", report.summary}};
  write_file(path_, kept.dump());
}

}  // namespace sluice
