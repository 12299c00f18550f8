// Running stories and the articles that belong to them.
#include <gmock/gmock.h>

#include "store/articles.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/check.h"
#include "store/history.h"
#include "store/story_parts.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Stories : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (HasFatalFailure()) return;
    site_ = world().add_site();
    section_ = world().add_section(site_);
  }
  content::Story a_story(std::string slug) {
    content::Story story;
    story.site = site_;
    story.slug = std::move(slug);
    story.name = "Мостът";
    story.summary = "Първо.\n\nПосле.";
    return story;
  }
  StoryId add(std::string slug, Time now = test_time) {
    return write([&](Session& session) { return save_story(session, a_story(std::move(slug)), now); });
  }
  ArticleId part(StoryId story, std::string headline, std::string note = {}, bool key = false) {
    auto article = an_article(site_, section_, std::move(headline));
    article.stories = {{story, std::move(note), key}};
    return world().publish(article);
  }
  std::optional<content::Story> seen(std::string_view slug) {
    return as_reader([&](Session& session) { return find_story(session, site_, slug); });
  }
  template <class Edit>
  void save(StoryId id, Edit edit, Time now = test_time) {
    write([&](Session& session) {
      auto story = find_story(session, id).value();
      edit(story);
      save_story(session, story, now);
    });
  }

  SiteId site_;
  SectionId section_;
};
ON_BOTH(Stories);

TEST_P(Stories, are_given_back_as_they_were_saved) {
  const StoryId id = add("most");
  auto story = read([&](Session& session) { return find_story(session, id); }).value();
  EXPECT_EQ(story.name, "Мостът");
  EXPECT_EQ(story.summary, "Първо.\n\nПосле.");
  EXPECT_TRUE(story.open);
  EXPECT_EQ(story.saved, 1);
  EXPECT_EQ(story.updated_at, test_time);
  save(
      id, [](content::Story& changed) { changed.open = false; }, test_time + 1h);
  story = read([&](Session& session) { return find_story(session, id); }).value();
  EXPECT_FALSE(story.open);
  EXPECT_EQ(story.saved, 2);
  EXPECT_EQ(story.updated_at, test_time + 1h);
  const auto change = read([](Session& session) { return changes_after(session, newest_change(session) - 1).at(0); });
  EXPECT_EQ(change.kind, ChangeKind::story);
  EXPECT_EQ(change.id, id.value);
}

TEST_P(Stories, are_part_of_a_revision_and_published_with_it) {
  const StoryId id = add("most");
  const ArticleId article = part(id, "Първа", "Започна", true);
  const std::vector<content::StoryPart> as_saved{{id, "Започна", true}};
  EXPECT_EQ(read([&](Session& session) { return find_article(session, article); })->stories, as_saved);
  EXPECT_EQ(as_reader([&](Session& session) { return find_published(session, article); })->stories, as_saved);
  EXPECT_EQ(read([&](Session& session) { return count_parts(session, id); }), 1);

  write([&](Session& session) {
    auto changed = find_article(session, article).value();
    changed.stories = {};
    save_article(session, changed, {}, "test", test_time);
  });
  EXPECT_EQ(as_reader([&](Session& session) { return find_published(session, article); })->stories, as_saved)
      << "what was saved waits to be published";
  write([&](Session& session) { publish_article(session, article, test_time); });
  EXPECT_THAT(as_reader([&](Session& session) { return find_published(session, article); })->stories, IsEmpty());
  EXPECT_EQ(read([&](Session& session) { return count_parts(session, id); }), 0);
  EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());
}

TEST_P(Stories, have_no_pages_on_their_timelines) {
  const StoryId id = add("most");
  auto page = an_article(site_, section_, "За нас");
  page.kind = content::Kind::page;
  page.stories = {{id, "бележка", true}};
  const ArticleId article = world().publish(page);
  EXPECT_EQ(read([&](Session& session) { return count_parts(session, id); }), 0);
  EXPECT_EQ(seen("most"), std::nullopt) << "nobody knows its name yet";
  const auto become = [&](content::Kind kind) {
    write([&](Session& session) {
      auto changed = find_article(session, article).value();
      changed.kind = kind;
      save_article(session, changed, {}, "test", test_time);
      publish_article(session, article, test_time);
    });
    return read([&](Session& session) { return count_parts(session, id); });
  };
  EXPECT_EQ(become(content::Kind::news), 1);
  EXPECT_EQ(become(content::Kind::page), 0);
  EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());
}

TEST_P(Stories, are_unseen_until_something_is_published_in_them) {
  const StoryId id = add("tayna");
  auto draft = an_article(site_, section_, "Чернова");
  draft.stories = {{id, "тайна бележка", true}};
  world().add(draft);
  EXPECT_EQ(seen("tayna"), std::nullopt);
  EXPECT_THAT(as_reader([&](Session& session) { return all_stories(session, site_); }), IsEmpty());
  const ArticleId article = part(id, "Първа");
  EXPECT_TRUE(seen("tayna"));
  write([&](Session& session) { withdraw_article(session, article, "", test_time); });
  EXPECT_EQ(seen("tayna"), std::nullopt);
}

TEST_P(Stories, make_their_picture_public_only_when_they_are_seen) {
  const AssetId picture = world().add_asset(site_);
  auto story = a_story("most");
  story.lead_image = picture;
  const StoryId id = write([&](Session& session) { return save_story(session, story, test_time); });
  EXPECT_FALSE(as_reader([&](Session& session) { return find_asset(session, picture); }));
  part(id, "Първа");
  EXPECT_TRUE(as_reader([&](Session& session) { return find_asset(session, picture); }));
  EXPECT_THAT(read([&](Session& session) { return uses_of(session, picture, 10); }).stories, ElementsAre(id));
}

TEST_P(Stories, that_are_renamed_lead_on_where_readers_knew_them) {
  const StoryId id = add("most");
  save(id, [](content::Story& story) { story.slug = "mostat"; });
  const auto leads = [&](std::string_view from) {
    return as_reader([&](Session& session) { return find_redirect(session, site_, from); });
  };
  EXPECT_EQ(leads("/story/most/"), std::nullopt) << "nobody has seen it: the new name is nobody's business";
  part(id, "Първа");
  save(id, [](content::Story& story) { story.slug = "noviyat-most"; });
  save(id, [](content::Story& story) { story.slug = "nay-noviyat"; });
  EXPECT_EQ(leads("/story/mostat/"), "/story/nay-noviyat/");
  EXPECT_EQ(leads("/story/noviyat-most/"), "/story/nay-noviyat/");
  add("mostat");
  EXPECT_EQ(leads("/story/mostat/"), std::nullopt) << "another has the name now";
}

TEST_P(Stories, that_readers_knew_are_known_by_their_former_addresses_when_all_is_withdrawn) {
  const StoryId id = add("most"), unseen = add("tayna");
  const auto known = [&](StoryId each) {
    return read([&](Session& session) { return is_known(session, find_story(session, each).value()); });
  };
  const auto leads = [&](std::string_view from) {
    return as_reader([&](Session& session) { return find_redirect(session, site_, from); });
  };
  EXPECT_FALSE(known(id));
  const ArticleId article = part(id, "Първа");
  EXPECT_TRUE(known(id));
  save(id, [](content::Story& story) { story.slug = "mostat"; });
  write([&](Session& session) { withdraw_article(session, article, "", test_time); });
  EXPECT_TRUE(known(id)) << "/story/most/ leads to it";
  EXPECT_FALSE(known(unseen));
  save(id, [](content::Story& story) { story.slug = "noviyat-most"; });
  EXPECT_EQ(leads("/story/most/"), "/story/noviyat-most/") << "and goes on doing so";
  write([&](Session& session) { remove_story(session, find_story(session, id).value(), "/svyat/", test_time); });
  EXPECT_EQ(leads("/story/most/"), "/svyat/");
}

TEST_P(Stories, that_are_taken_away_leave_their_articles_and_an_answer_where_readers_knew_them) {
  const StoryId id = add("most"), other = add("reka"), unseen = add("tayna");
  auto article = an_article(site_, section_, "Първа");
  article.stories = {{id, "Започна", true}, {other, "", false}};
  const ArticleId part_of_both = world().publish(article);
  save(id, [](content::Story& story) { story.slug = "mostat"; });
  const auto remove = [&](StoryId each, std::string to) {
    write([&](Session& session) { remove_story(session, find_story(session, each).value(), to, test_time); });
  };
  const auto leads = [&](std::string_view from) {
    return as_reader([&](Session& session) { return find_redirect(session, site_, from); });
  };
  remove(id, "");
  EXPECT_EQ(read([&](Session& session) { return find_story(session, id); }), std::nullopt);
  EXPECT_EQ(leads("/story/mostat/"), "") << "410";
  EXPECT_EQ(leads("/story/most/"), "");
  EXPECT_TRUE(as_reader([&](Session& session) { return find_published(session, part_of_both); }));
  EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());

  remove(other, "/svyat/");
  EXPECT_EQ(leads("/story/reka/"), "/svyat/");
  remove(unseen, "/svyat/");
  EXPECT_EQ(leads("/story/tayna/"), std::nullopt) << "nobody outside knew of it";

  // Its revisions name them still: that hinders nobody who publishes, saves or restores.
  write([&](Session& session) {
    auto changed = find_article(session, part_of_both).value();
    changed.deck = "Друго";
    save_article(session, changed, {}, "test", test_time);
    publish_article(session, part_of_both, test_time);
  });
  EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());
  const StoryId again = add("mostat");
  EXPECT_NE(again, id) << "no number is given twice";
  EXPECT_EQ(leads("/story/mostat/"), std::nullopt);
  EXPECT_EQ(read([&](Session& session) { return count_parts(session, again); }), 0);
}

TEST_P(Stories, take_another_word_for_a_part_at_once_and_leave_drafts_unpublished) {
  const StoryId id = add("most");
  const ArticleId article = part(id, "Първа", "Започна", false);
  const auto shown = [&] {
    return as_reader([&](Session& session) { return find_published(session, article); }).value();
  };
  const auto change = [&](std::string note, bool key) {
    write([&](Session& session) { change_part(session, article, {id, std::move(note), key}, "мара", test_time + 2h); });
  };
  const Published before = shown();
  change("Падна", true);
  EXPECT_THAT(shown().stories, ElementsAre(content::StoryPart{id, "Падна", true}));
  EXPECT_EQ(shown().updated_at, before.updated_at) << "no reader is told of a change that is none of the article";
  EXPECT_GT(shown().version, before.version);
  auto now = read([&](Session& session) { return find_article(session, article); }).value();
  EXPECT_EQ(now.revision, 2);
  EXPECT_EQ(now.published_revision, 2);

  write([&](Session& session) {
    auto draft = find_article(session, article).value();
    draft.headline = "Чернова";
    draft.published_at = test_time + 1h;
    save_article(session, draft, {}, "test", test_time);
  });
  change("Срина се", true);
  EXPECT_EQ(shown().headline, "Първа");
  EXPECT_EQ(shown().published_at, before.published_at);
  EXPECT_THAT(shown().stories, ElementsAre(content::StoryPart{id, "Срина се", true}));
  now = read([&](Session& session) { return find_article(session, article); }).value();
  EXPECT_EQ(now.headline, "Чернова");
  EXPECT_THAT(now.stories, ElementsAre(content::StoryPart{id, "Срина се", true}));
  EXPECT_EQ(now.revision, 5);
  EXPECT_EQ(now.published_revision, 4);
  EXPECT_FALSE(as_reader([&](Session& session) { return has_history(session, article); }));
  EXPECT_THAT(read([](Session& session) { return check(session); }), IsEmpty());

  write([&](Session& session) { unpublish_article(session, article, test_time); });
  write([&](Session& session) {
    EXPECT_THROW(change_part(session, article, {id, "Друго", false}, "мара", test_time), Failure);
  });
}

TEST_P(Stories, are_listed_last_saved_first_and_found_by_words) {
  const StoryId first = add("most", test_time), second = add("voda", test_time + 1h);
  save(
      second, [](content::Story& story) { story.name = "ВОДАТА", story.open = false; }, test_time + 2h);
  const auto list = [&](std::string_view words, std::optional<bool> open, StoryPlace behind = {}) {
    std::vector<StoryId> ids;
    for (const auto& line :
         read([&](Session& session) { return list_stories(session, site_, words, open, behind, 10); })) {
      ids.push_back(line.story.id);
    }
    return ids;
  };
  EXPECT_THAT(list("", {}), ElementsAre(second, first));
  EXPECT_THAT(list("водат", {}), ElementsAre(second));
  EXPECT_THAT(list("", true), ElementsAre(first));
  EXPECT_THAT(list("", {}, {to_millis(test_time + 2h), second}), ElementsAre(first));
}

}  // namespace
}  // namespace vestnik::store
