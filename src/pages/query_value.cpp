#include "pages/query_value.h"

#include <fmt/format.h>

#include <iterator>

namespace vestnik::pages {

std::string query_value(std::string_view text, std::string_view kept) {
  constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string value;
  for (const char c : text) {
    if (unreserved.contains(c) || kept.contains(c)) {
      value += c;
    } else {
      fmt::format_to(std::back_inserter(value), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return value;
}

}  // namespace vestnik::pages
