// Running stories: the page with the timeline, and the boxes under their articles. Any thread.
#pragma once

#include <optional>

#include "reader/context.h"

namespace vestnik::reader {

enum class StoryOrder { newest_first, oldest_first };

// "/story/most/", "?page=2", "?order=oldest". Nothing where no article of it is published, or beyond its last page.
std::optional<Plan> story_plan(const Context& context, const content::Story& story, std::size_t page, StoryOrder order);

// The boxes of the stories that an article is part of, with a version that follows the stories, so that a new part is
// seen under all others at once: packed as the end of the article's own chain. Nothing where there is none.
std::optional<ChainPlan> story_boxes_chain(const Context& context, const edition::SummaryPtr& article);

// Of an article those that readers see, each once.
std::vector<const content::Story*> stories_of(const edition::SiteEdition& site, const edition::Summary& article);

}  // namespace vestnik::reader
