// The home front and the lists of a section, author, topic or month.
#include <fmt/format.h>

#include "base/messages.h"
#include "pages/bylines.h"
#include "pages/cards.h"
#include "pages/fragment.h"
#include "pages/furniture.h"

namespace vestnik::pages {
namespace {

// How the zones of a front follow each other: varied, but the same every day, so that readers find their way. The first
// stands beside the most read stories; then one over the whole width and two side by side, again and again.
std::string_view layout_of(std::size_t zone, std::size_t zones) {
  if (zone == 0) return "lead";
  const std::size_t step = (zone - 1) % 3;
  const bool alone = step == 1 && zone + 1 == zones;
  return step == 0 || alone ? "row" : "pair";
}

constexpr std::size_t zones_before_most_read = 1;

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

// The stories beside the lead; where there are many, two stand under it.
void fill_top(Sheet& page, const Chrome& chrome, const std::vector<CardView>& top) {
  const std::size_t under = top.size() >= 4 ? 2 : 0;
  Sheet* place = under ? page.AddSectionDictionary("SECONDS") : nullptr;
  for (std::size_t i = 0; i < top.size(); ++i) {
    if (i == under) place = page.AddSectionDictionary("TOP");
    CardLook look{.name = "tile", .level = 2, .time = false};
    if (i >= under) look.picture = PictureUse::tile;
    add_card(*place, "CARD", chrome, top[i], look);
  }
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
  fill_top(page, chrome, home.top);
  fill_latest(page, chrome, home);
  for (std::size_t i = 0; i < home.zones.size(); ++i) {
    add_zone(page, i < zones_before_most_read ? "FIRST_ZONES" : "ZONE", chrome, home.zones[i],
             layout_of(i, home.zones.size()), fmt::format("zone-{}", i + 1), i % 3 == 1 ? "section" : "");
  }
  fill_most_read(page, home.most_read);
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
