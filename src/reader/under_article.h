// The rails under an article, which nearly all articles of a section share. Thread rules as in reader/plan.h.
#pragma once

#include <algorithm>
#include <vector>

#include "reader/context.h"

namespace vestnik::reader {

ChainPlan chain_under_article(const Context& context, const edition::Summary& story);

struct StoriesShown {
  std::vector<ArticleId> ids;  // sorted

  bool has(ArticleId id) const { return std::ranges::binary_search(ids, id); }
};

// What stands under all articles of a section but those that are shown there.
struct UnderSection {
  ChainPlan chain;
  StoriesShown shown;
};
UnderSection under_section(const Context& context, SectionId section);

}  // namespace vestnik::reader
