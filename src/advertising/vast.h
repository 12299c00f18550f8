// VAST 4 (IAB Tech Lab's Video Ad Serving Template), inline: how agencies hand in a film. What is said in it is taken
// over; nothing in it is ever fetched or called: the clip is uploaded beside it, and we count ourselves.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "advertising/campaign.h"
#include "base/error.h"
#include "base/json.h"

namespace vestnik::advertising {

struct Vast {
  std::string version;  // "4.2"
  std::string title, description;
  std::string click_through;  // http(s); may be ""
  std::chrono::milliseconds duration{};
  // Those that a browser plays as they are, in the document's order.
  struct Media {
    std::string address, type;
    int width = 0, height = 0;
    int kilobits = 0;  // a second; 0: not told
  };
  std::vector<Media> media;
  struct Captions {
    std::string address, type, language;
  };
  std::vector<Captions> captions;
  std::size_t counters = 0;  // addresses of others that an ordinary player would call
};

// ErrorKind::invalid where it is none, is a wrapper that leads to another server, is of another version, or holds no
// film that our player plays.
Result<Vast> read_vast(std::string_view xml);

// The one of `type` whose width comes nearest to `width`; any type where that is "". nullptr where there is none.
const Vast::Media* fitting_media(const Vast& document, std::string_view type, int width);

// Fills what the seller has left empty of a video that came with a document (`code`): words, target, size.
// ErrorKind::invalid where the clip's type is none of those that the document lists.
Result<void> complete_from_vast(Creative& creative, std::string_view clip_type);

json::object to_json(const Vast& document);

}  // namespace vestnik::advertising
