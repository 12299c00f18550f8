#include "store/revision_row.h"

#include "store/columns.h"

namespace vestnik::store {

Session::Parameters revision_row(const content::Article& article, ArticleId of, const RevisionStamp& stamp,
                                 const DerivedText& derived, const std::vector<AssetId>& assets) {
  return {stamp.id,
          of,
          stamp.number,
          stamp.at,
          stamp.by,
          name_of(article.kind),
          article.language,
          article.headline,
          article.deck,
          article.slug,
          article.permalink,
          article.section,
          write_ids(article.authors),
          write_ids(article.topics),
          article.lead_image,
          article.lead_caption,
          article.description,
          article.canonical_url,
          article.pinned,
          article.breaking,
          static_cast<std::int64_t>(derived.words),
          write_ids(assets),
          write_parts(article.stories),
          derived.body_json};
}

}  // namespace vestnik::store
