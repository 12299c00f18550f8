// The next state of a site in the making: takes changes one by one, each O(log n), and marks what they change. One
// thread; ended by `take`.
#pragma once

#include <optional>

#include "edition/site_state.h"

namespace vestnik::edition {

class SiteDraft {
 public:
  SiteDraft(SiteState before, Owner owner, Marks& marks) : state_(std::move(before)), owner_(owner), marks_(marks) {}

  const SiteState& state() const { return state_; }

  // In place of the summary with the same id, if there is one.
  void put(KeptSummaryPtr story);
  // The summary that was there; nullptr where none was.
  KeptSummaryPtr remove(ArticleId id);

  // What the store holds now; nothing where there is no such row (any more). What is as it was keeps its version.
  void set_masthead(content::Site site, std::vector<content::Section> sections, std::int64_t version,
                    std::map<SectionId, content::Front> fronts = {});
  void set_author(AuthorId id, std::optional<content::Author> author, std::int64_t version) {
    set_row(state_.authors, id, std::move(author), Route::Kind::author, version);
  }
  void set_topic(TopicId id, std::optional<content::Topic> topic, std::int64_t version) {
    set_row(state_.topics, id, std::move(topic), Route::Kind::topic, version);
  }

  void set_story(StoryId id, std::optional<content::Story> story, std::int64_t version) {
    set_row(state_.stories, id, std::move(story), Route::Kind::story, version);
  }

  void add_redirect(const Routes::Redirect& redirect) { state_.routes.add_redirect(redirect, owner_); }
  void remove_redirect(std::string_view from) { state_.routes.remove_redirect(from, owner_); }
  void set_redirects(const std::vector<Routes::Redirect>& redirects) { state_.routes.set_redirects(redirects); }
  // What the store says of a withdrawn article's former path; nothing where it is not withdrawn.
  void set_gone(ArticleId article, const std::optional<std::string>& path);
  void set_most_read(std::vector<ArticleId> articles);

  SiteState take();

 private:
  // While it is in the orders that its neighbours are taken from.
  void mark(const KeptSummary& story);
  void mark_beside(const StoryOrder& order, const KeptSummary& story);
  template <class Identifier>
  void stand_on(Shelves<Identifier>& shelves, Identifier id, const KeptSummary* story);
  template <class Identifier>
  void take_from(Shelves<Identifier>& shelves, Identifier id, const KeptSummary* story);
  template <class Thing, class Identifier>
  void set_row(Rows<Thing>& rows, Identifier id, std::optional<Thing> thing, Route::Kind kind, std::int64_t version);

  SiteState state_;
  Owner owner_;
  Marks& marks_;
};

// A whole site at once, from unsorted stories: O(n log n), for the start and after bulk changes.
struct SiteInput {
  content::Site site;
  std::vector<content::Section> sections;
  std::map<SectionId, content::Front> fronts;
  std::vector<Row<content::Author>> authors;
  std::vector<Row<content::Topic>> topics;
  std::vector<Row<content::Story>> running;
  std::vector<KeptSummaryPtr> stories;
  std::vector<Routes::Redirect> redirects;
  std::vector<Routes::Withdrawn> gone;
  std::vector<ArticleId> most_read;
  std::int64_t masthead_version = 0;
};
SiteState load_site(SiteInput input);

// The same list always has the same version, also after a start; different ones never in practice.
MostRead make_most_read(std::vector<ArticleId> articles);

}  // namespace vestnik::edition
