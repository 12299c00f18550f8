// How a revision gets before the readers and away again. Used by articles.cpp (an article added as published) and
// publishing.cpp; everyone else calls articles.h.
#pragma once

#include <string>
#include <vector>

#include "content/article.h"
#include "store/session.h"

namespace vestnik::store {

// What `published` takes from a revision: all but the texts.
struct Publication {
  ArticleId id;
  SiteId site;
  RevisionId revision;
  content::Kind kind = content::Kind::news;
  std::string language, headline, deck, slug, permalink;
  SectionId section;
  std::vector<AuthorId> authors;
  std::vector<TopicId> topics;
  std::vector<content::StoryPart> stories;
  AssetId lead_image;
  std::vector<AssetId> body_assets;
  std::int64_t words = 0;
  bool pinned = false, breaking = false;
  Time published_at, updated_at;
};

// Writes the row of `published` and what hangs on it. `fresh`: the article has never been there.
void put_published(Session& session, const Publication& publication, bool fresh, bool quiet, Time now);

// "/svyat/nov-most/"
std::string path_of(Session& session, SectionId section, std::string_view slug, std::string_view permalink);

}  // namespace vestnik::store
