// What follows from a reader's report that somebody has found to be right.
#include "advertising/political.h"
#include "newsroom/testing_selling.h"

namespace vestnik::newsroom {
namespace {

using namespace std::chrono_literals;
using http::Method;
using testing::HasSubstr;

class ReportedCampaign : public NoticedCampaign {
 protected:
  // The number of a report about it.
  std::int64_t report(std::int64_t campaign) {
    desk_.now += 1s;
    store::need(store_->write([&](store::Session& session) {
      advertising::Flag flag;
      flag.campaign = advertising::CampaignId{campaign};
      flag.reasons = "Това е политическа реклама";
      return advertising::add_flag(session, flag, desk_.now);
    }));
    const auto flags =
        store::need(store_->read([](store::Session& session) { return advertising::all_flags(session, true); }));
    desk_.now += 1s;
    return flags.back().id;
  }
  // By the seller.
  Answer decide(std::int64_t flag, const char* decision) {
    return sell(Method::post, "advertising/flags/" + std::to_string(flag) + "/decide",
                json::object{{"decision", decision}, {"explanation", "Призовава за гласуване."}});
  }
  Answer declare(std::int64_t id) {
    return change(id, {{"declaration", json::object{{"political", false}, {"by", "И. Продавач"}}}});
  }
};

TEST_F(ReportedCampaign, leaves_the_pages_until_it_is_declared_anew_and_approved_by_a_second_person) {
  const std::int64_t id = run();
  const Answer decided = decide(report(id), "upheld");
  EXPECT_EQ(decided.status, 200U);
  EXPECT_TRUE(decided.object().at("stopped").as_bool());
  const Answer stopped = desk_.get(of(id));
  EXPECT_EQ(stopped.text("state"), "submitted");
  EXPECT_TRUE(stopped.object().at("declaration").is_null()) << "what was declared holds no more";
  EXPECT_EQ(stopped.text("upheld"), "Призовава за гласуване.") << "its page says why";
  const json::array history = desk_.get(of(id, "/history")).object().at("history").as_array();
  EXPECT_EQ(string_or(history.back().as_object(), "what"), "report upheld: Призовава за гласуване.");

  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 400U) << "nobody has declared it anew";
  EXPECT_EQ(change(id, {{"upheld", ""}, {"name", "Друга"}}).status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("upheld"), "Призовава за гласуване.") << "nobody's to take back";
  EXPECT_EQ(declare(id).status, 200U);
  EXPECT_EQ(sell(Method::post, of(id, "/approve")).status, 403U) << "not by who has declared it";
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved");
  EXPECT_EQ(desk_.get(of(id)).text("upheld"), "");
}

TEST_F(ReportedCampaign, stays_where_the_reader_is_not_right) {
  const std::int64_t id = run();
  const Answer decided = decide(report(id), "rejected");
  EXPECT_EQ(decided.status, 200U);
  EXPECT_FALSE(decided.object().at("stopped").as_bool());
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved");
}

TEST_F(ReportedCampaign, does_not_go_on_after_a_pause_either) {
  const std::int64_t id = run();
  EXPECT_EQ(sell(Method::post, of(id, "/pause")).status, 200U);
  EXPECT_EQ(decide(report(id), "upheld").status, 200U);
  EXPECT_EQ(desk_.get(of(id)).text("state"), "submitted");
}

TEST_F(ReportedCampaign, is_not_stopped_again_by_an_older_report_of_what_was_mended) {
  const std::int64_t id = run();
  const std::int64_t first = report(id), second = report(id);
  EXPECT_EQ(decide(first, "upheld").status, 200U);
  EXPECT_EQ(declare(id).status, 200U);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
  const Answer again = decide(second, "upheld");
  EXPECT_EQ(again.status, 200U);
  EXPECT_FALSE(again.object().at("stopped").as_bool());
  EXPECT_EQ(desk_.get(of(id)).text("state"), "approved");
  EXPECT_TRUE(decide(report(id), "upheld").object().at("stopped").as_bool()) << "a new one is about what stands there";
}

TEST_F(ReportedCampaign, keeps_what_its_notice_says_while_nobody_has_declared_it) {
  const std::int64_t id = run(political());
  EXPECT_EQ(decide(report(id), "upheld").status, 200U);
  const Answer stopped = desk_.get(of(id));
  EXPECT_EQ(stopped.text("state"), "submitted");
  const json::object& kept = stopped.object().at("political").as_object();
  EXPECT_EQ(string_or(kept.at("sponsor").as_object(), "name"), "Партия „Утро“");
  EXPECT_EQ(states(id).size(), 1U) << "its notice stays public";
  const Answer declared = change(
      id, {{"declaration", json::object{{"political", true}, {"by", "П. Секретар"}}}, {"reason", "сигнал на читател"}});
  EXPECT_EQ(declared.status, 200U) << write_json(declared.body);
  EXPECT_EQ(desk_.post(of(id, "/approve")).status, 200U);
}

TEST_F(ReportedCampaign, is_told_of_the_report_when_it_is_over_too) {
  const std::int64_t id = run();
  EXPECT_EQ(sell(Method::post, of(id, "/end")).status, 200U);
  const Answer decided = decide(report(id), "upheld");
  EXPECT_EQ(decided.status, 200U);
  EXPECT_FALSE(decided.object().at("stopped").as_bool());
  const json::array history = desk_.get(of(id, "/history")).object().at("history").as_array();
  EXPECT_THAT(string_or(history.back().as_object(), "what"), HasSubstr("report upheld"));
  EXPECT_EQ(desk_.get(of(id)).text("state"), "ended");
}

}  // namespace
}  // namespace vestnik::newsroom
