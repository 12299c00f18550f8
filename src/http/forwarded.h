// What a proxy before us says about its client (X-Forwarded-For, -Proto, -Host), believed only where the connection
// comes from an address that the operator named; from anybody else these fields are taken out of the request.
// Immutable once parsed: any thread.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/message.h"

namespace vestnik::http {

class TrustedProxies {
 public:
  // Addresses and networks: "127.0.0.1", "10.0.0.0/8", "2001:db8::/32".
  static Result<TrustedProxies> parse(const std::vector<std::string>& texts);
  bool trusts(const boost::asio::ip::address& address) const;

  // Sets the request's peer and whether it came over TLS: `peer` and `secure` are the connection's own, `trusted` is
  // whether its other end is one of these. The host changes too where a trusted proxy forwards another one.
  void introduce(Request& request, std::string_view peer, bool secure, bool trusted) const;

 private:
  struct Network {
    boost::asio::ip::address_v6::bytes_type bytes;  // IPv4 mapped into IPv6
    unsigned bits;
  };
  std::vector<Network> networks_;
};

}  // namespace vestnik::http
