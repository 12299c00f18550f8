#include "interchange/export/site_names.h"

#include "store/articles.h"
#include "store/catalogue.h"

namespace vestnik::interchange {
namespace {

std::string_view ending_of(std::string_view mime) {
  static constexpr std::pair<std::string_view, std::string_view> endings[] = {
      {"image/jpeg", ".jpg"},     {"image/png", ".png"},   {"image/gif", ".gif"},       {"image/webp", ".webp"},
      {"image/avif", ".avif"},    {"image/heic", ".heic"}, {"image/tiff", ".tiff"},     {"video/mp4", ".mp4"},
      {"video/webm", ".webm"},    {"video/ogg", ".ogv"},   {"video/quicktime", ".mov"}, {"audio/mpeg", ".mp3"},
      {"audio/mp4", ".m4a"},      {"audio/ogg", ".ogg"},   {"audio/wav", ".wav"},       {"audio/flac", ".flac"},
      {"application/pdf", ".pdf"}};
  for (const auto& [type, ending] : endings) {
    if (type == mime) return ending;
  }
  return ".bin";
}

}  // namespace

SiteNames::SiteNames(store::Session& session, content::Site of) : site(std::move(of)) {
  sections = store::all_sections(session, site.id);
  authors = store::all_authors(session, site.id);
  topics = store::all_topics(session, site.id);
  stories = store::all_stories(session, site.id);
  for (const auto& section : sections) section_of[section.id] = &section;
  for (const auto& author : authors) author_of[author.id] = &author;
  for (const auto& topic : topics) topic_of[topic.id] = &topic;
  for (const auto& story : stories) story_of[story.id] = &story;
}

std::string SiteNames::section_slug(SectionId id) const {
  const auto found = section_of.find(id);
  return found == section_of.end() ? std::string() : found->second->slug;
}

std::string SiteNames::name_of(const content::Article& article) const {
  if (!article.foreign_id.empty()) return article.foreign_id;
  return "vestnik:" + site.host + ":" + std::to_string(article.id.value);
}

std::string SiteNames::address_of(const content::Article& article) const {
  return site.base_url + content::address_of(article, section_slug(article.section));
}

std::string media_file(const content::Asset& asset) {
  if (asset.digest.size() < 2) return {};
  return asset.digest.substr(0, 2) + "/" + asset.digest + std::string(ending_of(asset.mime));
}

Versions versions_of(store::Session& session, const content::Article& newest) {
  // What was saved after an article was scheduled is not what goes out at its hour, here or elsewhere.
  if (newest.state == content::State::scheduled && newest.scheduled_revision != 0 &&
      newest.scheduled_revision != newest.revision) {
    auto scheduled = store::find_revision(session, newest.id, newest.scheduled_revision);
    if (scheduled) return {std::move(*scheduled), newest};
  }
  if (newest.state != content::State::published || newest.revision < 2) return {newest, std::nullopt};
  for (const store::RevisionInfo& revision : store::revisions_of(session, newest.id)) {
    if (!revision.published || revision.number == newest.revision) continue;
    auto shown = store::find_revision(session, newest.id, revision.number);
    if (shown) return {std::move(*shown), newest};
  }
  return {newest, std::nullopt};
}

}  // namespace vestnik::interchange
