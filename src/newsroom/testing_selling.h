// For tests: a newsroom in which somebody sells advertising, and somebody else looks at it.
#pragma once

#include <gmock/gmock.h>

#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/testing.h"
#include "newsroom/testing_desk.h"

namespace vestnik::newsroom {

class AdvertisingDesk : public testing::Test {
 protected:
  AdvertisingDesk() {
    store_.add_site();
    advertiser_ = desk_.post("advertising/advertisers", json::object{{"name", "Хлебозавод „Нива“"}}).number("id");
  }

  // By one seller; with a creative.
  std::int64_t add(const json::object& more = {}) {
    json::object given{{"advertiser", advertiser_},
                       {"name", "Пролет"},
                       {"goal", "share"},
                       {"amount", 10'000},
                       {"booking", json::object{{"from", format_rfc3339(desk_.now - std::chrono::hours(24))},
                                                {"until", format_rfc3339(desk_.now + std::chrono::hours(24) * 30)}}},
                       {"declaration", json::object{{"political", false}, {"by", "И. Продавач"}}}};
    for (const auto& [name, value] : more) given[name] = value;
    const Answer campaign = sell(http::Method::post, "advertising/campaigns", given);
    EXPECT_EQ(campaign.status, 201U) << write_json(campaign.body);
    const std::int64_t id = campaign.number("id");
    const Answer creative =
        sell(http::Method::post, of(id, "/creatives"),
             json::object{{"kind", "text"}, {"text", "Пресен хляб"}, {"address", "https://niva.example/"}});
    EXPECT_EQ(creative.status, 201U) << write_json(creative.body);
    return id;
  }
  // One that lacks nothing, and the vote that it is linked to.
  json::object political() {
    EXPECT_EQ(sell(http::Method::put, "advertising/votes/izbori", advertising::write(advertising::a_vote())).status,
              200U);
    const auto whole = advertising::a_political_campaign({1});
    return {{"price_cents", whole.price_cents},
            {"declaration", json::object{{"political", true}, {"by", "П. Секретар"}}},
            {"political", advertising::write(whole.political)}};
  }
  // Submitted by one seller, approved by somebody else.
  std::int64_t run(const json::object& more = {}) {
    const std::int64_t id = add(more);
    const Answer submitted = sell(http::Method::post, of(id, "/submit"));
    EXPECT_EQ(submitted.status, 200U) << write_json(submitted.body);
    const Answer approved = desk_.post(of(id, "/approve"));
    EXPECT_EQ(approved.status, 200U) << write_json(approved.body);
    return id;
  }

  Answer sell(http::Method method, const std::string& target, const json::value& body = nullptr) {
    return desk_.call(method, target, body, {}, "advertising");
  }
  Answer change(std::int64_t id, const json::object& given) { return sell(http::Method::put, of(id), given); }
  static std::string of(std::int64_t id, const std::string& what = "") {
    return "advertising/campaigns/" + std::to_string(id) + what;
  }

  // What the books have counted.
  void show(std::int64_t id, std::int64_t often) {
    store::need(store_->write([&](store::Session& session) {
      session.run("UPDATE campaigns SET delivered = ? WHERE id = ?", {often, advertising::CampaignId{id}});
    }));
  }

  store::TemporaryStore store_;
  TemporaryDesk desk_{store_};
  std::int64_t advertiser_ = 0;
};

// What the notice says now, and how many states it has had.
class NoticedCampaign : public AdvertisingDesk {
 protected:
  std::vector<advertising::Notice> states(std::int64_t id) {
    return store::need(store_->read(
        [&](store::Session& session) { return advertising::notices_of(session, advertising::CampaignId{id}); }));
  }
};

}  // namespace vestnik::newsroom
