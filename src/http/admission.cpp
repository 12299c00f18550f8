#include "http/admission.h"

#include <sodium.h>

#include <cstring>

namespace vestnik::http {

static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);

Admission::Admission(std::size_t most, std::size_t most_of_one_address)
    : most_(most), most_of_one_address_(most_of_one_address) {
  crypto_shorthash_keygen(key_.data());
}

std::optional<Admission::Place> Admission::enter(const boost::asio::ip::address& address) {
  std::array<unsigned char, 8> network{};
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    std::memcpy(network.data(), bytes.data(), bytes.size());
  } else {
    const auto bytes = address.to_v6().to_bytes();
    std::memcpy(network.data(), bytes.data(), network.size());
  }
  std::uint64_t hash = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), network.data(), network.size(), key_.data());
  const Place place{static_cast<std::uint32_t>(hash % row), static_cast<std::uint32_t>((hash >> 32U) % row)};
  const std::uint32_t first = (*first_)[place.first].fetch_add(1, std::memory_order_relaxed);
  const std::uint32_t second = (*second_)[place.second].fetch_add(1, std::memory_order_relaxed);
  open_.fetch_add(1, std::memory_order_relaxed);
  if (std::min(first, second) >= most_of_one_address_) {
    leave(place);
    return std::nullopt;
  }
  return place;
}

Admission::Place Admission::enter_proxy() {
  open_.fetch_add(1, std::memory_order_relaxed);
  return {.first = 0, .second = 0, .of_an_address = false};
}

void Admission::leave(Place place) {
  open_.fetch_sub(1, std::memory_order_relaxed);
  if (!place.of_an_address) return;
  (*first_)[place.first].fetch_sub(1, std::memory_order_relaxed);
  (*second_)[place.second].fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace vestnik::http
