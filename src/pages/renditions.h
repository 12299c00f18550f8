// Which files of a picture the pages name, so that they can be there before anybody asks. Pure functions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "media/library.h"
#include "pages/views.h"

namespace vestnik::pages {

// How wide a picture stands on a page, and how it is cut.
struct Setting {
  media::Crop crop;
  std::string_view sizes;  // of <img>
  int widest;              // px; no wider rendition is offered
  int phone;  // px; what most phones take: they are 360 to 430 px wide and have 2.6 to 3 device pixels to each of them
  bool portable;  // one format only, for places that must stay small
};
Setting setting_of(PictureUse use);

// What <picture> offers there.
struct Offer {
  media::Crop crop = media::Crop::whole;
  std::vector<int> widths;             // ascending; empty where there is nothing to show
  std::vector<media::Format> formats;  // best first; the last is that of <img>
  int phone = 0;                       // of the widths, what most phones take
};
Offer offer_of(const PictureView& picture, PictureUse use);
media::Rendition rendition_of(const PictureView& picture, media::Crop crop, int width, media::Format format);

// og:image; nothing where there is no picture.
std::optional<media::Rendition> shared_rendition(const PictureView& picture);

// The largest of a crop, as JPEG, which structured data name; nothing where there is no picture.
std::optional<media::Rendition> described_rendition(const PictureView& picture, media::Crop crop);

}  // namespace vestnik::pages
