// Byte strings as the report format writes them: base64url without padding (RFC 4648, 5), hexadecimal, little-endian
// numbers; hashes and random bytes of libsodium. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/wipe.h"

namespace vestnik::reports {

// As libsodium takes them.
inline const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

std::string random_bytes(std::size_t count);
// BLAKE2b, `size` bytes of it (16…64).
std::string blake2b(std::string_view bytes, std::size_t size = 32);

std::string to_base64(std::string_view bytes);
// Nothing where `text` is not base64url without padding.
std::optional<std::string> from_base64(std::string_view text);
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

// `bytes` bytes of `number`, the lowest first.
std::string little_endian(std::uint64_t number, std::size_t bytes);
std::uint64_t read_little_endian(std::string_view bytes);

// The smallest size ≥ `size` that PADMÉ allows: a floating-point number whose mantissa is no longer than its exponent,
// so that a size tells at most O(log log size) bits and grows by less than 12 %.
// Nikitin et al., Reducing Metadata Leakage from Encrypted Files and Communication with PURBs, 2019.
std::uint64_t padme(std::uint64_t size);

}  // namespace vestnik::reports
