#include "http/forwarded.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>

#include "base/wipe.h"
#include "http/request_parser.h"

namespace vestnik::http {
namespace {

namespace ip = boost::asio::ip;

ip::address_v6::bytes_type bytes_of(const ip::address& address) {
  if (address.is_v6()) return address.to_v6().to_bytes();
  return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

bool speaks_for_another(const Field& field) {
  static constexpr std::string_view names[] = {"forwarded", "x-real-ip"};
  const std::string_view name = field.name;
  const char first = name.empty() ? '\0' : name.front();
  if (first != 'x' && first != 'X' && first != 'f' && first != 'F') return false;
  return boost::beast::iequals(name.substr(0, 12), "x-forwarded-") ||
         std::ranges::any_of(names, [&](std::string_view one) { return boost::beast::iequals(one, name); });
}

// The last element of a list, which is taken from it.
std::string_view take_last(std::string_view& list) {
  const std::size_t comma = list.rfind(',');
  std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  while (!last.empty() && (last.front() == ' ' || last.front() == '\t')) last.remove_prefix(1);
  while (!last.empty() && (last.back() == ' ' || last.back() == '\t')) last.remove_suffix(1);
  return last;
}

}  // namespace

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& texts) {
  TrustedProxies proxies;
  for (const std::string& text : texts) {
    const std::size_t slash = text.find('/');
    boost::system::error_code problem;
    const ip::address address = ip::make_address(text.substr(0, slash), problem);
    unsigned bits = address.is_v4() ? 32 : 128;
    if (!problem && slash != std::string::npos) {
      const unsigned most = bits;
      const auto [end, code] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), bits);
      if (code != std::errc{} || end != text.data() + text.size() || bits > most) {
        problem = boost::asio::error::invalid_argument;
      }
    }
    if (problem) {
      return fail(ErrorKind::invalid, "not the address of a proxy", text, "write it as 127.0.0.1 or 10.0.0.0/8");
    }
    proxies.networks_.push_back({bytes_of(address), address.is_v4() ? bits + 96 : bits});
  }
  return proxies;
}

bool TrustedProxies::trusts(const ip::address& address) const {
  if (networks_.empty()) return false;
  const ip::address_v6::bytes_type bytes = bytes_of(address);
  return std::ranges::any_of(networks_, [&](const Network& network) {
    const unsigned whole = network.bits / 8;
    if (!std::equal(bytes.begin(), bytes.begin() + whole, network.bytes.begin())) return false;
    const unsigned rest = network.bits % 8;
    return rest == 0 || (bytes[whole] ^ network.bytes[whole]) >> (8 - rest) == 0;
  });
}

void TrustedProxies::introduce(Request& request, std::string_view peer, bool secure, bool trusted) const {
  request.peer.assign(peer);
  request.secure = secure;
  if (trusted) {
    // From the right: what the nearest proxy added. Everything left of the first address that is no proxy of ours
    // may be made up.
    std::string_view chain;
    std::string_view scheme;
    std::string_view host;
    std::size_t chains = 0;
    std::size_t hosts = 0;
    for (const Field& field : request.fields) {
      if (boost::beast::iequals(field.name, "x-forwarded-for")) {
        chain = field.value;
        chains += 1;
      } else if (boost::beast::iequals(field.name, "x-forwarded-proto")) {
        scheme = field.value;
      } else if (boost::beast::iequals(field.name, "x-forwarded-host")) {
        host = field.value;
        hosts += 1;
      }
    }
    while (chains == 1 && !chain.empty()) {
      boost::system::error_code problem;
      const ip::address client = ip::make_address(take_last(chain), problem);
      if (problem) break;
      std::string text = client.to_string();
      request.peer.assign(text);
      wipe(text);
      if (!trusts(client)) break;
    }
    if (!scheme.empty()) request.secure = boost::beast::iequals(take_last(scheme), "https");
    std::string named;
    if (hosts == 1 && take_host(host, named)) request.host = std::move(named);
  }
  if (trusted) wipe_stack();  // where an address was put together
  if (std::ranges::any_of(request.fields, speaks_for_another)) std::erase_if(request.fields, speaks_for_another);
}

}  // namespace vestnik::http
