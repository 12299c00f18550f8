// Whatever a seller hands in as VAST: what is taken over fits a creative and leads to the web.
#include <cstdint>
#include <cstdlib>

#include "advertising/limits.h"
#include "advertising/vast.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vestnik;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto document = advertising::read_vast(input);
  if (!document) return 0;
  if (document->media.empty() || document->media.size() > limits::vast_media) std::abort();
  for (const auto& media : document->media) {
    if (!media.address.starts_with("http") || media.width < 1 || media.height < 1) std::abort();
  }
  if (!document->click_through.empty() && !document->click_through.starts_with("http")) std::abort();
  advertising::Creative creative;
  creative.kind = advertising::Creative::Kind::video;
  creative.code = input;
  if (!advertising::complete_from_vast(creative, document->media.front().type)) std::abort();
  if (creative.width > limits::frame_width || creative.height > limits::frame_height) std::abort();
  advertising::to_json(*document);
  return 0;
}
