// All that an edition holds of one site: plain values that share their parts with former states, so that copying one is
// cheap. KeptSite answers from it; SiteDraft makes the next one.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "edition/orders.h"
#include "edition/routes.h"

namespace vestnik::edition {

// The site's row and its sections, which readers get by reference.
struct Masthead {
  content::Site site;
  std::vector<content::Section> sections;   // parents before children, each level by position
  std::map<SectionId, std::size_t> places;  // in `sections`
  std::map<SectionId, content::Front> fronts;

  const content::Section* section(SectionId id) const;
  // The section itself, its parent, and so on; of what is unknown only itself.
  std::vector<SectionId> ancestry(SectionId id) const;
};
std::shared_ptr<const Masthead> make_masthead(content::Site site, std::vector<content::Section> sections,
                                              std::map<SectionId, content::Front> fronts = {});

struct SiteState {
  std::shared_ptr<const Masthead> masthead;
  std::int64_t masthead_version = 0;
  std::int64_t chrome_version = 0;  // of the masthead and the breaking stories, see chrome_version_of

  Articles articles;  // the owner of every summary
  StoryOrder newest, pages, pinned, breaking;
  Shelves<SectionId> by_section;  // a story stands on the shelves of its section and of all above
  Shelves<AuthorId> by_author;
  Shelves<TopicId> by_topic;
  Shelves<StoryId> by_story, key_moments;

  Rows<content::Author> authors;
  Rows<content::Topic> topics;
  Rows<content::Story> stories;
  Routes routes;
  MostRead most_read;
};

template <class Identifier>
const StoryOrder& shelf(const Shelves<Identifier>& shelves, Identifier id) {
  static const StoryOrder empty;
  const Shelf<Identifier>* found = shelves.find(id);
  return found ? found->stories : empty;
}

std::vector<SummaryPtr> breaking_of(const SiteState& state);

// Made from nothing but what is shown, so that it is the same after a start and on every node.
std::int64_t chrome_version_of(const SiteState& state);

std::string path_of(const content::Section& section);
std::string path_of(const content::Author& author);
std::string path_of(const content::Topic& topic);
std::string path_of(const content::Story& story);

}  // namespace vestnik::edition
