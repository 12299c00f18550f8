// Many new articles at once, in a few statements a thousand: what a bulk import consists of.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "store/articles.h"

namespace vestnik::store {

struct Arrival {
  const content::Article* article = nullptr;  // published, in a section; its body is not looked at
  const DerivedText* derived = nullptr;       // of its body
};

// Adds as add_article does, quietly, those that meet nothing: whose `foreign_id` no article has, whose slug and address
// nobody holds or held, in the store and among each other. All are of one site. The numbers given, in the order of
// `arrivals`; 0 for one that has to go through add_article by itself, since something has to be decided there.
// Within a writing transaction.
std::vector<ArticleId> add_arrivals(Session& session, std::span<const Arrival> arrivals, std::string_view by, Time now);

}  // namespace vestnik::store
