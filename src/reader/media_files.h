// /media/…: renditions of pictures, made where they do not exist yet, and clips, sounds and documents as they came.
// Only what something published shows is answered; everything is immutable, so browsers never ask twice.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "content/asset.h"
#include "http/message.h"
#include "media/library.h"
#include "reader/context.h"

namespace vestnik::reader {

// Blocks (files, the media worker): on a pool thread. An Error becomes an error page.
Result<http::Response> media_response(const Context& context, const http::Request& request);

// The file at a public address, of an asset that whoever asks may see.
Result<http::Response> media_file(media::Library& library, const http::Request& request, std::string_view address,
                                  const content::Asset& asset);

// Which of several assets of the same bytes (at least one) an address belongs to: the one whose credit its stamp tells
// of; for an address from before a change that of the site which is asked, and where it has none, the first.
const content::Asset& shown_at(std::span<const content::Asset* const> assets, std::string_view address, SiteId site);

// One range of a Range field over `size` bytes (RFC 9110, 14): first and last byte; nothing where the field is absent,
// malformed or names several ranges (all of which mean: send everything); first > last where it cannot be satisfied.
struct ByteRange {
  std::uint64_t first = 0, last = 0;
};
std::optional<ByteRange> parse_range(std::string_view field, std::uint64_t size);

}  // namespace vestnik::reader
