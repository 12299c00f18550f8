// Running stories: the page with the timeline, and the boxes under their articles. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reader/context.h"

namespace vestnik::reader {

enum class StoryOrder { newest_first, oldest_first };

// "/story/most/", "?page=2", "?order=oldest". Nothing where no article of it is published, or beyond its last page.
std::optional<Plan> story_plan(const Context& context, const content::Story& story, std::size_t page, StoryOrder order);

// The boxes of the stories that an article is part of, which end the article's own chain: in one of their own they
// would make a short page a tenth larger. Their version follows the stories, so that a new part is seen under all
// others at once. `render` is for a pool thread, as a chain's.
struct StoryBoxes {
  std::uint64_t version = 0;
  std::function<std::string()> render;
};
// Nothing where there is none. `relies`: gets all that the boxes, or that there are none, rely on.
std::optional<StoryBoxes> story_boxes(const Context& context, const edition::SummaryPtr& article,
                                      edition::Reliance& relies);

// Of an article those that readers see, each once.
std::vector<const content::Story*> stories_of(const edition::SiteEdition& site, const edition::Summary& article);

}  // namespace vestnik::reader
