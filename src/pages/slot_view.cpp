#include "base/limits.h"
#include "base/messages.h"
#include "media/library.h"
#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {
namespace {

constexpr int slot_width = 1024;  // px; the widest column that a slot stands in, at twice a phone's density

// Slots that stand outside the text are landmarks of the page and need names of their own.
std::string landmark_of(const SlotView& slot) {
  if (slot.slot == "top") return translate(slot.language, "Advertisement at the top");
  if (slot.slot == "footer") return translate(slot.language, "Advertisement at the bottom");
  return {};
}

std::string picture_of(const SlotView& slot) {
  const PictureView& picture = slot.picture;
  const std::vector<int> widths = media::widths_for(picture.width, media::Crop::whole, picture.height);
  if (!picture || widths.empty()) return {};
  media::Rendition shown{widths.front(), media::Crop::whole, media::Format::webp, 0.5, 0.5, picture.stamp};
  for (const int width : widths) {
    if (width <= slot_width) shown.width = width;
  }
  Sheet sheet("slot picture");
  sheet.SetValue("ADDRESS", media::address_of(picture.digest, shown));
  sheet.SetIntValue("WIDTH", shown.width);
  sheet.SetIntValue("HEIGHT", media::height_of(shown, picture.width, picture.height));
  sheet.SetValue("ALT", slot.text.empty() ? picture.alt : slot.text);
  return print(slot.language, "slot-picture.html", sheet);
}

std::string render(const SlotView& slot, const std::string& picture) {
  Sheet sheet("slot");
  sheet.SetValue("NAME", slot.slot);
  sheet.SetValue("ADDRESS", slot.path);
  show(sheet, "NAMED", "LABEL", landmark_of(slot));
  if (picture.empty()) {
    show(sheet, "WORDED", "TEXT", slot.text);
  } else {
    show(sheet, "PICTURED", "PICTURE", picture);
  }
  return print(slot.language, "slot.html", sheet);
}

}  // namespace

std::string render_slot(const SlotView& slot) {
  if (slot.path.empty()) return {};
  for (const std::string& picture : {picture_of(slot), std::string()}) {
    if (picture.empty() && slot.text.empty()) continue;
    std::string html = render(slot, picture);
    if (html.size() <= limits::slot_bytes) return html;
  }
  return {};
}

}  // namespace vestnik::pages
