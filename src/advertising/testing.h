// Campaigns for tests: whole ones, from which a test takes something away.
#pragma once

#include "advertising/records.h"
#include "store/testing.h"

namespace vestnik::advertising {

using store::test_time;

inline Campaign a_campaign(AdvertiserId advertiser, std::string name, std::int64_t amount) {
  Campaign campaign;
  campaign.advertiser = advertiser;
  campaign.name = std::move(name);
  campaign.state = State::approved;
  campaign.amount = amount;
  campaign.booking.from = test_time;
  campaign.booking.until = test_time + std::chrono::days(30);
  campaign.declaration = Declaration{false, "Продавач", test_time};
  return campaign;
}

inline Party a_party(std::string name) {
  return {.name = name,
          .legal_name = name,
          .email = "office@example.org",
          .postal_address = "ул. Първа 1, София",
          .establishment = "София, България",
          .registration = "000000001"};
}

inline Vote a_vote() {
  Vote vote;
  vote.slug = "izbori";
  vote.kind = "election";
  vote.country = "BG";
  vote.name_bg = "Избори за Народно събрание";
  vote.name_en = "Parliamentary election";
  vote.day = test_time + std::chrono::days(20);
  vote.silence_from = vote.day - std::chrono::days(1);
  vote.silence_until = vote.day + std::chrono::hours(20);
  vote.information = "https://example.org/izbori";
  return vote;
}

inline Received an_entry(int number, std::string by, std::int64_t cents) {
  Received entry;
  entry.number = number;
  entry.on = test_time;
  entry.by = std::move(by);
  entry.kind = "amount";
  entry.cents = cents;
  entry.from = "Партия „Утро“";
  entry.origin = "private";
  entry.territory = "inside";
  entry.entered_by = "test";
  entry.entered_at = test_time;
  return entry;
}

// 1 200 for the advertisement, 1 000 of it here, and 5 000 for the whole campaign.
inline Campaign a_political_campaign(AdvertiserId advertiser, std::int64_t amount = 1'000) {
  Campaign campaign = a_campaign(advertiser, "Политическа", amount);
  campaign.declaration = Declaration{true, "Възложител", test_time};
  campaign.price_cents = 100'000;
  Political& given = campaign.political;
  given.sponsor = a_party("Партия „Утро“");
  given.uncontrolled = true;
  given.eligibility = "entity";
  given.vote = "izbori";
  given.received = {an_entry(1, "publisher", 100'000), an_entry(2, "providers", 20'000),
                    an_entry(3, "campaign", 380'000)};
  given.methodology = "По тарифата на изданието.";
  given.repository = "https://example.org/repository/1";
  given.suspended_before = false;
  given.targeting = false;
  return campaign;
}

inline Creative a_creative(CampaignId campaign, std::string text = "Реклама на хляб") {
  Creative creative;
  creative.campaign = campaign;
  creative.kind = Creative::Kind::text;
  creative.text = std::move(text);
  creative.address = "https://example.org/";
  return creative;
}

// Adds it with one creative.
inline CampaignId add(store::Session& session, Campaign campaign) {
  const CampaignId id = save(session, campaign, "test", "added", test_time);
  save(session, a_creative(id, campaign.name), test_time);
  return id;
}

inline AdvertiserId add_advertiser(store::Session& session, std::string name) {
  Advertiser advertiser;
  advertiser.name = std::move(name);
  return save(session, advertiser, "test", test_time);
}

}  // namespace vestnik::advertising
