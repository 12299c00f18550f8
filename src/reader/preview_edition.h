// The current edition as it will be once an article is published or a front arranged: everything of the real one, and
// above it what is new. For previews; short-lived, one thread.
#pragma once

#include "content/whole_article.h"
#include "edition/edition.h"

namespace vestnik::reader {

// All that is below it.
class SiteAbove : public edition::SiteEdition {
 public:
  explicit SiteAbove(const edition::SiteEdition& below) : below_(below) {}

  const content::Author* author(AuthorId id) const override { return below_.author(id); }
  const content::Topic* topic(TopicId id) const override { return below_.topic(id); }
  edition::SummaryPtr article(ArticleId id) const override { return below_.article(id); }
  std::span<const AssetId> pictures(const edition::Summary& story) const override { return below_.pictures(story); }
  const content::Site& site() const override { return below_.site(); }
  std::int64_t chrome_version() const override { return below_.chrome_version(); }
  const std::vector<content::Section>& sections() const override { return below_.sections(); }
  const content::Section* section(SectionId id) const override { return below_.section(id); }
  const content::Front* front(SectionId id) const override { return below_.front(id); }
  std::int64_t author_version(AuthorId id) const override { return below_.author_version(id); }
  std::vector<const content::Author*> authors() const override { return below_.authors(); }
  std::vector<const content::Topic*> topics() const override { return below_.topics(); }
  std::optional<edition::Route> route(std::string_view key) const override { return below_.route(key); }
  edition::Stories newest(std::size_t skip, std::size_t count) const override { return below_.newest(skip, count); }
  edition::Stories of_section(SectionId id, std::size_t skip, std::size_t count) const override {
    return below_.of_section(id, skip, count);
  }
  edition::Stories of_author(AuthorId id, std::size_t skip, std::size_t count) const override {
    return below_.of_author(id, skip, count);
  }
  edition::Stories of_topic(TopicId id, std::size_t skip, std::size_t count) const override {
    return below_.of_topic(id, skip, count);
  }
  const content::Story* running_story(StoryId id) const override { return below_.running_story(id); }
  std::vector<const content::Story*> running_stories() const override { return below_.running_stories(); }
  edition::Stories of_story(StoryId id, std::size_t skip, std::size_t count) const override {
    return below_.of_story(id, skip, count);
  }
  edition::Stories of_story_oldest(StoryId id, std::size_t skip, std::size_t count) const override {
    return below_.of_story_oldest(id, skip, count);
  }
  edition::Stories key_moments(StoryId id, std::size_t skip, std::size_t count) const override {
    return below_.key_moments(id, skip, count);
  }
  std::size_t place_in_story(StoryId id, const edition::Summary& story) const override {
    return below_.place_in_story(id, story);
  }
  std::vector<edition::SummaryPtr> pinned() const override { return below_.pinned(); }
  std::vector<edition::SummaryPtr> breaking() const override { return below_.breaking(); }
  edition::Neighbours neighbours(const edition::Summary& story) const override { return below_.neighbours(story); }
  edition::Stories between(Time from, Time to, std::size_t skip, std::size_t most) const override {
    return below_.between(from, to, skip, most);
  }
  std::vector<edition::SummaryPtr> pages() const override { return below_.pages(); }
  edition::MostRead most_read() const override { return below_.most_read(); }

 protected:
  const edition::SiteEdition& below_;
};

class PreviewSite : public SiteAbove {
 public:
  PreviewSite(const edition::SiteEdition& below, const content::WholeArticle& whole, Time now);

  edition::SummaryPtr story() const { return story_; }

  const content::Author* author(AuthorId id) const override;
  const content::Topic* topic(TopicId id) const override;
  const content::Story* running_story(StoryId id) const override;
  edition::SummaryPtr article(ArticleId id) const override;
  std::span<const AssetId> pictures(const edition::Summary&) const override { return {}; }

 private:
  const content::WholeArticle& whole_;
  edition::SummaryPtr story_;
};

// With one front arranged otherwise.
class ArrangedSite : public SiteAbove {
 public:
  ArrangedSite(const edition::SiteEdition& below, SectionId section, const content::Front& front)
      : SiteAbove(below), section_(section), front_(front) {}

  const content::Front* front(SectionId id) const override { return id == section_ ? &front_ : below_.front(id); }

 private:
  SectionId section_;
  const content::Front& front_;
};

class PreviewEdition : public edition::Edition {
 public:
  PreviewEdition(edition::EditionPtr below, const content::WholeArticle& whole)
      : below_(std::move(below)), whole_(whole) {}

  const content::Asset* asset(AssetId id) const override;

  std::int64_t number() const override { return below_->number(); }
  std::int64_t change() const override { return below_->change(); }
  std::size_t articles() const override { return below_->articles(); }
  const edition::SiteEdition* site_for(std::string_view host) const override { return below_->site_for(host); }
  std::vector<const edition::SiteEdition*> sites() const override { return below_->sites(); }
  std::int64_t asset_version(AssetId id) const override { return below_->asset_version(id); }
  std::vector<const content::Asset*> assets_by_digest(std::string_view digest) const override {
    return below_->assets_by_digest(digest);
  }

 private:
  edition::EditionPtr below_;
  const content::WholeArticle& whole_;
};

}  // namespace vestnik::reader
