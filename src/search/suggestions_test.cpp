#include "search/suggestions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace vestnik::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SuggestionsTest : public testing::Test {
 protected:
  SuggestionsTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vestnik-suggestions-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    suggestions_.emplace(folder_ / "titles");
    add(Subject::section, 7, "Общество");
    add(Subject::author, 3, "Обретен Обретенов");
    add(Subject::topic, 12, "Обществени поръчки");
    add(Subject::article, 100, "Общината обяви поръчка за нов мост");
    add(Subject::article, 101, "Нов мост над Дунав");
    add(Subject::article, 102, "Войната и мирът");
    suggestions_->commit(5);
  }
  ~SuggestionsTest() override {
    suggestions_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void add(Subject subject, std::int64_t id, std::string text, std::int64_t site = 1) {
    suggestions_->put({subject, id, SiteId{site}, "bg", std::move(text)});
  }
  std::vector<Suggestion> typing(std::string_view text, std::size_t count = 8) const {
    return suggestions_->find(SiteId{1}, text, "bg", count, may_show_);
  }

  std::filesystem::path folder_;
  std::optional<Suggestions> suggestions_;
  MayShow may_show_;
};

}  // namespace

TEST_F(SuggestionsTest, names_come_before_headlines_and_the_newest_headline_first) {
  EXPECT_THAT(typing("общ"), ElementsAre(Suggestion{Subject::section, 7}, Suggestion{Subject::topic, 12},
                                         Suggestion{Subject::article, 100}));
  EXPECT_THAT(typing("нов"), ElementsAre(Suggestion{Subject::article, 101}, Suggestion{Subject::article, 100}));
}

TEST_F(SuggestionsTest, running_stories_come_between_topics_and_headlines) {
  add(Subject::story, 5, "Обществен спор");
  suggestions_->commit(6);
  EXPECT_THAT(typing("общ"), ElementsAre(Suggestion{Subject::section, 7}, Suggestion{Subject::topic, 12},
                                         Suggestion{Subject::story, 5}, Suggestion{Subject::article, 100}));
}

TEST_F(SuggestionsTest, words_before_the_last_must_be_there_whole_and_the_order_does_not_matter) {
  EXPECT_THAT(typing("мост дун"), ElementsAre(Suggestion{Subject::article, 101}));
  EXPECT_THAT(typing("мос дунав"), IsEmpty());
  EXPECT_THAT(typing("общ "), IsEmpty());
  EXPECT_THAT(typing("МОСТ нов "), ElementsAre(Suggestion{Subject::article, 101}, Suggestion{Subject::article, 100}));
}

TEST_F(SuggestionsTest, latin_letters_find_cyrillic) {
  EXPECT_THAT(typing("voyna"), ElementsAre(Suggestion{Subject::article, 102}));
  EXPECT_THAT(typing("obsht"), ElementsAre(Suggestion{Subject::section, 7}, Suggestion{Subject::topic, 12},
                                           Suggestion{Subject::article, 100}));
}

TEST_F(SuggestionsTest, one_letter_brings_names_only_and_names_never_fill_the_list) {
  EXPECT_THAT(typing("о"), ElementsAre(Suggestion{Subject::section, 7}, Suggestion{Subject::author, 3},
                                       Suggestion{Subject::topic, 12}));
  EXPECT_THAT(typing("об", 2), ElementsAre(Suggestion{Subject::section, 7}, Suggestion{Subject::article, 100}));
}

TEST_F(SuggestionsTest, nothing_typed_and_marks_alone_suggest_nothing) {
  for (const char* text : {"", " ", "*", "\"", "-", "w", "\xFF\xFE"}) EXPECT_THAT(typing(text), IsEmpty()) << text;
}

TEST_F(SuggestionsTest, another_site_sees_nothing_of_it) {
  EXPECT_THAT(suggestions_->find(SiteId{2}, "общ", "bg", 8, {}), IsEmpty());
}

TEST_F(SuggestionsTest, what_was_removed_or_renamed_is_not_found_any_more) {
  suggestions_->remove(Subject::article, 100);
  suggestions_->remove(Subject::article, 100);
  add(Subject::section, 7, "Животът");
  suggestions_->commit(6);
  EXPECT_THAT(typing("общ"), ElementsAre(Suggestion{Subject::topic, 12}));
  EXPECT_EQ(suggestions_->change(), 6);
}

TEST_F(SuggestionsTest, ids_out_of_range_are_left_out_instead_of_standing_for_others) {
  for (const std::int64_t id : {-1L, 0L, 1L << 24U, 1L << 33U}) add(Subject::section, id, "Извънредно");
  add(Subject::article, 1L << 31U, "Извънредно");
  suggestions_->commit(6);
  EXPECT_THAT(typing("извън"), IsEmpty());
}

TEST_F(SuggestionsTest, what_may_not_be_shown_takes_nobodys_place) {
  for (int id = 1; id <= 100; ++id) add(Subject::topic, 1'000 + id, "Операция");
  for (int id = 1; id <= 100; ++id) add(Subject::article, 1'000 + id, "Операция на реката");
  for (int id = 1; id <= 8; ++id) add(Subject::article, 200 + id, "Операция на морето");
  suggestions_->commit(6);
  may_show_ = [](const Suggestion& suggestion) { return suggestion.id < 1'000; };
  std::vector<Suggestion> shown;
  for (int id = 8; id >= 1; --id) shown.push_back({Subject::article, 200 + id});
  EXPECT_EQ(typing("опер"), shown);
  add(Subject::topic, 13, "Операции");
  suggestions_->commit(7);
  shown.pop_back();
  shown.insert(shown.begin(), {Subject::topic, 13});
  EXPECT_EQ(typing("опер"), shown);
}

// Both ways to find them, by the entries of words and by reading documents, give what a look at every headline gives.
TEST_F(SuggestionsTest, any_two_words_find_what_a_look_at_all_headlines_finds) {
  const std::vector<std::string> words = {"мост",   "мостът", "море", "морски", "град",
                                          "градът", "гара",   "нов",  "нова",   "новина"};
  std::mt19937 random(5);
  std::map<std::int64_t, std::set<std::string>> headlines;  // of site 3
  for (std::int64_t id = 1'000; id < 1'900; ++id) {
    std::string text;
    std::set<std::string> in_it;
    for (int each = 0; each < 3; ++each) {
      const std::string& word = words[random() % words.size()];
      text += (text.empty() ? "" : " ") + word;
      in_it.insert(word);
    }
    const std::int64_t site = random() % 4 == 0 ? 4 : 3;
    add(Subject::article, id, text, site);
    if (site == 3) headlines.emplace(id, in_it);
  }
  suggestions_->commit(6);
  for (const std::string& whole : words) {
    for (const char* start : {"мо", "мост", "гра", "нов", "новин", "град"}) {
      std::vector<Suggestion> wanted;
      for (auto each = headlines.rbegin(); each != headlines.rend() && wanted.size() < 8; ++each) {
        const auto begins = [&](const std::string& word) { return word.starts_with(start); };
        if (each->second.contains(whole) && std::ranges::any_of(each->second, begins)) {
          wanted.push_back({Subject::article, each->first});
        }
      }
      EXPECT_EQ(suggestions_->find(SiteId{3}, whole + " " + start, "bg", 8, may_show_), wanted)
          << whole << " " << start;
    }
  }
}

// Of what very many have, the newest are looked at.
TEST_F(SuggestionsTest, frequent_words_before_frequent_beginnings_are_looked_for_among_the_newest) {
  for (std::int64_t id = 2'000; id < 2'700; ++id) add(Subject::article, id, "Мост нощ" + std::to_string(id));
  add(Subject::article, 1'999, "Мост нощен");  // older than all of them
  suggestions_->commit(6);
  EXPECT_EQ(typing("мост но", 3),
            (std::vector<Suggestion>{{Subject::article, 2'699}, {Subject::article, 2'698}, {Subject::article, 2'697}}));
  EXPECT_THAT(typing("мост нощен"), ElementsAre(Suggestion{Subject::article, 1'999}));
}

}  // namespace vestnik::search
