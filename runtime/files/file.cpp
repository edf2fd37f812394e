// Whole files in and out, by POSIX calls so that every error number is at hand.
#include "runtime/files/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "runtime/base/interrupt.hpp"
#include "runtime/files/link.hpp"
#include "runtime/files/system_error.hpp"

namespace sluice {
namespace {

// An open descriptor that is closed on every way out.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  // Gives close()'s error number: some file systems report a full disk only here.
  int close() {
    const int status = ::close(number_);
    number_ = -1;
    return status == 0 ? 0 : errno;
  }

 private:
  int number_;
};

// A pipe or a slow device may be waited for; only a signal that asks to stop ends that.
int open_file(const std::string& path, int flags) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0 && errno == EINTR) stop_if_interrupted();
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

// Gives the error number, 0 when all bytes are on their way to the disk.
int write_and_close(int descriptor_number, std::string_view bytes) {
  Descriptor descriptor(descriptor_number);
  const int error_number = write_all(descriptor.number(), bytes);
  return error_number != 0 ? error_number : descriptor.close();
}

void write_in_place(const std::string& path, std::string_view bytes) {
  const int descriptor = open_file(path, O_WRONLY);
  if (descriptor < 0) fail_on_file(path, "open for writing", errno);
  if (const int error_number = write_and_close(descriptor, bytes)) {
    fail_on_file(path, "write", error_number);
  }
}

void replace_file(const std::string& path, std::string_view bytes, mode_t mode) {
  std::string temporary = path + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) fail_on_file(path, "create", errno);
  ::fchmod(descriptor, mode);
  int error_number = write_and_close(descriptor, bytes);
  if (error_number == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) error_number = errno;
  if (error_number == 0) return;
  ::unlink(temporary.c_str());
  fail_on_file(path, "write", error_number);
}

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

std::string read_file(const std::string& path) {
  const Descriptor descriptor(open_file(path, O_RDONLY));
  if (descriptor.number() < 0) fail_on_file(path, "open", errno);
  struct stat status {};
  std::string bytes;
  if (::fstat(descriptor.number(), &status) == 0 && S_ISREG(status.st_mode)) {
    bytes.reserve(static_cast<std::size_t>(status.st_size));
  }
  char block[1 << 16];
  while (true) {
    const ssize_t count = ::read(descriptor.number(), block, sizeof block);
    if (count < 0 && errno == EINTR) {
      stop_if_interrupted();
      continue;
    }
    if (count < 0) fail_on_file(path, "read", errno);
    if (count == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(count));
  }
}

void write_file(const std::string& path, std::string_view bytes) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) fail_on_file(path, "write", EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    write_in_place(path, bytes);
  } else {
    replace_file(link_target(path), bytes, exists ? status.st_mode & 07777 : default_mode());
  }
}

void refuse_unwritable(const std::string& path) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) fail_on_file(path, "write", EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    if (::access(path.c_str(), W_OK) != 0) fail_on_file(path, "write", errno);
    return;
  }
  std::string probe = link_target(path) + ".XXXXXX";
  const Descriptor descriptor(::mkostemp(probe.data(), O_CLOEXEC));
  if (descriptor.number() < 0) fail_on_file(path, "create", errno);
  ::unlink(probe.c_str());
}

}  // namespace sluice
