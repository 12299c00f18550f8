#include "advertising/seller_files.h"

#include <gmock/gmock.h>

#include "advertising/creative_view.h"
#include "advertising/reports.h"

namespace vestnik::advertising {
namespace {

using testing::HasSubstr;

TEST(SellerFiles, ads_txt_is_read_as_its_standard_says) {
  for (const char* right : {"", "# only words\n", "a.example,1,direct\n", "a.example, 1 , RESELLER, f08c # who\r\n",
                            "CONTACT=ads@a.example\nmanagerdomain=b.example,BG\n", "a.example,1,DIRECT;ext=1\n"}) {
    EXPECT_TRUE(check_ads_txt(right)) << right;
  }
  for (const char* wrong : {"a.example", "a.example,1", "a.example,1,BOTH", "a,1,DIRECT", "a.example,,DIRECT",
                            "a.example,1,DIRECT,x,y", "NAME=a", "CONTACT=", "http://a.example,1,DIRECT"}) {
    EXPECT_FALSE(check_ads_txt(wrong)) << wrong;
  }
  EXPECT_THAT(check_ads_txt("# a\n\na.example,1,NO\n").error().what, HasSubstr("line 3"));
}

TEST(SellerFiles, sellers_json_names_every_seller_once) {
  EXPECT_TRUE(check_sellers_json(""));
  EXPECT_TRUE(check_sellers_json(R"({"version":"1.0","sellers":[]})"));
  for (const char* wrong : {"[]", "{", R"({"sellers":[]})", R"({"version":"1.0","sellers":{}})",
                            R"({"version":"1.0","sellers":[{"seller_type":"BOTH","is_confidential":1}]})",
                            R"({"version":"1.0","sellers":[{"seller_id":"1","seller_type":"X","is_confidential":1}]})",
                            R"({"version":"1.0","sellers":[{"seller_id":"1","seller_type":"BOTH"}]})"}) {
    EXPECT_FALSE(check_sellers_json(wrong)) << wrong;
  }
}

TEST(ReportLink, says_for_how_long_it_works_and_cannot_be_made_longer) {
  const Time until = from_millis(1'800'000'000'000);
  const ReportLink link = make_report_link(until);
  Campaign campaign;
  EXPECT_FALSE(report_until(campaign));
  campaign.report_key = link.kept;
  EXPECT_EQ(report_until(campaign), until);
  EXPECT_EQ(link.kept.find(link.key), std::string::npos) << "what is kept tells nobody the secret";
  EXPECT_NE(make_report_link(until).key, link.key);
}

TEST(PreviewQuery, proves_itself_and_ends) {
  const Time until = from_millis(1'800'000'000'000);
  const std::string query = preview_query({12}, until, "key");
  const auto read = [&](std::string_view given, Time now, std::string_view key) {
    return read_preview_query(given, now, key);
  };
  ASSERT_TRUE(read(query, until - std::chrono::seconds(1), "key"));
  EXPECT_EQ(read(query, until - std::chrono::seconds(1), "key")->value, 12);
  EXPECT_FALSE(read(query, until, "key"));
  EXPECT_FALSE(read(query, until - std::chrono::seconds(1), "other"));
  for (std::size_t at = 0; at < query.size(); ++at) {
    std::string forged = query;
    forged[at] = forged[at] == '1' ? '2' : '1';
    EXPECT_FALSE(read(forged, until - std::chrono::seconds(1), "key")) << forged;
    EXPECT_FALSE(read(query.substr(0, at), until - std::chrono::seconds(1), "key"));
  }
}

}  // namespace
}  // namespace vestnik::advertising
