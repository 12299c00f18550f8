// Builders for tests: rows as the store would hand them out.
#pragma once

#include <string>

#include "edition/kept_site.h"
#include "edition/site_draft.h"

namespace vestnik::edition::testing {

inline content::Section section(std::int64_t id, std::string slug, std::int64_t parent = 0, int position = 0) {
  content::Section section;
  section.id = SectionId{id};
  section.site = SiteId{1};
  section.parent = SectionId{parent};
  section.slug = std::move(slug);
  section.name = section.slug;
  section.position = position;
  return section;
}

inline content::Site site(std::string host = "example.org") {
  content::Site site;
  site.id = SiteId{1};
  site.host = std::move(host);
  return site;
}

inline content::Author author(std::int64_t id, std::string slug) {
  content::Author author;
  author.id = AuthorId{id};
  author.site = SiteId{1};
  author.slug = std::move(slug);
  author.name = author.slug;
  return author;
}

inline content::Topic topic(std::int64_t id, std::string slug) {
  content::Topic topic;
  topic.id = TopicId{id};
  topic.site = SiteId{1};
  topic.slug = std::move(slug);
  topic.name = topic.slug;
  return topic;
}

inline Time at_minute(std::int64_t minutes) {
  return from_millis(1'780'000'000'000 + minutes * 60'000);
}

// A story published `minutes` after some day in 2026.
inline store::Published story(std::int64_t id, std::int64_t minutes, std::string path) {
  store::Published row;
  row.id = ArticleId{id};
  row.site = SiteId{1};
  row.path = std::move(path);
  row.headline = "Новина " + std::to_string(id);
  row.deck = "Какво се случи";
  row.language = "bg";
  row.published_at = row.updated_at = at_minute(minutes);
  row.version = id;
  return row;
}

inline KeptSummaryPtr kept(const store::Published& row) {
  return keep_summary(row, {});
}

inline std::vector<std::int64_t> ids(const std::vector<SummaryPtr>& stories) {
  std::vector<std::int64_t> all;
  for (const SummaryPtr& story : stories) all.push_back(story->id.value);
  return all;
}

}  // namespace vestnik::edition::testing
