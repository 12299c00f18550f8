// For tests: pages that are served from an ad server over a temporary store, at a time that the test sets.
#pragma once

#include <gmock/gmock.h>

#include "advertising/ad_server.h"
#include "advertising/testing.h"
#include "store/testing_both.h"

namespace vestnik::advertising {

inline constexpr Device desktop = Device::desktop;

// A site, a server over it, a clock that the test moves, and desks that pages are served from.
class Serving : public store::OnBoth {
 protected:
  void start(std::size_t desks = 1) {
    site_ = world().add_site();
    section_ = world().add_section(site_, "krimi", "Криминални");
    other_ = world().add_section(site_, "sport", "Спорт");
    write([](store::Session& session) { save(session, a_vote(), "test", test_time); });
    reopen(desks);
  }
  void reopen(std::size_t desks = 1) {
    server_ = store::need(AdServer::open(store(), folder_.path() / "advertising", [this] { return now_; }));
    desks_.clear();
    offers_.clear();
    for (std::size_t at = 0; at < desks; ++at) desks_.push_back(server_->take_desk());
  }
  void TearDown() override {
    server_.reset();
    desks_.clear();
    OnBoth::TearDown();
  }

  CampaignId run(Campaign campaign) {
    const auto id = write([&](store::Session& session) {
      if (!campaign.advertiser) campaign.advertiser = add_advertiser(session, campaign.name);
      return add(session, campaign);
    });
    store::need(server_->refresh());
    store::need(server_->tick());  // which promises the desks what they may show
    return id;
  }
  Surroundings page(SectionId section, std::string words = "") {
    return {.site = site_, .sections = {section}, .topics = {}, .language = "bg", .words = std::move(words)};
  }
  // Names of the campaigns on one page view, slot by slot; "" where there is none.
  std::vector<std::string> view(const Surroundings& page, std::size_t desk = 0, Device device = desktop) {
    const auto key = std::tuple(server_->version(), page.sections.front().value, page.words);
    if (!offers_.contains(key)) offers_.emplace(key, offers_for(server_->lineup(), page, "bg", slots_));
    const Offers& offers = offers_.at(key);
    desks_[desk]->choose(offers, now_, device, chosen_);
    desks_[desk]->serve(offers, now_, chosen_);
    std::vector<std::string> names;
    for (const Chosen& each : chosen_) {
      names.push_back(each ? offers.lineup->lines[each.line].name : "");
      if (each) ++seen_[offers.lineup->lines[each.line].campaign.value];
    }
    return names;
  }
  std::int64_t delivered(CampaignId id) {
    return read([&](store::Session& session) { return find_campaign(session, id)->delivered; });
  }

  Time now_ = test_time;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_, other_;
  std::vector<std::string> slots_{"top", "text", "rail"};
  std::unique_ptr<AdServer> server_;
  std::vector<std::shared_ptr<Desk>> desks_;
  std::vector<Chosen> chosen_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::string>, Offers> offers_;
  std::map<std::int64_t, std::int64_t> seen_;
};

}  // namespace vestnik::advertising
