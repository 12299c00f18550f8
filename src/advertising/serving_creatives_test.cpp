// What is shown of a creative, and by which rights; where a click on it leads.
#include "advertising/ad_server.h"

#include <gmock/gmock.h>

#include "advertising/creative_view.h"
#include "advertising/document.h"
#include "advertising/testing_serving.h"
#include "media/library.h"
#include "media/negotiated.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

TEST_P(Serving, a_creative_goes_with_the_rights_of_its_picture) {
  start();
  const AssetId picture = world().add_asset(site_);
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  campaign.id = run(campaign);
  EXPECT_EQ(view(page(section_))[0], "Хляб");
  const auto end_rights_at = [&](Time end) {
    write([&](store::Session& session) {
      content::Asset asset = *store::find_asset(session, picture);
      asset.rights_expire_at = end;
      store::save_asset(session, asset, now_);
      Creative creative = creatives_of(session, campaign.id).front();
      creative.image = picture;  // what it shows beside, a text all the same
      save(session, creative, now_);
    });
    store::need(server_->refresh());
  };
  end_rights_at(now_ + 1h);
  EXPECT_EQ(view(page(section_))[0], "Хляб");
  read([&](store::Session& session) {
    const auto answer = check(session, campaign, creatives_of(session, campaign.id).front(), {}, "key");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message(), testing::HasSubstr("rights"));
  });
  end_rights_at(now_);
  EXPECT_EQ(view(page(section_))[0], "") << "nobody pays for an empty place";
  end_rights_at(campaign.booking.until);
  EXPECT_EQ(view(page(section_))[0], "Хляб");
  read([&](store::Session& session) {
    EXPECT_TRUE(check(session, campaign, creatives_of(session, campaign.id).front(), {}, "key"));
  });
}

TEST_P(Serving, a_picture_that_was_approved_is_known_by_its_campaign) {
  start();
  const AssetId picture = world().add_asset(site_);
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.id = run(campaign);
  const auto shown_in = [&] {
    return read([&](store::Session& session) {
      const auto found = approved_with(session, picture);
      return found ? found->name : std::string();
    });
  };
  EXPECT_EQ(shown_in(), "");
  write([&](store::Session& session) {
    Creative creative = creatives_of(session, campaign.id).front();
    creative.image = picture;
    save(session, creative, now_);
  });
  EXPECT_EQ(shown_in(), "Хляб");
  const auto turn = [&](bool off) {
    write([&](store::Session& session) {
      Creative creative = creatives_of(session, campaign.id).front();
      creative.off = off;
      save(session, creative, now_);
    });
  };
  turn(true);
  EXPECT_EQ(shown_in(), "") << "a version that is shown no more holds up no other crop";
  turn(false);
  write([&](store::Session& session) {
    Campaign known = *find_campaign(session, campaign.id);
    known.state = State::submitted;
    save(session, known, "test", "changed", now_);
  });
  EXPECT_EQ(shown_in(), "") << "whoever approves it looks at it then";
}

TEST_P(Serving, clicks_prove_themselves) {
  start();
  const std::string path = click_path(CreativeId{7}, 2, server_->key());
  const auto click = read_click_path(path, server_->key());
  ASSERT_TRUE(click);
  EXPECT_EQ(click->creative.value, 7);
  EXPECT_EQ(click->slot, 2U);
  std::string other = path;
  other[4] = '8';
  EXPECT_FALSE(read_click_path(other, server_->key()));
  EXPECT_FALSE(read_click_path("/ad/7/2/", server_->key()));
  EXPECT_FALSE(read_click_path("/ad/7/99/" + path.substr(8), server_->key()));
}

TEST_P(Serving, of_a_cropped_picture_only_the_part_is_shown) {
  start();
  content::Asset picture;
  picture.site = site_;
  picture.digest = std::string(64, 'a');
  picture.mime = "image/jpeg";
  picture.width = 2'000;
  picture.height = 100;
  picture.credit = "Снимка: EPA";
  picture.crop = Area{0, 0, 600, 100};
  picture.id = write([&](store::Session& session) { return store::save_asset(session, picture, test_time); });
  Creative creative = a_creative({1}, "Хляб от Нива");
  creative.kind = Creative::Kind::picture;
  creative.image = picture.id;
  const std::string html = read([&](store::Session& session) {
    const auto fragment = render(session, a_campaign({1}, "Хляб", 1), creative, "top", "bg", {}, "key");
    return fragment ? pages::inflate(*pages::stitch({fragment})) : "";
  });
  EXPECT_THAT(html, testing::HasSubstr(" width=\"600\" height=\"100\""));
  const std::string stamp = media::stamp_of(picture.credit, picture.rights, picture.crop);
  EXPECT_THAT(html, testing::HasSubstr(media::negotiated_address(picture.id.value, picture.digest, stamp, 600)));
  EXPECT_THAT(html, testing::Not(testing::HasSubstr("1024w")));
}

}  // namespace
}  // namespace vestnik::advertising
