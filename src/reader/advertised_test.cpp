// What readers do to advertisements, and what is counted of it.
#include "reader/advertised.h"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <map>

#include "advertising/notices.h"
#include "advertising/reports.h"
#include "advertising/testing.h"
#include "base/text.h"
#include "media/library.h"
#include "reader/portal.h"
#include "search/index.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class AdvertisedPages : public testing::Test {
 protected:
  AdvertisedPages() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "krimi", "Криминални");
    press_ = store::need(edition::Press::start(*store_, [this] { return now_; }));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    counts_ = std::make_unique<Counts>(*store_, *press_, [] { return store::test_time; });
    ads_ = store::need(advertising::AdServer::open(*store_, folder_.path() / "advertising", [this] { return now_; }));
    portal_ = std::make_unique<Portal>(Parts{*store_, *index_, *library_, [this] { return now_; }}, *press_, pool_,
                                       search_pool_, slots_, *counts_, ads_.get());
    store_.publish(store::an_article(site_, section_, "Мост"));
  }
  ~AdvertisedPages() override {
    store_->on_change({});
    pool_.stop();
    search_pool_.stop();
  }

  // With one creative, and running.
  advertising::CampaignId run(advertising::Campaign campaign) {
    const auto id = store::need(store_->write([&](store::Session& session) {
      campaign.advertiser = advertising::add_advertiser(session, "Хлебозавод „Нива“");
      return advertising::add(session, campaign);
    }));
    take_over();
    return id;
  }
  advertising::Campaign everywhere(std::string name) {
    advertising::Campaign campaign = advertising::a_campaign({}, std::move(name), 10'000);
    campaign.goal = advertising::Goal::share;
    return campaign;
  }
  void take_over() {
    store::need(ads_->refresh());
    store::need(ads_->tick());
  }
  advertising::Creative creative_of(advertising::CampaignId id) {
    return store::need(
        store_->read([&](store::Session& session) { return advertising::creatives_of(session, id).front(); }));
  }
  advertising::Report figures(advertising::CampaignId id) {
    store::need(ads_->tick());
    return store::need(store_->read([&](store::Session& session) {
      return advertising::report_of(session, *advertising::find_campaign(session, id));
    }));
  }

  static http::Request request_for(const std::string& target, const std::string& peer = "203.0.113.1") {
    http::Request request;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = target.substr(target.find('?') + 1);
    request.host = "127.0.0.1";
    request.peer = peer;
    request.fields.push_back({"User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"});
    return request;
  }
  http::Response answer(const http::Request& request) {
    if (auto now = portal_->answer_now(request)) return std::move(*now);
    asio::io_context loop;
    auto answer = asio::co_spawn(loop, portal_->answer(request), asio::use_future);
    loop.run();
    return answer.get();
  }
  http::Response get(const std::string& target) { return answer(request_for(target)); }
  static std::string body(const http::Response& response) {
    std::string text;
    for (const http::Buffer& part : response.body) text += part.bytes;
    return text;
  }
  std::string click_path(advertising::CampaignId id, std::size_t slot = 0) {
    return advertising::click_path(creative_of(id).id, slot, ads_->key());
  }
  unsigned see(const std::string& click, const std::string& browser) {
    http::Request request = request_for("/ad/seen/" + click.substr(4));
    request.method = http::Method::post;
    request.fields.front().value = browser;
    return answer(request).status;
  }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
  http::Pool pool_{2}, search_pool_{1};
  HouseAdvertisements slots_;
  std::unique_ptr<Counts> counts_;
  std::unique_ptr<advertising::AdServer> ads_;
  std::unique_ptr<Portal> portal_;
  Time now_ = store::test_time;
};

TEST_F(AdvertisedPages, clicks_of_one_address_use_up_no_campaign) {
  advertising::Campaign campaign = advertising::a_campaign({}, "Хляб", 1'000);
  campaign.goal = advertising::Goal::clicks;
  const auto id = run(campaign);
  const std::string path = click_path(id);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(get(path).status, 302U) << "it leads on all the same";
  EXPECT_EQ(figures(id).total.clicked, 1);
  answer(request_for(path, "203.0.113.2"));
  get(click_path(id, 1));
  EXPECT_EQ(figures(id).total.clicked, 3) << "another address, another slot";
  now_ += 10min;
  get(path);
  EXPECT_EQ(figures(id).total.clicked, 4);
}

TEST_F(AdvertisedPages, a_click_that_does_not_count_keeps_away_none_that_does) {
  const auto id = run(everywhere("Хляб"));
  http::Request preview = request_for(click_path(id));
  preview.fields.push_back({"Referer", "http://127.0.0.1/?advertisement=1-2-3"});
  EXPECT_EQ(answer(preview).status, 302U);
  EXPECT_EQ(figures(id).total.clicked, 0);
  get(click_path(id));
  EXPECT_EQ(figures(id).total.clicked, 1);
}

TEST_F(AdvertisedPages, what_is_seen_counts_once_for_a_moment) {
  const auto id = run(everywhere("Хляб"));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(see(click_path(id), "Mozilla/5.0 (Windows)"), 204U);
  see(click_path(id), "Mozilla/5.0 (Macintosh)");
  EXPECT_EQ(figures(id).total.viewable, 2);
  now_ += 3s;
  see(click_path(id), "Mozilla/5.0 (Windows)");
  EXPECT_EQ(figures(id).total.viewable, 3) << "on the next page";
}

TEST_F(AdvertisedPages, a_film_is_watched_up_to_each_part_once_for_a_view_of_a_page) {
  const auto id = run(everywhere("Хляб"));
  advertising::Creative creative = creative_of(id);
  creative.kind = advertising::Creative::Kind::video;
  store::need(store_->write([&](store::Session& session) { advertising::save(session, creative, now_); }));
  take_over();
  const std::string signed_part = click_path(id).substr(4);
  const auto play = [&](const std::string& part, const std::string& view, const std::string& peer = "203.0.113.1") {
    http::Request request = request_for("/ad/played/" + part + "/" + signed_part + "?view=" + view, peer);
    request.method = http::Method::post;
    request.fields.push_back({"Referer", "http://127.0.0.1/krimi/"});
    return answer(request).status;
  };
  for (int again = 0; again < 3; ++again) {
    for (const char* part : {"start", "firstQuartile", "midpoint"}) EXPECT_EQ(play(part, "0123456789abcdef"), 204U);
  }
  EXPECT_EQ(play("start", "fedcba9876543210"), 204U) << "another view of a page, in the same moment";
  for (const char* part : {"thirdQuartile", "complete"}) EXPECT_EQ(play(part, "0123456789abcdef"), 204U);
  now_ += 5h;
  EXPECT_EQ(play("complete", "0123456789abcdef"), 204U) << "a page that was left open tells nothing twice";
  for (const char* wrong : {"pause", "", "start/"}) EXPECT_EQ(play(wrong, "0123456789abcdef"), 404U) << wrong;
  for (const char* view : {"", "short", "UPPER-CASE!", "0123456789abcdef0123456789abcdef0"}) {
    EXPECT_EQ(play("start", view), 404U) << view;
  }
  EXPECT_EQ(get("/ad/played/start/" + signed_part + "?view=0123456789abcdef").status, 404U) << "not by a link";
  const auto report = figures(id);
  EXPECT_EQ(report.total.film, (std::array<std::int64_t, 5>{2, 1, 1, 1, 1}));
  EXPECT_EQ(report.total.clicked, 0);
  EXPECT_THAT(advertising::to_csv(report),
              HasSubstr("clicked,started,first_quartile,midpoint,third_quartile,completed"));
  EXPECT_THAT(advertising::to_csv(report),
              HasSubstr(",krimi,top," + std::to_string(creative.id.value) + ",0,0,0,2,1,1,1,"));
  const json::object told = advertising::to_json(report);
  EXPECT_EQ(told.at("film").at("by_section").at("krimi").at("started").as_int64(), 2);

  // What a view is called is only its own word.
  for (int i = 0; i < 200; ++i) play("start", "madeup00" + std::to_string(100 + i), "203.0.113.9");
  EXPECT_EQ(figures(id).total.film[0], 2 + limits::plays_of_address);
}

TEST_F(AdvertisedPages, only_films_are_watched) {
  const auto id = run(everywhere("Хляб"));
  http::Request request = request_for("/ad/played/start/" + click_path(id).substr(4) + "?view=0123456789abcdef");
  request.method = http::Method::post;
  EXPECT_EQ(answer(request).status, 404U);
  EXPECT_FALSE(advertising::to_json(figures(id)).contains("film"));
}

// As the office does it: a row of history for each creative and each step.
TEST_F(AdvertisedPages, what_is_changed_leads_and_shows_nobody_anything_before_it_is_approved_again) {
  advertising::Campaign campaign = everywhere("Хляб");
  campaign.id = run(campaign);
  advertising::Creative creative = creative_of(campaign.id);
  creative.kind = advertising::Creative::Kind::html;
  creative.width = 300;
  creative.height = 100;
  const auto change = [&](const std::string& address, const std::string& code) {
    creative.address = address;
    creative.code = code;
    store::need(store_->write([&](store::Session& session) {
      auto known = *advertising::find_campaign(session, campaign.id);
      advertising::save(session, creative, now_);
      known.state = advertising::State::submitted;
      advertising::save(session, known, "seller", advertising::creative_change(creative.id), now_,
                        json::object{{"creative", advertising::snapshot_of(session, creative)}});
    }));
    take_over();
  };
  const auto approve = [&] {
    store::need(store_->write([&](store::Session& session) {
      auto known = *advertising::find_campaign(session, campaign.id);
      known.state = advertising::State::approved;
      advertising::save(session, known, "checker", "approved", now_);
    }));
    take_over();
  };
  const std::string click = click_path(campaign.id), frame = "/ad/frame/" + click.substr(4);
  const auto leads_to = [&](const std::string& path) {
    const http::Response response = get(path);
    for (const auto& [name, value] : response.fields) {
      if (name == "Location") return value;
    }
    return std::string();
  };
  change("https://first.example/", "<b>first</b>");
  EXPECT_EQ(get(click).status, 404U) << "nobody has approved it";
  approve();
  EXPECT_EQ(leads_to(click), "https://first.example/");
  change("https://second.example/", "<b>second</b>");
  EXPECT_EQ(leads_to(click), "https://first.example/") << "a page that is still open";
  EXPECT_THAT(body(get(frame)), HasSubstr("first"));
  EXPECT_EQ(get("/ad/preview/" + click.substr(4)).status, 404U) << "nor by an address made up from the public one";
  EXPECT_EQ(get("/ad/preview/frame/" + click.substr(4)).status, 404U);
  EXPECT_EQ(leads_to(advertising::click_path(creative.id, 0, ads_->key(), true)), "https://second.example/");
  approve();
  EXPECT_EQ(leads_to(click), "https://second.example/");
  EXPECT_THAT(body(get(frame)), HasSubstr("second"));
}

// Whoever gets an answer that was sent before counts like whoever it was put together for.
TEST_F(AdvertisedPages, answers_that_are_sent_again_count_and_end_with_the_campaign) {
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
  EXPECT_FALSE(second.again);
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

TEST_F(AdvertisedPages, what_readers_do_on_pages_that_are_open_still_counts_when_the_campaign_is_over) {
  const auto id = run(everywhere("Хляб"));
  get("/");
  store::need(ads_->tick());
  store::need(store_->write([&](store::Session& session) {
    auto known = *advertising::find_campaign(session, id);
    known.state = advertising::State::ended;
    advertising::save(session, known, "test", "ended", now_);
  }));
  take_over();
  now_ += 10min;
  EXPECT_EQ(get(click_path(id)).status, 302U);
  EXPECT_EQ(get(click_path(id)).status, 302U);
  EXPECT_EQ(see(click_path(id), "Mozilla/5.0 (Windows)"), 204U);
  EXPECT_EQ(figures(id).total.clicked, 1);
  EXPECT_EQ(figures(id).total.viewable, 1);
  now_ += limits::late_counts;
  EXPECT_EQ(get(click_path(id)).status, 302U) << "it leads on all the same";
  EXPECT_EQ(figures(id).total.clicked, 1);
}

TEST_F(AdvertisedPages, a_click_whose_page_is_not_told_is_of_no_section) {
  const auto id = run(everywhere("Хляб"));
  const auto sections = [&] {
    std::map<std::string, std::int64_t> clicked;
    for (const auto& row : figures(id).rows) clicked[row.section] += row.counts.clicked;
    return clicked;
  };
  get(click_path(id, 0));  // as from a frame
  for (const auto& [slot, page] : {std::pair<std::size_t, const char*>{1, "/"}, {2, "/krimi/"}}) {
    http::Request request = request_for(click_path(id, slot));
    request.fields.push_back({"Referer", std::string("http://127.0.0.1") + page});
    answer(request);
  }
  EXPECT_THAT(sections(),
              testing::UnorderedElementsAre(testing::Pair("?", 1), testing::Pair("", 1), testing::Pair("krimi", 1)));
  store::need(store_->read([&](store::Session& session) {
    const auto report = advertising::report_of(session, *advertising::find_campaign(session, id));
    EXPECT_THAT(advertising::to_csv(report), HasSubstr(",?,"));
  }));
}

TEST_F(AdvertisedPages, nothing_that_is_clicked_in_the_frame_of_a_preview_counts) {
  const auto id = run(everywhere("Хляб"));
  advertising::Creative creative = creative_of(id);
  creative.kind = advertising::Creative::Kind::html;
  creative.code = "<b>Хляб</b>";
  creative.width = 300;
  creative.height = 100;
  store::need(store_->write([&](store::Session& session) { advertising::save(session, creative, now_); }));
  take_over();
  const auto between = [](const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) return std::string();
    return text.substr(at + from.size(), text.find(to, at + from.size()) - at - from.size());
  };
  const std::string query = advertising::preview_query(creative.id, now_ + 1h, ads_->key());
  const std::string frame = between(body(get("/?" + query)), "src=\"/ad/preview/frame/", "\"");
  ASSERT_FALSE(frame.empty());
  const std::string click = between(body(get("/ad/preview/frame/" + frame)), "clickTag=\"", "\"");
  EXPECT_THAT(click, testing::StartsWith("/ad/preview/"));
  EXPECT_EQ(get(click).status, 302U);
  EXPECT_EQ(figures(id).total.clicked, 0);
  const std::string running = between(body(get("/")), "src=\"/ad/frame/", "\"");
  ASSERT_FALSE(running.empty());
  get(between(body(get("/ad/frame/" + running)), "clickTag=\"", "\""));
  EXPECT_EQ(figures(id).total.clicked, 1);
}

TEST_F(AdvertisedPages, E9_says_who_paid_and_how_it_was_chosen_also_after_it_was_paused) {
  advertising::Campaign campaign = everywhere("Хляб");
  campaign.payer = "Агенция „Юг“";
  campaign.booking.hours = 0x100700;  // 8, 9, 10 and 20
  campaign.booking.weekdays = 0x03;
  campaign.booking.devices = 0x1;
  campaign.id = run(campaign);
  const std::string address = "/advertising/" + std::to_string(campaign.id.value) + "/?language=en";
  const auto told = [&] {
    const std::string page = body(get(address));
    for (const char* words :
         {"Хлебозавод „Нива“", "Агенция „Юг“", "8:00–10:59, 20:00–20:59", "Monday, Tuesday", "phones"}) {
      EXPECT_THAT(page, HasSubstr(words));
    }
    EXPECT_THAT(page, Not(HasSubstr("tablets")));
  };
  told();
  const auto pause = [&](std::int64_t delivered) {
    store::need(store_->write([&](store::Session& session) {
      auto known = *advertising::find_campaign(session, campaign.id);
      known.state = advertising::State::paused;
      advertising::save(session, known, "test", "paused", now_);
      session.run("UPDATE campaigns SET delivered = ? WHERE id = ?", {delivered, campaign.id});
    }));
    take_over();
  };
  pause(3);
  told();
  pause(0);
  EXPECT_EQ(get(address).status, 404U) << "nobody was shown it: it is the sellers' affair";
}

TEST_F(AdvertisedPages, E9_says_whose_the_newspaper_s_own_are) {
  store::need(store_->write([&](store::Session& session) {
    content::Site site = *store::find_site(session, site_);
    site.house_advertisements = {{.slot = "*", .address = "/abonament/", .text = "Абонирайте се", .image = {}}};
    store::save_site(session, site, now_);
  }));
  const std::string page = body(get("/"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/advertising/own/\">Реклама</a>"));
  const std::string why = body(get("/advertising/own/?language=en"));
  for (const char* words : {"On behalf of", "Вестник", "the newspaper’s own", "nothing about you is known"}) {
    EXPECT_THAT(why, HasSubstr(words));
  }
}

TEST_F(AdvertisedPages, fronts_and_lists_are_about_what_they_begin_with) {
  advertising::Campaign airline = everywhere("Полети");
  airline.booking.excluded_words = {"катастроф"};
  run(airline);
  const auto shows = [&](const std::string& page) { return body(get(page)).find("Полети") != std::string::npos; };
  store_.publish(store::an_article(site_, section_, "Пролет"));
  for (const char* page : {"/", "/krimi/"}) EXPECT_TRUE(shows(page)) << page;
  store_.publish(store::an_article(site_, section_, "Тежка катастрофа край Ловеч"));
  for (const char* page : {"/", "/krimi/"}) EXPECT_FALSE(shows(page)) << page;
  for (int i = 0; i < 8; ++i) {
    now_ += 1min;
    store_.publish(store::an_article(site_, section_, "Пролет " + std::to_string(i)), now_);
  }
  EXPECT_TRUE(shows("/krimi/")) << "further down it leads nothing";
}

TEST_F(AdvertisedPages, a_front_keeps_away_from_what_its_stories_turn_out_to_be_about) {
  const TopicId crashes = store_.add_topic(site_, "katastrofi", "Катастрофи");
  advertising::Campaign airline = everywhere("Полети");
  airline.booking.excluded_topics = {"katastrofi"};
  run(airline);
  const ArticleId story = store_.publish(store::an_article(site_, section_, "Шум край Ловеч"));
  const auto shows = [&](const std::string& page) { return body(get(page)).find("Полети") != std::string::npos; };
  for (const char* page : {"/", "/krimi/", "/"}) EXPECT_TRUE(shows(page)) << page;
  store::need(store_->write([&](store::Session& session) {
    content::Article known = *store::find_article(session, story);
    known.topics = {crashes};
    store::save_article(session, known, std::nullopt, "test", now_);
    store::publish_article(session, story, now_);
  }));
  for (const char* page : {"/", "/krimi/"}) EXPECT_FALSE(shows(page)) << page;
}

TEST_F(AdvertisedPages, E6_a_page_that_is_still_open_loads_nothing_political_in_the_silence) {
  const advertising::Vote vote = advertising::a_vote();
  store::need(store_->write([&](store::Session& session) { advertising::save(session, vote, "test", now_); }));
  advertising::Campaign campaign = advertising::a_political_campaign({}, 10'000);
  campaign.goal = advertising::Goal::share;
  const auto id = run(campaign);
  advertising::Creative creative = creative_of(id);
  creative.kind = advertising::Creative::Kind::html;
  creative.code = "<b>Програма</b>";
  creative.width = 300;
  creative.height = 100;
  store::need(store_->write([&](store::Session& session) { advertising::save(session, creative, now_); }));
  take_over();
  const std::string frame = "/ad/frame/" + click_path(id).substr(4);
  now_ = vote.silence_from - 1ms;
  EXPECT_EQ(get(frame).status, 200U);
  now_ = vote.silence_from;
  EXPECT_EQ(get(frame).status, 404U);
  EXPECT_EQ(body(get("/")).find("slot-political"), std::string::npos);
  now_ = vote.silence_until;
  EXPECT_EQ(get(frame).status, 200U);
  // As one that was paused for the silence, and so is in no lineup.
  campaign =
      store::need(store_->read([&](store::Session& session) { return *advertising::find_campaign(session, id); }));
  campaign.state = advertising::State::paused;
  store::need(
      store_->write([&](store::Session& session) { advertising::save(session, campaign, "test", "paused", now_); }));
  take_over();
  EXPECT_EQ(get(frame).status, 200U);
  now_ = vote.silence_from;
  EXPECT_EQ(get(frame).status, 404U);
}

TEST_F(AdvertisedPages, E3_a_notice_tells_both_links_what_was_corrected_and_machines) {
  advertising::Campaign campaign = advertising::a_political_campaign({}, 10'000);
  campaign.goal = advertising::Goal::share;
  campaign.political.process = "Законопроект за хляба";
  const advertising::Vote vote = advertising::a_vote();
  store::need(store_->write([&](store::Session& session) { advertising::save(session, vote, "test", now_); }));
  const auto id = run(campaign);
  const auto publish = [&](const char* reason, Time at) {
    store::need(store_->write([&](store::Session& session) {
      auto known = *advertising::find_campaign(session, id);
      known.political.received = campaign.political.received;
      advertising::publish_notice(session, known, &vote, reason, at);
    }));
  };
  publish("", now_);
  campaign.political.received.push_back(advertising::an_entry(4, "providers", 30'000));
  campaign.political.received.back().corrects = 2;
  campaign.political.received.back().reason = "сгрешена сума";
  publish("сгрешена сума", now_ + 1h);
  const std::string page = body(get("/advertising/" + std::to_string(id.value) + "/"));
  EXPECT_THAT(page, HasSubstr("Избори за Народно събрание"));
  EXPECT_THAT(page, HasSubstr("Законопроект за хляба"));
  EXPECT_THAT(page, HasSubstr("сгрешена сума"));
  EXPECT_THAT(page, HasSubstr("1200,00\u00A0€ → 1300,00\u00A0€"));
  EXPECT_THAT(page, HasSubstr("application/ld+json"));
  EXPECT_THAT(page, HasSubstr("\"genre\":\"political advertisement\""));
  EXPECT_THAT(page, HasSubstr("Какво е получено, запис по запис"));
  EXPECT_THAT(page, HasSubstr("на мястото на № 2: сгрешена сума"));
  EXPECT_THAT(page, HasSubstr("поправен с № 4"));
  EXPECT_THAT(body(get("/advertising/" + std::to_string(id.value) + "/?language=en")), HasSubstr("€1,300.00"));
  const std::string label = body(get("/"));
  EXPECT_THAT(label, HasSubstr("Избори за Народно събрание; Законопроект за хляба"));
}

TEST_F(AdvertisedPages, E3_every_notice_is_listed_on_some_page_and_says_whether_it_was_shown) {
  const advertising::Vote vote = advertising::a_vote();
  store::need(store_->write([&](store::Session& session) {
    advertising::save(session, vote, "test", now_);
    const auto sponsor = advertising::add_advertiser(session, "Утро");
    for (int i = 0; i < 201; ++i) {
      advertising::Campaign campaign = advertising::a_political_campaign(sponsor);
      campaign.state = advertising::State::draft;
      campaign.political.sponsor.name = "Партия " + std::to_string(i);
      campaign.id = advertising::save(session, campaign, "test", "added", now_);
      advertising::publish_notice(session, campaign, &vote, "", now_);
      if (i == 1) advertising::add_reach(session, campaign.id, 5, 0, now_, now_);
    }
  }));
  const std::string first = body(get("/advertising/?language=en")),
                    second = body(get("/advertising/?language=en&page=2"));
  EXPECT_THAT(first, HasSubstr("class=\"notices\""));
  EXPECT_THAT(first, HasSubstr(">Партия 200</a>"));
  EXPECT_THAT(first, HasSubstr(">Партия 1</a>"));
  EXPECT_THAT(first, Not(HasSubstr(">Партия 0</a>")));
  EXPECT_THAT(first, HasSubstr("/advertising/?page=2"));
  EXPECT_THAT(second, HasSubstr(">Партия 0</a>"));
  EXPECT_THAT(second, HasSubstr("not shown yet"));
  const std::string found = body(get("/advertising/?language=en&q=" + http::percent_encode("\"Партия 1\"")));
  EXPECT_THAT(found, Not(HasSubstr("class=\"notices\""))) << "no name holds quotation marks";
  EXPECT_EQ(get("/advertising/?page=3").status, 404U);
  EXPECT_THAT(body(get("/advertising/")),
              HasSubstr("<link rel=\"canonical\" href=\"https://example.com/advertising/\">"));
  EXPECT_THAT(body(get("/advertising/?page=2")), HasSubstr("href=\"https://example.com/advertising/?page=2\">"));
  EXPECT_THAT(first, Not(HasSubstr("rel=\"canonical\""))) << "in another language";
  const std::size_t shown = first.find(">Партия 1</a>");
  EXPECT_EQ(first.substr(shown, first.find("</li>", shown) - shown).find("not shown yet"), std::string::npos);
}

TEST_F(AdvertisedPages, whatever_is_asked_for_pages_stay_text) {
  for (const char* target : {"/advertising/?q=%ff%00%e2%80", "/advertising/flag/?advertisement=%ff%00%e2%80"}) {
    const std::string page = body(get(target));
    EXPECT_EQ(text::clean(page), page) << target;
  }
}

TEST_F(AdvertisedPages, E4_reports_of_one_address_leave_room_for_those_of_others) {
  const auto send = [&](const std::string& peer) {
    http::Request request = request_for("/advertising/flag/", peer);
    request.method = http::Method::post;
    request.body = "advertisement=12&reasons=none&name=Reader&email=r%40example.org";
    return answer(request);
  };
  for (unsigned i = 0; i < limits::flags_an_hour; ++i) EXPECT_EQ(send("203.0.113.1").status, 303U) << i;
  const http::Response refused = send("203.0.113.1");
  EXPECT_EQ(refused.status, 429U);
  EXPECT_THAT(body(refused), HasSubstr("r@example.org")) << "what was written is not lost";
  const http::Response taken = send("203.0.113.2");
  EXPECT_EQ(taken.status, 303U);
  const auto field = [](const http::Response& response, const std::string& wanted) {
    for (const auto& [name, value] : response.fields) {
      if (name == wanted) return value;
    }
    return std::string();
  };
  const http::Response followed = get(field(taken, "Location"));
  EXPECT_EQ(followed.status, 200U);
  EXPECT_EQ(field(followed, "Cache-Control"), "no-store") << "its address is a key";
  EXPECT_EQ(field(followed, "Referrer-Policy"), "no-referrer");
  now_ += 1h;
  EXPECT_EQ(send("203.0.113.1").status, 303U);
}

}  // namespace
}  // namespace vestnik::reader
