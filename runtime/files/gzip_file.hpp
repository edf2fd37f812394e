// A file read through zlib: gzipped or plain, it makes no difference.
#pragma once

#include <cstddef>
#include <string>

namespace sluice {

class GzipFile {
 public:
  explicit GzipFile(const std::string& path);
  ~GzipFile();
  GzipFile(const GzipFile&) = delete;
  GzipFile& operator=(const GzipFile&) = delete;

  // Up to `count` bytes, fewer only at the end. Throws Error where the gzip data is damaged.
  std::string read(std::size_t count);

 private:
  std::string path_;
  void* file_;
};

}  // namespace sluice
