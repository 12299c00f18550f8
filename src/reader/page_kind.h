// What readers' answers are counted under (http::Response::kind, http/traffic.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace vestnik::reader {

enum class PageKind : std::uint8_t {
  other,
  article,
  front,
  list,
  search,
  feed,
  sitemap,
  media,
  theme,
  redirect,
  error,
  events
};

inline constexpr std::array<std::string_view, 12> page_kind_names = {
    "other", "article", "front", "list", "search", "feed", "sitemap", "media", "theme", "redirect", "error", "events"};

}  // namespace vestnik::reader
