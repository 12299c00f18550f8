#include "pages/renditions.h"

#include <algorithm>

namespace vestnik::pages {

// The widths follow theme/style; a phone, which a picture fills, is told a little less: an eighth fewer pixels than the
// display has are not seen, and spare most phones the next width, which has twice the bytes
// (docs/decisions/060-the-first-view-is-light.md).
Setting setting_of(PictureUse use) {
  switch (use) {
    case PictureUse::lead:
      return {media::Crop::whole, "(min-width: 62em) 60rem, (min-width: 46em) 42rem, 87vw", 1600, 1024, false};
    case PictureUse::front:
      return {media::Crop::wide, "(min-width: 80em) 40rem, (min-width: 62em) 50vw, 87vw", 1600, 1024, false};
    case PictureUse::body:
      return {media::Crop::whole, "(min-width: 46em) 42rem, 87vw", 1600, 1024, false};
    case PictureUse::gallery:
      return {media::Crop::wide, "(min-width: 46em) 21rem, 50vw", 1024, 640, false};
    case PictureUse::card:
      return {media::Crop::wide, "(min-width: 80em) 38rem, (min-width: 40em) 60vw, 87vw", 1024, 1024, false};
    case PictureUse::tile:
      return {media::Crop::wide, "(min-width: 80em) 18.5rem, (min-width: 40em) 46vw, 7.5rem", 1024, 320, false};
    case PictureUse::thumbnail:
      return {media::Crop::wide, "7.5rem", 640, 320, false};
    case PictureUse::portrait:
      return {media::Crop::square, "6rem", 320, 320, true};
  }
  return {media::Crop::whole, "100vw", 1600, 1024, false};
}

Offer offer_of(const PictureView& picture, PictureUse use) {
  if (!picture || picture.width < 1 || picture.height < 1) return {};
  const Setting setting = setting_of(use);
  Offer offer{.crop = setting.crop,
              .widths = media::widths_for(picture.width, setting.crop, picture.height),
              .formats = {media::Format::avif, media::Format::webp, media::Format::jpeg}};
  if (setting.portable) offer.formats = {media::Format::webp};
  while (offer.widths.size() > 1 && offer.widths.back() > setting.widest) offer.widths.pop_back();
  if (offer.widths.empty()) return {};
  const auto wide_enough = std::ranges::lower_bound(offer.widths, setting.phone);
  offer.phone = wide_enough == offer.widths.end() ? offer.widths.back() : *wide_enough;
  return offer;
}

media::Rendition rendition_of(const PictureView& picture, media::Crop crop, int width, media::Format format) {
  return {.width = width,
          .crop = crop,
          .format = format,
          .focus_x = picture.focus_x,
          .focus_y = picture.focus_y,
          .stamp = picture.stamp};
}

std::optional<media::Rendition> shared_rendition(const PictureView& picture) {
  constexpr int card_width = 1200;  // px; what social networks show a large card from
  const std::vector<int> widths = media::widths_for(picture.width, media::Crop::wide, picture.height);
  if (!picture || widths.empty()) return std::nullopt;
  const auto wide_enough = std::ranges::lower_bound(widths, card_width);
  return rendition_of(picture, media::Crop::wide, wide_enough == widths.end() ? widths.back() : *wide_enough,
                      media::Format::jpeg);
}

std::optional<media::Rendition> described_rendition(const PictureView& picture, media::Crop crop) {
  const std::vector<int> widths = media::widths_for(picture.width, crop, picture.height);
  if (!picture || widths.empty()) return std::nullopt;
  return rendition_of(picture, crop, widths.back(), media::Format::jpeg);
}

}  // namespace vestnik::pages
