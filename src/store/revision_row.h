// A row of `revisions`: saving an article writes one, a bulk import thousands together.
#pragma once

#include <string_view>
#include <vector>

#include "store/articles.h"

namespace vestnik::store {

inline constexpr std::string_view revision_columns =
    "id, article, number, saved_at, saved_by, kind, language, headline, deck, slug, permalink, section, authors, "
    "topics, lead_image, lead_caption, description, canonical_url, pinned, breaking, words, assets, stories, body";

struct RevisionStamp {
  RevisionId id;
  int number;  // within the article, from 1
  std::string_view by;
  Time at;
};

// `assets`: what its body shows.
Session::Parameters revision_row(const content::Article& article, ArticleId of, const RevisionStamp& stamp,
                                 const DerivedText& derived, const std::vector<AssetId>& assets);

}  // namespace vestnik::store
