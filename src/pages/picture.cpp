#include <array>
#include <span>

#include "base/text.h"
#include "media/library.h"
#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

// How wide a picture stands on a page, and how it is cut. The widths follow theme/style; a phone, which a picture
// fills, is told a little less: an eighth fewer pixels than the display has are not seen, and spare most phones the
// next width, which has twice the bytes (docs/decisions/060-the-first-view-is-light.md).
struct Setting {
  media::Crop crop;
  std::string_view sizes;
  int widest;     // no wider rendition is offered
  bool portable;  // one format only, for places that must stay small
};

Setting setting_of(PictureUse use) {
  switch (use) {
    case PictureUse::lead:
      return {media::Crop::whole, "(min-width: 62em) 60rem, (min-width: 46em) 42rem, 87vw", 1600, false};
    case PictureUse::front:
      return {media::Crop::wide, "(min-width: 80em) 40rem, (min-width: 62em) 50vw, 87vw", 1600, false};
    case PictureUse::body:
      return {media::Crop::whole, "(min-width: 46em) 42rem, 87vw", 1600, false};
    case PictureUse::gallery:
      return {media::Crop::wide, "(min-width: 46em) 21rem, 50vw", 1024, false};
    case PictureUse::card:
      return {media::Crop::wide, "(min-width: 80em) 38rem, (min-width: 40em) 60vw, 87vw", 1024, false};
    case PictureUse::tile:
      return {media::Crop::wide, "(min-width: 80em) 18.5rem, (min-width: 40em) 46vw, 7.5rem", 1024, false};
    case PictureUse::thumbnail:
      return {media::Crop::wide, "7.5rem", 640, false};
    case PictureUse::portrait:
      return {media::Crop::square, "6rem", 320, true};
  }
  return {media::Crop::whole, "100vw", 1600, false};
}

// Only what the media library makes; anything else would be an address from outside.
bool is_placeholder(std::string_view text) {
  constexpr std::string_view start = "data:image/webp;base64,";
  return text.starts_with(start) && text.find_first_not_of(
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                        "0123456789+/=",
                                        start.size()) == std::string_view::npos;
}

std::string source_set(const PictureView& picture, const Setting& setting, std::span<const int> widths,
                       media::Format format) {
  std::string set;
  for (const int width : widths) {
    if (!set.empty()) set += ", ";
    set += media::address_of(picture.digest,
                             {width, setting.crop, format, picture.focus_x, picture.focus_y, picture.stamp});
    set += ' ' + std::to_string(width) + 'w';
  }
  return set;
}

}  // namespace

std::string render_picture(const PictureView& picture, PictureUse use, bool eager) {
  if (!picture || picture.width < 1 || picture.height < 1) return {};
  const Setting setting = setting_of(use);
  std::vector<int> widths = media::widths_for(picture.width, setting.crop, picture.height);
  while (widths.size() > 1 && widths.back() > setting.widest) widths.pop_back();
  if (widths.empty()) return {};

  Sheet sheet("picture");
  sheet.SetValue("SIZES", plain(setting.sizes));
  if (!setting.portable) {
    for (const media::Format format : {media::Format::avif, media::Format::webp}) {
      Sheet& source = *sheet.AddSectionDictionary("SOURCE");
      source.SetValue("MIME", plain(media::mime_of(format)));
      source.SetValue("SET", source_set(picture, setting, widths, format));
    }
  }
  const media::Format last = setting.portable ? media::Format::webp : media::Format::jpeg;
  sheet.SetValue("SET", source_set(picture, setting, widths, last));
  const media::Rendition shown{widths[widths.size() / 2], setting.crop,    last,
                               picture.focus_x,           picture.focus_y, picture.stamp};
  sheet.SetValue("ADDRESS", media::address_of(picture.digest, shown));
  sheet.SetIntValue("WIDTH", shown.width);
  sheet.SetIntValue("HEIGHT", media::height_of(shown, picture.width, picture.height));
  sheet.SetValue("ALT", picture.alt);
  sheet.ShowSection(eager ? "EAGER" : "LAZY");
  const bool large = use == PictureUse::lead || use == PictureUse::front || use == PictureUse::body;
  if (large && is_placeholder(picture.placeholder)) show(sheet, "BLURRED", "DATA", picture.placeholder);
  return print("", "picture.html", sheet);
}

}  // namespace vestnik::pages
