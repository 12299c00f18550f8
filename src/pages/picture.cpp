#include "base/text.h"
#include "media/library.h"
#include "pages/renditions.h"
#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

// Only what the media library makes; anything else would be an address from outside.
bool is_placeholder(std::string_view text) {
  constexpr std::string_view start = "data:image/webp;base64,";
  return text.starts_with(start) && text.find_first_not_of(
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                        "0123456789+/=",
                                        start.size()) == std::string_view::npos;
}

std::string source_set(const PictureView& picture, const Offer& offer, media::Format format) {
  std::string set;
  for (const int width : offer.widths) {
    if (!set.empty()) set += ", ";
    set += media::address_of(picture.digest, rendition_of(picture, offer.crop, width, format));
    set += ' ' + std::to_string(width) + 'w';
  }
  return set;
}

}  // namespace

std::string render_picture(const PictureView& picture, PictureUse use, bool eager) {
  const Offer offer = offer_of(picture, use);
  if (offer.widths.empty()) return {};

  Sheet sheet("picture");
  sheet.SetValue("SIZES", plain(setting_of(use).sizes));
  const media::Format last = offer.formats.back();
  for (const media::Format format : offer.formats) {
    if (format == last) break;
    Sheet& source = *sheet.AddSectionDictionary("SOURCE");
    source.SetValue("MIME", plain(media::mime_of(format)));
    source.SetValue("SET", source_set(picture, offer, format));
  }
  sheet.SetValue("SET", source_set(picture, offer, last));
  const media::Rendition shown = rendition_of(picture, offer.crop, offer.widths[offer.widths.size() / 2], last);
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
