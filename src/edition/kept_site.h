// One site of an edition, answering readers from a state that nobody changes any more.
#pragma once

#include "edition/site_state.h"

namespace vestnik::edition {

class KeptSite final : public SiteEdition {
 public:
  explicit KeptSite(SiteState state) : state_(std::move(state)) {}
  const SiteState& state() const { return state_; }

  const content::Site& site() const override { return state_.masthead->site; }
  std::int64_t chrome_version() const override { return state_.chrome_version; }
  const std::vector<content::Section>& sections() const override { return state_.masthead->sections; }
  const content::Section* section(SectionId id) const override { return state_.masthead->section(id); }
  const content::Front* front(SectionId id) const override;
  const content::Author* author(AuthorId id) const override;
  const content::Topic* topic(TopicId id) const override;
  std::int64_t author_version(AuthorId id) const override;
  std::vector<const content::Author*> authors() const override;
  std::vector<const content::Topic*> topics() const override;
  const content::Story* running_story(StoryId id) const override;
  std::vector<const content::Story*> running_stories() const override;

  SummaryPtr article(ArticleId id) const override;
  std::span<const AssetId> pictures(const Summary& story) const override;
  std::optional<Route> route(std::string_view key) const override;

  Stories newest(std::size_t skip, std::size_t count) const override;
  Stories of_section(SectionId id, std::size_t skip, std::size_t count) const override;
  Stories of_author(AuthorId id, std::size_t skip, std::size_t count) const override;
  Stories of_topic(TopicId id, std::size_t skip, std::size_t count) const override;
  Stories of_story(StoryId id, std::size_t skip, std::size_t count) const override;
  Stories of_story_oldest(StoryId id, std::size_t skip, std::size_t count) const override;
  Stories key_moments(StoryId id, std::size_t skip, std::size_t count) const override;
  std::size_t place_in_story(StoryId id, const Summary& summary) const override;
  std::vector<SummaryPtr> pinned() const override;
  std::vector<SummaryPtr> breaking() const override { return breaking_of(state_); }
  Neighbours neighbours(const Summary& summary) const override;
  Stories between(Time from, Time to, std::size_t skip, std::size_t most) const override;
  std::vector<SummaryPtr> pages() const override;
  MostRead most_read() const override { return state_.most_read; }

 private:
  std::optional<Route> named(std::string_view key) const;
  std::optional<Route> moved_article(std::string_view key) const;

  SiteState state_;
};

}  // namespace vestnik::edition
