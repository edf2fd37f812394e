// A file read through zlib.
#include "runtime/files/gzip_file.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>

#include "runtime/base/error.hpp"
#include "runtime/files/system_error.hpp"

namespace sluice {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

gzFile as_gz(void* file) { return static_cast<gzFile>(file); }

// zlib's words, which begin with the file's name.
std::string reason_of(gzFile file, const std::string& path, int& status) {
  const std::string text = gzerror(file, &status);
  return text.starts_with(path + ": ") ? text.substr(path.size() + 2) : text;
}

}  // namespace

GzipFile::GzipFile(const std::string& path) : path_(path), file_(gzopen(path.c_str(), "rb")) {
  if (file_ == nullptr) fail_on_file(path, "open", errno);
}

GzipFile::~GzipFile() { gzclose_r(as_gz(file_)); }

std::string GzipFile::read(std::size_t count) {
  std::string bytes;
  while (bytes.size() < count) {
    const std::size_t start = bytes.size();
    bytes.resize(start + std::min(count - start, kBlockBytes));
    const int got =
        gzread(as_gz(file_), bytes.data() + start, static_cast<unsigned>(bytes.size() - start));
    int status = Z_OK;
    const std::string reason = reason_of(as_gz(file_), path_, status);
    if (got < 0 && status == Z_ERRNO) fail_on_file(path_, "read", errno);
    if (got < 0) throw Error(path_ + ": damaged or truncated gzip data: " + reason);
    bytes.resize(start + static_cast<std::size_t>(got));
    if (got > 0) continue;
    // zlib gives all data of a file that lacks its check sum or a part of it, and says so here
    // only.
    if (status == Z_BUF_ERROR) throw Error(path_ + ": truncated gzip data: " + reason);
    break;
  }
  return bytes;
}

}  // namespace sluice
