#include "outside/public_address.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace vestnik::outside {

namespace {

namespace ip = boost::asio::ip;

struct Network4 {
  std::uint32_t network;
  unsigned bits;
  bool holds(std::uint32_t address) const { return (address ^ network) >> (32U - bits) == 0; }
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24U | b << 16U | c << 8U | d;
}

constexpr Network4 special4[] = {
    {v4(0, 0, 0, 0), 8},        // "this network"; 0.0.0.0 is this machine
    {v4(10, 0, 0, 0), 8},       // private
    {v4(100, 64, 0, 0), 10},    // shared by customers of a carrier
    {v4(127, 0, 0, 0), 8},      // loopback
    {v4(169, 254, 0, 0), 16},   // link-local; a cloud's metadata
    {v4(172, 16, 0, 0), 12},    // private
    {v4(192, 0, 0, 0), 24},     // protocol assignments
    {v4(192, 0, 2, 0), 24},     // documentation
    {v4(192, 88, 99, 0), 24},   // relays of 6to4, given up
    {v4(192, 168, 0, 0), 16},   // private
    {v4(198, 18, 0, 0), 15},    // measurements between machines
    {v4(198, 51, 100, 0), 24},  // documentation
    {v4(203, 0, 113, 0), 24},   // documentation
    {v4(224, 0, 0, 0), 4},      // multicast
    {v4(240, 0, 0, 0), 4},      // reserved; broadcast
};

bool is_public_v4(std::uint32_t address) {
  return std::none_of(std::begin(special4), std::end(special4),
                      [&](const Network4& network) { return network.holds(address); });
}

using Bytes6 = ip::address_v6::bytes_type;

std::uint32_t v4_at(const Bytes6& bytes, std::size_t at) {
  return v4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

// Whether the address begins with `bits` bits of `prefix`, which lacks its zeros at the end.
template <std::size_t Size>
bool begins(const Bytes6& bytes, const std::array<std::uint8_t, Size>& prefix, unsigned bits) {
  for (unsigned at = 0; at < bits; ++at) {
    const unsigned byte = at / 8, mask = 0x80U >> (at % 8);
    const unsigned wanted = byte < Size ? prefix[byte] : 0U;
    if (((bytes[byte] ^ wanted) & mask) != 0) return false;
  }
  return true;
}

using Prefix = std::array<std::uint8_t, 6>;

bool is_public_v6(const ip::address_v6& address) {
  const Bytes6 bytes = address.to_bytes();
  if (address.is_v4_mapped()) return is_public_v4(v4_at(bytes, 12));
  if (begins(bytes, Prefix{0x00, 0x64, 0xff, 0x9b}, 96)) return is_public_v4(v4_at(bytes, 12));  // NAT64 (RFC 6052)
  // Only this eighth has been given out as global unicast: loopback, unique local, link-local, multicast are elsewhere.
  if (!begins(bytes, Prefix{0x20}, 3)) return false;
  if (begins(bytes, Prefix{0x20, 0x02}, 16)) return is_public_v4(v4_at(bytes, 2));  // 6to4 (RFC 3056)
  if (begins(bytes, Prefix{0x20, 0x01, 0x00, 0x00}, 32)) {
    // Teredo (RFC 4380): its server, and the client's own address with every bit turned.
    return is_public_v4(v4_at(bytes, 4)) && is_public_v4(~v4_at(bytes, 12));
  }
  return !begins(bytes, Prefix{0x20, 0x01, 0x00}, 23) &&        // protocol assignments
         !begins(bytes, Prefix{0x20, 0x01, 0x0d, 0xb8}, 32) &&  // documentation
         !begins(bytes, Prefix{0x3f, 0xff}, 20);                // documentation
}

}  // namespace

bool is_public(const ip::address& address) {
  if (address.is_v4()) return is_public_v4(address.to_v4().to_uint());
  return address.to_v6().scope_id() == 0 && is_public_v6(address.to_v6());
}

}  // namespace vestnik::outside
