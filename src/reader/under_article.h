// The rails under an article, which nearly all articles of a section share. Thread rules as in reader/plan.h.
#pragma once

#include <algorithm>
#include <vector>

#include "reader/context.h"

namespace vestnik::reader {

ChainPlan chain_under_article(const Context& context, const edition::Summary& story);

// The same of nearly all articles of a section: of all that do not stand in it themselves.
struct UnderSection {
  ChainPlan chain;
  std::vector<ArticleId> shown;  // sorted

  bool is_of(ArticleId article) const { return !std::ranges::binary_search(shown, article); }
};
UnderSection under_section(const Context& context, SectionId section);

}  // namespace vestnik::reader
