#include "commands/program.h"

#include <fstream>
#include <string>

#include "base/digest.h"

namespace vestnik::commands {

std::uint64_t program_fingerprint() {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  std::string piece(std::size_t{1} << 20U, '\0');
  std::uint64_t fingerprint = 0;
  while (program.read(piece.data(), static_cast<std::streamsize>(piece.size())) || program.gcount() > 0) {
    fingerprint = stable_hash({piece.data(), static_cast<std::size_t>(program.gcount())}, fingerprint);
  }
  return fingerprint;
}

}  // namespace vestnik::commands
