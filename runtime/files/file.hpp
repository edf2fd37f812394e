// Whole files in and out: every failure is an Error that names the file and the reason.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

std::string read_file(const std::string& path);

// All or nothing: the bytes go to a temporary file beside `path`, which then takes its name.
// A device or pipe is written to directly, and through a symbolic link to what it leads to. A full
// disk leaves nothing behind and says so.
void write_file(const std::string& path, std::string_view bytes);

// Throws the Error that write_file() would throw for `path`, before the work is done whose result
// it is to hold. Changes nothing.
void refuse_unwritable(const std::string& path);

}  // namespace sluice
