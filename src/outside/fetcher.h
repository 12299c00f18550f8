// Fetches one file from another site at a person's wish: the only connections that the program opens to the world for
// what somebody typed. Where they may lead, and what they may carry home, is guarded here
// (docs/decisions/085-pictures-of-other-sites.md):
//
//   - http and https, their usual ports, no user names (outside/target.h);
//   - the host is resolved here, every address of it has to be public (outside/public_address.h), and the connection is
//     made to an address that was looked at: no second answer of the resolver can lead elsewhere;
//   - TLS 1.2 or 1.3 with a certificate for that name, verified against the system's trust store;
//   - at most limits::fetch_redirects redirects, each looked at in the same way, never from https to http;
//   - one deadline for all of it, a bound on the bytes, no cookie, no referrer, no compressed body.
//
// Thread rules: `fetch` blocks, on any thread and on several at once; `stop` any thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/limits.h"
#include "outside/limits.h"
#include "outside/public_address.h"
#include "outside/target.h"

namespace vestnik::outside {

struct Fetched {
  std::string bytes;
  std::string file_name;  // as the address has it; "" where it has none
  std::string from;       // where it came from in the end, for people: without the query
};

// What a host's name stands for; blocks. Of an address, that address.
Result<std::vector<boost::asio::ip::tcp::endpoint>> resolve(const Target& target);

class Fetcher {
 public:
  // Tests alone give others: a server on this machine is no public one.
  struct Options {
    std::function<Result<std::vector<boost::asio::ip::tcp::endpoint>>(const Target&)> resolve = outside::resolve;
    std::function<bool(const boost::asio::ip::address&)> allowed = is_public;
    std::filesystem::path trusted = {};  // PEM file of authorities; empty: the system's
    std::size_t most_bytes = limits::upload_bytes;
    std::chrono::milliseconds time = limits::fetch_time;
  };

  Fetcher() : Fetcher(Options{}) {}
  explicit Fetcher(Options options) : options_(std::move(options)) {}

  // ErrorKind::invalid where the address is none that is fetched from, or where nothing can be had there (404, a page
  // that asks who one is); too_large; unavailable where the other site does not answer, breaks off, takes too long or
  // cannot prove who it is; busy after `stop`. `input` names the address, `remedy` what to do instead.
  Result<Fetched> fetch(std::string_view address);
  // Ends what is under way, but for a question to the resolver, and begins nothing any more.
  void stop();

 private:
  const Options options_;
  std::mutex mutex_;
  bool stopped_ = false;                          // under the mutex
  std::set<boost::asio::io_context*> under_way_;  // under the mutex
};

}  // namespace vestnik::outside
