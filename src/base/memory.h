// How much memory there is for this process.
#pragma once

#include <cstdint>
#include <filesystem>

namespace vestnik {

// Bytes of the machine's, or of what its control group leaves it (a container, MemoryMax of systemd) where that is
// less; 0 where neither is known. `root`: where /proc and /sys stand.
std::uint64_t memory_for_us(const std::filesystem::path& root = "/");

}  // namespace vestnik
