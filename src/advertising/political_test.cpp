#include "advertising/political.h"

#include <gmock/gmock.h>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/notices.h"
#include "advertising/testing.h"
#include "store/testing_both.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::Not;

const std::vector<Vote> votes{a_vote()};

TEST(Political, a_whole_campaign_lacks_nothing) {
  EXPECT_THAT(missing_particulars(a_political_campaign({1}), votes), IsEmpty());
  EXPECT_THAT(missing_particulars(a_campaign({1}, "Хляб", 1), votes), IsEmpty());
}

TEST(Political, without_a_declaration_nothing_runs) {
  Campaign campaign = a_campaign({1}, "Хляб", 1);
  campaign.declaration.reset();
  EXPECT_THAT(missing_particulars(campaign, votes), Not(IsEmpty()));
}

// Each takes one particular away or contradicts it.
struct Mutation {
  const char* article;
  void (*spoil)(Campaign&);
};
class Mutations : public testing::TestWithParam<Mutation> {};

TEST_P(Mutations, keep_it_from_running) {
  Campaign campaign = a_political_campaign({1});
  GetParam().spoil(campaign);
  const auto missing = missing_particulars(campaign, votes);
  ASSERT_THAT(missing, Not(IsEmpty()));
  EXPECT_THAT(missing.front().article, testing::HasSubstr(GetParam().article));
  const auto error = complete(campaign, votes);
  ASSERT_FALSE(error);
  EXPECT_THAT(error.error().message(), testing::HasSubstr(missing.front().member));
}

INSTANTIATE_TEST_SUITE_P(
    E2_Article12, Mutations,
    testing::Values(Mutation{"12(1)(a)", [](Campaign& c) { c.political.sponsor.name.clear(); }},
                    Mutation{"12(1)(a)", [](Campaign& c) { c.political.sponsor.email = "nobody"; }},
                    Mutation{"12(1)(a)", [](Campaign& c) { c.political.sponsor.postal_address.clear(); }},
                    Mutation{"12(1)(a)", [](Campaign& c) { c.political.sponsor.establishment.clear(); }},
                    Mutation{"12(1)(a)", [](Campaign& c) { c.political.uncontrolled = false; }},
                    Mutation{"12(1)(a)", [](Campaign& c) { c.political.controller = a_party("Друг"); }},
                    Mutation{"12(1)(b)", [](Campaign& c) { c.political.payer.name = "Само име"; }},
                    Mutation{"12(1)(c)", [](Campaign& c) { c.booking.until = c.booking.from; }},
                    Mutation{"12(1)(d)", [](Campaign& c) { c.political.received.clear(); }},
                    Mutation{"12(1)(d)", [](Campaign& c) { c.political.received.front().cents = 50'000; }},
                    Mutation{"12(1)(d)", [](Campaign& c) { c.political.received.front().by = "campaign"; }},
                    Mutation{"12(1)(d)", [](Campaign& c) { c.political.received.front().on = Time(); }},
                    Mutation{"12(1)(d)", [](Campaign& c) { c.political.received.front().kind = "benefit"; }},
                    Mutation{"12(1)(d)", [](Campaign& c) { c.political.received.at(1).corrects = 1; }},
                    Mutation{"12(1)(e)", [](Campaign& c) { c.political.received.back().from.clear(); }},
                    Mutation{"12(1)(e)", [](Campaign& c) { c.political.received.back().origin.clear(); }},
                    Mutation{"12(1)(e)", [](Campaign& c) { c.political.received.front().territory.clear(); }},
                    Mutation{"12(1)(f)", [](Campaign& c) { c.political.methodology.clear(); }},
                    Mutation{"12(1)(g)", [](Campaign& c) { c.political.vote.clear(); }},
                    Mutation{"12(1)(g)", [](Campaign& c) { c.political.unlinked = true; }},
                    Mutation{"12(1)(g)", [](Campaign& c) { c.political.vote = "drugi"; }},
                    Mutation{"12(1)(i)", [](Campaign& c) { c.political.repository.clear(); }},
                    Mutation{"12(1)(k)", [](Campaign& c) { c.political.suspended_before.reset(); }},
                    Mutation{"12(1)(k)", [](Campaign& c) { c.political.suspended_before = true; }},
                    Mutation{"12(1)(l)", [](Campaign& c) { c.political.targeting.reset(); }},
                    Mutation{"18", [](Campaign& c) { c.political.targeting = true; }},
                    Mutation{"18", [](Campaign& c) { c.booking.devices = 1; }},
                    Mutation{"18", [](Campaign& c) { c.booking.visit_start = true; }},
                    Mutation{"5(2)", [](Campaign& c) { c.political.eligibility.clear(); }}));

TEST(Political, the_official_information_of_a_vote_is_asked_for) {
  std::vector<Vote> silent = votes;
  silent.front().information.clear();
  EXPECT_EQ(missing_particulars(a_political_campaign({1}), silent).front().article, "12(1)(h)");
}

TEST(Political, E6_a_foreign_sponsor_is_barred_before_a_vote_and_everybody_in_the_silence) {
  Campaign campaign = a_political_campaign({1});
  ASSERT_EQ(barred(campaign, votes).size(), 1U);
  EXPECT_FALSE(barred(campaign, votes)[0].holds(votes[0].silence_from - 1ms));
  EXPECT_TRUE(barred(campaign, votes)[0].holds(votes[0].silence_from));
  EXPECT_FALSE(barred(campaign, votes)[0].holds(votes[0].silence_until));
  campaign.political.eligibility = "foreign";
  campaign.political.vote.clear();  // a false link is no way round
  campaign.political.unlinked = true;
  ASSERT_EQ(barred(campaign, votes).size(), 2U);
  EXPECT_TRUE(barred(campaign, votes)[1].holds(votes[0].day - 24h * 92));
  EXPECT_FALSE(barred(campaign, votes)[1].holds(votes[0].day - 24h * 92 - 1ms));
  EXPECT_TRUE(barred(a_campaign({1}, "Хляб", 1), votes).empty());
}

TEST(Political, E4_a_flag_is_answered_within_two_days_before_a_vote) {
  EXPECT_EQ(flag_due(votes[0].day - 24h * 10, votes), votes[0].day - 24h * 8);
  EXPECT_EQ(flag_due(votes[0].day - 24h * 40, votes), votes[0].day - 24h * 26);
}

TEST(Political, E3_seven_years_are_counted_by_the_calendar) {
  EXPECT_EQ(format_rfc3339(kept_until(*parse_rfc3339("2026-11-24T16:00:00Z"))), "2033-11-24T16:00:00Z");
  EXPECT_EQ(format_rfc3339(kept_until(*parse_rfc3339("2028-02-29T16:00:00Z"))), "2035-02-28T16:00:00Z");
}

TEST(Political, a_document_reads_back_as_it_was_written) {
  const Campaign campaign = a_political_campaign({1});
  Campaign back;
  ASSERT_TRUE(read(write(campaign), back));
  EXPECT_EQ(write_json(write(back).at("political")), write_json(write(campaign).at("political")));
  EXPECT_EQ(write_json(write(back).at("booking")), write_json(write(campaign).at("booking")));
}

TEST(Political, E5_html_runs_no_script_that_could_tell_readers_apart) {
  Creative creative = a_creative({1}, "Програма");
  creative.id = CreativeId{7};
  creative.kind = Creative::Kind::html;
  creative.code = "<b>Програма</b>";
  EXPECT_THAT(std::string(frame_policy(creative, false)), testing::HasSubstr("script-src"));
  EXPECT_THAT(std::string(frame_policy(creative, true)), Not(testing::HasSubstr("script")));
  EXPECT_THAT(frame_document(creative, 0, "key", false),
              testing::HasSubstr("clickTag=\"" + click_path(creative.id, 0, "key") + "\""));
  const std::string document = frame_document(creative, 0, "key", true);
  EXPECT_THAT(document, Not(testing::HasSubstr("<script")));
  EXPECT_THAT(document, testing::HasSubstr("href=\"" + click_path(creative.id, 0, "key") + "\" target=\"_blank\""));
  EXPECT_THAT(document, testing::HasSubstr(creative.code));
}

class Notices : public store::OnBoth {};

TEST_P(Notices, E5_html_that_depends_on_the_device_is_refused) {
  Creative creative = a_creative({1}, "Програма");
  creative.kind = Creative::Kind::html;
  creative.width = 300;
  creative.height = 100;
  read([&](store::Session& session) {
    for (const char* code : {"<SCRIPT>go()</SCRIPT>", "<style>@media (pointer:coarse){b{display:none}}</style>",
                             "<source media=\"(width<500px)\">", "<img srcset=\"data:,\">"}) {
      creative.code = code;
      const auto answer = check(session, a_political_campaign({1}), creative, votes, "key");
      ASSERT_FALSE(answer) << code;
      EXPECT_THAT(answer.error().message(), testing::HasSubstr("says the same to everybody")) << code;
      const auto commercial = check(session, a_campaign({1}, "Хляб", 1), creative, votes, "key");
      EXPECT_TRUE(commercial) << code;
    }
  });
}

TEST_P(Notices, E3_are_corrected_with_history_and_kept_for_seven_years) {
  const auto id = write([](store::Session& session) {
    save(session, a_vote(), "test", test_time);
    return add(session, a_political_campaign(add_advertiser(session, "Утро")));
  });
  write([&](store::Session& session) {
    auto campaign = *find_campaign(session, id);
    const Vote vote = a_vote();
    EXPECT_EQ(publish_notice(session, campaign, &vote, "", test_time), 1);
    EXPECT_EQ(publish_notice(session, campaign, &vote, "", test_time), 1) << "nothing is different";
    Received more = an_entry(4, "publisher", 100'001);
    more.corrects = 1;
    more.reason = "сгрешена сума";
    campaign.political.received.push_back(more);
    EXPECT_EQ(publish_notice(session, campaign, &vote, "сгрешена сума", test_time + 1h), 2);
    add_reach(session, id, 3, 1, test_time + 1h, test_time + 24h);
  });
  as_reader([&](store::Session& session) {
    const auto states = notices_of(session, id);
    ASSERT_EQ(states.size(), 2U);
    EXPECT_EQ(states[0].reason, "сгрешена сума");
    EXPECT_EQ(integer_or(states[0].document, "amount_cents"), 120'001);
    EXPECT_EQ(integer_or(states[1].document, "amount_cents"), 120'000);
    EXPECT_EQ(reach_of(session, id).served, 3);
    EXPECT_EQ(reach_of(session, id).first_shown, test_time + 1h);
    EXPECT_EQ(reach_of(session, id).last_shown, test_time + 24h);
    EXPECT_EQ(find_notices(session, "утро ИЗБОРИ", 10).all, 1U);
    EXPECT_EQ(find_notices(session, "залез", 10).all, 0U);
    EXPECT_EQ(find_notices(session, "european_repository", 10).all, 0U) << "the name of a member is no word of it";
    EXPECT_EQ(find_notices(session, "office@example.org", 10).all, 1U);
    EXPECT_EQ(find_notices(session, "утро", 10, 1).all, 1U);
    EXPECT_TRUE(find_notices(session, "утро", 10, 1).notices.empty());
  });
  read([&](store::Session& session) {
    const auto campaign = *find_campaign(session, id);
    const Time last = test_time + 24h;
    EXPECT_FALSE(may_remove(session, campaign, kept_until(last) - 24h));
    EXPECT_TRUE(may_remove(session, campaign, kept_until(last)));
  });
}

TEST_P(Notices, E3_are_found_by_a_name_with_quotation_marks) {
  write([](store::Session& session) {
    save(session, a_vote(), "test", test_time);
    Campaign campaign = a_political_campaign(add_advertiser(session, "Утро"));
    campaign.political.sponsor.name = "Партия \"Утро\" \\ Юг";
    const Vote vote = a_vote();
    campaign.id = add(session, campaign);
    publish_notice(session, campaign, &vote, "", test_time);
  });
  as_reader([](store::Session& session) {
    EXPECT_EQ(find_notices(session, "\"утро\"", 10).all, 1U);
    EXPECT_EQ(find_notices(session, "\\ юг", 10).all, 1U);
  });
}

TEST_P(Notices, E4_flags_get_a_receipt_a_term_and_one_decision) {
  write([](store::Session& session) { save(session, a_vote(), "test", test_time); });
  const auto receipt = write([](store::Session& session) {
    Flag flag;
    flag.address = "12";
    flag.reasons = "Липсва етикет";
    flag.name = "Р";
    flag.email = "r@example.org";
    return add_flag(session, flag, test_time);
  });
  write([&](store::Session& session) {
    auto flag = find_flag(session, receipt);
    ASSERT_TRUE(flag);
    EXPECT_EQ(flag->due, test_time + 48h);
    EXPECT_FALSE(decide_flag(session, flag->id, "upheld", "", "test", test_time)) << "reasons are owed";
    EXPECT_TRUE(decide_flag(session, flag->id, "upheld", "Етикетът е сложен", "test", test_time));
    EXPECT_FALSE(decide_flag(session, flag->id, "rejected", "друго", "test", test_time)) << "decided already";
    EXPECT_EQ(find_flag(session, receipt)->decision, "upheld");
    EXPECT_TRUE(all_flags(session, true).empty());
  });
  const auto seen = store().read_public([](store::Session& session) { return all_flags(session, false).size(); });
  EXPECT_FALSE(seen) << "the public door has no key to flags";
}

ON_BOTH(Notices);

}  // namespace
}  // namespace vestnik::advertising
