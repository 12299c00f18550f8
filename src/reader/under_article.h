// The rails under an article, which nearly all articles of a section share. Thread rules as in reader/plan.h.
#pragma once

#include <algorithm>
#include <vector>

#include "reader/context.h"

namespace vestnik::reader {

ChainPlan chain_under_article(const Context& context, const edition::Summary& story);

// All articles but a few.
struct OthersThan {
  std::vector<ArticleId> articles;  // sorted

  bool has(ArticleId article) const { return !std::ranges::binary_search(articles, article); }
};

// What stands under all articles of a section that do not stand there themselves.
struct UnderSection {
  ChainPlan chain;
  OthersThan others;
};
UnderSection under_section(const Context& context, SectionId section);

}  // namespace vestnik::reader
