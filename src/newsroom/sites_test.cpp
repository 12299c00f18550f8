// The settings of a site and its sections through the API.
#include <gmock/gmock.h>

#include "newsroom/operations.h"
#include "newsroom/testing_desk.h"
#include "store/testing.h"

namespace vestnik::newsroom {
namespace {

class SiteSettings : public testing::Test {
 protected:
  SiteSettings() { world_.add_site(); }

  Answer put(const json::object& given) { return desk_.put("sites/example.com", given); }

  store::TemporaryStore world_;
  TemporaryDesk desk_{world_};
};

TEST_F(SiteSettings, a_time_zone_is_one_that_there_is) {
  EXPECT_EQ(put({{"time_zone", "Europe/London"}}).status, 200U);
  for (const char* zone : {"", "Europe/Nowhere", "GMT+25"}) {
    const Answer refused = put({{"time_zone", zone}});
    EXPECT_EQ(refused.status, 400U) << zone;
    EXPECT_EQ(refused.text("pointer"), "/time_zone") << zone;
  }
  EXPECT_EQ(desk_.get("sites/example.com").text("time_zone"), "Europe/London");
}

TEST_F(SiteSettings, what_is_wrong_is_pointed_at) {
  EXPECT_EQ(put({{"language", "xx"}}).text("pointer"), "/language");
  EXPECT_EQ(put({{"aliases", json::array{"a b"}}}).text("pointer"), "/aliases");
}

TEST_F(SiteSettings, aliases_are_kept_as_requests_name_them) {
  EXPECT_EQ(put({{"aliases", json::array{"WWW.Example.com", "old.example.net:8080", "example.com"}}}).status, 200U);
  EXPECT_EQ(desk_.get("sites/example.com").object().at("aliases"),
            json::value(json::array{"www.example.com", "old.example.net"}));
}

TEST_F(SiteSettings, a_section_is_not_called_as_the_program_itself_is) {
  for (const char* slug : {"api", "newsroom", "report", "media", "search", "story", "author", "topic", "advertising",
                           "corrections", "preview", "events", "assets", "healthz", "home"}) {
    const Answer refused = desk_.put(std::string("sections/") + slug, json::object{{"name", "Рубрика"}});
    EXPECT_EQ(refused.status, 400U) << slug;
    EXPECT_EQ(refused.text("pointer"), "/slug") << slug;
  }
  EXPECT_EQ(desk_.put("sections/reportazh", json::object{{"name", "Репортаж"}}).status, 201U);
}

TEST_F(SiteSettings, are_asked_for_by_head_as_by_get) {
  for (const Operation& operation : operations()) {
    if (operation.method != http::Method::get || operation.path.find('{') != std::string_view::npos) continue;
    const std::string target(operation.path.substr(std::string_view("/api/v1/").size()));
    EXPECT_EQ(desk_.call(http::Method::head, target).status, desk_.get(target).status) << target;
  }
  EXPECT_EQ(desk_.call(http::Method::head, "sites/example.com").etag(), desk_.get("sites/example.com").etag());
  EXPECT_EQ(desk_.call(http::Method::head, "sites/none.example").status, 404U);
  EXPECT_EQ(desk_.call(http::Method::head, "openapi.json").status, 200U);
  const Answer refused = desk_.call(http::Method::patch, "sites/example.com");
  EXPECT_EQ(refused.status, 405U);
  EXPECT_EQ(refused.fields.at("Allow"), "GET, HEAD, PUT");
}

TEST_F(SiteSettings, a_section_does_not_lie_below_itself) {
  EXPECT_EQ(desk_.put("sections/sport", json::object{{"name", "Спорт"}}).status, 201U);
  EXPECT_EQ(desk_.put("sections/futbol", json::object{{"name", "Футбол"}, {"parent", "sport"}}).status, 201U);
  EXPECT_EQ(desk_.put("sections/liga", json::object{{"name", "Лига"}, {"parent", "futbol"}}).status, 201U);
  for (const char* below : {"sport", "futbol", "liga"}) {
    const Answer refused = desk_.put("sections/sport", json::object{{"parent", below}});
    EXPECT_EQ(refused.status, 400U) << below;
    EXPECT_EQ(refused.text("pointer"), "/parent") << below;
  }
  EXPECT_EQ(desk_.put("sections/liga", json::object{{"parent", "sport"}}).status, 200U);
  EXPECT_EQ(desk_.put("sections/liga", json::object{{"parent", nullptr}}).status, 200U);
}

TEST_F(SiteSettings, whoever_sells_changes_what_stands_in_the_slots_and_nothing_else) {
  const auto sell = [&](const char* host, const json::object& given) {
    return desk_.call(http::Method::put, "sites/" + std::string(host), given, {}, "advertising");
  };
  const json::array own{json::object{{"slot", "rail"}, {"address", "/abonament/"}, {"text", "Абонирайте се"}}};
  EXPECT_EQ(sell("example.com", {{"house_advertisements", own}}).status, 200U);
  EXPECT_EQ(desk_.get("sites/example.com").object().at("house_advertisements").as_array().size(), 1U);
  const std::string name = desk_.get("sites/example.com").text("name");
  const Answer refused = sell("example.com", {{"house_advertisements", json::array()}, {"name", "Техен"}});
  EXPECT_EQ(refused.status, 403U);
  EXPECT_EQ(refused.text("input"), "name");
  EXPECT_EQ(desk_.get("sites/example.com").text("name"), name);
  EXPECT_EQ(desk_.get("sites/example.com").object().at("house_advertisements").as_array().size(), 1U)
      << "all or nothing";
  EXPECT_EQ(sell("other.example", {{"name", "Друг"}}).status, 403U) << "nor makes a site";
}

}  // namespace
}  // namespace vestnik::newsroom
