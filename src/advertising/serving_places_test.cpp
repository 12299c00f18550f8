// Which campaign stands where: sections, topics, words, hours, tiers, what it keeps away from.
#include "advertising/ad_server.h"

#include <gmock/gmock.h>

#include "advertising/document.h"
#include "advertising/testing_serving.h"

namespace vestnik::advertising {
namespace {

using namespace std::chrono_literals;

TEST_P(Serving, the_first_page_of_a_visit_can_be_booked) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.visit_start = true;
  run(campaign);
  const Offers offers = offers_for(server_->lineup(), page(section_), "bg", slots_);
  desks_[0]->choose(offers, now_, Visit(desktop, true), chosen_);
  EXPECT_TRUE(chosen_[0]);
  desks_[0]->choose(offers, now_, Visit(desktop, false), chosen_);
  EXPECT_FALSE(chosen_[0]);
}

TEST_P(Serving, competitors_never_meet_and_sensitive_pages_stay_empty) {
  start();
  for (const char* name : {"Банка А", "Банка Б", "Банка В"}) {
    Campaign campaign = a_campaign({}, name, 10'000);
    campaign.goal = Goal::share;
    campaign.category = "banks";
    campaign.booking.excluded_words = {"катастроф"};
    run(campaign);
  }
  Campaign airline = a_campaign({}, "Полети", 10'000);
  airline.goal = Goal::share;
  airline.booking.excluded_sections = {"krimi"};
  run(airline);
  for (int i = 0; i < 200; ++i) {
    const auto names =
        view(page(i % 2 == 0 ? section_ : other_, i % 5 == 0 ? "Тежка КАТАСТРОФА край Ловеч" : "Пролет"));
    int banks = 0;
    for (const std::string& name : names) banks += name.starts_with("Банка") ? 1 : 0;
    EXPECT_LE(banks, 1);
    if (i % 5 == 0) {
      EXPECT_EQ(banks, 0);
    }
    if (i % 2 == 0) {
      EXPECT_THAT(names, testing::Not(testing::Contains("Полети")));
    }
  }
}

TEST_P(Serving, a_section_or_topic_that_is_named_counts_from_the_moment_it_is_there) {
  start();
  Campaign campaign = a_campaign({}, "Полети", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.excluded_topics = {"katastrofi"};
  run(campaign);
  const auto add_topic = [&](std::string slug) {
    return write([&](store::Session& session) {
      content::Topic topic;
      topic.site = site_;
      topic.slug = topic.name = slug;
      topic.id = store::save_topic(session, topic, now_);
      return topic.id;
    });
  };
  const TopicId topic = add_topic("katastrofi");
  store::need(server_->refresh());
  Surroundings about = page(other_);
  about.topics = {topic};
  Surroundings front = page(other_);
  front.leading_topics = {topic};
  for (const Surroundings& each : {about, front}) {
    EXPECT_TRUE(offers_for(server_->lineup(), each, "bg", slots_).empty);
  }
  EXPECT_FALSE(offers_for(server_->lineup(), page(other_), "bg", slots_).empty);
}

TEST_P(Serving, excluded_words_are_found_in_every_form) {
  start();
  Campaign campaign = a_campaign({}, "Полети", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.excluded_words = {"катастрофа", "война", "пожари", "убийство", "bury", "лек"};
  run(campaign);
  for (const char* headline : {"Две катастрофи за час", "КАТАСТРОФИТЕ по пътищата", "Войни и мир", "Пожарът в Рила",
                               "След убийствата", "Buried at sea", "Лекото дишане"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "") << headline;
  }
  for (const char* headline : {"Кастрон", "Катастър за всички", "Войводи", "Автокатастрофи", "Поколение", "Business"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "Полети") << headline;
  }
}

// As an import does: thousands of names, and nothing that knows of campaigns.
TEST_P(Serving, a_section_or_topic_that_an_import_makes_is_kept_away_from_too) {
  start();
  Campaign campaign = a_campaign({}, "Полети", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.excluded_topics = {"katastrofi"};
  campaign.booking.excluded_sections = {"proizshestviya"};
  run(campaign);
  const LineupPtr before = server_->lineup();
  store::need(server_->refresh());
  EXPECT_EQ(server_->lineup(), before) << "nothing is new";
  const TopicId topic = world().add_topic(site_, "katastrofi");
  store::need(server_->refresh());
  Surroundings about = page(other_);
  about.topics = {topic};
  EXPECT_TRUE(offers_for(server_->lineup(), about, "bg", slots_).empty);
  const SectionId section = world().add_section(site_, "proizshestviya", "Произшествия");
  EXPECT_FALSE(offers_for(server_->lineup(), page(section), "bg", slots_).empty);
  now_ += 1s;
  store::need(server_->tick());
  EXPECT_TRUE(offers_for(server_->lineup(), page(section), "bg", slots_).empty) << "within a second by itself";
  EXPECT_FALSE(offers_for(server_->lineup(), page(other_), "bg", slots_).empty);
}

TEST_P(Serving, excluded_words_are_found_behind_any_sign_and_never_inside_a_word) {
  start();
  Campaign campaign = a_campaign({}, "Хляб", 10'000);
  campaign.goal = Goal::share;
  Campaign given;
  const json::object words{{"excluded_words", json::array{" катастроф ", "fire"}}};
  ASSERT_TRUE(advertising::read(json::object{{"name", "Хляб"}, {"booking", words}}, given));
  campaign.booking.excluded_words = given.booking.excluded_words;
  EXPECT_THAT(campaign.booking.excluded_words, testing::ElementsAre("катастроф", "fire"));
  run(campaign);
  for (const char* headline : {"Шофьорът: „Катастрофата беше неизбежна“", "«Катастрофа»", "“Fire” in the mill",
                               "Мостът—катастрофа", "…катастрофа", "\u00A0катастрофа", "Катастрофа", "(катастрофа)"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "") << headline;
  }
  for (const char* headline : {"Автокатастрофа", "Ceasefire", "éfire", "4катастрофа", "Пролет"}) {
    EXPECT_EQ(view(page(other_, headline))[0], "Хляб") << headline;
  }
}

TEST_P(Serving, tiers_shares_devices_and_places_are_kept) {
  start();
  Campaign sponsor = a_campaign({}, "Спонсор", 2'500);
  sponsor.goal = Goal::share;
  sponsor.tier = Tier::sponsorship;
  sponsor.booking.slots = {"top"};
  const auto sponsor_id = run(sponsor);
  Campaign phones = a_campaign({}, "Телефони", 10'000);
  phones.goal = Goal::share;
  phones.booking.devices = 1;
  phones.booking.slots = {"top"};
  const auto phones_id = run(phones);
  Campaign sport = a_campaign({}, "Спорт", 10'000);
  sport.goal = Goal::share;
  sport.booking.sections = {"sport"};
  sport.booking.slots = {"rail"};
  const auto sport_id = run(sport);
  for (int i = 0; i < 400; ++i) view(page(section_));
  EXPECT_EQ(seen_[sponsor_id.value], 100);
  EXPECT_EQ(seen_[phones_id.value], 0);
  EXPECT_EQ(seen_[sport_id.value], 0);
  view(page(other_), 0, Device::phone);
  EXPECT_EQ(seen_[phones_id.value] + seen_[sponsor_id.value], 101);
  EXPECT_EQ(seen_[sport_id.value], 1);
}

TEST_P(Serving, hours_of_the_sites_own_clock_are_kept) {
  start();
  Campaign campaign = a_campaign({}, "Вечер", 10'000);
  campaign.goal = Goal::share;
  campaign.booking.hours = 1U << 20U;  // 20:00 in Sofia: 18:00 UTC in winter
  run(campaign);
  for (int hour = 0; hour < 24; ++hour) {
    now_ = test_time + std::chrono::hours(hour);
    store::need(server_->tick());
    EXPECT_EQ(view(page(section_))[0] == "Вечер", hour == 2) << hour;  // test_time is 16:00 UTC
  }
}

}  // namespace
}  // namespace vestnik::advertising
