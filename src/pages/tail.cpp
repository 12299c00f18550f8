#include "pages/tail.h"

#include <fmt/format.h>

#include "base/messages.h"
#include "pages/arrangement.h"
#include "pages/fragment.h"
#include "pages/furniture.h"

namespace vestnik::pages {

ZoneTitle more_title(std::string_view language, std::string_view section_name, std::string_view section_path) {
  return {translate(language, "More from {section}", {{"section", std::string(section_name)}}),
          std::string(section_path), "more", "more", "rail"};
}

ZoneTitle reading_title(std::string_view language) {
  return {translate(language, "Keep reading"), "", "reading", "reading", "reading"};
}

ZoneTitle further_title(std::string_view name, std::string_view path, std::string_view place, std::size_t at,
                        std::size_t zones) {
  // Advertisements of sections stand in two zones of a page at most, and not beside each other where there is room.
  const bool has_slot = zones <= 3 ? at < 2 : at == 0 || at == 3;
  return {std::string(name), std::string(path), std::string(place), fmt::format("zone-{}", at + 1),
          has_slot ? "section" : ""};
}

std::string render_zone(std::string_view language, const ZoneTitle& title, std::string_view layout,
                        const std::vector<Piece>& cards) {
  if (cards.empty()) return {};
  Sheet sheet("zone");
  fill_zone(sheet, title.name, title.path, layout, title.id, title.slot);
  for (const Piece& card : cards) sheet.AddSectionDictionary("STORY")->SetValue("CARD", plain(*card));
  return print(language, "zone.html", sheet);
}

std::string render_footer(const Chrome& chrome) {
  Sheet sheet("footer");
  fill_footer_alone(sheet, chrome);
  return print(chrome.language, "footer.html", sheet);
}

std::string join_tail(std::string_view language, const TailPieces& pieces) {
  Sheet page("tail");
  page.SetValue("MORE", plain(*pieces.more));
  page.SetValue("READING", plain(*pieces.reading));
  if (!pieces.zones.empty()) {
    Sheet& zones = *page.AddSectionDictionary("ZONES");
    for (const Piece& zone : pieces.zones) zones.AddSectionDictionary("ZONE")->SetValue("HTML", plain(*zone));
  }
  page.SetValue("SLOT_FOOTER", slot_mark("footer"));
  page.SetValue("FOOTER", plain(*pieces.footer));
  return print(language, "tail.html", page);
}

std::string render_tail(const Chrome& chrome, const TailView& tail) {
  const auto zone = [&](const ZoneTitle& title, const std::vector<CardView>& stories) {
    std::vector<Piece> cards;
    const Arrangement arrangement = arrange(title.place, pictured(stories));
    for (const CardLook& look : arrangement.looks) {
      cards.push_back(std::make_shared<const std::string>(render_card(chrome, stories[cards.size()], look)));
    }
    return std::make_shared<const std::string>(render_zone(chrome.language, title, arrangement.layout, cards));
  };
  TailPieces pieces;
  pieces.more = zone(more_title(chrome.language, tail.section_name, tail.section_path), tail.more);
  pieces.reading = zone(reading_title(chrome.language), tail.reading);
  std::vector<Pictured> zones;
  for (const SectionZone& each : tail.zones) zones.push_back(pictured(each.stories));
  const std::vector<std::string_view> places = places_of(zones, false);
  for (const SectionZone& each : tail.zones) {
    const ZoneTitle title =
        further_title(each.name, each.path, places[pieces.zones.size()], pieces.zones.size(), tail.zones.size());
    pieces.zones.push_back(zone(title, each.stories));
  }
  pieces.footer = std::make_shared<const std::string>(render_footer(chrome));
  return join_tail(chrome.language, pieces);
}

}  // namespace vestnik::pages
