// Proofs in addresses, and texts made comparable. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::advertising {

// Proves that whoever made `bytes` knows `key`: BLAKE2b keyed with it, as 32 hexadecimal digits.
std::string keyed_digest(std::string_view key, std::string_view bytes);

// For comparing without regard to case: Unicode's case folding.
std::string fold(std::string_view text);

}  // namespace vestnik::advertising
