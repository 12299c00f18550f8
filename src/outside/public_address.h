// Which addresses are somebody else's public server. What is fetched at a person's wish must never reach this machine,
// the network it stands in or the cloud's own services (OWASP, "Server-Side Request Forgery Prevention"; the registries
// of RFC 6890: iana-ipv4-special-registry, iana-ipv6-special-registry). Any thread.
#pragma once

#include <boost/asio/ip/address.hpp>

namespace vestnik::outside {

// Global unicast. Addresses that carry an IPv4 address (mapped, NAT64, 6to4, Teredo) are what that one is.
bool is_public(const boost::asio::ip::address& address);

}  // namespace vestnik::outside
