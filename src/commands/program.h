// Which program this is.
#pragma once

#include <cstdint>

namespace vestnik::commands {

// Of the bytes of the running program: another build has another one. 0 where they cannot be read.
std::uint64_t program_fingerprint();

}  // namespace vestnik::commands
