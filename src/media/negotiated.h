// Short addresses of a picture, for places where every byte is counted: one a width, and the format is whatever the
// browser says that it takes (Accept), from the same renditions as everywhere. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "media/library.h"

namespace vestnik::media {

struct Negotiated {
  std::int64_t asset = 0;
  int width = 0;
};

// "/media/12-0f3a9c11de/640": the asset's number and a mark that changes with its bytes, with the credit in them and
// with its crop, so that it may be cached for ever.
std::string negotiated_address(std::int64_t asset, std::string_view digest, std::string_view stamp, int width);
// Nothing where the path is none of those. Whether the mark is right, negotiated_address tells.
std::optional<Negotiated> parse_negotiated(std::string_view path);

// The best of what `accept` names; JPEG, which all browsers take, where it names none.
Format format_for(std::string_view accept);

}  // namespace vestnik::media
