#include <netdb.h>
#include <resolv.h>

#include <memory>

#include "outside/fetcher.h"

namespace vestnik::outside {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// getaddrinfo cannot be cut off, so the resolver of this thread is given less patience than it has by default (five
// seconds, twice, for each name server).
void be_impatient() {
  constexpr int seconds = 2, attempts = 2;
  if ((_res.options & RES_INIT) == 0 && ::res_init() != 0) return;
  _res.retrans = seconds;
  _res.retry = attempts;
}

}  // namespace

Result<std::vector<tcp::endpoint>> resolve(const Target& target) {
  if (target.is_address) return std::vector{tcp::endpoint(asio::ip::make_address(target.host), target.port)};
  be_impatient();
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  // With the dot it is the whole name: nothing of this machine's own domain is tried behind it.
  const int problem = ::getaddrinfo((target.host + ".").c_str(), nullptr, &wanted, &found);
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> held(found, [](addrinfo* list) {
    if (list != nullptr) ::freeaddrinfo(list);
  });
  if (problem == EAI_AGAIN) {
    return fail(ErrorKind::unavailable, "the other site's name cannot be looked up now", target.shown(),
                "try again later, or download the picture and upload it");
  }
  std::vector<tcp::endpoint> endpoints;
  for (const addrinfo* each = found; problem == 0 && each != nullptr; each = each->ai_next) {
    tcp::endpoint endpoint;
    if (each->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), each->ai_addr, each->ai_addrlen);
    endpoint.resize(each->ai_addrlen);
    endpoint.port(target.port);
    endpoints.push_back(endpoint);
  }
  if (endpoints.empty()) {
    return fail(ErrorKind::invalid, "there is no server by the name in the picture's address", target.shown(),
                "download the picture and upload it");
  }
  return endpoints;
}

}  // namespace vestnik::outside
