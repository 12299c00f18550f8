// What a month of page views comes to.
#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "advertising/reports.h"
#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

// A month of page views; campaigns of different kinds. The count of what the desks put on pages is the independent one.
// A tenth of a million views, and the whole million where VESTNIK_MONTH_VIEWS says so (./test advertising).
class Month : public Serving {
 public:
  static std::int64_t views() {
    const char* wanted = std::getenv("VESTNIK_MONTH_VIEWS");
    return wanted != nullptr ? std::atoll(wanted) : 100'000;
  }
};

TEST_P(Month, ends_every_campaign_within_one_per_cent_of_its_booking) {
  start(2);
  std::vector<CampaignId> ids;
  const auto book = [&](const char* name, std::int64_t amount, auto change) {
    Campaign campaign = a_campaign({}, name, amount);
    change(campaign);
    ids.push_back(run(campaign));
  };
  book("Широка", views() * 3 / 10, [](Campaign&) {});
  book("Рубрика", views() * 9 / 100, [](Campaign& c) { c.booking.sections = {"sport"}; });
  book("Кратка", views() * 5 / 100, [](Campaign& c) {
    c.booking.from += 24h * 10;
    c.booking.until = c.booking.from + 24h * 5;
  });
  book("Телефон", views() * 10 / 100, [](Campaign& c) { c.booking.devices = 1; });
  book("Банка А", views() * 4 / 100, [](Campaign& c) { c.category = "banks"; });
  book("Банка Б", views() * 4 / 100, [](Campaign& c) { c.category = "banks"; });
  std::mt19937 random(24);
  const auto all_views = static_cast<double>(views());
  double day_sum = 0;
  for (const double weight : usual_day) day_sum += weight;
  constexpr auto step = 30min;
  std::int64_t clashes = 0, made = 0;
  for (now_ = test_time; now_ < test_time + 24h * 30; now_ += step) {
    store::need(server_->tick());
    const WallClock clock = wall_clock(now_, "Europe/Sofia");
    const double expected = all_views / 30 * usual_day[static_cast<std::size_t>(clock.hour)] / day_sum / 2;
    const int count = std::poisson_distribution<int>(expected)(random);
    // The books tick every half second; here a few times a step.
    for (int i = 0; i < count; ++i) {
      if (i % 256 == 255) store::need(server_->tick());
      ++made;
      const auto names = view(page(random() % 3 == 0 ? other_ : section_), random() % 2,
                              random() % 2 == 0 ? Device::phone : Device::desktop);
      const auto holds = [&](const char* name) { return std::ranges::find(names, name) != names.end(); };
      clashes += holds("Банка А") && holds("Банка Б") ? 1 : 0;
    }
  }
  now_ = test_time + 24h * 30;
  store::need(server_->tick());
  EXPECT_EQ(clashes, 0);
  EXPECT_GT(made, views() * 98 / 100);
  for (const CampaignId id : ids) {
    const Campaign campaign = *read([&](store::Session& session) { return find_campaign(session, id); });
    EXPECT_EQ(campaign.delivered, seen_[id.value]) << campaign.name;
    EXPECT_LE(campaign.delivered, campaign.amount) << campaign.name;
    EXPECT_GE(campaign.delivered, campaign.amount * 99 / 100) << campaign.name;
    const auto report = read([&](store::Session& session) { return report_of(session, campaign); });
    EXPECT_EQ(report.total.served, campaign.delivered) << campaign.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Databases, Month, testing::Values(store::Kind::sqlite), store::name_of_kind);

}  // namespace
}  // namespace vestnik::advertising
