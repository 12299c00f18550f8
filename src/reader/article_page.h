// The page of one article: its own chain, and the rails under it that its section shares.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/site.h"
#include "edition/edition.h"
#include "reader/context.h"
#include "store/articles.h"
#include "store/history.h"

namespace vestnik::reader {

// What the edition does not hold of an article.
struct ArticleTexts {
  store::PublishedText text;
  std::vector<content::Comment> comments;  // those that are shown
  std::size_t comments_in_all = 0;
  std::vector<store::Correction> corrections;
  bool has_history = false;
};

// Without `given`, the texts come through the store's public handle when the page is rendered.
Plan article_plan(const Context& context, const edition::SummaryPtr& story, std::optional<ArticleTexts> given = {});

// The same in a later edition where its `basis` still holds: `own` is the version of the article's own chain, `until`
// as it was. A few lookups instead of all that such a plan is made from.
Plan article_plan_after(const Context& context, const Basis& basis, std::uint64_t own, Time until);

// Where readers compare what was published when: "/svyat/nov-most/history/".
std::string history_path(std::string_view article_path);

}  // namespace vestnik::reader
