#include "pages/logo.h"

#include <algorithm>

namespace vestnik::pages {

std::optional<media::Rendition> logo_rendition(const PictureView& logo) {
  const std::vector<int> widths = media::widths_for(logo.width, media::Crop::whole, logo.height);
  if (!logo || widths.empty()) return std::nullopt;
  constexpr int logo_width = 640;  // px, enough for twice the pixels
  const auto offered = std::ranges::lower_bound(widths, logo_width);
  // WebP keeps what can be seen through.
  return media::Rendition{.width = offered == widths.end() ? widths.back() : *offered,
                          .crop = media::Crop::whole,
                          .format = media::Format::webp,
                          .stamp = logo.stamp};
}

}  // namespace vestnik::pages
