// C7: every operation of the table, asked by every role and by nobody, does what the table says; and docs/rights.md
// says the same to people.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "newsroom/operations.h"
#include "newsroom/testing_people.h"

namespace vestnik::newsroom {
namespace {

using Fields = std::vector<http::Field>;

constexpr std::string_view roles[] = {"reporter", "editor", "chief", "media", "advertising", "administrator"};

class Rights : public WithPeople {
 protected:
  ArticleId story_of(const Person& who, SectionId section) {
    auto article = store::an_article(site_, section, "Мост");
    return write([&](store::Session& session) { return store::add_article(session, article, who.email, desk_->now); });
  }

  Answer ask(const Operation& operation, const std::string& cookie, ArticleId story, Fields more = {}) {
    std::string path(operation.path.substr(std::string_view("/api/v1/").size()));
    const bool of_story = path.starts_with("articles/");
    for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
      const std::size_t end = path.find('}', at);
      const std::string name = path.substr(at + 1, end - at - 1);
      std::string value = "999999999";
      if (name == "id" && of_story) value = std::to_string(story.value);
      if (name == "slug" || name == "section") value = "svyat";
      if (name == "host") value = "example.com";
      path.replace(at, end - at + 1, value);
    }
    more.push_back({"Cookie", cookie});
    return desk_->call(operation.method, path, json::object{}, std::move(more), "");
  }
  Answer ask_from_our_page(const Operation& operation, const std::string& cookie, ArticleId story) {
    return ask(operation, cookie, story, {{"Sec-Fetch-Site", "same-origin"}});
  }

  // These ask a reporter for more than the role: that the section lets reporters publish.
  static bool asks_for_more(const Operation& operation, std::string_view role) {
    return role == "reporter" && (operation.name == "publishArticle" || operation.name == "scheduleArticle");
  }
  // These would end the session that the test goes on with.
  static bool signs_out(const Operation& operation) { return operation.name == "signOut"; }
};
ON_BOTH(Rights);

TEST_P(Rights, are_for_every_role_what_the_table_says) {
  for (const std::string_view role : roles) {
    const Person who = person(std::string(role) + "@example.com", {{std::string(role), {}, {}}});
    for (const Operation& operation : operations()) {
      if (signs_out(operation) || (operation.roles & visitor) != 0 || asks_for_more(operation, role)) continue;
      const Answer answer = ask_from_our_page(operation, who.cookie, story_of(who, section_));
      const std::string what = std::string(role) + " " + std::string(operation.name) + " " + write_json(answer.body);
      EXPECT_NE(answer.status, 401U) << what;
      EXPECT_NE(answer.status, 405U) << what;
      EXPECT_LT(answer.status, 500U) << what;
      EXPECT_EQ(answer.status == 403, (operation.roles & role_bit(role)) == 0) << what;
    }
  }
}

TEST_P(Rights, are_nobodys_who_has_not_signed_in) {
  const ArticleId story = story_of({}, section_);
  for (const Operation& operation : operations()) {
    for (const char* cookie : {"", "vestnik_session=", "vestnik_session=made-up", "__Host-vestnik_session=made-up"}) {
      const Answer answer = ask_from_our_page(operation, cookie, story);
      if ((operation.roles & visitor) != 0) {
        EXPECT_NE(answer.status, 403U) << operation.name;
        EXPECT_FALSE(answer.fields.contains("Set-Cookie")) << operation.name;
      } else {
        EXPECT_EQ(answer.status, 401U) << operation.name;
      }
    }
  }
}

TEST_P(Rights, are_not_lent_to_other_sites) {
  const Person who = person("ana@example.com", {{"administrator", {}, {}}});
  const ArticleId story = story_of(who, section_);
  for (const Operation& operation : operations()) {
    if (operation.method == http::Method::get || operation.method == http::Method::head) continue;
    EXPECT_EQ(ask(operation, who.cookie, story, {{"Sec-Fetch-Site", "cross-site"}}).status, 403U) << operation.name;
    EXPECT_EQ(ask(operation, who.cookie, story, {{"Origin", "https://evil.example"}}).status, 403U) << operation.name;
    if ((operation.roles & visitor) != 0) continue;
    EXPECT_EQ(ask(operation, who.cookie, story).status, 403U) << operation.name;
  }
}

TEST_P(Rights, of_reporters_are_for_their_own_stories) {
  const Person who = person("ana@example.com", {{"reporter", {}, {}}});
  const Person other = person("boris@example.com", {{"reporter", {}, {}}});
  const ArticleId story = story_of(other, section_);
  for (const Operation& operation : operations()) {
    if (!operation.path.starts_with("/api/v1/articles/{id}")) continue;
    EXPECT_EQ(ask_from_our_page(operation, who.cookie, story).status, 403U) << operation.name;
  }
}

TEST_P(Rights, of_editors_end_with_their_sections) {
  const Person who = person("ana@example.com", {{"editor", site_, section_}});
  const Person other = person("boris@example.com", {{"reporter", {}, {}}});
  const ArticleId here = story_of(other, section_), there = story_of(other, other_section_);
  const ArticleId own_there = story_of(who, other_section_);
  for (const Operation& operation : operations()) {
    if (!operation.path.starts_with("/api/v1/articles/{id}")) continue;
    EXPECT_EQ(ask_from_our_page(operation, who.cookie, there).status, 403U) << operation.name;
    EXPECT_EQ(ask_from_our_page(operation, who.cookie, here).status == 403, (operation.roles & editor) == 0)
        << operation.name;
    if ((operation.roles & reporter) == 0) {
      EXPECT_EQ(ask_from_our_page(operation, who.cookie, own_there).status, 403U) << operation.name;
    }
  }
}

TEST_P(Rights, of_editors_are_those_of_reporters_outside_their_sections) {
  const Person who = person("ana@example.com", {{"editor", site_, section_}});
  const auto publish = std::ranges::find(operations(), std::string_view("publishArticle"), &Operation::name);
  EXPECT_EQ(ask_from_our_page(*publish, who.cookie, story_of(who, other_section_)).status, 403U);
  EXPECT_EQ(ask_from_our_page(*publish, who.cookie, story_of(who, section_)).status, 200U);
}

TEST_P(Rights, on_fronts_are_told_before_they_are_asked_for) {
  const Person people[] = {person("ana@example.com", {{"reporter", {}, {}}}),
                           person("boris@example.com", {{"editor", site_, section_}}),
                           person("vera@example.com", {{"chief", site_, {}}}),
                           person("mara@example.com", {{"editor", {}, {}}, {"media", {}, {}}})};
  for (const Person& who : people) {
    const Fields fields{{"Cookie", who.cookie}, {"Sec-Fetch-Site", "same-origin"}};
    for (const char* front : {"fronts/home", "fronts/svyat", "fronts/sport"}) {
      const Answer seen = desk_->call(http::Method::get, front, nullptr, fields, "");
      ASSERT_EQ(seen.status, 200U);
      const bool told = !seen.object().at("may").as_array().empty();
      const json::object body{{"zones", json::array{}}};
      EXPECT_EQ(desk_->call(http::Method::put, front, body, fields, "").status == 200, told) << who.email << front;
    }
  }
}

TEST_P(Rights, show_in_lists_what_they_open) {
  const Person writer = person("ana@example.com", {{"reporter", {}, {}}});
  const Person of_section = person("boris@example.com", {{"editor", site_, section_}});
  const Person of_media = person("mara@example.com", {{"media", {}, {}}});
  const Person all_seeing = person("vera@example.com", {{"chief", {}, {}}});
  story_of(writer, other_section_);
  story_of(of_section, section_);
  story_of(all_seeing, other_section_);
  world().publish(store::an_article(site_, other_section_, "Явно"));
  const auto count = [&](const Person& who, const char* target) {
    const Answer answer = desk_->call(http::Method::get, target, nullptr, {{"Cookie", who.cookie}}, "");
    return answer.object().at("items").as_array().size();
  };
  EXPECT_EQ(count(writer, "articles"), 2U);
  EXPECT_EQ(count(of_section, "articles"), 2U);
  EXPECT_EQ(count(of_media, "articles"), 1U);
  EXPECT_EQ(count(all_seeing, "articles"), 4U);
  desk_->follow();
  EXPECT_EQ(count(writer, "articles?q=%D0%BC%D0%BE%D1%81%D1%82"), 1U);
  EXPECT_EQ(count(of_media, "articles?q=%D0%BC%D0%BE%D1%81%D1%82"), 0U);
}

TEST_P(Rights, of_one_site_are_none_on_another) {
  const SiteId other = world().add_site("other.example");
  const Person who = person("ana@example.com", {{"administrator", other, {}}});
  const ArticleId story = story_of({}, section_);
  for (const char* name : {"getArticle", "putArticle", "publishArticle", "putSection", "putAuthor", "putSite",
                           "addUser", "listUsers", "listAudit", "listTokens", "addToken"}) {
    for (const Operation& operation : operations()) {
      if (operation.name == name) {
        EXPECT_EQ(ask_from_our_page(operation, who.cookie, story).status, 403U) << name;
      }
    }
  }
}

std::string rights_document() {
  std::ostringstream out;
  out << "# Who may do what\n\nMade from the table of operations by a test of `src/newsroom/rights_test.cpp`; "
         "`VESTNIK_WRITE_DOCS=1` writes it anew.\n\nA reporter's role counts for stories that the reporter has begun "
         "or "
         "has been given; an editor's for the sections that it names, and those below them. A role is for one site or "
         "for all. Accounts, tokens and the audit log belong to administrators of every site.\n\n| operation | call |";
  for (const std::string_view role : roles) out << " " << role << " |";
  out << "\n|---|---|";
  for (std::size_t at = 0; at < std::size(roles); ++at) out << ":-:|";
  out << "\n";
  for (const Operation& operation : operations()) {
    out << "| " << operation.name << " | `" << name_of(operation.method) << " " << operation.path << "` |";
    for (const std::string_view role : roles) {
      const bool may = (operation.roles & (role_bit(role) | visitor)) != 0;
      out << (may ? " ✓ |" : "   |");
    }
    out << "\n";
  }
  return out.str();
}

TEST(RightsDocument, is_what_the_code_does) {
  const std::string path = VESTNIK_SOURCE_DIR "/docs/rights.md";
  const std::string wanted = rights_document();
  if (std::getenv("VESTNIK_WRITE_DOCS") != nullptr) std::ofstream(path) << wanted;
  std::ostringstream kept;
  kept << std::ifstream(path).rdbuf();
  EXPECT_EQ(kept.str(), wanted) << "run this test with VESTNIK_WRITE_DOCS=1";
}

}  // namespace
}  // namespace vestnik::newsroom
