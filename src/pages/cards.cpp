#include "pages/cards.h"

#include <algorithm>

#include "pages/fragment.h"
#include "pages/furniture.h"
#include "pages/typesetting.h"

namespace vestnik::pages {
namespace {

// The look of the story at `place` in a layout.
CardLook look_in(std::string_view layout, std::size_t place) {
  constexpr CardLook tile{.name = "tile", .picture = PictureUse::tile, .section = false, .time = false};
  constexpr CardLook text{.name = "text", .section = false, .time = false};
  if (layout == "more") {
    if (place == 0) return {.name = "large", .picture = PictureUse::card, .section = false, .time = false};
    return text;
  }
  if (layout == "lead") {
    if (place == 0) return {.name = "large", .picture = PictureUse::card, .section = false, .time = false};
    return {.name = "row", .picture = PictureUse::thumbnail, .deck = false, .section = false, .time = false};
  }
  if (layout == "reading") {
    if (place < 4) return {.name = "tile", .picture = PictureUse::tile, .time = false};
    return {.name = "text", .time = false};
  }
  if (layout == "pair") {
    if (place == 0) return {.name = "plain", .picture = PictureUse::card, .section = false, .time = false};
    if (place == 1) return tile;
    return {.name = "text", .deck = false, .section = false, .time = false};
  }
  if (place == 0) return {.name = "plain", .picture = PictureUse::card, .section = false, .time = false};
  return place < 4 ? tile : text;
}

// Stories that a layout has places for.
std::size_t places_in(std::string_view layout) {
  if (layout == "row" || layout == "pair") return 4;
  return layout == "lead" ? 5 : 7;
}

void fill_card(Sheet& shown, const Chrome& chrome, const CardView& card, const CardLook& look) {
  shown.SetValue("LOOK", look.name);
  show(shown, "IN_LANGUAGE", "CODE", card.language);
  const std::string kind = kind_label(chrome.language, card.kind);
  // "Opinion" beside the section "Opinions" says nothing more.
  const bool section = look.section && kind.empty() && !card.section_name.empty();
  if (card.breaking || !kind.empty() || section) {
    Sheet& labels = *shown.AddSectionDictionary("LABELS");
    if (card.breaking) labels.ShowSection("BREAKING");
    show(labels, "KIND", "LABEL", kind);
    if (section) {
      Sheet& link = *labels.AddSectionDictionary("SECTION");
      link.SetValue("PATH", card.section_path);
      link.SetValue("NAME", card.section_name);
    }
  }
  Sheet& headline = *shown.AddSectionDictionary(look.level == 2 ? "H2" : "H3");
  headline.SetValue("PATH", card.path);
  // Only the large ones at the top of a front: docs/decisions/067-lists-show-headlines-as-typed.md
  const auto set = [&look](const std::string& words) { return look.level == 2 ? typeset(words) : words; };
  headline.SetValue("HEADLINE", set(card.headline));
  if (look.picture) show(shown, "PICTURED", "PICTURE", render_picture(card.picture, *look.picture, look.eager));
  if (look.deck) show(shown, "DECK", "TEXT", set(card.deck));
  if (look.time && card.published_at != Time{}) {
    Sheet& time = *shown.AddSectionDictionary("TIME");
    time.SetValue("AT", format_rfc3339(card.published_at, chrome.time_zone));
    time.SetValue("TEXT",
                  format_for_reader(card.published_at, chrome.time_zone, chrome.language, DateStyle::date_time));
  }
}

}  // namespace

std::vector<CardLook> looks_in(std::string_view layout, std::size_t stories) {
  std::vector<CardLook> looks;
  for (std::size_t place = 0; place < std::min(stories, places_in(layout)); ++place) {
    looks.push_back(look_in(layout, place));
  }
  return looks;
}

Sheet& add_card(Sheet& sheet, const char* place, const Chrome& chrome, const CardView& card, const CardLook& look) {
  Sheet& shown = include(sheet, place, "card.html");
  fill_card(shown, chrome, card, look);
  return shown;
}

std::string render_card(const Chrome& chrome, const CardView& card, const CardLook& look) {
  Sheet sheet("card");
  fill_card(sheet, chrome, card, look);
  return print(chrome.language, "card.html", sheet);
}

void fill_zone(Sheet& shown, std::string_view name, std::string_view path, std::string_view layout, std::string_view id,
               std::string_view slot) {
  shown.SetValue("LOOK", plain(layout));
  shown.SetValue("ID", plain(id));
  Sheet& title = *shown.AddSectionDictionary(path.empty() ? "UNLINKED" : "LINKED");
  title.SetValue("PATH", plain(path));
  title.SetValue("TITLE", plain(name));
  if (!slot.empty()) shown.SetValue("SLOT", slot_mark(slot));
}

void add_zone(Sheet& sheet, const char* place, const Chrome& chrome, const SectionZone& zone, std::string_view layout,
              std::string_view id, std::string_view slot) {
  if (zone.stories.empty()) return;
  Sheet& shown = include(sheet, place, "zone.html");
  fill_zone(shown, zone.name, zone.path, layout, id, slot);
  std::size_t at = 0;
  for (const CardLook& look : looks_in(layout, zone.stories.size())) {
    shown.AddSectionDictionary("STORY")->SetValue("CARD", render_card(chrome, zone.stories[at++], look));
  }
}

}  // namespace vestnik::pages
