// For tests: a portal with one article and what runs on its pages.
#pragma once

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "advertising/notices.h"
#include "advertising/reports.h"
#include "advertising/testing.h"
#include "media/library.h"
#include "reader/portal.h"
#include "search/index.h"
#include "store/testing.h"

namespace vestnik::reader {

class AdvertisedPages : public testing::Test {
 protected:
  AdvertisedPages() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "krimi", "Криминални");
    press_ = store::need(edition::Press::start(*store_, [this] { return now_; }));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    counts_ = std::make_unique<Counts>(*store_, *press_, [] { return store::test_time; });
    ads_ = store::need(advertising::AdServer::open(*store_, folder_.path() / "advertising", [this] { return now_; }));
    portal_ = std::make_unique<Portal>(Parts{*store_, *index_, *library_, [this] { return now_; }}, *press_, pool_,
                                       search_pool_, slots_, *counts_, ads_.get());
    store_.publish(store::an_article(site_, section_, "Мост"));
  }
  ~AdvertisedPages() override {
    store_->on_change({});
    pool_.stop();
    search_pool_.stop();
  }

  // With one creative, and running.
  advertising::CampaignId run(advertising::Campaign campaign) {
    const auto id = store::need(store_->write([&](store::Session& session) {
      campaign.advertiser = advertising::add_advertiser(session, "Хлебозавод „Нива“");
      return advertising::add(session, campaign);
    }));
    take_over();
    return id;
  }
  advertising::Campaign everywhere(std::string name) {
    advertising::Campaign campaign = advertising::a_campaign({}, std::move(name), 10'000);
    campaign.goal = advertising::Goal::share;
    return campaign;
  }
  void take_over() {
    store::need(ads_->refresh());
    store::need(ads_->tick());
  }
  advertising::Creative creative_of(advertising::CampaignId id) {
    return store::need(
        store_->read([&](store::Session& session) { return advertising::creatives_of(session, id).front(); }));
  }
  advertising::Report figures(advertising::CampaignId id) {
    store::need(ads_->tick());
    return store::need(store_->read([&](store::Session& session) {
      return advertising::report_of(session, *advertising::find_campaign(session, id));
    }));
  }

  static http::Request request_for(const std::string& target, const std::string& peer = "203.0.113.1") {
    http::Request request;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = target.substr(target.find('?') + 1);
    request.host = "127.0.0.1";
    request.peer = peer;
    request.fields.push_back({"User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"});
    return request;
  }
  http::Response answer(const http::Request& request) {
    if (auto now = portal_->answer_now(request)) return std::move(*now);
    boost::asio::io_context loop;
    auto answer = boost::asio::co_spawn(loop, portal_->answer(request), boost::asio::use_future);
    loop.run();
    return answer.get();
  }
  http::Response get(const std::string& target) { return answer(request_for(target)); }
  static std::string body(const http::Response& response) {
    std::string text;
    for (const http::Buffer& part : response.body) text += part.bytes;
    return text;
  }
  std::string click_path(advertising::CampaignId id, std::size_t slot = 0) {
    return advertising::click_path(creative_of(id).id, slot, ads_->key());
  }
  unsigned see(const std::string& click, const std::string& browser) {
    http::Request request = request_for("/ad/seen/" + click.substr(4));
    request.method = http::Method::post;
    request.fields.front().value = browser;
    return answer(request).status;
  }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
  http::Pool pool_{2}, search_pool_{1};
  HouseAdvertisements slots_;
  std::unique_ptr<Counts> counts_;
  std::unique_ptr<advertising::AdServer> ads_;
  std::unique_ptr<Portal> portal_;
  Time now_ = store::test_time;
};

}  // namespace vestnik::reader
