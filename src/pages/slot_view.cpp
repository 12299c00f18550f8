#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "base/messages.h"
#include "media/library.h"
#include "media/negotiated.h"
#include "pages/advertising_view.h"
#include "pages/theme.h"

namespace vestnik::pages {
namespace {

// How much room a picture has in a slot, px; on a narrower window it shrinks with it.
struct Room {
  int width, height;
};
Room room_in(std::string_view slot, bool of_house) {
  // The newspaper's own stand on every page: they stay low.
  if (of_house || slot == "top" || slot == "footer") return {1280, 128};
  if (slot == "text" || slot == "reading") return {672, 250};
  return {1280, 250};
}
constexpr double densest = 1.9;  // device pixels to one of the page's, beyond which nobody sees more

// Slots that stand outside the text are landmarks of the page and need names of their own.
std::string landmark_of(const SlotView& slot) {
  if (slot.slot == "top") return translate(slot.language, "Advertisement at the top");
  if (slot.slot == "footer") return translate(slot.language, "Advertisement at the bottom");
  return {};
}

// `choice`: with the widths that a browser may choose among, else with the one that is large enough for every display.
std::string picture_of(const AdvertisementView& shown, bool choice) {
  const SlotView& slot = shown.slot;
  const PictureView& picture = slot.picture;
  const std::vector<int> widths = media::widths_for(picture.width, media::Crop::whole, picture.height);
  if (!picture || widths.empty()) return {};
  // As large as it is shown at most: the place is kept before the picture has come, and nothing of it is empty.
  const Room room = room_in(slot.slot, shown.of_house);
  const double scale = std::min(
      {1.0, static_cast<double>(room.width) / picture.width, static_cast<double>(room.height) / picture.height});
  const int width = std::max(1, static_cast<int>(std::lround(picture.width * scale)));
  const int height = std::max(1, static_cast<int>(std::lround(picture.height * scale)));
  // Nothing larger than the densest display can show.
  std::vector<int> offered;
  for (const int candidate : widths) {
    offered.push_back(candidate);
    if (candidate >= densest * width) break;
  }
  Sheet sheet("slot picture");
  if (picture.asset != 0) {
    const auto address = [&](int each) {
      return media::negotiated_address(picture.asset, picture.digest, picture.stamp, each);
    };
    sheet.SetValue("ADDRESS", address(choice ? offered.front() : offered.back()));
    if (choice && offered.size() > 1) {
      std::string set;
      for (const int each : offered) {
        set += (set.empty() ? "" : ", ") + address(each) + " " + std::to_string(each) + "w";
      }
      Sheet& sources = *sheet.AddSectionDictionary("CHOICE");
      sources.SetValue("SET", set);
      // A little less than a phone's width, as for every picture (pages/picture.cpp).
      sources.SetValue("SIZES", "min(87vw, " + std::to_string(width) + "px)");
    }
  } else {
    const media::Rendition only{offered.back(), media::Crop::whole, media::Format::webp, 0.5, 0.5, picture.stamp};
    sheet.SetValue("ADDRESS", media::address_of(picture.digest, only));
  }
  sheet.SetIntValue("WIDTH", width);
  sheet.SetIntValue("HEIGHT", height);
  sheet.SetValue("ALT", slot.text.empty() ? picture.alt : slot.text);
  // At the top of the page it is in sight at once, and waiting for the layout only makes it late.
  if (slot.slot != "top") sheet.ShowSection("LAZY");
  return print(slot.language, "slot-picture.html", sheet);
}

// `says_untargeted`: the label of a political one does. The law asks for a statement where readers were targeted, which
// they never are here; the notice says it in any case.
std::string render(const AdvertisementView& shown, const std::string& picture, bool says_untargeted) {
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
    if (says_untargeted) label.ShowSection("UNTARGETED");
    sheet.ShowSection("MARKED");
  } else {
    sheet.AddSectionDictionary("WHY")->SetValue("REASONS", shown.why_path);
  }
  if (!shown.clip.empty()) {
    Sheet& player = *sheet.AddSectionDictionary("PLAYER");
    player.SetValue("CLIP", shown.clip);
    player.SetIntValue("WIDTH", shown.frame_width);
    player.SetIntValue("HEIGHT", shown.frame_height);
    player.SetValue("TITLE", slot.text);
    if (!shown.captions.empty()) {
      Sheet& captions = *player.AddSectionDictionary("CAPTIONED");
      captions.SetValue("CAPTIONS", shown.captions);
      captions.SetValue("LANGUAGE", shown.captions_language);
      captions.SetValue("NAME", shown.captions_language == "bg" ? "Български" : "English");
    }
  }
  if (!shown.frame.empty()) {
    Sheet& frame = *sheet.AddSectionDictionary(shown.asks_first ? "ASKED" : "FRAMED");
    frame.SetValue("FRAME", shown.frame);
    frame.SetIntValue("WIDTH", shown.frame_width);
    frame.SetIntValue("HEIGHT", shown.frame_height);
    frame.SetValue("TITLE", slot.text);
    frame.SetValue("SERVER", shown.server);
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
  // A label that leaves little room costs the choice of widths first, then what nobody has to say in it, and only then
  // the picture.
  const std::string chosen = picture_of(shown, true), single = picture_of(shown, false);
  struct Form {
    const std::string* picture;
    bool says_untargeted;
  };
  const std::string none;
  for (const Form& form :
       {Form{&chosen, true}, Form{&single, true}, Form{&single, false}, Form{&none, true}, Form{&none, false}}) {
    if (form.picture->empty() && (shown.slot.text.empty() || shown.needs_picture)) continue;
    if (!form.says_untargeted && !shown.political) continue;
    std::string html = render(shown, *form.picture, form.says_untargeted);
    if (html.size() <= limits::slot_bytes) return html;
  }
  return {};
}

std::string render_slot(const SlotView& slot) {
  AdvertisementView house;
  house.slot = slot;
  house.of_house = true;
  house.why_path = own_advertisement_path;
  return render_advertisement(house);
}

}  // namespace vestnik::pages
