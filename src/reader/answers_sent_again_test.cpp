// Answers with advertisements that the portal keeps and sends again.
#include "reader/testing_advertised.h"

namespace vestnik::reader {
namespace {

// Whoever gets an answer that was sent before counts like whoever it was put together for.
using AnswersSentAgain = AdvertisedPages;

TEST_F(AnswersSentAgain, count_and_end_with_the_campaign) {
  struct Got {
    unsigned status = 0;
    std::string etag, bytes;
    bool again = false;  // as one object, nothing put together
  };
  const auto ask = [&](const std::string& known = {}) {
    http::Request request = request_for("/");
    request.fields.push_back({"Accept-Encoding", "gzip"});
    if (!known.empty()) request.fields.push_back({"If-None-Match", known});
    const http::Response response = answer(request);
    Got got;
    got.status = response.status;
    const auto take = [&](const std::string& name, const std::string& value) {
      if (name == "ETag") got.etag = value;
    };
    if (response.ready) {
      http::each_field(*response.ready, take);
      for (const std::string_view part : response.ready->body) got.bytes += part;
      got.again = response.fields.empty() && response.body.empty();
    }
    for (const auto& [name, value] : response.fields) take(name, value);
    got.bytes += body(response);
    return got;
  };
  ask();  // makes the page
  const Got plain = ask();
  advertising::Campaign campaign = everywhere("Хляб");
  campaign.id = run(campaign);
  const Got first = ask(), second = ask();
  EXPECT_NE(first.etag, plain.etag);
  EXPECT_EQ(second.bytes, first.bytes);
  EXPECT_FALSE(first.again);
  EXPECT_TRUE(second.again) << "what is asked for twice is kept";
  const std::int64_t shown = figures(campaign.id).total.served;
  ASSERT_GT(shown, 0);
  const Got third = ask(), fourth = ask();
  EXPECT_TRUE(third.again);
  EXPECT_EQ(third.status, 200U);
  EXPECT_EQ(third.etag, first.etag);
  EXPECT_EQ(third.bytes, first.bytes);
  EXPECT_EQ(fourth.bytes, first.bytes);
  EXPECT_EQ(figures(campaign.id).total.served, 2 * shown) << "two before, two since";
  EXPECT_EQ(ask(first.etag).status, 304U);
  EXPECT_EQ(figures(campaign.id).total.served, 2 * shown) << "who has the page is not sent it";

  store::need(store_->write([&](store::Session& session) {
    auto known = *advertising::find_campaign(session, campaign.id);
    known.state = advertising::State::paused;
    advertising::save(session, known, "seller", "paused", now_);
  }));
  take_over();
  const Got after = ask(first.etag);
  EXPECT_EQ(after.status, 200U);
  EXPECT_EQ(after.etag, plain.etag);
  EXPECT_EQ(after.bytes, plain.bytes);
}

}  // namespace
}  // namespace vestnik::reader
