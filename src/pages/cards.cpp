#include "pages/cards.h"

#include "pages/arrangement.h"
#include "pages/fragment.h"
#include "pages/furniture.h"
#include "pages/typesetting.h"

namespace vestnik::pages {
namespace {

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

Pictured pictured(const std::vector<CardView>& stories) {
  Pictured shown;
  for (const CardView& story : stories) shown.push_back(static_cast<bool>(story.picture));
  return shown;
}

void add_zone(Sheet& sheet, const char* place, const Chrome& chrome, const SectionZone& zone,
              std::string_view zone_place, std::string_view id, std::string_view slot) {
  if (zone.stories.empty()) return;
  const Arrangement arrangement = arrange(zone_place, pictured(zone.stories));
  Sheet& shown = include(sheet, place, "zone.html");
  fill_zone(shown, zone.name, zone.path, arrangement.layout, id, slot);
  std::size_t at = 0;
  for (const CardLook& look : arrangement.looks) {
    shown.AddSectionDictionary("STORY")->SetValue("CARD", render_card(chrome, zone.stories[at++], look));
  }
}

}  // namespace vestnik::pages
