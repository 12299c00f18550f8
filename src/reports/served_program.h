// What an address gives readers at /report/, compared with this program from the outside: a proxy, a cache or a server
// that somebody has taken over may hand out something else than it was given. Run it from another machine, with the
// release that the paper says it runs.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace vestnik::reports {

struct Served {
  long status = 0;                            // 0: it did not come whole, or did not unpack
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;                           // unpacked
};
// GET of an address with this Accept-Encoding ("identity", "gzip", "br").
using Fetch = std::function<Result<Served>(const std::string& address, const std::string& encoding)>;

// By libcurl: 30 s and 4 MiB for each, no redirect, certificates checked. Blocks.
Fetch fetch_by_network();

// `site`: "https://paper.example". Every file of the page's program in every coding, the list of their digests, and the
// page in both languages: its policy, and every byte of it but the site's name, the fingerprint of the desk's key and
// the days that reports are kept, which are text and nothing else. A line for each difference; an error where the site
// cannot be reached at all.
Result<std::vector<std::string>> compare_served_program(const std::string& site, const Fetch& fetch);

}  // namespace vestnik::reports
