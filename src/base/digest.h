// Digests, random tokens and comparison without timing differences; libsodium underneath.
// Every function may be called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vestnik {

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// Whether it looks like one.
bool is_sha256_hex(std::string_view text);

// A fast 64-bit hash, the same on every machine and in every version (SipHash-2-4 with a fixed key):
// for versions of fragments, ETags and keys of maps, not against an attacker.
std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed = 0);

// `bytes` random bytes as URL-safe base64 without padding.
std::string random_token(std::size_t bytes = 32);

// 1 + the same length and bytes, in a time that depends on the lengths only.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace vestnik
