#include "advertising/ledger.h"

#include <gmock/gmock.h>

#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/political.h"
#include "advertising/testing.h"
#include "store/testing_both.h"

namespace vestnik::advertising {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Received> a_ledger() {
  std::vector<Received> entries{an_entry(1, "publisher", 100), an_entry(2, "providers", 20),
                                an_entry(3, "campaign", 380)};
  entries.push_back(an_entry(4, "publisher", 50));
  entries.back().kind = "benefit";
  entries.back().what = "Зала";
  entries.back().origin = "public";
  return entries;
}

TEST(Ledger, sums_what_stands_and_tells_where_it_comes_from) {
  std::vector<Received> entries = a_ledger();
  Sums sums = sums_of(entries);
  EXPECT_EQ(sums.publisher_amount, 100);
  EXPECT_EQ(sums.publisher_benefits, 50);
  EXPECT_EQ(sums.amount, 120);
  EXPECT_EQ(sums.benefits, 50);
  EXPECT_EQ(sums.whole, 550);
  EXPECT_EQ(sums.benefits_are, "Зала");
  EXPECT_EQ(sums.origin, "both");
  EXPECT_EQ(sums.territory, "inside");
  Received gone = an_entry(5, "publisher", 0);
  gone.corrects = 4;
  entries.push_back(gone);
  sums = sums_of(entries);
  EXPECT_EQ(sums.benefits, 0);
  EXPECT_EQ(sums.benefits_are, "");
  EXPECT_EQ(sums.origin, "private") << "what stands no more has no source";
}

TEST(Ledger, an_entry_is_corrected_once_and_the_correction_after_it) {
  std::vector<Received> entries = a_ledger();
  Received correction = an_entry(5, "publisher", 90);
  correction.corrects = 1;
  correction.reason = "отстъпка";
  EXPECT_TRUE(check_entry(entries, correction, test_time));
  entries.push_back(correction);
  correction.number = 6;
  EXPECT_FALSE(check_entry(entries, correction, test_time));
  correction.corrects = 5;
  EXPECT_TRUE(check_entry(entries, correction, test_time));
  correction.corrects = 6;
  EXPECT_FALSE(check_entry(entries, correction, test_time)) << "not itself";
}

TEST(Ledger, a_list_that_does_not_begin_with_what_is_there_is_refused) {
  std::vector<Received> known = a_ledger();
  json::array list;
  for (const Received& each : known) list.push_back(write(each));
  EXPECT_TRUE(read_entries(list, known));
  list[0].as_object()["on"] = format_rfc3339(known[0].on).substr(0, 19) + ".250Z";
  EXPECT_TRUE(read_entries(list, known)) << "a part of a second is not kept";
  list[0].as_object()["what"] = "друго";
  EXPECT_THAT(read_entries(list, known).error().message(), HasSubstr("political.received[0]"));
  list.erase(list.begin());
  EXPECT_FALSE(read_entries(list, known));
  EXPECT_EQ(known, a_ledger());
}

class Ledgers : public store::OnBoth {};

TEST_P(Ledgers, E7_have_two_sides_that_sum_to_nought_whatever_is_corrected) {
  const auto id = write([](store::Session& session) {
    save(session, a_vote(), "test", test_time);
    return add(session, a_political_campaign(add_advertiser(session, "Утро")));
  });
  for (int i = 0; i < 8; ++i) {
    write([&](store::Session& session) {
      Campaign campaign = *find_campaign(session, id);
      auto& entries = campaign.political.received;
      Received entry =
          an_entry(static_cast<int>(entries.size()) + 1, i % 2 == 0 ? "publisher" : "providers", 1'000 + i);
      if (i % 3 == 2) {
        entry.corrects = entry.number - 1;
        entry.reason = "поправка";
        entry.origin = "public";
        entry.cents = i == 5 ? 0 : entry.cents;
      }
      entries.push_back(entry);
      save(session, campaign, "test", "changed", test_time);
      publish_notice(session, campaign, nullptr, "фактура", test_time);
    });
    read([&](store::Session& session) {
      const Campaign campaign = *find_campaign(session, id);
      EXPECT_EQ(campaign.political.received.size(), static_cast<std::size_t>(4 + i));
      must_agree(session, id, campaign.political.received);
      EXPECT_EQ(session.integer("SELECT SUM(cents) FROM political_postings WHERE campaign = ?", {id}), 0);
      const auto uneven = session.integer(
          "SELECT COUNT(*) FROM (SELECT entry FROM political_postings GROUP BY entry HAVING SUM(cents) <> 0) uneven");
      EXPECT_EQ(uneven, 0);
      const auto newest = notices_of(session, id).front().document;
      EXPECT_EQ(integer_or(newest, "amount_cents"), sums_of(campaign.political.received).amount);
      EXPECT_EQ(all_entries(session).at(id), campaign.political.received);
    });
  }
}

TEST_P(Ledgers, are_not_told_by_a_notice_that_disagrees_with_them) {
  const auto id = write([](store::Session& session) {
    save(session, a_vote(), "test", test_time);
    return add(session, a_political_campaign(add_advertiser(session, "Утро")));
  });
  const auto told = store().write([&](store::Session& session) {
    Campaign campaign = *find_campaign(session, id);
    campaign.political.received.front().cents += 1;  // no row says so
    publish_notice(session, campaign, nullptr, "", test_time);
  });
  ASSERT_FALSE(told);
  EXPECT_THAT(told.error().message(), HasSubstr("does not balance"));
}

TEST_P(Ledgers, begin_with_the_sums_that_were_kept_before_there_were_any) {
  const auto id = write([](store::Session& session) {
    Campaign campaign = a_political_campaign(add_advertiser(session, "Утро"));
    campaign.political.received.clear();
    const CampaignId added = add(session, campaign);
    json::object document = advertising::write(*find_campaign(session, added));
    json::object& political = document["political"].as_object();
    political.erase("received");
    political["amount_cents"] = 120'000;
    political["benefits_cents"] = 7'000;
    political["benefits"] = "Зала";
    political["campaign_cents"] = 500'000;
    political["origin"] = "private";
    political["territory"] = "inside";
    session.run("UPDATE campaigns SET document = ? WHERE id = ?", {write_json(document), added});
    return added;
  });
  write([&](store::Session& session) {
    const Campaign campaign = *find_campaign(session, id);
    const Sums sums = sums_of(campaign.political.received);
    EXPECT_EQ(sums.publisher_amount, 100'000) << "the price that was agreed here";
    EXPECT_EQ(sums.amount, 120'000);
    EXPECT_EQ(sums.benefits, 7'000);
    EXPECT_EQ(sums.whole, 500'000);
    EXPECT_EQ(sums.origin, "private");
    EXPECT_THAT(missing_particulars(campaign, std::vector<Vote>{a_vote()}), IsEmpty());
    EXPECT_THAT(entries_of(session, id), IsEmpty());
    publish_notice(session, campaign, nullptr, "", test_time);
    EXPECT_EQ(entries_of(session, id), campaign.political.received) << "from now on they are rows";
  });
}

ON_BOTH(Ledgers);

}  // namespace
}  // namespace vestnik::advertising
