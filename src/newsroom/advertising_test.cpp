// What people who sell may do through the API, and what takes two of them.
#include <gmock/gmock.h>

#include "advertising/document.h"
#include "advertising/ledger.h"
#include "advertising/notices.h"
#include "advertising/political.h"
#include "advertising/testing.h"
#include "content/site.h"
#include "newsroom/testing_selling.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using http::Method;
using testing::HasSubstr;

TEST_F(AdvertisingDesk, needs_a_second_person_whatever_reason_is_given_for_a_change) {
  const std::int64_t id = add();
  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U);
  EXPECT_EQ(change(id, {{"reason", "approved"}}).status, 200U);
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
}

TEST_F(AdvertisingDesk, is_approved_as_it_was_looked_at) {
  const std::int64_t id = add();
  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
  const std::string looked_at = desk_.get(of(id)).etag();
  ASSERT_FALSE(looked_at.empty());
  const Answer creatives = desk_.get(of(id));
  const std::int64_t creative = integer_or(creatives.object().at("creatives").as_array().at(0).as_object(), "id");
  const std::string path = "advertising/creatives/" + std::to_string(creative);
  EXPECT_EQ(sell(Method::put, path, json::object{{"address", "https://elsewhere.example/"}}).status, 200U);
  const auto approve = [&](const std::string& etag) {
    return desk_.call(Method::post, of(id, "/approve"), nullptr, {{"If-Match", etag}}).status;
  };
  EXPECT_EQ(approve(looked_at), 412U) << "what was put in its place meanwhile nobody has looked at";
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted");

  // A picture that is cropped anew is another one under the same number.
  const content::Site site =
      store::need(store_->read([](store::Session& session) { return *store::find_site(session, "example.com"); }));
  const AssetId picture = store_.add_asset(site.id);
  store::need(store_->write([&](store::Session& session) {
    auto pictured = *advertising::find_creative(session, advertising::CreativeId{creative});
    pictured.kind = advertising::Creative::Kind::picture;
    pictured.image = picture;
    return advertising::save(session, pictured, desk_.now);
  }));
  const std::string uncropped = desk_.get(of(id)).etag();
  store::need(store_->write([&](store::Session& session) {
    content::Asset asset = *store::find_asset(session, picture);
    asset.crop = Area{.left = 0, .top = 0, .width = 10, .height = 10};
    return store::save_asset(session, asset, desk_.now);
  }));
  EXPECT_EQ(approve(uncropped), 412U);
  EXPECT_EQ(approve(desk_.get(of(id)).etag()), 200U);
  const std::string running = desk_.get(of(id)).etag();
  store::need(store_->write([&](store::Session& session) {
    session.run("UPDATE campaigns SET delivered = 7 WHERE id = ?", {advertising::CampaignId{id}});
  }));
  EXPECT_EQ(desk_.get(of(id)).etag(), running) << "what the books count is nothing that anybody agrees to";
}

TEST_F(AdvertisingDesk, says_where_more_than_the_whole_voice_is_sold) {
  const std::int64_t first = run({{"name", "Първа"}});
  EXPECT_TRUE(desk_.get(of(first)).object().at("oversold").is_null());
  const std::int64_t second = add({{"name", "Втора"}});
  const Answer submitted = sell(Method::post, of(second, "/submit"));
  EXPECT_EQ(submitted.status, 200U) << "somebody may want it so";
  const json::object told = submitted.object().at("oversold").as_object();
  EXPECT_EQ(integer_or(told, "sum"), 20'000);
  EXPECT_EQ(string_or(told, "slot"), "top");
  EXPECT_EQ(string_or(told.at("with").as_array().at(0).as_object(), "name"), "Първа");
  EXPECT_EQ(integer_or(desk_.get(of(first)).object().at("oversold").as_object(), "sum"), 20'000) << "both are told";

  const json::value booking = desk_.get(of(second)).object().at("booking");
  const auto sold = [&](const std::string& more) {
    const Answer answer = sell(Method::post, "advertising/forecast" + more, booking);
    EXPECT_EQ(answer.status, 200U);
    const json::array& shares = answer.object().at("shares").as_array();
    EXPECT_EQ(shares.size(), 1U);
    return shares.empty() ? 0 : integer_or(shares.front().as_object(), "sold");
  };
  EXPECT_EQ(sold(""), 20'000);
  EXPECT_EQ(sold("?campaign=" + std::to_string(second)), 10'000);
  EXPECT_EQ(change(second, {{"tier", "house"}}).status, 200U);
  EXPECT_TRUE(desk_.get(of(first)).object().at("oversold").is_null());
}

TEST_F(AdvertisingDesk, takes_no_booking_that_says_what_nobody_knows) {
  const std::int64_t id = add();
  const auto book = [&](const json::object& booking) { return change(id, {{"booking", booking}}); };
  const Answer language = book({{"languages", json::array{"bg", "xx"}}});
  EXPECT_EQ(language.status, 400U);
  EXPECT_EQ(language.text("input"), "booking.languages");
  EXPECT_THAT(language.text("detail"), HasSubstr("xx"));
  EXPECT_EQ(book({{"languages", json::array{"bg", "en", "pt-BR"}}}).status, 200U);
  const Answer member = book({{"sectons", json::array{"krimi"}}});
  EXPECT_EQ(member.status, 400U) << "it would have been shown everywhere";
  EXPECT_EQ(member.text("input"), "booking.sectons");
}

TEST_F(AdvertisingDesk, shows_nothing_that_leads_where_no_reader_can_go) {
  const std::int64_t id = add();
  for (const char* address : {"http://localhost/", "https://127.0.0.1/", "https://niva"}) {
    const Answer answer = sell(Method::post, of(id, "/creatives"),
                               json::object{{"kind", "text"}, {"text", "Хляб"}, {"address", address}});
    EXPECT_EQ(answer.status, 400U) << address;
    EXPECT_THAT(answer.text("input"), HasSubstr("address"));
  }
}

TEST_F(AdvertisingDesk, books_no_less_than_it_has_delivered_and_says_what_is_past) {
  const std::int64_t id = add({{"goal", "impressions"}, {"amount", 100}});
  store::need(store_->write([&](store::Session& session) {
    session.run("UPDATE campaigns SET delivered = 40 WHERE id = ?", {advertising::CampaignId{id}});
  }));
  const Answer less = change(id, {{"amount", 10}});
  EXPECT_EQ(less.status, 400U);
  EXPECT_EQ(less.text("input"), "amount");
  EXPECT_THAT(less.text("remedy"), HasSubstr("40"));
  EXPECT_EQ(change(id, {{"amount", 40}}).status, 200U);

  EXPECT_TRUE(desk_.get(of(id)).object().at("missing").as_array().empty());
  const json::object past{{"from", format_rfc3339(desk_.now - 48h)}, {"until", format_rfc3339(desk_.now - 24h)}};
  const Answer over = change(id, {{"booking", past}});
  EXPECT_EQ(over.status, 200U);
  EXPECT_EQ(string_or(over.object().at("missing").as_array().at(0).as_object(), "member"), "booking.until");
}

TEST_F(AdvertisingDesk, names_the_period_that_bars_a_sponsor_from_outside) {
  json::object given = political();
  given["political"].as_object()["eligibility"] = "foreign";
  const std::int64_t id = add(given);
  const Answer refused = sell(Method::post, of(id, "/submit"));
  EXPECT_EQ(refused.status, 409U) << write_json(refused.body);
  const advertising::Vote vote = advertising::a_vote();
  EXPECT_THAT(refused.text("input"), HasSubstr(format_rfc3339(vote.day - 24h * 92)));
  EXPECT_THAT(refused.text("input"), HasSubstr(vote.name_bg));
  // And says so before anybody asks for its approval.
  const json::array missing = desk_.get(of(id)).object().at("missing").as_array();
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(string_or(missing[0].as_object(), "article"), "5(2)");
  EXPECT_EQ(string_or(missing[0].as_object(), "member"), "booking.from");
  EXPECT_THAT(string_or(missing[0].as_object(), "what"), HasSubstr(vote.name_bg));
  const Time after = barred_before(vote).until;
  const Answer moved =
      change(id, {{"booking", json::object{{"from", format_rfc3339(after)}, {"until", format_rfc3339(after + 24h)}}}});
  EXPECT_TRUE(moved.object().at("missing").as_array().empty()) << write_json(moved.body);
  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
}

TEST_F(AdvertisingDesk, takes_no_member_that_nobody_knows) {
  const std::int64_t id = add(political());
  const auto refuses = [&](const Answer& answer, const std::string& member) {
    EXPECT_EQ(answer.status, 400U) << member;
    EXPECT_EQ(answer.text("input"), member);
    EXPECT_EQ(answer.text("detail"), "no such member");
  };
  const auto say = [&](const json::object& political) { return change(id, {{"political", political}}); };
  refuses(say({{"sponser", json::object{}}}), "political.sponser");
  refuses(say({{"sponsor", json::object{{"mail", "a@b.example"}}}}), "political.sponsor.mail");
  json::array received = advertising::write(advertising::a_political_campaign({1}).political).at("received").as_array();
  received[1].as_object()["origins"] = "private";
  refuses(say({{"received", received}}), "political.received[1].origins");
  refuses(change(id, {{"declaration", json::object{{"politcal", false}}}}), "declaration.politcal");
  const json::object text{{"kind", "text"}, {"text", "Хляб"}, {"address", "https://niva.example/"}, {"slot", "top"}};
  refuses(sell(Method::post, of(id, "/creatives"), text), "slot");
  refuses(sell(Method::post, "advertising/advertisers", json::object{{"name", "Нива"}, {"mail", "a"}}), "mail");
  json::object vote = advertising::write(advertising::a_vote());
  vote["silence_til"] = "2026-01-01T00:00:00Z";
  refuses(sell(Method::put, "advertising/votes/izbori", vote), "silence_til");

  // What was read may be sent back as it is.
  const json::object whole = desk_.get(of(id)).object();
  EXPECT_EQ(change(id, whole).status, 200U);
  const json::object creative = whole.at("creatives").as_array().at(0).as_object();
  const std::string path = "advertising/creatives/" + std::to_string(integer_or(creative, "id"));
  EXPECT_EQ(sell(Method::put, path, creative).status, 200U);
  for (const char* kind : {"advertisers", "votes"}) {
    const std::string list = std::string("advertising/") + kind;
    const json::object first = desk_.get(list).object().at(kind).as_array().at(0).as_object();
    const std::string one =
        kind == std::string("votes") ? string_or(first, "slug") : std::to_string(integer_or(first, "id"));
    EXPECT_EQ(sell(Method::put, list + "/" + one, first).status, 200U) << kind;
  }
}

TEST_F(AdvertisingDesk, enters_no_vote_over_another_of_the_same_name) {
  political();
  json::object other = advertising::write(advertising::a_vote());
  other["name_bg"] = "Местни избори";
  const auto enter = [&](const std::vector<http::Field>& fields) {
    return desk_.call(Method::put, "advertising/votes/izbori", other, fields, "advertising").status;
  };
  EXPECT_EQ(enter({{"If-None-Match", "*"}}), 412U);
  EXPECT_EQ(enter({}), 200U) << "by who means that one";
}

TEST_F(AdvertisingDesk, says_how_much_is_due_by_the_hours_that_are_booked) {
  const Time midnight = std::chrono::floor<std::chrono::days>(desk_.now) + 24h * 3 - 2h;  // in Sofia, in winter
  json::object booking{
      {"from", format_rfc3339(midnight)}, {"until", format_rfc3339(midnight + 24h)}, {"hours", json::array{20, 21}}};
  const std::int64_t id = run({{"goal", "impressions"}, {"amount", 1'000}, {"booking", booking}});
  const auto due = [&](Time at) {
    desk_.now = at;
    const json::value one = desk_.get(of(id)).object().at("due");
    EXPECT_EQ(desk_.get("advertising/campaigns").object().at("campaigns").as_array().at(0).as_object().at("due"), one);
    return one;
  };
  EXPECT_TRUE(due(midnight - 1h).is_null());
  EXPECT_EQ(due(midnight + 19h), 0) << "most of the day is over, and none of its hours";
  EXPECT_NEAR(static_cast<double>(due(midnight + 21h).to_number<std::int64_t>()), 500, 20);
  EXPECT_EQ(due(midnight + 23h), 1'000);
  EXPECT_TRUE(due(midnight + 25h).is_null());
}

TEST_F(AdvertisingDesk, lets_house_advertisements_lead_to_our_own_pages_alone) {
  const auto lead_to = [&](const std::string& address) {
    const json::object one{{"slot", "top"}, {"text", "Абонирайте се"}, {"address", address}};
    return sell(Method::put, "sites/example.com", json::object{{"house_advertisements", json::array{one}}});
  };
  for (const char* ours :
       {"/abonament/", "", "https://example.com/abonament/", "http://EXAMPLE.com:8080", "/?a=http://b.org"}) {
    EXPECT_EQ(lead_to(ours).status, 200U) << ours;
  }
  for (const char* outside :
       {"https://utro.example/", "https://example.com.utro.example/", "https://example.com@utro.example/",
        "https://utro.example/?https://example.com/", "https://utro.example#example.com"}) {
    const Answer answer = lead_to(outside);
    EXPECT_EQ(answer.status, 400U) << outside;
  }
  // Nor by calling somebody else's server one of our own names in the same breath.
  const json::object one{{"slot", "top"}, {"text", "Утро"}, {"address", "https://utro.example/"}};
  const json::object both{{"aliases", json::array{"utro.example"}}, {"house_advertisements", json::array{one}}};
  EXPECT_EQ(desk_.put("sites/example.com", both).status, 400U);
  EXPECT_EQ(sell(Method::put, "sites/example.com", both).status, 403U) << "names are not whoever sells' to change";
}

TEST_F(AdvertisingDesk, is_told_by_the_site_after_which_paragraph_an_advertisement_stands_in_a_text) {
  EXPECT_EQ(desk_.get("sites/example.com").object().at("slot_after"), 3);
  const auto put = [&](json::value paragraphs) {
    return desk_.put("sites/example.com", json::object{{"slot_after", std::move(paragraphs)}}).status;
  };
  for (const int paragraphs : {0, 1, content::most_slot_after}) {
    EXPECT_EQ(put(paragraphs), 200U);
    EXPECT_EQ(desk_.get("sites/example.com").object().at("slot_after"), paragraphs);
  }
  for (const json::value& wrong : {json::value(-1), json::value(content::most_slot_after + 1), json::value("3"),
                                   json::value(2.5), json::value(nullptr)}) {
    EXPECT_EQ(put(wrong), 400U) << wrong;
  }
}

TEST_F(NoticedCampaign, is_never_left_without_a_particular_by_one_person) {
  const std::int64_t id = run(political());
  const Answer answer = change(id, {{"political", json::object{{"uncontrolled", false}}}, {"reason", "поправка"}});
  EXPECT_EQ(answer.status, 400U);
  EXPECT_THAT(answer.text("input"), HasSubstr("political.controller"));
  EXPECT_EQ(states(id).size(), 1U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "nothing was changed";
}

// Text of so many letters of two bytes.
std::string letters(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "з";
  return text;
}

TEST_F(NoticedCampaign, is_never_kept_off_the_pages_silently_by_a_label_that_does_not_fit) {
  json::object given = political();
  const json::object wordy{{"process", letters(100)},
                           {"sponsor", advertising::write(advertising::a_party(letters(100)))}};
  for (const auto& [name, value] : wordy) given["political"].as_object()[name] = value;
  const json::object booked{
      {"advertiser", advertiser_},
      {"name", "Пролет"},
      {"goal", "share"},
      {"amount", 10'000},
      {"booking", json::object{{"from", format_rfc3339(desk_.now)}, {"until", format_rfc3339(desk_.now + 24h * 30)}}}};
  json::object fresh = booked;
  for (const auto& [name, value] : given) fresh[name] = value;
  const Answer refused = sell(Method::post, "advertising/campaigns", fresh);
  EXPECT_EQ(refused.status, 400U) << "as it is saved, not when somebody wonders why it is not shown";
  EXPECT_THAT(refused.text("detail"), HasSubstr("label"));
  EXPECT_THAT(refused.text("remedy"), HasSubstr("shorten the process"));

  const std::int64_t id = run(political());
  EXPECT_EQ(change(id, {{"political", wordy}, {"reason", "поправка"}}).status, 400U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved") << "nothing was changed";
  const json::object fitting{{"process", letters(100)},
                             {"sponsor", advertising::write(advertising::a_party(letters(40)))}};
  EXPECT_EQ(change(id, {{"political", fitting}, {"reason", "поправка"}}).status, 200U);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);

  // Nor by a longer name of the vote, which stands in the label too.
  json::object longer = advertising::write(advertising::a_vote());
  longer["name_bg"] = letters(100);
  const Answer vote = sell(Method::put, "advertising/votes/izbori", longer);
  EXPECT_EQ(vote.status, 400U);
  EXPECT_THAT(vote.text("input"), HasSubstr("Пролет"));
  EXPECT_EQ(sell(Method::post, of(id, "/end")).status, 200U);
  EXPECT_EQ(sell(Method::put, "advertising/votes/izbori", longer).status, 200U) << "of what is over nothing is shown";
}

// The ledger of political() with 300 instead of 200 for others.
json::array corrected_sum() {
  auto received = advertising::a_political_campaign({1}).political.received;
  received.push_back(advertising::an_entry(4, "providers", 30'000));
  received.back().corrects = 2;
  received.back().reason = "сгрешена сума";
  json::array list;
  for (const advertising::Received& entry : received) list.push_back(advertising::write(entry));
  return list;
}

TEST_F(NoticedCampaign, E7_keeps_a_ledger_that_is_appended_and_corrected_but_never_changed) {
  const std::int64_t id = run(political());
  const auto put = [&](const json::array& received) {
    return change(id, {{"political", json::object{{"received", received}}}, {"reason", "фактура"}});
  };
  json::array list = corrected_sum();
  EXPECT_EQ(put({}).status, 400U) << "nothing is taken out";
  json::array altered = list;
  altered[0].as_object()["cents"] = 1;
  EXPECT_THAT(put(altered).text("detail"), HasSubstr("never changed"));
  for (const auto& [member, value] : {std::pair{"reason", json::value("")}, std::pair{"corrects", json::value(9)},
                                      std::pair{"origin", json::value("")}, std::pair{"from", json::value("")},
                                      std::pair{"on", json::value("2099-01-01T00:00:00Z")}}) {
    json::array wrong = list;
    wrong[3].as_object()[member] = value;
    const Answer answer = put(wrong);
    EXPECT_EQ(answer.status, 400U) << member;
    EXPECT_THAT(answer.text("input"), HasSubstr(member));
  }
  EXPECT_EQ(change(id, {{"political", json::object{{"amount_cents", 1}}}, {"reason", "сума"}}).status, 400U)
      << "a sum is nobody's to send";
  ASSERT_EQ(states(id).size(), 1U);

  list[3].as_object()["entered_by"] = "Друг";
  EXPECT_EQ(put(list).status, 200U);
  const json::object notice = states(id).front().document;
  EXPECT_EQ(integer_or(notice, "amount_cents"), 130'000);
  EXPECT_EQ(integer_or(notice, "publisher_amount_cents"), 100'000);
  EXPECT_EQ(integer_or(notice, "whole_campaign_cents"), 510'000);
  EXPECT_EQ(notice.at("received").as_array().size(), 4U);
  EXPECT_FALSE(notice.at("received").as_array()[0].as_object().contains("from")) << "the kind of source, not its name";
  const json::value kept = desk_.get(of(id)).body.at("political").at("received").at(3);
  EXPECT_NE(string_or(kept.as_object(), "entered_by"), "Друг") << "who sends it has entered it";

  // Taken back altogether: the first number of the correction stands no more.
  json::object gone = advertising::write(advertising::an_entry(5, "providers", 0));
  gone["corrects"] = 4;
  gone["reason"] = "не е платено";
  list.push_back(gone);
  EXPECT_EQ(put(list).status, 200U);
  EXPECT_EQ(integer_or(states(id).front().document, "amount_cents"), 100'000);
  store::need(store_->read([&](store::Session& session) {
    std::int64_t all = 0;
    const auto accounts = advertising::balances(session, advertising::CampaignId{id});
    for (const auto& [account, cents] : accounts) all += cents;
    EXPECT_EQ(all, 0);
    EXPECT_EQ(accounts.at("received/publisher/amount"), 100'000);
    EXPECT_EQ(accounts.at("received/providers/amount"), 0);
    EXPECT_EQ(accounts.at("received/campaign/amount"), 380'000);
  }));
}

TEST_F(AdvertisingDesk, shows_the_ledger_of_what_is_declared_political_no_more_and_again) {
  const json::object whole = political();
  const std::int64_t id = add(whole);
  const json::value declared = whole.at("declaration");
  EXPECT_EQ(change(id, {{"declaration", json::object{{"political", false}, {"by", "П. Секретар"}}}}).status, 200U);
  const json::value kept = desk_.get(of(id)).object().at("political");
  ASSERT_TRUE(kept.is_object()) << "who cannot see the entries cannot send them";
  EXPECT_EQ(kept.at("received").as_array().size(), 3U);

  // An entry of that time is one more row of it.
  json::object further = kept.as_object();
  json::object entry = advertising::write(advertising::an_entry(4, "providers", 5'000));
  further["received"].as_array().push_back(entry);
  EXPECT_EQ(change(id, {{"political", further}}).status, 200U);
  const Answer again = change(id, {{"declaration", declared}, {"political", further}});
  EXPECT_EQ(again.status, 200U) << write_json(again.body);
  EXPECT_EQ(desk_.get(of(id)).object().at("political").at("received").as_array().size(), 4U);
}

TEST_F(NoticedCampaign, tells_when_it_was_ended_and_is_corrected_afterwards) {
  const std::int64_t id = run(political());
  desk_.now += 24h;
  const Time ended = desk_.now;
  EXPECT_EQ(sell(Method::post, of(id, "/end")).status, 200U);
  ASSERT_EQ(states(id).size(), 2U);
  EXPECT_EQ(string_or(states(id).front().document, "until"), format_rfc3339(ended));
  EXPECT_EQ(states(id).front().reason, advertising::ended_early);

  desk_.now += 24h;
  const json::object sum{{"received", corrected_sum()}};
  EXPECT_EQ(change(id, {{"political", sum}}).status, 400U) << "a reason is owed";
  EXPECT_EQ(change(id, {{"name", "Друга"}, {"political", sum}, {"reason", "сгрешена сума"}}).status, 409U);
  EXPECT_EQ(change(id, {{"political", sum}, {"reason", "сгрешена сума"}}).status, 200U);
  ASSERT_EQ(states(id).size(), 3U);
  EXPECT_EQ(integer_or(states(id).front().document, "amount_cents"), 130'000);
  EXPECT_EQ(string_or(states(id).front().document, "until"), format_rfc3339(ended));
  EXPECT_EQ(desk_.get(of(id)).text("state"), "ended");
  const std::int64_t commercial = run();
  EXPECT_EQ(sell(Method::post, of(commercial, "/end")).status, 200U);
  EXPECT_EQ(change(commercial, {{"political", sum}, {"reason", "сума"}}).status, 409U);
}

TEST_F(NoticedCampaign, is_not_got_rid_of_by_declaring_it_anew) {
  const std::int64_t id = run();
  show(id, 5);
  EXPECT_EQ(change(id, political()).status, 200U);
  EXPECT_EQ(desk_.call(Method::del, of(id)).status, 409U) << "its books stay, whatever it is declared";
  const std::int64_t noticed = run(political());
  show(noticed, 5);
  EXPECT_EQ(desk_.call(Method::del, of(noticed)).status, 409U);
  desk_.now = advertising::kept_until(desk_.now);
  EXPECT_EQ(desk_.call(Method::del, of(noticed)).status, 204U);
}

TEST_F(NoticedCampaign, follows_the_calendar_of_votes) {
  const std::int64_t id = run(political());
  const json::object other{{"information", "https://example.org/drugo"}};
  EXPECT_EQ(sell(Method::put, "advertising/votes/Izbori", other).status, 200U) << "the same vote";
  ASSERT_EQ(states(id).size(), 2U);
  EXPECT_EQ(states(id).front().reason, advertising::vote_changed);
  const json::object vote = states(id).front().document.at("vote").as_object();
  EXPECT_EQ(string_or(vote, "official_information"), "https://example.org/drugo");
  EXPECT_EQ(string_or(vote, "name_bg"), advertising::a_vote().name_bg) << "what was not sent stays";
}

TEST_F(AdvertisingDesk, keeps_a_silence_that_is_one_and_who_set_it) {
  const advertising::Vote vote = advertising::a_vote();
  EXPECT_EQ(sell(Method::put, "advertising/votes/izbori", advertising::write(vote)).status, 200U);
  const auto silence = [&](Time from, Time until) {
    return sell(Method::put, "advertising/votes/izbori",
                json::object{{"silence_from", format_rfc3339(from)}, {"silence_until", format_rfc3339(until)}})
        .status;
  };
  EXPECT_EQ(silence(vote.day, vote.day), 400U);
  EXPECT_EQ(silence(vote.day - 48h, vote.day - 24h), 400U);
  EXPECT_EQ(silence(vote.day + 24h, vote.day + 48h), 400U);
  EXPECT_EQ(silence(vote.day - 24h, vote.day + 21h), 200U);
  const Answer answer = desk_.get("advertising/register");
  const json::array& votes = answer.object().at("votes").as_array();
  ASSERT_EQ(votes.size(), 1U);
  const json::array& history = votes.front().as_object().at("history").as_array();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(string_or(history.front().as_object(), "by"), "token:advertising");
  EXPECT_EQ(string_or(history.front().as_object().at("vote").as_object(), "silence_until"),
            format_rfc3339(vote.silence_until));
}

TEST_F(NoticedCampaign, takes_two_people_where_a_silence_becomes_shorter) {
  const std::int64_t id = run(political());
  const advertising::Vote vote = advertising::a_vote();
  const auto state_after = [&](const json::object& given) {
    EXPECT_EQ(sell(Method::put, "advertising/votes/izbori", given).status, 200U);
    return desk_.get(of(id)).text("state");
  };
  const auto from = [](Time time) { return json::object{{"silence_from", format_rfc3339(time)}}; };
  desk_.now += 1s;
  EXPECT_EQ(state_after(from(vote.silence_from - 24h)), "approved") << "a longer one asks nobody";
  EXPECT_EQ(state_after(from(vote.silence_from)), "approved") << "as it was agreed to";
  EXPECT_EQ(state_after({{"name_en", "Election"}}), "approved");
  for (int step = 1; step < 4; ++step) {
    // A pause and its end are no consent.
    EXPECT_EQ(sell(Method::post, of(id, "/pause")).status, 200U);
    EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 200U);
    desk_.now += 1s;
    const std::string state = state_after(from(vote.silence_from + 30s * step));
    EXPECT_EQ(state, step < 3 ? "approved" : "submitted") << "little by little is as much";
  }
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U) << "not by who has made it shorter";
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  desk_.now += 1s;
  EXPECT_EQ(state_after({{"foreign_sponsors_barred_days", 0}}), "submitted");
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  EXPECT_EQ(sell(Method::post, of(id, "/pause")).status, 200U);
  desk_.now += 1s;
  EXPECT_EQ(state_after({{"silence_until", format_rfc3339(vote.silence_until - 1h)}}), "submitted")
      << "going on would have needed nobody else";
}

TEST_F(AdvertisingDesk, tells_researchers_what_was_reported_and_only_authorities_by_whom) {
  store::need(store_->write([&](store::Session& session) {
    advertising::Flag flag;
    flag.address = "12";
    flag.reasons = "Няма етикет";
    flag.name = "Читател";
    flag.email = "r@example.org";
    return advertising::add_flag(session, flag, desk_.now);
  }));
  const auto flag_in = [](const Answer& answer) -> json::object {
    return answer.object().at("flags").as_array().at(0).as_object();
  };
  const json::object told = flag_in(desk_.get("advertising/register", "advertising"));
  EXPECT_EQ(string_or(told, "reasons"), "Няма етикет");
  for (const char* member : {"name", "email", "receipt"}) EXPECT_FALSE(told.contains(member)) << member;
  EXPECT_FALSE(flag_in(desk_.get("advertising/register")).contains("email")) << "unless asked for";
  EXPECT_EQ(desk_.get("advertising/register?people", "advertising").status, 403U);
  EXPECT_EQ(string_or(flag_in(desk_.get("advertising/register?people")), "email"), "r@example.org");
}

TEST_F(AdvertisingDesk, rejects_many_reports_at_once_with_reasons_all_or_none) {
  for (int i = 0; i < 3; ++i) {
    store::need(store_->write([&](store::Session& session) {
      advertising::Flag flag;
      flag.address = "12";
      flag.reasons = "Купете хляб";
      return advertising::add_flag(session, flag, desk_.now);
    }));
  }
  const auto waiting = [&] {
    json::array ids;
    const Answer answer = desk_.get("advertising/flags?waiting");
    for (const json::value& flag : answer.object().at("flags").as_array()) ids.push_back(flag.at("id"));
    return ids;
  };
  const json::array ids = waiting();
  ASSERT_EQ(ids.size(), 3U);
  const auto reject = [&](const json::array& some, const char* explanation) {
    return sell(Method::post, "advertising/flags/reject", json::object{{"flags", some}, {"explanation", explanation}});
  };
  EXPECT_EQ(reject(ids, "").status, 400U);
  EXPECT_EQ(reject({}, "Реклама на хляб.").status, 400U);
  json::array with_unknown = ids;
  with_unknown.push_back(999'999);
  EXPECT_EQ(reject(with_unknown, "Реклама на хляб.").status, 404U);
  EXPECT_EQ(waiting().size(), 3U) << "none of them";
  const Answer done = reject({ids[0], ids[1]}, "Реклама на хляб.");
  EXPECT_EQ(done.status, 200U);
  EXPECT_EQ(done.number("rejected"), 2);
  EXPECT_EQ(waiting().size(), 1U);
}

TEST_F(AdvertisingDesk, keeps_what_an_advertisement_said_before_it_said_something_else) {
  const std::int64_t id = run(political());
  const auto creatives = desk_.get(of(id)).object().at("creatives").as_array();
  const std::string path = "advertising/creatives/" + std::to_string(integer_or(creatives.at(0).as_object(), "id"));
  EXPECT_EQ(sell(Method::put, path, json::object{{"text", "Гласувайте за нас"}}).status, 200U);
  std::vector<std::string> said;
  const json::object told = desk_.get(of(id, "/history")).object();
  for (const json::value& row : told.at("history").as_array()) {
    const json::object& campaign = row.as_object().at("campaign").as_object();
    if (const json::value* creative = campaign.if_contains("creative")) {
      said.push_back(string_or(creative->as_object(), "text"));
      EXPECT_TRUE(creative->as_object().contains("digest"));
    }
  }
  EXPECT_THAT(said, testing::ElementsAre("Пресен хляб", "Гласувайте за нас"));
}

TEST_F(AdvertisingDesk, books_and_forecasts_ten_years_at_most) {
  const json::object endless{{"from", format_rfc3339(desk_.now)}, {"until", "9999-12-31T00:00:00Z"}};
  EXPECT_EQ(change(add(), {{"booking", endless}}).status, 400U);
  EXPECT_EQ(sell(Method::post, "advertising/forecast", endless).status, 400U);
  const json::object long_one{{"from", format_rfc3339(desk_.now)}, {"until", format_rfc3339(desk_.now + 24h * 3'650)}};
  EXPECT_EQ(sell(Method::post, "advertising/forecast", long_one).status, 200U);
}

TEST_F(AdvertisingDesk, says_what_a_forecast_does_not_know_and_takes_no_campaign_for_anothers) {
  const json::object booking{{"from", format_rfc3339(desk_.now)},
                             {"until", format_rfc3339(desk_.now + 24h * 30)},
                             {"devices", json::array{"phone"}}};
  const std::int64_t id = add({{"goal", "impressions"}, {"amount", 1'000}});
  EXPECT_EQ(sell(Method::post, of(id, "/submit")).status, 200U);
  const Answer others = sell(Method::post, "advertising/forecast", booking);
  EXPECT_EQ(write_json(others.object().at("not_known")), R"(["devices"])");
  EXPECT_EQ(others.number("booked"), 1'000);
  const Answer own = sell(Method::post, "advertising/forecast?campaign=" + std::to_string(id), booking);
  EXPECT_EQ(own.number("booked"), 0);
  EXPECT_EQ(sell(Method::post, "advertising/forecast?campaign=x", booking).status, 400U);
}

}  // namespace
}  // namespace vestnik::newsroom
