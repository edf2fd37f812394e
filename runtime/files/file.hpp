// Whole files in and out: every failure is an Error that names the file and the reason.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

std::string read_file(const std::string& path);

// All or nothing: the bytes go to a temporary file beside `path`, which then takes its name.
// A device or pipe is written to directly. A full disk leaves nothing behind and says so.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace sluice
