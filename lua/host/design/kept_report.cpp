// Keys and files of kept reports.
#include "lua/host/design/kept_report.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/base/content_hash.hpp"
#include "runtime/files/file.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

void add_array(const AnyArray& array, ContentHash& hash) {
  std::visit(
      [&hash]<typename T>(const Array<T>& typed) {
        hash.add(element_name<T>());
        for (const std::int64_t size : typed.shape) hash.add(size);
        hash.add(typed.values.data(), typed.values.size() * sizeof(T));
      },
      array);
}

void add_design(const std::string& folder, ContentHash& hash) {
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
  ContentHash hash;
  add_array(input, hash);
  if (labels) add_array(*labels, hash);
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

void KeptReport::forget() const {
  std::error_code ignored;
  fs::remove(path_, ignored);
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
