#include "edition/site_state.h"

#include <algorithm>

#include "base/digest.h"

namespace vestnik::edition {

const content::Section* Masthead::section(SectionId id) const {
  const auto found = places.find(id);
  return found == places.end() ? nullptr : &sections[found->second];
}

std::vector<SectionId> Masthead::ancestry(SectionId id) const {
  std::vector<SectionId> all;
  // A ring of parents would be a mistake of the store's rows; it ends at the first repetition.
  while (id && std::ranges::find(all, id) == all.end()) {
    all.push_back(id);
    const content::Section* section_of_id = section(id);
    id = section_of_id ? section_of_id->parent : SectionId{};
  }
  return all;
}

std::shared_ptr<const Masthead> make_masthead(content::Site site, std::vector<content::Section> sections,
                                              std::map<SectionId, content::Front> fronts) {
  auto masthead = std::make_shared<Masthead>();
  masthead->fronts = std::move(fronts);
  masthead->site = std::move(site);
  std::ranges::stable_sort(sections, [](const content::Section& left, const content::Section& right) {
    return left.position != right.position ? left.position < right.position : left.id < right.id;
  });
  // Again and again those whose parent stands already; where none does (a ring, a parent elsewhere), the rest as it is.
  while (!sections.empty()) {
    std::vector<content::Section> later;
    for (content::Section& section : sections) {
      if (!section.parent || masthead->places.contains(section.parent)) {
        masthead->places[section.id] = masthead->sections.size();
        masthead->sections.push_back(std::move(section));
      } else {
        later.push_back(std::move(section));
      }
    }
    if (later.size() == sections.size()) later.front().parent = {};
    sections = std::move(later);
  }
  return masthead;
}

std::vector<SummaryPtr> breaking_of(const SiteState& state) {
  using namespace std::chrono_literals;
  std::vector<SummaryPtr> stories;
  state.newest.walk(0, [&](const KeptSummary* newest) {
    state.breaking.walk(0, [&](const KeptSummary* story) {
      if (story->published_at < newest->published_at - 6h) return false;
      stories.push_back(story->shared_from_this());
      return true;
    });
    return false;
  });
  return stories;
}

std::int64_t chrome_version_of(const SiteState& state) {
  const std::vector<SummaryPtr> breaking = breaking_of(state);
  if (breaking.empty()) return state.masthead_version;
  std::string written = std::to_string(state.masthead_version);
  for (const SummaryPtr& story : breaking) {
    written += ' ' + std::to_string(story->id.value) + ':' + std::to_string(story->version);
  }
  return static_cast<std::int64_t>(stable_hash(written) >> 1U);
}

std::string path_of(const content::Section& section) {
  return "/" + section.slug + "/";
}
std::string path_of(const content::Author& author) {
  return "/author/" + author.slug + "/";
}
std::string path_of(const content::Topic& topic) {
  return "/topic/" + topic.slug + "/";
}
std::string path_of(const content::Story& story) {
  return "/story/" + story.slug + "/";
}

}  // namespace vestnik::edition
