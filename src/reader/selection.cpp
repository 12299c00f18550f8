#include "reader/selection.h"

#include <algorithm>

#include "base/limits.h"
#include "reader/views_of.h"

namespace vestnik::reader {

namespace {

constexpr std::size_t most_read_in_rail = 3;
constexpr std::size_t few_stories = 3;

bool holds(const Shown& stories, ArticleId id) {
  return std::any_of(stories.begin(), stories.end(), [id](const edition::SummaryPtr& each) { return each->id == id; });
}

bool newer(const edition::SummaryPtr& left, const edition::SummaryPtr& right) {
  if (left->published_at != right->published_at) return left->published_at > right->published_at;
  return left->id > right->id;
}

void fill(Shown& into, const Shown& from, std::size_t most, ArticleId except) {
  for (const edition::SummaryPtr& story : from) {
    if (into.size() >= most) return;
    if (story->id != except && !holds(into, story->id)) into.push_back(story);
  }
}

}  // namespace

Shown more_from_section(const edition::SiteEdition& site, SectionId section, ArticleId except) {
  Shown stories;
  const content::Section* at = site.section(section);
  for (int depth = 0; at != nullptr && depth < 16 && stories.size() < limits::rail_stories; ++depth) {
    fill(stories, site.of_section(at->id, 0, 2 * limits::rail_stories + 1).stories, limits::rail_stories, except);
    at = at->parent ? site.section(at->parent) : nullptr;
  }
  return stories;
}

Shown most_read(const edition::SiteEdition& site, std::size_t most) {
  Shown stories;
  for (const ArticleId id : site.most_read().articles) {
    if (stories.size() >= most) break;
    if (edition::SummaryPtr story = site.article(id)) stories.push_back(std::move(story));
  }
  return stories;
}

Shown keep_reading(const edition::SiteEdition& site, SectionId section, ArticleId except) {
  const content::Section* own = top_section(site, section);
  const auto elsewhere = [&](const edition::Summary& story) {
    return own == nullptr || top_section(site, story.section) != own;
  };
  Shown stories;
  for (const ArticleId id : site.most_read().articles) {
    if (stories.size() >= most_read_in_rail) break;
    const edition::SummaryPtr story = site.article(id);
    if (story && story->id != except && elsewhere(*story)) stories.push_back(story);
  }
  Shown newest;
  for (const content::Section* other : top_sections(site)) {
    if (other == own) continue;
    const Shown of_it = site.of_section(other->id, 0, limits::rail_stories + most_read_in_rail + 1).stories;
    newest.insert(newest.end(), of_it.begin(), of_it.end());
  }
  std::sort(newest.begin(), newest.end(), newer);
  fill(stories, newest, limits::rail_stories, except);
  return stories;
}

std::vector<Zone> further_sections(const edition::SiteEdition& site, SectionId section, const Shown& shown,
                                   std::size_t stories_in_zone, std::size_t most_zones) {
  const content::Section* own = top_section(site, section);
  std::vector<Zone> zones;
  for (const content::Section* other : top_sections(site)) {
    if (zones.size() >= most_zones) break;
    if (other == own) continue;
    const Shown newest = site.of_section(other->id, 0, stories_in_zone + shown.size()).stories;
    Zone zone{.section = other, .stories = {}};
    for (const edition::SummaryPtr& story : newest) {
      if (zone.stories.size() < stories_in_zone && !holds(shown, story->id)) zone.stories.push_back(story);
    }
    if (zone.stories.size() < few_stories) fill(zone.stories, newest, few_stories, {});
    if (!zone.stories.empty()) zones.push_back(std::move(zone));
  }
  return zones;
}

HomeSelection home_front(const edition::SiteEdition& site) {
  constexpr std::size_t top_stories = 4, latest_stories = 8, zone_stories = 5, most_zones = 12, most_read_stories = 10;
  HomeSelection home;
  Shown first = site.breaking();
  fill(first, site.pinned(), 20, {});
  const Shown newest = site.newest(0, 1 + top_stories + latest_stories + first.size()).stories;
  if (!first.empty()) {
    home.lead = first.front();
  } else {
    // The newest with a picture among the first few leads; a front without one looks unfinished.
    const auto pictured = std::find_if(
        newest.begin(), newest.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(newest.size(), 6)),
        [](const edition::SummaryPtr& story) { return static_cast<bool>(story->lead_image); });
    if (!newest.empty()) {
      home.lead = pictured == newest.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(newest.size(), 6))
                      ? newest.front()
                      : *pictured;
    }
  }
  if (!home.lead) return home;
  fill(home.top, first, top_stories, home.lead->id);
  fill(home.top, newest, top_stories, home.lead->id);
  Shown shown = home.top;
  shown.push_back(home.lead);
  for (const edition::SummaryPtr& story : newest) {
    if (home.latest.size() < latest_stories && !holds(shown, story->id)) home.latest.push_back(story);
  }
  shown.insert(shown.end(), home.latest.begin(), home.latest.end());
  home.zones = further_sections(site, {}, shown, zone_stories, most_zones);
  home.most_read = most_read(site, most_read_stories);
  return home;
}

}  // namespace vestnik::reader
