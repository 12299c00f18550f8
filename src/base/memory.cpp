#include "base/memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace vestnik {
namespace {

constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();

// A file with one number, in bytes; "max" or no such file: unbounded.
std::uint64_t bound_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::uint64_t bytes = 0;
  return in >> bytes && bytes > 0 ? bytes : unbounded;
}

std::uint64_t of_machine(const std::filesystem::path& root) {
  std::ifstream in(root / "proc/meminfo");
  std::string name, unit;
  std::uint64_t kilobytes = 0;
  if (in >> name >> kilobytes >> unit && name == "MemTotal:") return kilobytes << 10U;
  return unbounded;
}

// "0::/system.slice/vestnik.service": version 2, one tree. A group above may leave less than the group itself says.
std::uint64_t of_group(const std::filesystem::path& root) {
  std::ifstream in(root / "proc/self/cgroup");
  std::uint64_t least = unbounded;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("0::/")) continue;
    const std::filesystem::path tree = root / "sys/fs/cgroup";
    std::filesystem::path group = tree;
    least = std::min(least, bound_in(group / "memory.max"));
    for (const auto& step : std::filesystem::path(line.substr(4))) {
      if (step == "..") return least;  // a group outside of what we see
      group /= step;
      least = std::min(least, bound_in(group / "memory.max"));
    }
  }
  return least;
}

}  // namespace

std::uint64_t memory_for_us(const std::filesystem::path& root) {
  const std::uint64_t least = std::min(of_machine(root), of_group(root));
  return least == unbounded ? 0 : least;
}

}  // namespace vestnik
