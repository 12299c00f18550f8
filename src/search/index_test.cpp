#include "search/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <set>
#include <thread>

#include "base/files.h"
#include "base/json.h"

namespace vestnik::search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr auto day = std::chrono::hours(24);
const Time today = from_millis(1'790'000'000'000);

class IndexTest : public testing::Test {
 protected:
  IndexTest() {
    std::string name = (std::filesystem::temp_directory_path() / "vestnik-index-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    open();
  }
  ~IndexTest() override {
    index_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void open() {
    index_.reset();
    auto opened = Index::open(folder_ / "index");
    ASSERT_TRUE(opened.has_value()) << opened.error().message();
    index_ = std::move(*opened);
  }

  static Document article(std::int64_t id, std::string headline, std::string body, int days_ago = 1) {
    return {ArticleId{id},   SiteId{1}, SectionId{1},          "bg", std::move(headline), "",
            std::move(body), {},        today - days_ago * day};
  }
  void put(const Document& document) {
    const auto done = index_->put(document);
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }
  void commit(std::int64_t change = 1) {
    const auto done = index_->commit(change);
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }

  static Query asking(std::string text) {
    Query query;
    query.site = SiteId{1};
    query.text = std::move(text);
    query.language = "bg";
    return query;
  }
  Hits find(const Query& query) {
    auto hits = index_->search(query);
    EXPECT_TRUE(hits.has_value()) << hits.error().message();
    return hits ? std::move(*hits) : Hits{};
  }
  std::vector<std::int64_t> ids(const Query& query) {
    std::vector<std::int64_t> ids;
    for (const auto& hit : find(query).hits) ids.push_back(hit.id.value);
    return ids;
  }
  std::vector<std::int64_t> ids(std::string text) { return ids(asking(std::move(text))); }

  std::filesystem::path folder_;
  std::unique_ptr<Index> index_;
};

TEST_F(IndexTest, another_form_of_a_word_finds_the_article) {
  put(article(1, "Кметът откри новите мостове", "Двата моста свързват кварталите с центъра."));
  put(article(2, "Реколтата е добра", "Фермерите прибраха пшеницата."));
  commit();
  EXPECT_THAT(ids("мост"), ElementsAre(1));
  EXPECT_THAT(ids("квартал кмет"), ElementsAre(1));
  EXPECT_THAT(ids("ФЕРМЕР"), ElementsAre(2));
  EXPECT_THAT(ids("добрата реколта"), ElementsAre(2));
}

TEST_F(IndexTest, quoted_words_stand_together_and_in_order) {
  put(article(1, "а", "Бялата къща на хълма беше продадена."));
  put(article(2, "б", "Къщата е бяла, а хълмът зелен."));
  commit();
  EXPECT_THAT(ids("бяла къща"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(ids("„бялата къща“"), ElementsAre(1));
  EXPECT_THAT(ids("\"бяла къща\""), ElementsAre(1));
  EXPECT_THAT(ids("«къща бяла»"), testing::IsEmpty());
  EXPECT_THAT(ids("\"бяла къща"), UnorderedElementsAre(1, 2));
}

TEST_F(IndexTest, a_leading_minus_leaves_out) {
  put(article(1, "Ремонт на моста", "Започва ремонт през април."));
  put(article(2, "Ремонт на пазара", "Започва ремонт през май."));
  commit();
  EXPECT_THAT(ids("ремонт -пазар"), ElementsAre(1));
  EXPECT_THAT(ids("ремонт -\"през май\""), ElementsAre(1));
  EXPECT_THAT(ids("-ремонт"), testing::IsEmpty());
}

TEST_F(IndexTest, all_words_are_wanted_and_any_where_no_article_has_all) {
  put(article(1, "Пожар в склад", "Огънят е потушен."));
  put(article(2, "Концерт на площада", "Вход свободен."));
  commit();
  EXPECT_THAT(ids("пожар огън"), ElementsAre(1));
  EXPECT_THAT(ids("пожар на площада"), UnorderedElementsAre(1, 2));
}

TEST_F(IndexTest, site_section_and_dates_narrow) {
  auto other_site = article(1, "Избори", "Резултати.");
  other_site.site = SiteId{2};
  auto other_section = article(2, "Избори", "Резултати.");
  other_section.section = SectionId{7};
  put(other_site);
  put(other_section);
  put(article(3, "Избори", "Резултати.", 10));
  put(article(4, "Избори", "Резултати.", 2));
  commit();
  EXPECT_THAT(ids("избори"), UnorderedElementsAre(2, 3, 4));
  auto query = asking("избори");
  query.sections = std::vector{SectionId{7}};
  EXPECT_THAT(ids(query), ElementsAre(2));
  query.sections = std::vector{SectionId{1}, SectionId{7}};
  EXPECT_THAT(ids(query), UnorderedElementsAre(2, 3, 4));
  query.sections = std::vector<SectionId>();
  EXPECT_THAT(ids(query), testing::IsEmpty());
  query.sections.reset();
  query.from = today - 5 * day;
  EXPECT_THAT(ids(query), UnorderedElementsAre(2, 4));
  query.to = today - 2 * day;
  EXPECT_THAT(ids(query), ElementsAre(4));
  query.from.reset();
  EXPECT_THAT(ids(query), UnorderedElementsAre(3, 4));
}

TEST_F(IndexTest, a_headline_counts_more_than_a_body_and_a_fresh_story_more_than_an_old_one) {
  put(article(1, "Друго", "Има и язовир, споменат накратко в текста."));
  put(article(2, "Язовир прелива", "Водата е над нормата."));
  put(article(3, "Футбол", "Мачът завърши наравно.", 400));
  put(article(4, "Футбол", "Мачът завърши наравно.", 1));
  commit();
  EXPECT_THAT(ids("язовирът"), ElementsAre(2, 1));
  EXPECT_THAT(ids("футбол"), ElementsAre(4, 3));
}

TEST_F(IndexTest, newest_first_sorts_by_time) {
  put(article(1, "Язовир", "язовир язовир", 9));
  put(article(2, "Друго", "Един язовир.", 3));
  put(article(3, "Друго", "Още един язовир.", 6));
  commit();
  auto query = asking("язовир");
  query.newest_first = true;
  EXPECT_THAT(ids(query), ElementsAre(2, 3, 1));
}

TEST_F(IndexTest, pages_follow_each_other_without_gap_or_repetition) {
  for (int id = 1; id <= 35; ++id) put(article(id, "Време", "Утре ще вали в планината.", id));
  commit();
  std::set<std::int64_t> seen;
  for (std::size_t skip = 0; skip < 40; skip += 10) {
    auto query = asking("планина");
    query.skip = skip;
    const auto hits = find(query);
    EXPECT_EQ(hits.estimate, 35U);
    EXPECT_EQ(hits.hits.size(), skip < 30 ? 10U : 5U);
    for (const auto& hit : hits.hits) EXPECT_TRUE(seen.insert(hit.id.value).second);
  }
  EXPECT_EQ(seen.size(), 35U);
}

TEST_F(IndexTest, beyond_the_deepest_hit_nothing_is_found_and_no_page_comes_twice) {
  for (int id = 1; id <= 9; ++id) put(article(id, "Време", "Утре ще вали в планината.", id));
  commit();
  auto query = asking("планина");
  query.count = 2;
  query.deepest = 4;
  std::set<std::int64_t> seen;
  std::size_t pages = 0;
  for (; pages < 20; ++pages) {
    const auto page = ids(query);
    if (page.empty()) break;
    for (const auto id : page) EXPECT_TRUE(seen.insert(id).second) << id;
    query.skip += page.size();
  }
  EXPECT_EQ(pages, 3U);
}

TEST_F(IndexTest, names_are_found_too) {
  auto signed_story = article(1, "Репортаж", "От село на село.");
  signed_story.names = {"Радостина Кехайова", "Туризъм"};
  put(signed_story);
  commit();
  EXPECT_THAT(ids("кехайова"), ElementsAre(1));
  EXPECT_THAT(ids("„радостина кехайова“"), ElementsAre(1));
}

TEST_F(IndexTest, latin_letters_find_cyrillic_words) {
  put(article(1, "Война и мир", "Преговорите продължават в Женева."));
  put(article(2, "Кехайов с награда", "Художникът Кехайов получи награда от Reuters."));
  commit();
  EXPECT_THAT(ids("voyna"), ElementsAre(1));
  EXPECT_THAT(ids("voina"), ElementsAre(1));
  EXPECT_THAT(ids("pregovori v jeneva"), ElementsAre(1));
  EXPECT_THAT(ids("kehayov"), ElementsAre(2));
  EXPECT_THAT(ids("reuters"), ElementsAre(2));
}

TEST_F(IndexTest, a_misspelt_word_gets_a_suggestion) {
  put(article(1, "Правителството прие бюджета", "Гласуването продължи до късно."));
  commit();
  EXPECT_EQ(find(asking("правителсвото")).suggestion, "правителството");
  EXPECT_EQ(find(asking("бюджета")).suggestion, "");
}

TEST_F(IndexTest, a_suggestion_replaces_whole_words_and_finds_something_where_it_was_asked_for) {
  put(article(1, "Министерство на реда", "Текст.", 10));
  auto elsewhere = article(2, "Парламентът прие", "Текст.");
  elsewhere.site = SiteId{2};
  put(elsewhere);
  commit();
  EXPECT_EQ(find(asking("деминистерсво министерсво")).suggestion, "деминистерсво министерство");
  EXPECT_EQ(find(asking("парламнтът")).suggestion, "") << "another site's word";
  auto query = asking("министерсво");
  query.sections = std::vector{SectionId{1}};
  EXPECT_EQ(find(query).suggestion, "министерство");
  query.sections = std::vector{SectionId{2}};
  EXPECT_EQ(find(query).suggestion, "");
  query.sections.reset();
  query.from = today - 5 * day;
  EXPECT_EQ(find(query).suggestion, "");
}

TEST_F(IndexTest, a_snippet_marks_the_words_as_they_stand_in_the_text) {
  std::string body = "Начало на текста. ";
  for (int i = 0; i < 60; ++i) body += "Тук се говори за съвсем друго нещо. ";
  body += "Накрая реката отнесе двата моста край селото и пътят беше затворен.";
  put(article(1, "Наводнение", body));
  commit();
  const auto hits = find(asking("мост река"));
  ASSERT_EQ(hits.hits.size(), 1U);
  const auto& snippet = hits.hits[0].snippet;
  EXPECT_THAT(snippet, HasSubstr("\x02реката\x03 отнесе двата \x02моста\x03 край"));
  EXPECT_THAT(snippet, testing::StartsWith("… "));
  EXPECT_LE(snippet.size(), 440U);
}

TEST_F(IndexTest, a_snippet_keeps_the_deck_and_the_text_apart) {
  auto found = article(1, "Наводнение", "Реката отнесе моста.");
  found.deck = "Мостът беше на сто години";
  put(found);
  commit();
  const auto hits = find(asking("година"));
  ASSERT_EQ(hits.hits.size(), 1U);
  EXPECT_EQ(hits.hits[0].snippet, "Мостът беше на сто \x02години\x03 · Реката отнесе моста.");
}

TEST_F(IndexTest, what_is_put_again_is_replaced_and_what_is_removed_is_gone) {
  put(article(1, "Първо заглавие", "Слонът е голям."));
  commit(1);
  put(article(1, "Второ заглавие", "Мишката е малка."));
  commit(2);
  EXPECT_THAT(ids("слон"), testing::IsEmpty());
  EXPECT_THAT(ids("мишка"), ElementsAre(1));
  EXPECT_EQ(index_->size(), 1U);
  ASSERT_TRUE(index_->remove(ArticleId{1}).has_value());
  ASSERT_TRUE(index_->remove(ArticleId{99}).has_value());
  commit(3);
  EXPECT_EQ(index_->size(), 0U);
  EXPECT_THAT(ids("мишка"), testing::IsEmpty());
  EXPECT_EQ(find(asking("заглавеи")).suggestion, "");
}

TEST_F(IndexTest, a_commit_is_there_after_opening_again_and_all_lists_it) {
  EXPECT_EQ(index_->change(), 0);
  put(article(12, "А", "текст"));
  put(article(3, "Б", "текст"));
  commit(77);
  open();
  EXPECT_EQ(index_->change(), 77);
  EXPECT_THAT(index_->all(), ElementsAre(ArticleId{3}, ArticleId{12}));
}

TEST_F(IndexTest, a_note_is_there_after_opening_again) {
  EXPECT_EQ(index_->noted("languages").value_or("?"), "");
  ASSERT_TRUE(index_->note("languages", " 1=bg "));
  commit(3);
  open();
  EXPECT_EQ(index_->noted("languages").value_or("?"), " 1=bg ");
  EXPECT_EQ(index_->noted("other").value_or("?"), "");
}

TEST_F(IndexTest, another_index_is_filled_beside_it_and_takes_its_place_at_once) {
  put(article(1, "Старо", "текст"));
  commit(7);
  auto beside = index_->make_beside();
  ASSERT_TRUE(beside) << beside.error().message();
  EXPECT_EQ((*beside)->size(), 0U);
  EXPECT_EQ((*beside)->change(), 0);
  ASSERT_TRUE((*beside)->put(article(2, "Ново", "текст")));
  ASSERT_TRUE((*beside)->commit(9));
  EXPECT_THAT(ids("старо"), ElementsAre(1));
  EXPECT_THAT(ids("ново"), testing::IsEmpty());
  ASSERT_TRUE(index_->replace_by(std::move(*beside)));
  EXPECT_THAT(ids("старо"), testing::IsEmpty());
  EXPECT_THAT(ids("ново"), ElementsAre(2));
  EXPECT_EQ(index_->change(), 9);
  put(article(3, "Най-ново", "текст"));
  commit(10);
  open();
  EXPECT_EQ(index_->change(), 10);
  EXPECT_THAT(index_->all(), ElementsAre(ArticleId{2}, ArticleId{3}));
}

TEST_F(IndexTest, one_that_never_takes_its_place_leaves_nothing) {
  const auto places = [&] {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "index"))
      names.insert(entry.path().filename().string());
    return names;
  };
  put(article(1, "Старо", "текст"));
  commit(7);
  const auto before = places();
  {
    auto beside = index_->make_beside();
    ASSERT_TRUE(beside);
    EXPECT_NE(places(), before);
  }
  EXPECT_EQ(places(), before);
  // As a killed process leaves it.
  std::filesystem::create_directories(folder_ / "index" / "2" / "articles");
  std::ofstream(folder_ / "index" / "2" / "articles" / "iamglass") << "half";
  open();
  EXPECT_EQ(places(), before);
  EXPECT_THAT(ids("старо"), ElementsAre(1));
}

TEST_F(IndexTest, those_who_search_never_see_a_half_index) {
  for (int id = 1; id <= 30; ++id) put(article(id, "Новина", "постоянен текст"));
  commit(1);
  std::atomic<bool> done = false;
  std::atomic<int> failures = 0;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 2; ++reader)
    readers.emplace_back([&] {
      while (!done) {
        const auto hits = index_->search(asking("„постоянен текст“"));
        if (!hits || hits->estimate != 30) ++failures;
      }
    });
  for (int round = 0; round < 5; ++round) {
    auto beside = index_->make_beside();
    ASSERT_TRUE(beside);
    for (int id = 1; id <= 30; ++id) ASSERT_TRUE((*beside)->put(article(id, "Новина", "постоянен текст")));
    ASSERT_TRUE((*beside)->commit(2));
    ASSERT_TRUE(index_->replace_by(std::move(*beside)));
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(failures, 0);
}

TEST_F(IndexTest, what_an_earlier_version_laid_down_is_made_anew) {
  index_.reset();
  std::filesystem::remove_all(folder_ / "index");
  std::filesystem::create_directories(folder_ / "index");
  std::ofstream(folder_ / "index" / "iamglass") << "of another form";
  open();
  EXPECT_EQ(index_->change(), 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "index" / "iamglass"));
}

TEST_F(IndexTest, an_entry_tells_whether_it_is_what_was_put) {
  auto document = article(4, "Заглавие", "текст");
  put(article(9, "Друго", "текст"));
  put(document);
  commit();
  const auto entries = index_->entries();
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ(entries->front().id, ArticleId{4});
  EXPECT_EQ(entries->front().fingerprint, fingerprint(document));
  document.names = {"Рубрика"};
  EXPECT_NE(entries->front().fingerprint, fingerprint(document));
  put(document);
  commit();
  EXPECT_EQ(index_->entries()->front().fingerprint, fingerprint(document));
}

TEST_F(IndexTest, labels_narrow_and_no_words_ask_for_everything) {
  for (int id = 1; id <= 4; ++id) {
    auto document = article(id, "Новина", "текст", id);
    document.labels = {id % 2 == 0 ? "state draft" : "state ready", "author 5"};
    put(document);
  }
  commit();
  auto query = asking("новина");
  query.labels = {{"state draft", "state scheduled"}, {"author 5"}};
  EXPECT_THAT(ids(query), UnorderedElementsAre(2, 4));
  query.labels = {{"author 6"}};
  EXPECT_THAT(ids(query), testing::IsEmpty());
  query = asking("");
  query.from = today - 3 * day;
  EXPECT_THAT(ids(query), ElementsAre(1, 2, 3));
}

TEST_F(IndexTest, a_killed_writer_leaves_the_last_commit) {
  index_.reset();
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const auto child = fork();
  if (child == 0) {
    auto opened = Index::open(folder_ / "index");
    if (!opened) _exit(1);
    for (int id = 1; id <= 50; ++id) (void)(*opened)->put(article(id, "Заглавие", "текст"));
    (void)(*opened)->commit(50);
    for (int id = 51; id <= 90; ++id) (void)(*opened)->put(article(id, "Заглавие", "текст"));
    (void)!write(pipe_ends[1], "x", 1);
    pause();
  }
  char byte = 0;
  ASSERT_EQ(read(pipe_ends[0], &byte, 1), 1);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
  open();
  EXPECT_EQ(index_->change(), 50);
  EXPECT_EQ(index_->size(), 50U);
}

TEST_F(IndexTest, a_second_writer_is_refused) {
  const auto second = Index::open(folder_ / "index");
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, ErrorKind::busy);
}

TEST_F(IndexTest, a_damaged_index_says_so) {
  put(article(1, "А", "текст"));
  commit();
  index_.reset();
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "index" / "1" / "articles"))
    if (entry.path().filename() == "iamglass") std::ofstream(entry.path(), std::ios::trunc) << "not an index";
  const auto opened = Index::open(folder_ / "index");
  ASSERT_FALSE(opened.has_value());
  EXPECT_THAT(opened.error().message(), HasSubstr("damaged"));
  EXPECT_THAT(opened.error().remedy, HasSubstr("delete its folder"));
}

TEST_F(IndexTest, a_damaged_index_is_set_aside_and_begun_anew) {
  const auto articles = folder_ / "index" / "1" / "articles", aside = folder_ / "index.damaged";
  const std::vector<std::function<void()>> damages = {
      [&] {
        std::fstream file(articles / "iamglass", std::ios::in | std::ios::out | std::ios::binary);
        const char first = static_cast<char>(file.get());
        file.seekp(0);
        file.put(static_cast<char>(first ^ 0x20));
      },
      [&] { std::filesystem::resize_file(articles / "iamglass", 3); },
      [&] { std::filesystem::resize_file(articles / "postlist.glass", 0); },
  };
  for (const auto& damage : damages) {
    put(article(1, "Мост", "текст"));
    commit();
    index_.reset();
    damage();
    ASSERT_FALSE(Index::open(folder_ / "index").has_value());
    auto opened = Index::open_or_begin_anew(folder_ / "index");
    ASSERT_TRUE(opened.has_value()) << opened.error().message();
    EXPECT_TRUE(std::filesystem::exists(aside / "1" / "articles"));
    index_ = std::move(*opened);
    EXPECT_EQ(index_->change(), 0) << "whoever follows fills it";
    EXPECT_EQ(index_->size(), 0U);
  }
  put(article(1, "Мост", "текст"));
  commit();
  EXPECT_THAT(ids("мост"), ElementsAre(1));
}

TEST_F(IndexTest, a_sound_index_is_not_set_aside_nor_one_that_another_writes_to) {
  put(article(1, "Мост", "текст"));
  commit(7);
  const auto second = Index::open_or_begin_anew(folder_ / "index");
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, ErrorKind::busy);
  index_.reset();
  auto opened = Index::open_or_begin_anew(folder_ / "index");
  ASSERT_TRUE(opened.has_value()) << opened.error().message();
  EXPECT_EQ((*opened)->change(), 7);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "index.damaged"));
}

TEST_F(IndexTest, letters_that_stand_for_many_keep_nothing_from_being_found) {
  std::string blessings;
  for (int i = 0; i < 8; ++i) blessings += "ﷺ";
  put(article(1, "Мост", "Преди това."));
  put(article(2, blessings, blessings + " край моста."));
  put(article(3, "Мост", "След това."));
  commit();
  EXPECT_THAT(ids("мост"), UnorderedElementsAre(1, 2, 3));
  EXPECT_THAT(ids(blessings), ElementsAre(2));
}

TEST_F(IndexTest, no_query_fails_and_no_text_cannot_be_indexed) {
  const auto file = read_file(VESTNIK_SOURCE_DIR "/../shared/data/attacks/naughty-strings.json");
  ASSERT_TRUE(file.has_value()) << "../shared/data/attacks is missing";
  const auto strings = parse_json(*file);
  ASSERT_TRUE(strings.has_value());
  std::int64_t id = 0;
  for (const auto& value : strings->as_array()) {
    const std::string text(value.as_string());
    auto document = article(++id, text, text + " обща");
    document.names = {text};
    put(document);
  }
  commit();
  for (const auto& value : strings->as_array()) {
    const std::string text(value.as_string());
    for (const auto& query : {text, "\"" + text, "-" + text, "„" + text + "“ обща"}) find(asking(query));
  }
  for (const std::string_view text :
       {"\"", "-", "--", "\"\"", "-\"", "\xff\xfe", "*", "AND OR NOT", "Q1", "K1 H1", "~", "=", "по-"})
    find(asking(std::string(text)));
  find(asking(std::string(1'000'000, 'a')));
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "дума ";
  find(asking(many));
  EXPECT_EQ(index_->size(), static_cast<std::size_t>(id));
}

TEST_F(IndexTest, many_search_while_one_writes) {
  put(article(1'000, "Начало", "постоянен текст"));
  commit(1);
  std::atomic<bool> done = false;
  std::atomic<int> failures = 0, searches = 0;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 3; ++reader)
    readers.emplace_back([&] {
      do {
        const auto hits = index_->search(asking("постоянен"));
        if (!hits || hits->hits.empty()) ++failures;
        ++searches;
      } while (!done);
    });
  for (int id = 1; id <= 120; ++id) {
    put(article(id, "Новина " + std::to_string(id), "Променлив текст за наводнението край реката."));
    if (id % 3 == 0) commit(id);
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(failures, 0);
  EXPECT_GT(searches, 0);
}

}  // namespace
}  // namespace vestnik::search
