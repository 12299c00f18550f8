// Where something is to be fetched from: an http or https address, read strictly. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vestnik::outside {

struct Target {
  bool secure = false;      // https
  std::string host;         // lower case: a name with a dot in it, "192.0.2.1" or "2001:db8::1", without brackets
  std::uint16_t port = 0;   // 443 or 80, as the scheme has it
  std::string path;         // begins with "/"; what else a request line cannot carry is percent-encoded
  bool is_address = false;  // `host` is an IP address

  std::string authority() const;  // as the field "Host" has it
  // For people and logs: scheme, host and path, cut short, without the query, in which secrets stand.
  std::string shown() const;
  // The last part of the path where it looks like a file's name; else "".
  std::string file_name() const;
};

// ErrorKind::invalid for everything that is not plainly http(s)://NAME/…: other schemes, ports and numbers that are no
// address as it is written ("2130706433", "0x7f.1"), user names, names without a dot. `input` of an error never has the
// query.
Result<Target> parse_target(std::string_view address);

// Where an answer from `from` leads on to ("Location": whole, "//host/…", "/path" or relative). ErrorKind::invalid too
// where it leads from https to http.
Result<Target> redirected(const Target& from, std::string_view location);

}  // namespace vestnik::outside
