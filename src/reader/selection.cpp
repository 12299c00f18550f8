#include "reader/selection.h"

#include <algorithm>

#include "base/limits.h"
#include "pages/front_shape.h"
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

namespace {

constexpr std::size_t top_stories = 4, zone_stories = 5, most_zones = 12, most_read_stories = 10;

// The newest with a picture among the first few leads; a front without one looks unfinished.
edition::SummaryPtr lead_of(const edition::Edition& edition, const Shown& newest) {
  const auto end = newest.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(newest.size(), 6));
  const auto pictured = std::find_if(
      newest.begin(), end, [&](const edition::SummaryPtr& story) { return has_picture(edition, story->lead_image); });
  if (newest.empty()) return nullptr;
  return pictured == end ? newest.front() : *pictured;
}

std::vector<Zone> arranged_zones(const edition::SiteEdition& site, const content::Front& front, Shown shown) {
  std::vector<Zone> zones;
  for (std::size_t i = 1; i < front.zones.size(); ++i) {
    const content::FrontZone& from = front.zones[i];
    Zone zone{.section = site.section(from.section), .stories = arranged(site, from, shown), .title = from.title};
    if (zone.title.empty() && zone.section == nullptr) {
      const content::Topic* topic = site.topic(from.topic);
      if (topic != nullptr) zone.title = topic->name;
    }
    if (zone.stories.empty()) continue;
    shown.insert(shown.end(), zone.stories.begin(), zone.stories.end());
    zones.push_back(std::move(zone));
  }
  return zones;
}

Shown by_rule(const edition::SiteEdition& site, const content::FrontZone& zone, std::size_t most) {
  switch (zone.rule) {
    case content::FrontZone::Rule::none:
      return {};
    case content::FrontZone::Rule::newest:
      return site.newest(0, most).stories;
    case content::FrontZone::Rule::section:
      return site.of_section(zone.section, 0, most).stories;
    case content::FrontZone::Rule::topic:
      return site.of_topic(zone.topic, 0, most).stories;
    case content::FrontZone::Rule::most_read:
      return most_read(site, most);
  }
  return {};
}

}  // namespace

Shown arranged(const edition::SiteEdition& site, const content::FrontZone& zone, const Shown& shown) {
  const auto most = static_cast<std::size_t>(zone.stories);
  Shown stories;
  for (const content::Pin& pin : zone.pins) {
    const edition::SummaryPtr story = site.article(pin.article);
    if (story && stories.size() < most && !holds(stories, story->id)) stories.push_back(story);
  }
  for (const edition::SummaryPtr& story : by_rule(site, zone, most + shown.size() + stories.size())) {
    if (stories.size() >= most) break;
    if (!holds(shown, story->id) && !holds(stories, story->id)) stories.push_back(story);
  }
  return stories;
}

HomeSelection home_front(const edition::Edition& edition, const edition::SiteEdition& site) {
  HomeSelection home;
  const content::Front* front = site.front({});
  Shown first;
  if (front != nullptr && !front->zones.empty()) first = arranged(site, front->zones.front(), {});
  fill(first, site.breaking(), 20, {});
  fill(first, site.pinned(), 20, {});
  const Shown newest = site.newest(0, 1 + pages::most_in_front + first.size()).stories;
  home.lead = first.empty() ? lead_of(edition, newest) : first.front();
  if (!home.lead) return home;
  Shown rest;
  fill(rest, first, top_stories, home.lead->id);
  const std::size_t chosen = rest.size();
  fill(rest, newest, pages::most_in_front, home.lead->id);
  const auto shape_of = [&](const edition::SummaryPtr& story) {
    return pages::StoryShape{story->headline, story->deck, has_picture(edition, story->lead_image)};
  };
  std::vector<pages::StoryShape> shapes;
  for (const edition::SummaryPtr& story : rest) shapes.push_back(shape_of(story));
  const pages::FrontShape shape = pages::shape_front(shape_of(home.lead), shapes, chosen);
  home.under = shape.under;
  home.wide = shape.wide;
  const auto latest = rest.begin() + static_cast<std::ptrdiff_t>(shape.under + shape.beside);
  home.top.assign(rest.begin(), latest);
  home.latest.assign(latest, latest + static_cast<std::ptrdiff_t>(shape.latest));
  Shown shown = home.top;
  shown.push_back(home.lead);
  shown.insert(shown.end(), home.latest.begin(), home.latest.end());
  if (front != nullptr && front->zones.size() > 1) {
    home.zones = arranged_zones(site, *front, shown);
  } else if (!home.wide) {  // else the whole paper is shown already
    home.zones = further_sections(site, {}, shown, zone_stories, most_zones);
  }
  home.most_read = most_read(site, most_read_stories);
  return home;
}

}  // namespace vestnik::reader
