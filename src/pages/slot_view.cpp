#include "base/limits.h"
#include "base/messages.h"
#include "media/library.h"
#include "pages/advertising_view.h"
#include "pages/theme.h"

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

std::string render(const AdvertisementView& shown, const std::string& picture) {
  const SlotView& slot = shown.slot;
  Sheet sheet("slot");
  sheet.SetValue("NAME", slot.slot);
  sheet.SetValue("ADDRESS", slot.path);
  show(sheet, "NAMED", "LABEL", landmark_of(slot));
  if (shown.political) {
    Sheet& label = *sheet.AddSectionDictionary("POLITICAL");
    label.SetValue("NOTICE", shown.why_path);
    label.SetValue("SPONSOR", shown.sponsor);
    show(label, "CONTROLLED", "CONTROLLER", shown.controller);
    show(label, "LINKED", "LINK", shown.linked_to);
    sheet.ShowSection("MARKED");
  } else if (!shown.why_path.empty()) {
    sheet.AddSectionDictionary("WHY")->SetValue("REASONS", shown.why_path);
  } else {
    sheet.ShowSection("PLAIN");
  }
  if (!shown.clip.empty()) {
    Sheet& player = *sheet.AddSectionDictionary("PLAYER");
    player.SetValue("CLIP", shown.clip);
    player.SetIntValue("WIDTH", shown.frame_width);
    player.SetIntValue("HEIGHT", shown.frame_height);
    player.SetValue("TITLE", slot.text);
  }
  if (!shown.frame.empty()) {
    Sheet& frame = *sheet.AddSectionDictionary(shown.asks_first ? "ASKED" : "FRAMED");
    frame.SetValue("FRAME", shown.frame);
    frame.SetIntValue("WIDTH", shown.frame_width);
    frame.SetIntValue("HEIGHT", shown.frame_height);
    frame.SetValue("TITLE", slot.text);
  }
  if (picture.empty()) {
    show(sheet, "WORDED", "TEXT", slot.text);
  } else {
    show(sheet, "PICTURED", "PICTURE", picture);
  }
  return print(slot.language, "slot.html", sheet);
}

}  // namespace

std::string render_advertisement(const AdvertisementView& shown) {
  if (shown.slot.path.empty()) return {};
  for (const std::string& picture : {picture_of(shown.slot), std::string()}) {
    if (picture.empty() && (shown.slot.text.empty() || shown.needs_picture)) continue;
    std::string html = render(shown, picture);
    if (html.size() <= limits::slot_bytes) return html;
  }
  return {};
}

std::string render_slot(const SlotView& slot) {
  AdvertisementView house;
  house.slot = slot;
  return render_advertisement(house);
}

}  // namespace vestnik::pages
