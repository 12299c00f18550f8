// How many connections are open, in all and from each address. Addresses are not remembered: they are counted in a
// fixed table by a keyed hash (a count-min sketch of two rows), so memory is bounded and nobody can aim a collision
// at somebody else. Any thread; no lock.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <memory>
#include <optional>

namespace vestnik::http {

class Admission {
 public:
  Admission(std::size_t most, std::size_t most_of_one_address);

  // Where an open connection is counted; to be given back with `leave`.
  struct Place {
    std::uint32_t first;
    std::uint32_t second;
    bool of_an_address = true;
  };
  // Nothing where that address (an IPv6 network of /64, which one household has) holds too many already.
  std::optional<Place> enter(const boost::asio::ip::address& address);
  // For a proxy that speaks for many: counted in all, not by its address.
  Place enter_proxy();
  void leave(Place place);

  std::size_t open() const { return open_.load(std::memory_order_relaxed); }
  // More are open than there should be: an idle one must go.
  bool crowded() const { return open() > most_; }

 private:
  static constexpr std::size_t row = 1 << 16;
  using Row = std::array<std::atomic<std::uint32_t>, row>;

  std::size_t most_;
  std::size_t most_of_one_address_;
  std::atomic<std::size_t> open_ = 0;
  std::array<unsigned char, 16> key_;
  std::unique_ptr<Row> first_ = std::make_unique<Row>();
  std::unique_ptr<Row> second_ = std::make_unique<Row>();
};

}  // namespace vestnik::http
