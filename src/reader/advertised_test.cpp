// What readers do to advertisements, and what is counted of it.
#include "reader/advertised.h"

#include <map>

#include "base/text.h"
#include "reader/testing_advertised.h"

namespace vestnik::reader {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

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

TEST_F(AdvertisedPages, E4_a_report_finds_its_advertisement_by_any_address_that_a_reader_has) {
  const auto id = run(everywhere("Хляб"));
  int peers = 0;
  const auto named_by = [&](const std::string& address) {
    http::Request request = request_for("/advertising/flag/", "203.0.113." + std::to_string(++peers));
    request.method = http::Method::post;
    request.body = "advertisement=" + http::percent_encode(address) + "&reasons=none&name=Reader&email=r%40example.org";
    EXPECT_EQ(answer(request).status, 303U) << address;
    return store::need(store_->read([](store::Session& session) {
      const auto flags = advertising::all_flags(session, true);
      return std::ranges::max(flags, {}, &advertising::Flag::id).campaign;
    }));
  };
  const std::string number = std::to_string(id.value), notice = "/advertising/" + number + "/";
  for (const std::string& address : {number, number + "/", notice, "https://example.com" + notice + "?language=en",
                                     "https://example.com" + notice + "#main", "example.com/advertising/" + number,
                                     "https://example.com" + click_path(id), click_path(id) + "?from=mail"}) {
    EXPECT_EQ(named_by(address), id) << address;
    now_ += 1s;
  }
  for (const std::string& address : {std::string("2026/10/most/"), std::string("999999"), number + "/most/",
                                     "https://example.com/ad/" + number + "/0/00000000000000000000"}) {
    EXPECT_FALSE(named_by(address)) << address;
    now_ += 1s;
  }
}

TEST_F(AdvertisedPages, E4_tells_whoever_looks_that_a_report_was_right) {
  for (const bool political : {false, true}) {
    advertising::Campaign campaign = political ? advertising::a_political_campaign({}, 10'000) : everywhere("Хляб");
    campaign.goal = advertising::Goal::share;
    const auto id = run(campaign);
    store::need(store_->write([&](store::Session& session) {
      const advertising::Vote vote = advertising::a_vote();
      advertising::Campaign judged = *advertising::find_campaign(session, id);
      if (political) advertising::publish_notice(session, judged, &vote, "", now_);
      session.run("UPDATE campaigns SET delivered = 1 WHERE id = ?", {id});
      judged.state = advertising::State::submitted;
      judged.upheld = "Призовава за <гласуване>.";
      const std::string what = std::string(advertising::report_upheld) + ": " + judged.upheld;
      advertising::save(session, judged, "test", what, now_);
    }));
    take_over();
    const std::string path = "/advertising/" + std::to_string(id.value);
    const std::string said = body(get(path + "/?language=en"));
    EXPECT_THAT(said, HasSubstr("report was found to be right</dt>")) << political;
    EXPECT_THAT(said, HasSubstr(": Призовава за &lt;гласуване&gt;.")) << political;
    EXPECT_THAT(said, HasSubstr("it left our pages")) << political;
    if (political) {
      const std::string machine = body(get(path + ".json"));
      EXPECT_THAT(machine, HasSubstr("\"explanation\":\"Призовава за <гласуване>.\"")) << machine;
    }
    store::need(store_->write([&](store::Session& session) {
      advertising::Campaign mended = *advertising::find_campaign(session, id);
      mended.state = advertising::State::approved;
      mended.upheld.clear();
      advertising::save(session, mended, "test", "approved", now_);
    }));
    const std::string again = body(get(path + "/?language=en"));
    EXPECT_THAT(again, HasSubstr("report was found to be right</dt>")) << "what was right then stays told";
    EXPECT_THAT(again, Not(HasSubstr("it left our pages")));
  }
}

TEST_F(AdvertisedPages, figures_tell_both_of_an_hour_that_comes_twice) {
  advertising::Campaign campaign = everywhere("Хляб");
  campaign.amount = 1'250;
  const auto id = run(campaign);
  const advertising::ReportLink link = advertising::make_report_link(now_ + 24h);
  store::need(store_->write([&](store::Session& session) {
    advertising::Campaign linked = *advertising::find_campaign(session, id);
    linked.report_key = link.kept;
    advertising::save(session, linked, "test", "report linked", now_);
    for (const auto& [at, served] : {std::pair{"2026-10-25T00:00:00Z", 1200}, std::pair{"2026-10-25T01:00:00Z", 34},
                                     std::pair{"2026-10-25T02:00:00Z", 5}}) {
      const auto hour = std::chrono::floor<std::chrono::hours>(*parse_rfc3339(at)).time_since_epoch().count();
      session.run(
          "INSERT INTO campaign_counts (campaign, creative, hour, site, slot, section, served, viewable, clicked, "
          "started, first_quartile, midpoint, third_quartile, completed) VALUES (?, ?, ?, ?, 'top', ?, ?, 0, 0, 0, 0, "
          "0, 0, 0)",
          {id, creative_of(id).id, static_cast<std::int64_t>(hour), site_, section_, served});
    }
  }));
  const std::string page = body(get("/advertising/report/" + link.key + "/"));
  for (const char* row : {">2026-10-25 03:00 +03:00</th>", ">2026-10-25 03:00 +02:00</th>", ">2026-10-25 04:00</th>",
                          ">2026-10-25</th>", "12,5 % "}) {
    EXPECT_THAT(page, HasSubstr(row));
  }
  EXPECT_LT(page.find("03:00 +03:00</th>"), page.find("03:00 +02:00</th>")) << "in the order of time";
}

TEST_F(AdvertisedPages, E9_calls_sections_by_their_names) {
  advertising::Campaign campaign = everywhere("Хляб");
  campaign.booking.sections = {"krimi", "drugade"};
  const auto id = run(campaign);
  EXPECT_THAT(body(get("/advertising/" + std::to_string(id.value) + "/")), HasSubstr("Криминални, drugade"));
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
