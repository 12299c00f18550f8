#include "advertising/target.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace vestnik::advertising {
namespace {

struct PrivateBlock {
  std::uint32_t from;
  unsigned bits;
};
// Private, loopback, of a link, of a provider's own network, of no network, multicast and reserved (RFC 6890).
constexpr std::array<PrivateBlock, 10> private_blocks{{{0x00000000, 8},
                                                       {0x0A000000, 8},
                                                       {0x64400000, 10},
                                                       {0x7F000000, 8},
                                                       {0xA9FE0000, 16},
                                                       {0xAC100000, 12},
                                                       {0xC0000000, 24},
                                                       {0xC0A80000, 16},
                                                       {0xC6120000, 15},
                                                       {0xE0000000, 3}}};

bool is_private_address(std::uint32_t address) {
  return std::ranges::any_of(private_blocks, [&](const PrivateBlock& block) {
    return address >> (32U - block.bits) == block.from >> (32U - block.bits);
  });
}

bool is_private_address(const in6_addr& given) {
  const std::span<const std::uint8_t, 16> bytes(given.s6_addr);
  const auto last = [&] {
    return std::uint32_t{bytes[12]} << 24U | std::uint32_t{bytes[13]} << 16U | std::uint32_t{bytes[14]} << 8U |
           std::uint32_t{bytes[15]};
  };
  const auto zero = [&](std::size_t from, std::size_t until) {
    return std::ranges::all_of(bytes.subspan(from, until - from), [](std::uint8_t byte) { return byte == 0; });
  };
  if (zero(0, 12)) return true;                                                                  // ::, ::1
  if (zero(0, 10) && bytes[10] == 0xFF && bytes[11] == 0xFF) return is_private_address(last());  // ::ffff:0:0/96
  if (bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B) return is_private_address(last());
  return (bytes[0] & 0xFEU) == 0xFC || (bytes[0] == 0xFE && (bytes[1] & 0x80U) != 0) || bytes[0] == 0xFF;
}

std::string host_of_target(std::string_view address) {
  const std::size_t scheme = address.find("://");
  std::string_view rest = scheme == std::string_view::npos ? address : address.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("/?#\\"));
  if (const std::size_t user = rest.rfind('@'); user != std::string_view::npos) rest.remove_prefix(user + 1);
  if (rest.starts_with('[')) {
    rest = rest.substr(0, rest.find(']') == std::string_view::npos ? rest.size() : rest.find(']') + 1);
  } else {
    rest = rest.substr(0, rest.find(':'));
  }
  std::string host(rest);
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (host.ends_with('.')) host.pop_back();
  return host;
}

// What a browser takes for an address of version 4, in all its ways of writing one: "127.1", "0x7f.0.0.1".
bool is_numeric_host(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') == std::string_view::npos ? 0 : host.rfind('.') + 1);
  if (last.empty()) return false;
  return last.find_first_not_of("0123456789") == std::string_view::npos ||
         (last.starts_with("0x") && last.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos);
}

bool is_local_name(std::string_view host) {
  static constexpr std::array<std::string_view, 5> names{"localhost", "local", "internal", "lan", "home.arpa"};
  return std::ranges::any_of(names, [&](std::string_view name) {
    return host == name || (host.ends_with(name) && host[host.size() - name.size() - 1] == '.');
  });
}

}  // namespace

Result<void> check_target(std::string_view address) {
  const std::string host = host_of_target(address);
  const auto within = [&]() {
    return fail(ErrorKind::invalid, "the target lies within a private network: readers cannot reach it",
                "address: " + host, "name a public address");
  };
  if (host.starts_with('[')) {
    in6_addr six{};
    const bool closed = host.ends_with(']') && host.size() > 2;
    if (!closed || inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &six) != 1) {
      return fail(ErrorKind::invalid, "the target names no server", "address: " + host, "https://example.org/");
    }
    if (is_private_address(six)) return within();
    return {};
  }
  // Browsers decode names and write wide letters narrow: what is checked would be another name.
  const bool veiled = host.find('%') != std::string::npos || host.find("\xEF\xBC") != std::string::npos ||
                      host.find("\xEF\xBD") != std::string::npos || host.find("\xE3\x80\x82") != std::string::npos;
  if (host.empty() || veiled || host.starts_with('.') || host.find("..") != std::string::npos) {
    return fail(ErrorKind::invalid, "the target names no server", "address: " + host, "https://example.org/");
  }
  if (is_local_name(host)) return within();
  if (is_numeric_host(host)) {
    in_addr four{};
    if (inet_aton(host.c_str(), &four) == 0) {
      return fail(ErrorKind::invalid, "the target names no server", "address: " + host, "https://example.org/");
    }
    if (is_private_address(ntohl(four.s_addr))) return within();
    return {};
  }
  if (host.find('.') == std::string::npos) {
    return fail(ErrorKind::invalid, "the target's name has no dot: readers cannot reach it", "address: " + host,
                "write the whole name: https://example.org/");
  }
  return {};
}

}  // namespace vestnik::advertising
