// The description of the API says what the code does.
#include <gmock/gmock.h>

#include <set>

#include "newsroom/operations.h"
#include "newsroom/schemas.h"
#include "newsroom/testing_desk.h"

namespace vestnik::newsroom {
namespace {

using testing::IsEmpty;

// Every "$ref" in a document.
void collect_references(const json::value& value, std::set<std::string>& into) {
  if (value.is_array()) {
    for (const json::value& each : value.get_array()) collect_references(each, into);
  }
  if (!value.is_object()) return;
  for (const auto& [name, each] : value.get_object()) {
    if (name == "$ref" && each.is_string()) into.insert(std::string(each.get_string()));
    collect_references(each, into);
  }
}

TEST(OpenApi, names_no_schema_that_is_not_there) {
  const json::value document = openapi_document();
  std::set<std::string> references;
  collect_references(document, references);
  EXPECT_GT(references.size(), 20u);
  for (const std::string& reference : references) {
    const std::string_view prefix = "#/components/";
    ASSERT_TRUE(reference.starts_with(prefix)) << reference;
    const std::string_view place = std::string_view(reference).substr(prefix.size());
    const std::size_t slash = place.find('/');
    ASSERT_NE(slash, std::string_view::npos) << reference;
    EXPECT_TRUE(document.at("components").at(place.substr(0, slash)).as_object().contains(place.substr(slash + 1)))
        << reference;
  }
}

TEST(OpenApi, names_the_empty_word_where_nothing_has_been_said_yet) {
  const json::object all = schemas();
  const json::value& political = all.at("Political").at("properties");
  const json::value& entry = political.at("received").at("items").at("properties");
  for (const json::value* described : {&political.at("eligibility"), &entry.at("origin"), &entry.at("territory")}) {
    const json::array& words = described->at("enum").as_array();
    EXPECT_EQ(words.at(0), json::value("")) << write_json(*described);
  }
}

TEST(OpenApi, describes_every_operation_once) {
  const json::value document = openapi_document();
  std::set<std::string_view> names;
  std::size_t described = 0;
  std::set<std::string> in_public;
  for (const auto& [path, methods] : document.at("paths").as_object()) {
    if (path.starts_with("/api/v1/")) {
      described += methods.as_object().size();
    } else {
      in_public.insert(std::string(path));
      EXPECT_EQ(methods.at("get").at("security"), json::value(json::array())) << path;
    }
  }
  EXPECT_EQ(in_public, (std::set<std::string>{"/advertising/register.csv", "/advertising/register.json",
                                              "/advertising/{id}.json"}));
  for (const Operation& operation : operations()) {
    EXPECT_TRUE(names.insert(operation.name).second) << operation.name << " twice";
    EXPECT_FALSE(operation.summary.empty()) << operation.name;
  }
  EXPECT_EQ(described, operations().size());
}

// Whoever writes a client has this document and nothing else.
TEST(OpenApi, tells_how_changes_are_made_safely) {
  const json::value document = openapi_document();
  const json::object& paths = document.at("paths").as_object();
  const auto names = [&](std::string_view path, std::string_view method, std::string_view header) {
    const std::string wanted = "#/components/parameters/" + std::string(header);
    for (const json::value& each : paths.at(path).at(method).at("parameters").as_array()) {
      const json::value* reference = each.as_object().if_contains("$ref");
      if (reference != nullptr && *reference == json::value(wanted)) return true;
    }
    return false;
  };
  for (const char* header : {"IfMatch", "IfNoneMatch", "IdempotencyKey"}) {
    EXPECT_EQ(document.at("components").at("parameters").at(header).at("in"), json::value("header"));
  }
  EXPECT_TRUE(names("/api/v1/articles/{id}", "put", "IfMatch"));
  EXPECT_TRUE(names("/api/v1/articles/{id}/publish", "post", "IfMatch"));
  EXPECT_TRUE(names("/api/v1/articles/{id}/publish", "post", "IdempotencyKey"));
  EXPECT_TRUE(names("/api/v1/articles", "post", "IdempotencyKey"));
  EXPECT_TRUE(names("/api/v1/authors/{slug}", "put", "IfNoneMatch"));
  EXPECT_FALSE(names("/api/v1/articles", "post", "IfMatch"));
  EXPECT_FALSE(names("/api/v1/articles/{id}", "get", "IfMatch"));
  EXPECT_FALSE(names("/api/v1/spelling", "post", "IdempotencyKey"));
  const json::value& saved = paths.at("/api/v1/articles/{id}").at("put").at("responses");
  EXPECT_EQ(saved.at("412").at("$ref"), json::value("#/components/responses/Stale"));
  EXPECT_TRUE(saved.at("2XX").at("headers").as_object().contains("ETag"));
}

TEST(OpenApi, names_what_pages_through_the_audit_log) {
  const json::value document = openapi_document();
  std::set<std::string> names;
  for (const json::value& each : document.at("paths").at("/api/v1/audit").at("get").at("parameters").as_array()) {
    if (each.as_object().contains("name")) names.insert(std::string(each.at("name").as_string()));
  }
  EXPECT_EQ(names, (std::set<std::string>{"before", "limit", "site"}));
}

class Answers : public testing::Test {
 protected:
  Answers() : desk_(store_) {
    store_.add_site();
    desk_.put("sections/svyat", json::object{{"name", "Свят"}});
    desk_.put("authors/ivan", json::object{{"name", "Иван"}});
    const Answer article = desk_.post("articles", json::object{{"headline", "Новина"}, {"section", "svyat"}});
    desk_.post("articles/" + std::to_string(article.number("id")) + "/publish");
    article_ = "articles/" + std::to_string(article.number("id"));
  }

  // Members of an answer that its schema does not name.
  std::vector<std::string> undescribed(const std::string& target, std::string_view schema) {
    const Answer answer = desk_.get(target);
    EXPECT_EQ(answer.status, 200u) << target;
    const json::object all = schemas();
    const json::object& known = all.at(schema).at("properties").as_object();
    std::vector<std::string> missing;
    for (const auto& member : answer.object()) {
      if (!known.contains(member.key())) missing.emplace_back(member.key());
    }
    return missing;
  }

  store::TemporaryStore store_;
  TemporaryDesk desk_;
  std::string article_;
};

TEST_F(Answers, hold_nothing_that_is_not_described) {
  const std::pair<std::string, std::string_view> shown[] = {
      {article_, "Article"},
      {"articles", "ArticleList"},
      {article_ + "/checklist", "Checklist"},
      {article_ + "/comments", "Notes"},
      {article_ + "/revisions", "Revisions"},
      {article_ + "/revisions/1", "Article"},
      {article_ + "/corrections", "Corrections"},
      {article_ + "/readers-comments", "ReadersComments"},
      {"readers-comments", "ReadersComments"},
      {article_ + "/history", "History"},
      {article_ + "/previews", "Previews"},
      {"calendar?from=2026-11-23T00:00:00Z&until=2026-11-30T00:00:00Z", "Calendar"},
      {"assets", "Assets"},
      {"authors/ivan", "Author"},
      {"sections/svyat", "Section"},
      {"sites/example.com", "Site"},
      {"fronts/home", "Front"},
      {"topics", "Topics"},
      {"redirects", "Redirects"},
      {"tokens", "Tokens"},
      {"overview", "Overview"},
  };
  for (const auto& [target, schema] : shown) EXPECT_THAT(undescribed(target, schema), IsEmpty()) << target;
}

TEST_F(Answers, say_what_a_line_of_a_list_is) {
  const json::object all = schemas();
  const json::object& known = all.at("ArticleLine").at("properties").as_object();
  const Answer answer = desk_.get("articles");
  for (const auto& member : answer.object().at("items").at(0).as_object()) {
    EXPECT_TRUE(known.contains(member.key())) << member.key();
  }
}

}  // namespace
}  // namespace vestnik::newsroom
