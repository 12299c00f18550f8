// What an export needs of one site at hand: its names by id. Read once; one thread.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "content/article.h"
#include "content/asset.h"
#include "content/site.h"
#include "store/session.h"

namespace vestnik::interchange {

struct SiteNames {
  content::Site site;
  std::vector<content::Section> sections;
  std::vector<content::Author> authors;
  std::vector<content::Topic> topics;
  std::vector<content::Story> stories;
  std::unordered_map<SectionId, const content::Section*> section_of;
  std::unordered_map<AuthorId, const content::Author*> author_of;
  std::unordered_map<TopicId, const content::Topic*> topic_of;
  std::unordered_map<StoryId, const content::Story*> story_of;

  SiteNames(store::Session& session, content::Site of);
  SiteNames(const SiteNames&) = delete;
  SiteNames& operator=(const SiteNames&) = delete;

  std::string section_slug(SectionId id) const;  // "" where there is none
  // What names the article in every file of the export and on the way back.
  std::string name_of(const content::Article& article) const;
  // "https://example.com/svyat/nov-most/"
  std::string address_of(const content::Article& article) const;
};

// "ab/abcdef….jpg", where the original lies below media/; "" where the asset has no file.
std::string media_file(const content::Asset& asset);

// What readers see of a published article, or will see of a scheduled one at its hour, and its newest state where that
// is another.
struct Versions {
  content::Article shown;
  std::optional<content::Article> draft;
};
Versions versions_of(store::Session& session, const content::Article& newest);

}  // namespace vestnik::interchange
