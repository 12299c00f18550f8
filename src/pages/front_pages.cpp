// The home front and the lists of a section, author, topic or month.
#include <fmt/format.h>

#include <algorithm>

#include "base/messages.h"
#include "pages/arrangement.h"
#include "pages/bylines.h"
#include "pages/cards.h"
#include "pages/fragment.h"
#include "pages/furniture.h"

namespace vestnik::pages {
namespace {

void fill_latest(Sheet& page, const Chrome& chrome, const HomeView& home) {
  if (home.latest.empty()) return;
  Sheet& latest = *page.AddSectionDictionary("LATEST");
  for (const CardView& story : home.latest) {
    Sheet& row = *latest.AddSectionDictionary("STORY");
    const std::string at = format_rfc3339(story.published_at, chrome.time_zone);
    const bool of_today = home.today.empty() || at.starts_with(home.today);
    show(row, "IN_LANGUAGE", "CODE", story.language);
    row.SetValue("PATH", story.path);
    row.SetValue("HEADLINE", story.headline);
    row.SetValue("AT", at);
    row.SetValue("TIME", format_for_reader(story.published_at, chrome.time_zone, chrome.language,
                                           of_today ? DateStyle::time_of_day : DateStyle::date_time));
  }
}

void fill_top(Sheet& page, const Chrome& chrome, const HomeView& home) {
  Sheet* place = home.under > 0 ? page.AddSectionDictionary("SECONDS") : nullptr;
  const bool all_pictured = std::ranges::all_of(home.top, [](const CardView& story) { return bool(story.picture); });
  for (std::size_t i = 0; i < home.top.size(); ++i) {
    if (i == home.under) place = page.AddSectionDictionary("TOP");
    CardLook look{.name = "tile", .level = 2, .time = false};
    if (i >= home.under || (home.wide && all_pictured)) look.picture = PictureUse::tile;
    add_card(*place, "CARD", chrome, home.top[i], look);
  }
}

// The first zone stands beside the most read stories where both have enough for it. Those are as many then as its
// stories are high.
bool beside_most_read(const HomeView& home) {
  return home.most_read.size() >= 5 && !home.zones.empty() && home.zones.front().stories.size() >= 3;
}
std::size_t most_read_beside(const SectionZone& zone) {
  const bool many = zone.stories.size() >= 5;
  return zone.stories.front().picture ? (many ? 10 : 7) : (many ? 6 : 4);
}

void fill_zones(Sheet& page, const Chrome& chrome, const HomeView& home) {
  const bool beside = beside_most_read(home);
  std::vector<Pictured> zones;
  for (const SectionZone& zone : home.zones) zones.push_back(pictured(zone.stories));
  std::vector<std::string_view> places;
  if (beside) {
    places = places_of({zones.begin() + 1, zones.end()}, true);
    places.insert(places.begin(), "lead");
  } else {
    places = places_of(zones, true);
  }
  // Advertisements stand in rows, at most in every third zone.
  std::size_t next_slot = 1;
  for (std::size_t i = 0; i < home.zones.size(); ++i) {
    const bool slot = i >= next_slot && places[i] == "row";
    if (slot) next_slot = i + 3;
    add_zone(page, i == 0 ? "FIRST_ZONES" : "ZONE", chrome, home.zones[i], places[i], fmt::format("zone-{}", i + 1),
             slot ? "section" : "");
  }
  std::vector<CardView> read = home.most_read;
  const std::size_t most = beside ? most_read_beside(home.zones.front()) : 6;
  if (read.size() > most) read.resize(most);
  fill_most_read(page, read);
}

void fill_front_bar(Sheet& page, Sheet& head, const Chrome& chrome) {
  constexpr const char* one = "{new} new headline – show";
  constexpr const char* many = "{new} new headlines – show";
  fill_live_bar(page, head, chrome, translate_count(chrome.language, one, many, 1),
                translate_count(chrome.language, one, many, 2));
}

}  // namespace

std::string render_home(const Chrome& chrome, const HomeView& home) {
  Sheet page("home");
  Sheet& head = fill_head(page, chrome, home.meta, "home");
  fill_front_bar(page, head, chrome);
  fill_header(page, chrome, true);
  page.SetValue("SLOT_TOP", slot_mark("top"));
  if (home.lead) {
    add_card(page, "LEAD", chrome, *home.lead,
             {.name = "lead", .level = 2, .picture = PictureUse::front, .eager = true});
  }
  if (home.wide) page.SetValue("FRONT", " front-wide");
  fill_top(page, chrome, home);
  fill_latest(page, chrome, home);
  fill_zones(page, chrome, home);
  show(page, "OLDER", "PATH", home.older);
  page.SetValue("SLOT_FOOTER", slot_mark("footer"));
  fill_footer(page, chrome);
  return print(chrome.language, "home.html", page);
}

std::string render_list(const Chrome& chrome, const ListView& list) {
  Sheet page("list");
  Sheet& head = fill_head(page, chrome, list.meta, "list");
  const bool leads = list.pager.page == 1 && list.kind == "section";
  if (leads) fill_front_bar(page, head, chrome);
  fill_header(page, chrome, false);
  page.SetValue("SLOT_TOP", slot_mark("top"));
  page.SetValue("KIND", list.kind);
  fill_breadcrumbs(page, list.breadcrumbs);
  page.SetValue("TITLE", list.title);
  show(page, "DESCRIPTION", "TEXT", list.description);
  if (!list.children.empty()) {
    Sheet& children = *page.AddSectionDictionary("CHILDREN");
    for (const LinkView& child : list.children) {
      Sheet& link = *children.AddSectionDictionary("CHILD");
      link.SetValue("PATH", child.path);
      link.SetValue("LABEL", child.label);
    }
  }
  if (list.author) fill_author_boxes(page, {*list.author});
  if (list.kind != "section") {
    show(page, "COUNT", "TEXT",
         translate_count(chrome.language, "{count} story", "{count} stories", static_cast<long>(list.total)));
  }
  for (std::size_t i = 0; i < list.stories.size(); ++i) {
    if (leads && i == 0) {
      add_card(page, "CARD", chrome, list.stories[i],
               {.name = "lead", .level = 2, .picture = PictureUse::front, .section = false, .eager = true});
    } else {
      add_card(page, "CARD", chrome, list.stories[i],
               {.name = "row", .level = 2, .picture = PictureUse::tile, .section = list.kind != "section"});
    }
  }
  if (list.stories.empty()) page.ShowSection("EMPTY");
  fill_pager(page, list.pager);
  fill_most_read(page, list.most_read);
  page.SetValue("SLOT_RAIL", slot_mark("rail"));
  page.SetValue("SLOT_FOOTER", slot_mark("footer"));
  fill_footer(page, chrome);
  return print(chrome.language, "list.html", page);
}

}  // namespace vestnik::pages
