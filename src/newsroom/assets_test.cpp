// What the media desk finds in its library.
#include <gmock/gmock.h>

#include "newsroom/testing_desk.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::newsroom {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class MediaDesk : public testing::Test {
 protected:
  MediaDesk() { site_ = store_.add_site(); }

  void add(const std::string& name, const std::string& credit, std::optional<Time> expire = {},
           Time at = store::test_time) {
    content::Asset asset;
    asset.site = site_;
    asset.digest = name;
    asset.file_name = name;
    asset.mime = "image/jpeg";
    asset.alt = "Мост над река";
    asset.credit = credit;
    asset.rights_expire_at = expire;
    asset.created_at = at;
    store::need(store_->write([&](store::Session& session) { return store::save_asset(session, asset, at); }));
  }
  std::vector<std::string> found(const std::string& query) {
    std::vector<std::string> names;
    const Answer answer = desk_.get("assets?" + query);
    EXPECT_EQ(answer.status, 200U) << query;
    for (const auto& item : answer.object().at("items").as_array()) {
      names.push_back(string_or(item.as_object(), "file_name"));
    }
    return names;
  }

  // As a form: the file and texts about it.
  Answer upload(const std::string& as, const std::vector<std::pair<std::string, std::string>>& about) {
    std::string form;
    for (const auto& [name, text] : about) {
      form += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    }
    form +=
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.pdf\"\r\n"
        "Content-Type: application/pdf\r\n\r\n%PDF-1.7 a plan\r\n--x--\r\n";
    return desk_.send(http::Method::post, "assets", form, {{"Content-Type", "multipart/form-data; boundary=x"}}, as);
  }

  store::TemporaryStore store_;
  TemporaryDesk desk_{store_};
  SiteId site_;
};

TEST_F(MediaDesk, finds_by_words_in_any_order_and_by_credit) {
  add("a", "Снимка: EPA");
  add("b", "Снимка: Талвег");
  EXPECT_THAT(found("q=%D1%80%D0%B5%D0%BA%D0%B0+epa"), ElementsAre("a"));
  EXPECT_THAT(found("credit=%D1%82%D0%B0%D0%BB%D0%B2%D0%B5%D0%B3"), ElementsAre("b"));
  EXPECT_THAT(found("q=epa+%D1%82%D0%B0%D0%BB%D0%B2%D0%B5%D0%B3"), IsEmpty());
}

TEST_F(MediaDesk, tells_rights_by_their_colour_as_time_passes) {
  using namespace std::chrono_literals;
  add("free", "EPA");
  add("unknown", "");
  add("ending", "EPA", store::test_time + 48h);
  add("far", "EPA", store::test_time + 24h * 365);
  EXPECT_THAT(found("rights=clear"), ElementsAre("far", "free"));
  EXPECT_THAT(found("rights=unstated"), ElementsAre("unknown"));
  EXPECT_THAT(found("rights=expiring"), ElementsAre("ending"));
  EXPECT_THAT(found("rights=expired"), IsEmpty());
  desk_.now += 48h;
  EXPECT_THAT(found("rights=expired"), ElementsAre("ending"));
  EXPECT_EQ(desk_
                .get("assets/" +
                     std::to_string(desk_.get("assets?rights=expired").object().at("items").at(0).at("id").as_int64()))
                .text("rights_state"),
            "expired");
}

TEST_F(MediaDesk, counts_days_on_the_clock_of_the_site) {
  using namespace std::chrono_literals;
  add("late", "EPA", {}, store::test_time + 5h + 59min);  // 24 November 23:59 in Sofia
  add("after", "EPA", {}, store::test_time + 6h);         // the 25th
  EXPECT_THAT(found("until=2026-11-24"), ElementsAre("late"));
  EXPECT_THAT(found("since=2026-11-25"), ElementsAre("after"));
  EXPECT_THAT(found("since=2026-11-24&until=2026-11-25"), ElementsAre("after", "late"));
  for (const char* bad : {"since=yesterday", "since=2026-13-01", "until=2026-11-24T00:00:00Z", "until=2026-02-30"}) {
    EXPECT_EQ(desk_.get(std::string("assets?") + bad).status, 400U) << bad;
  }
}

TEST_F(MediaDesk, shows_what_came_from_a_reader_and_gives_it_to_no_author_no_advertisement_and_no_site) {
  add("own", "EPA");
  add("sent", "По сигнал на читател");
  store::need(store_->write([](store::Session& session) { store::mark_from_reader(session, "sent"); }));
  const Answer list = desk_.get("assets");
  const auto& items = list.object().at("items").as_array();
  const auto number = [&](std::size_t at) { return items.at(at).at("id").as_int64(); };
  ASSERT_EQ(items.size(), 2U);
  EXPECT_TRUE(items.at(0).at("from_reader").as_bool());
  EXPECT_FALSE(items.at(1).at("from_reader").as_bool());
  EXPECT_EQ(desk_.put("authors/ana", json::object{{"name", "Ана"}, {"picture", number(0)}}).status, 409U);
  EXPECT_EQ(desk_.put("authors/ana", json::object{{"name", "Ана"}, {"picture", number(1)}}).status, 201U);
  const auto with_logo = [&](std::size_t at) {
    return desk_.put("sites/example.com", json::object{{"look", json::object{{"logo", number(at)}}}});
  };
  EXPECT_EQ(with_logo(0).status, 409U);
  EXPECT_EQ(desk_.get("sites/example.com").object().at("look").at("logo"), nullptr);
  EXPECT_EQ(with_logo(1).status, 200U);
}

TEST_F(MediaDesk, takes_files_from_everybody_and_words_about_known_ones_from_who_may_change_them) {
  const Answer first = upload("reporter", {{"credit", "EPA"}, {"rights", "За една година"}});
  ASSERT_EQ(first.status, 201U);
  const std::string asset = "assets/" + std::to_string(first.number("id"));
  const Answer again = upload("advertising", {{"credit", "Нива"}, {"title", "Хляб"}});
  EXPECT_EQ(again.status, 200U);
  EXPECT_EQ(again.number("id"), first.number("id"));
  EXPECT_TRUE(again.object().at("duplicate").as_bool());
  EXPECT_EQ(again.etag(), first.etag()) << "nothing is changed by who may not";
  EXPECT_EQ(desk_.get(asset).text("credit"), "EPA");
  EXPECT_EQ(upload("media", {{"credit", "Талвег"}}).status, 200U);
  EXPECT_EQ(desk_.get(asset).text("credit"), "Талвег");
  EXPECT_EQ(desk_.get(asset).text("rights"), "За една година");
}

TEST_F(MediaDesk, of_one_site_has_nothing_of_anothers) {
  const SiteId other = store_.add_site("other.example");
  store_.add_section(site_);
  add("own", "EPA");
  site_ = other;
  add("theirs", "Талвег");
  const auto number = [&](const char* host) {
    const Answer list = desk_.get(std::string("assets?site=") + host);
    return list.object().at("items").at(0).at("id").as_int64();
  };
  const std::int64_t own = number("example.com"), theirs = number("other.example");
  const std::string asset = "assets/" + std::to_string(theirs);
  EXPECT_EQ(desk_.get(asset + "?site=other.example").status, 200U);
  EXPECT_EQ(desk_.get(asset + "?site=example.com").status, 404U);
  EXPECT_EQ(desk_.get(asset).status, 404U);
  EXPECT_EQ(desk_.get(asset + "/picture?site=example.com").status, 404U);
  EXPECT_EQ(desk_.put(asset + "?site=example.com", json::object{{"credit", "Нива"}}).status, 404U);
  EXPECT_EQ(desk_.put(asset + "?site=other.example", json::object{{"credit", "Нива"}}).status, 200U);

  const auto shown = [&](std::int64_t id) {
    const json::object picture{{"type", "image"}, {"attrs", json::object{{"asset", id}}}};
    return json::object{{"type", "doc"}, {"content", json::array{picture}}};
  };
  const auto article = [&](json::object more) {
    more["headline"] = "Мост";
    return desk_.post("articles", more).status;
  };
  EXPECT_EQ(article({{"lead_image", theirs}}), 400U);
  EXPECT_EQ(article({{"lead_image", own}}), 201U);
  EXPECT_EQ(article({{"body", shown(theirs)}}), 400U);
  EXPECT_EQ(article({{"body", shown(own)}}), 201U);
  EXPECT_EQ(desk_.put("authors/ana", json::object{{"name", "Ана"}, {"picture", theirs}}).status, 400U);
}

TEST_F(MediaDesk, a_redirect_to_the_site_itself_is_one_to_a_path) {
  const auto add = [&](const char* to) { return desk_.post("redirects", json::object{{"from", "/old/"}, {"to", to}}); };
  EXPECT_EQ(add("https://example.com/old/").status, 400U) << "a browser would go round in a circle";
  EXPECT_EQ(add("https://example.com/new/").text("to"), "/new/");
  EXPECT_EQ(add("https://elsewhere.example/old/").text("to"), "https://elsewhere.example/old/");
}

TEST_F(MediaDesk, redirects_of_one_site_are_not_anothers_to_remove) {
  store_.add_site("other.example");
  const Answer added = desk_.post("redirects?site=other.example", json::object{{"from", "/old/"}, {"to", "/new/"}});
  ASSERT_EQ(added.status, 201U);
  const std::string redirect = "redirects/" + std::to_string(added.number("id"));
  EXPECT_EQ(desk_.call(http::Method::del, redirect + "?site=example.com").status, 404U);
  EXPECT_EQ(desk_.call(http::Method::del, redirect + "?site=other.example").status, 204U);
}

TEST_F(MediaDesk, takes_no_crop_with_a_file) {
  const Answer refused = upload("media", {{"crop", R"({"left":0,"top":0,"width":40,"height":40})"}});
  EXPECT_EQ(refused.status, 400U);
  EXPECT_EQ(refused.text("input"), "crop");
  EXPECT_THAT(found(""), IsEmpty());
}

}  // namespace
}  // namespace vestnik::newsroom
