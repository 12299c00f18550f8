// The portal over a real store: what a reader gets, and when.
#include "reader/portal.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <future>
#include <latch>
#include <list>
#include <mutex>
#include <thread>

#include "content/article.h"
#include "media/library.h"
#include "media/negotiated.h"
#include "pages/typesetting.h"
#include "reader/index_follower.h"
#include "reader/limits.h"
#include "search/index.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

namespace asio = boost::asio;

class Readers : public testing::Test {
 protected:
  Readers() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "svyat", "Свят");
    other_ = store_.add_section(site_, "sport", "Спорт");
    press_ = store::need(edition::Press::start(*store_, [this] { return now_; }));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    counts_ = std::make_unique<Counts>(*store_, *press_, [] { return store::test_time; });
    portal_ = std::make_unique<Portal>(Parts{*store_, *index_, *library_, [this] { return now_; }}, *press_, pool_,
                                       search_pool_, slots_, *counts_);
  }
  ~Readers() override {
    store_->on_change({});
    pool_.stop();
    search_pool_.stop();
  }

  http::Response get(const std::string& target, bool gzip = false) { return get(target, gzip ? "gzip" : "", ""); }
  static http::Request request_for(const std::string& target) {
    http::Request request;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = target.substr(target.find('?') + 1);
    request.host = "127.0.0.1";
    return request;
  }
  http::Response get(const std::string& target, const std::string& codings, const std::string& known) {
    http::Request request = request_for(target);
    if (!codings.empty()) request.fields.push_back({"Accept-Encoding", codings});
    if (!known.empty()) request.fields.push_back({"If-None-Match", known});
    if (auto now = portal_->answer_now(request)) return std::move(*now);
    asio::io_context& loop = new_loop();
    auto answer = asio::co_spawn(loop, portal_->answer(request), asio::use_future);
    loop.run();
    return answer.get();
  }
  // A thread of the pool may still be in the call that woke the loop when the answer is there.
  asio::io_context& new_loop() {
    const std::scoped_lock lock(loops_mutex_);
    return loops_.emplace_back();
  }
  static std::string body(const http::Response& response) {
    std::string text;
    if (response.ready) {
      for (const std::string_view part : response.ready->body) text += part;
    }
    for (const http::Buffer& part : response.body) text += part.bytes;
    return text;
  }
  static std::string field(const http::Response& response, std::string_view name) {
    if (response.ready) {
      for (const auto& [known, value] : response.ready->fields) {
        if (known == name) return value;
      }
    }
    for (const auto& [known, value] : response.fields) {
      if (known == name) return value;
    }
    return {};
  }
  bool shows(const std::string& target, std::string_view text) {
    return body(get(target)).find(text) != std::string::npos;
  }
  ArticleId publish(SectionId section, const std::string& headline) {
    return store_.publish(store::an_article(site_, section, headline));
  }
  AssetId keep(const content::Asset& asset) {
    return store::need(
        store_->write([&](store::Session& session) { return store::save_asset(session, asset, store::test_time); }));
  }
  // The library of these tests makes nothing: what it sends has been made before.
  void put_rendition(const std::string& digest, const media::Rendition& rendition, const std::string& bytes) {
    const std::string address = media::address_of(digest, rendition);
    const auto file =
        folder_.path() / "media" / "renditions" / digest.substr(0, 2) / digest / address.substr(address.rfind('/') + 1);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }
  std::string path_of(ArticleId id) { return std::string(press_->current()->sites().front()->article(id)->path); }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_, other_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
  std::mutex loops_mutex_;
  std::list<asio::io_context> loops_;
  http::Pool pool_{2}, search_pool_{1};
  HouseAdvertisements slots_;
  std::unique_ptr<Counts> counts_;
  std::unique_ptr<Portal> portal_;
  Time now_ = store::test_time;

  static constexpr const char* browser = "gzip, deflate, br";
  // Asked for as often and for as long as it takes to be compressed as a whole.
  http::Response get_when_whole(const std::string& target) {
    get(target, browser, "");
    now_ += limits::whole_page_after;
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
      http::Response response = get(target, browser, "");
      if (field(response, "Content-Encoding") == "br" || std::chrono::steady_clock::now() > give_up) return response;
      std::this_thread::yield();
    }
  }
  static std::string unpacked(const std::string& packed) {
    std::string text(4U << 20U, '\0');
    std::size_t size = text.size();
    EXPECT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()), &size,
                                      reinterpret_cast<std::uint8_t*>(text.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    text.resize(size);
    return text;
  }
};

}  // namespace

TEST_F(Readers, a_publish_is_on_every_page_that_lists_it_at_the_next_request) {
  const std::string first = path_of(publish(section_, "Първа новина"));
  const std::string elsewhere = path_of(publish(other_, "Друга новина"));
  const std::vector<std::string> pages = {"/",         "/svyat/",          first,         elsewhere,
                                          "/feed.xml", "/svyat/feed.atom", "/sitemap.xml"};
  for (const std::string& page : pages) ASSERT_EQ(get(page).status, 200U) << page;
  const ArticleId id = publish(section_, "Току-що излязла");
  const std::string path = path_of(id);
  for (const std::string& page : pages) {
    EXPECT_TRUE(shows(page, page == "/sitemap.xml" ? path : "Току-що излязла")) << page;
  }
  store::need(store_->write([&](store::Session& session) { store::unpublish_article(session, id, store::test_time); }));
  for (const std::string& page : pages) EXPECT_FALSE(shows(page, "Току-що излязла")) << page;
  EXPECT_EQ(get(path).status, 404U);
}

TEST_F(Readers, a_page_that_stays_hot_becomes_one_piece_of_the_same_text_in_fewer_bytes) {
  const std::string path = path_of(publish(section_, "Новина"));
  const http::Response whole = get_when_whole(path);
  ASSERT_EQ(field(whole, "Content-Encoding"), "br");
  EXPECT_EQ(field(whole, "Vary"), "Accept-Encoding");
  EXPECT_EQ(unpacked(body(whole)), body(get(path)));
  EXPECT_LT(body(whole).size(), body(get(path, true)).size());
  // Each coding has a tag of its own; who takes gzip alone, or refuses brotli, goes on getting the pieces.
  const http::Response pieces = get(path, true);
  EXPECT_EQ(field(pieces, "Content-Encoding"), "gzip");
  EXPECT_EQ(field(get(path, "gzip, br;q=0", ""), "Content-Encoding"), "gzip");
  EXPECT_NE(field(whole, "ETag"), field(pieces, "ETag"));
  EXPECT_NE(field(whole, "ETag"), field(get(path), "ETag"));
}

TEST_F(Readers, a_page_is_no_longer_sent_in_one_piece_when_a_fragment_of_it_changes) {
  const std::string path = path_of(publish(section_, "Новина"));
  const std::string old = field(get_when_whole(path), "ETag");
  // Its rail has another article now.
  publish(section_, "Току-що излязла");
  const http::Response fresh = get(path, browser, old);
  EXPECT_EQ(fresh.status, 200U);
  EXPECT_EQ(field(fresh, "Content-Encoding"), "gzip");
  EXPECT_TRUE(shows(path, "Току-що излязла"));
  for (unsigned count = 0; count < 3 * limits::whole_page_asked; ++count) {
    EXPECT_EQ(field(get(path, browser, ""), "Content-Encoding"), "gzip");
  }
  const http::Response whole = get_when_whole(path);
  ASSERT_EQ(field(whole, "Content-Encoding"), "br");
  EXPECT_NE(unpacked(body(whole)).find("Току-що излязла"), std::string::npos);
}

TEST_F(Readers, who_has_a_page_in_any_coding_is_told_that_it_has_not_changed) {
  const std::string path = path_of(publish(section_, "Новина"));
  const std::string gzip = field(get(path, true), "ETag");
  const std::string brotli = field(get_when_whole(path), "ETag");
  for (const std::string& tag : {gzip, brotli}) {
    const http::Response response = get(path, browser, tag);
    EXPECT_EQ(response.status, 304U) << tag;
    EXPECT_EQ(field(response, "ETag"), tag);
  }
  // Brotli's tag means nothing to who does not take it.
  EXPECT_EQ(get(path, "gzip", brotli).status, 200U);
  // A publish that changes nothing on this page takes nothing away from it.
  const ArticleId id = publish(other_, "Друга новина");
  store::need(store_->write([&](store::Session& session) { store::unpublish_article(session, id, store::test_time); }));
  const http::Response response = get(path, browser, brotli);
  EXPECT_EQ(response.status, 304U);
}

TEST_F(Readers, while_many_publish_pages_are_made_quickly_and_afterwards_small) {
  const std::string path = path_of(publish(section_, "Новина"));
  for (int i = 0; i < 30; ++i) publish(i % 2 == 0 ? section_ : other_, "Новина номер " + std::to_string(i));
  ASSERT_TRUE(press_->current()->passing());
  const http::Response quick = get(path, true);
  const std::string text = body(get(path));
  now_ += std::chrono::seconds(3);
  press_->settle();
  const http::Response small = get(path, true);
  EXPECT_EQ(body(get(path)), text);
  EXPECT_LT(body(small).size(), body(quick).size());
  EXPECT_NE(field(small, "ETag"), field(quick, "ETag")) << "other bytes";
}

// The pieces that rails are joined from (under_article.cpp) against rendering all of it: whatever is edited, the pages
// of a portal that remembers are those of one that has just begun.
TEST_F(Readers, pieces_of_rails_are_made_anew_when_what_they_show_changes) {
  content::Asset picture;
  picture.site = site_;
  picture.digest = std::string(64, 'a');
  picture.mime = "image/jpeg";
  picture.kind = content::Asset::Kind::image;
  picture.width = 1'600;
  picture.height = 900;
  picture.alt = "Мостът";
  picture.id = keep(picture);
  std::vector<std::pair<ArticleId, std::string>> stories;
  for (int i = 0; i < 12; ++i) {
    auto draft = store::an_article(site_, i % 2 == 0 ? section_ : other_, "Новина " + std::to_string(i));
    draft.lead_image = i % 3 == 0 ? picture.id : AssetId{};
    const ArticleId id = store_.publish(draft);
    stories.emplace_back(id, path_of(id));
  }
  const auto edit_site = [&](auto how) {
    store::need(store_->write([&](store::Session& session) {
      content::Site site = *store::find_site(session, site_);
      how(site);
      store::save_site(session, site, store::test_time);
    }));
  };
  const std::vector<std::function<void()>> edits = {
      [&] { publish(section_, "Току-що излязла"); },
      [&] {
        picture.alt = "Новият мост";
        keep(picture);
      },
      [&] {
        picture.credit = "Снимка: Агенция";
        keep(picture);
      },
      [&] {
        picture.focus_x = 0.1;
        keep(picture);
      },
      [&] { edit_site([](content::Site& site) { site.name = "Друг вестник"; }); },
      [&] { edit_site([](content::Site& site) { site.language = "en"; }); },
      [&] { edit_site([](content::Site& site) { site.about = "За нас, отново"; }); },
      [&] { edit_site([](content::Site& site) { site.time_zone = "UTC"; }); },
      [&] {
        store::need(store_->write([&](store::Session& session) {
          content::Section section = *store::find_section(session, other_);
          section.name = "Спортът";
          store::save_section(session, section, store::test_time);
        }));
      },
      [&] {
        store::need(store_->write(
            [&](store::Session& session) { store::unpublish_article(session, stories[11].first, store::test_time); }));
      },
  };
  const auto expect_as_new = [&](const char* when, std::size_t edit) {
    std::vector<std::string> remembered;
    for (const auto& [id, path] : stories) remembered.push_back(body(get(path)));
    auto fresh = std::make_unique<Portal>(Parts{*store_, *index_, *library_, [this] { return now_; }}, *press_, pool_,
                                          search_pool_, slots_, *counts_);
    fresh.swap(portal_);
    for (std::size_t at = 0; at < stories.size(); ++at) {
      EXPECT_TRUE(body(get(stories[at].second)) == remembered[at]) << when << edit << ", page " << at;
    }
    fresh.swap(portal_);
  };
  expect_as_new("before edit ", 0);
  for (std::size_t edit = 0; edit < edits.size(); ++edit) {
    const std::string before = body(get(stories[0].second));
    edits[edit]();
    EXPECT_FALSE(body(get(stories[0].second)) == before) << "edit " << edit << " is seen";
    expect_as_new("after edit ", edit);
  }
}

TEST_F(Readers, a_hot_page_answers_under_the_sites_own_name_only) {
  content::Site site =
      store::need(store_->read([&](store::Session& session) { return *store::find_site(session, site_); }));
  site.aliases = {"www.alias.example"};
  store::need(store_->write([&](store::Session& session) { store::save_site(session, site, store::test_time); }));
  publish(section_, "Новина");
  http::Request request;
  request.target = request.path = "/";
  request.host = site.host;
  get("/");
  ASSERT_EQ(portal_->answer_now(request).value().status, 200U);
  request.host = "www.alias.example";
  const http::Response led = portal_->answer_now(request).value();
  EXPECT_EQ(led.status, 301U);
  EXPECT_EQ(field(led, "Location"), site.base_url + "/");
}

TEST_F(Readers, a_withdrawn_article_answers_410_and_an_old_address_leads_to_the_new_one) {
  const ArticleId id = publish(section_, "Отменена");
  const std::string path = path_of(id);
  EXPECT_EQ(get(path.substr(0, path.size() - 1)).status, 301U);
  EXPECT_EQ(field(get("/SVYAT" + path.substr(6)), "Location"), path);
  store::need(store_->write(
      [&](store::Session& session) { store::withdraw_article(session, id, "грешка", store::test_time); }));
  EXPECT_EQ(get(path).status, 410U);
}

TEST_F(Readers, further_pages_of_the_old_site_lead_to_ours) {
  const std::string path = path_of(publish(section_, "Новина"));
  for (std::size_t i = 0; i < 2 * limits::page_size; ++i) publish(section_, "Новина номер " + std::to_string(100 + i));
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/category/svyat", "/svyat/"}, store::test_time);
    store::save_redirect(session, {site_, "/old", path}, store::test_time);
  }));
  const auto leads = [&](const std::string& from) { return field(get(from), "Location"); };
  EXPECT_EQ(leads("/page/2/"), "/?page=2");
  EXPECT_EQ(leads("/page/1"), "/");
  EXPECT_EQ(leads("/category/svyat/page/3/"), "/svyat/?page=3");
  EXPECT_EQ(leads("/svyat/page/3"), "/svyat/?page=3");
  EXPECT_EQ(leads("/svyat/page/1/"), "/svyat/");
  EXPECT_EQ(leads("/svyat/page/40/"), "/svyat/?page=3") << "pages were shorter there";
  EXPECT_EQ(leads("/old/page/2/"), path);
  for (const char* nowhere : {"/niama/page/2/", "/svyat/page/x/", "/svyat/page/", "/svyat/page/12345678/"}) {
    EXPECT_EQ(get(nowhere).status, 404U) << nowhere;
  }
}

TEST_F(Readers, searches_of_the_old_site_lead_to_ours) {
  EXPECT_EQ(field(get("/?s=нов+мост"), "Location"), "/search?q=" + http::percent_encode("нов мост"));
  EXPECT_EQ(get("/?s=%0D%0ASet-Cookie:x").status, 301U);
  EXPECT_EQ(get("/?s=").status, 200U);
  EXPECT_EQ(get("/svyat/?s=x").status, 200U);
}

TEST_F(Readers, what_other_doors_ask_for_is_led_away_by_redirects_alone) {
  const std::string path = path_of(publish(section_, "Новина"));
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/report/na-moreto/", path}, store::test_time);
    store::save_redirect(session, {site_, "/report/gone/", ""}, store::test_time);
  }));
  http::Request request;
  request.host = "127.0.0.1";
  const auto asked = [&](const std::string& target) {
    request.target = request.path = target;
    return portal_->moved_away(request);
  };
  const auto moved = asked("/report/na-moreto/");
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->status, 301U);
  EXPECT_EQ(field(*moved, "Location"), path);
  for (const std::string& other : {std::string("/report/gone/"), std::string("/report/x/"), path})
    EXPECT_FALSE(asked(other)) << other;
  request.method = http::Method::post;
  EXPECT_FALSE(asked("/report/na-moreto/"));
}

TEST_F(Readers, addresses_by_query_are_compared_decoded) {
  store_.publish(store::an_article(site_, section_, "Новина"));
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/?category_name=свят", "/svyat/"}, store::test_time);
  }));
  for (const char* asked : {"/?category_name=%D1%81%D0%B2%D1%8F%D1%82", "/?category_name=%d1%81%d0%b2%d1%8f%d1%82"})
    EXPECT_EQ(field(get(asked), "Location"), "/svyat/") << asked;
}

TEST_F(Readers, older_stories_are_behind_the_home_front) {
  for (std::size_t i = 0; i < limits::page_size; ++i) {
    content::Article article = store::an_article(site_, section_, "Новина номер " + std::to_string(100 + i));
    article.published_at = store::test_time - std::chrono::hours(i);
    store_.publish(article);
  }
  EXPECT_EQ(get("/?page=2").status, 404U);
  EXPECT_FALSE(shows("/", "href=\"/?page=2\""));
  content::Article oldest = store::an_article(site_, other_, "Най-старата новина");
  oldest.published_at = store::test_time - std::chrono::hours(1'000);
  store_.publish(oldest);
  EXPECT_TRUE(shows("/", "href=\"/?page=2\""));
  // The old site's second page, as a reader's bookmark has it.
  const http::Response moved = get("/page/2/");
  ASSERT_EQ(moved.status, 301U);
  const std::string there = field(moved, "Location");
  EXPECT_EQ(there, "/?page=2");
  ASSERT_EQ(get(there).status, 200U);
  EXPECT_TRUE(shows(there, "Най-старата новина"));
  EXPECT_FALSE(shows(there, "Новина номер 119"));
  EXPECT_TRUE(shows(there, "rel=\"canonical\" href=\"https://example.com/?page=2\""));
  EXPECT_TRUE(shows(there, "href=\"/\" rel=\"prev\"")) << "newer ones";
  EXPECT_EQ(get("/?page=3").status, 404U);
}

TEST_F(Readers, a_front_that_stays_hot_over_midnight_says_the_day_of_yesterdays_stories) {
  now_ = *parse_rfc3339("2026-11-24T21:59:00Z");  // 23:59 in Sofia
  for (int i = 0; i < 8; ++i) {
    store_.publish(store::an_article(site_, section_, "Новина номер " + std::to_string(i)),
                   now_ - std::chrono::minutes(i));
  }
  get("/");
  const std::string today = body(get("/"));
  EXPECT_EQ(body(get("/")), today);
  now_ += std::chrono::minutes(2);
  const std::string tomorrow = body(get("/"));
  EXPECT_NE(tomorrow, today);
  EXPECT_EQ(body(get("/")), tomorrow);
}

TEST_F(Readers, links_in_feeds_lead_to_the_site_from_wherever_they_are_read) {
  content::Article article = store::an_article(site_, section_, "Мост над реката");
  content::Node& words = article.body.blocks[0].children[0];
  words.marks.push_back({"link", {{"href", "/svyat/most-pod-rekata/#%D0%BA%D0%B0%D1%80%D1%82%D0%B0"}}});
  store_.publish(article);
  for (const char* feed : {"/feed.xml", "/feed.atom", "/feed.json"}) {
    const std::string text = body(get(feed));
    EXPECT_NE(text.find("https://example.com/svyat/most-pod-rekata/#%D0%BA%D0%B0%D1%80%D1%82%D0%B0"), std::string::npos)
        << feed;
    EXPECT_EQ(text.find("\"/svyat/"), std::string::npos) << feed;
    EXPECT_EQ(text.find("&quot;/svyat/"), std::string::npos) << feed;
  }
  EXPECT_TRUE(shows(path_of(press_->current()->sites().front()->newest(0, 1).stories.front()->id),
                    "href=\"/svyat/most-pod-rekata/#%D0%BA%D0%B0%D1%80%D1%82%D0%B0\""));
}

TEST_F(Readers, live_coverage_tells_the_day_where_it_is_another) {
  content::Article article = store::an_article(site_, section_, "Бурята на живо");
  article.kind = content::Kind::live;
  article.body.blocks.clear();
  for (const auto after : {std::chrono::minutes(5), std::chrono::minutes(60 * 24 * 2)}) {
    content::Node entry{"liveEntry", {}, {}, {}, store::a_body("Вятърът отслабва.").blocks};
    entry.attributes["at"] = format_rfc3339(store::test_time + after);
    article.body.blocks.push_back(std::move(entry));
  }
  const std::string page = body(get(path_of(store_.publish(article))));
  const auto shown = [&](std::chrono::minutes after, DateStyle style) {
    return "\">" + pages::typeset(format_for_reader(store::test_time + after, "Europe/Sofia", "bg", style)) + "</time>";
  };
  EXPECT_NE(page.find(shown(std::chrono::minutes(5), DateStyle::time_of_day)), std::string::npos);
  EXPECT_NE(page.find(shown(std::chrono::minutes(60 * 24 * 2), DateStyle::date_time)), std::string::npos);
}

TEST_F(Readers, a_biography_stands_once_on_its_page) {
  content::Author author;
  author.site = site_;
  author.slug = "ana";
  author.name = "Ана";
  author.bio = "Пише за реки.";
  content::Article article = store::an_article(site_, section_, "Мост над реката");
  article.authors = {store::need(
      store_->write([&](store::Session& session) { return store::save_author(session, author, store::test_time); }))};
  store_.publish(article);
  const std::string page = body(get("/author/ana/"));
  const std::string shown = page.substr(page.find("<main"));
  EXPECT_NE(shown.find(author.bio), std::string::npos);
  EXPECT_EQ(shown.find(author.bio), shown.rfind(author.bio));
}

TEST_F(Readers, the_home_front_names_the_site_and_who_makes_it) {
  EXPECT_TRUE(shows("/", "\"@type\":\"WebSite\",\"name\":"));
  EXPECT_TRUE(shows("/", "\"@type\":\"NewsMediaOrganization\",\"name\":"));
}

TEST_F(Readers, a_story_without_a_section_has_no_trail_for_search_engines) {
  EXPECT_TRUE(shows(path_of(publish(section_, "Мост над реката")), "\"BreadcrumbList\""));
  EXPECT_FALSE(shows(path_of(publish(SectionId(), "Мост под реката")), "\"BreadcrumbList\""));
}

TEST_F(Readers, an_unchanged_page_is_not_sent_again_and_a_changed_one_is) {
  const std::string path = path_of(publish(section_, "Новина"));
  const std::string etag = field(get(path), "ETag");
  ASSERT_FALSE(etag.empty());
  http::Request again;
  again.target = again.path = path;
  again.host = "127.0.0.1";
  again.fields.push_back({"If-None-Match", etag});
  EXPECT_EQ(portal_->answer_now(again).value().status, 304U);
  publish(section_, "Още една");
  const auto now = portal_->answer_now(again);
  EXPECT_TRUE(!now || now->status == 200U);
}

TEST_F(Readers, a_form_that_is_sent_to_a_page_is_told_that_it_takes_none) {
  http::Request form = request_for("/svyat/");
  form.method = http::Method::post;
  EXPECT_GE(portal_->body_limit(form), 1'000U) << "else 413 comes first";
  asio::io_context& loop = new_loop();
  auto answer = asio::co_spawn(loop, portal_->answer(form), asio::use_future);
  loop.run();
  const http::Response refused = answer.get();
  EXPECT_EQ(refused.status, 405U);
  EXPECT_EQ(field(refused, "Allow"), "GET, HEAD");
}

TEST_F(Readers, nobody_is_led_to_another_host) {
  publish(section_, "Новина");
  for (const char* target :
       {"//evil.example/", "/\\evil.example/", "/%2f%2fevil.example/", "//evil.example/svyat/..", "///"}) {
    const http::Response response = get(target);
    const std::string location = field(response, "Location");
    EXPECT_FALSE(location.starts_with("//") || location.starts_with("/\\") || location.find("://") != std::string::npos)
        << target << " → " << location;
  }
}

TEST_F(Readers, a_picture_of_an_advertisement_is_found_after_its_credit_or_crop_was_changed) {
  content::Asset picture;
  picture.site = site_;
  picture.digest = std::string(64, 'a');
  picture.mime = "image/jpeg";
  picture.width = 2'000;
  picture.height = 1'000;
  picture.credit = "Снимка: EPA";
  picture.id = keep(picture);
  const auto stamp = [&] { return media::stamp_of(picture.credit, picture.rights, picture.crop); };
  const auto address = [&](int width) {
    return media::negotiated_address(picture.id.value, picture.digest, stamp(), width);
  };
  EXPECT_EQ(get(address(1'024)).status, 404U) << "no reader sees it yet";
  content::Article article = store::an_article(site_, section_, "Мост");
  article.lead_image = picture.id;
  store_.publish(article);

  // What pages hold that were made before.
  const std::string former = address(1'024);
  picture.credit = "Снимка: Талвег";
  keep(picture);
  const http::Response corrected = get(former);
  EXPECT_EQ(corrected.status, 302U);
  EXPECT_EQ(field(corrected, "Location"), address(1'024));
  EXPECT_EQ(field(corrected, "Cache-Control"), "no-cache");

  picture.crop = Area{100, 0, 600, 500};
  keep(picture);
  EXPECT_EQ(field(get(former), "Location"), address(600)) << "as wide as the part is";
  put_rendition(picture.digest, {.width = 600, .stamp = stamp(), .part = picture.crop}, "the part");
  const http::Response shown = get(address(600));
  EXPECT_EQ(shown.status, 200U);
  EXPECT_EQ(field(shown, "Vary"), "Accept");
  EXPECT_EQ(body(shown), "the part");
  EXPECT_EQ(get("/media/999999-0123456789/640").status, 404U);
}

TEST_F(Readers, pages_stay_whole_while_others_publish) {
  const std::string path = path_of(publish(section_, "Новина"));
  std::atomic<bool> done = false;
  std::vector<std::jthread> readers;
  std::atomic<int> broken = 0;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        for (const char* page : {"/", "/svyat/", path.c_str()}) {
          const std::string text = body(get(page));
          if (!text.starts_with("<!DOCTYPE html>") && !text.starts_with("<!doctype html>")) ++broken;
          if (text.find("</html>") == std::string::npos) ++broken;
        }
      }
    });
  }
  for (int i = 0; i < 20; ++i) publish(i % 2 == 0 ? section_ : other_, "Новина номер " + std::to_string(i));
  done = true;
  readers.clear();
  EXPECT_EQ(broken, 0);
  EXPECT_TRUE(shows("/svyat/", "Новина номер 18"));
}

TEST_F(Readers, a_crowd_that_searches_holds_up_no_article) {
  const std::string path = path_of(publish(section_, "Новина"));
  std::latch go_on(1);
  search_pool_.start([&] { go_on.wait(); });
  asio::io_context& loop = new_loop();
  std::vector<std::future<http::Response>> searches;
  for (std::size_t number = 0; number < limits::queued_searches; ++number) {
    const std::string address = number % 2 == 0 ? "/search?q=" : "/search/suggest?q=";
    searches.push_back(
        asio::co_spawn(loop, portal_->answer(request_for(address + std::to_string(number))), asio::use_future));
  }
  loop.poll();
  EXPECT_EQ(get(path).status, 200U) << "nobody had read it before";
  EXPECT_EQ(get("/search?q=more").status, 503U);
  EXPECT_EQ(get("/search/suggest?q=more").status, 503U);
  go_on.count_down();
  loop.restart();
  loop.run();
  for (std::future<http::Response>& each : searches) EXPECT_EQ(each.get().status, 200U);
  EXPECT_EQ(get("/search?q=more").status, 200U);
}

TEST_F(Readers, an_index_that_is_asked_to_stop_filling_says_that_not_everything_is_there) {
  for (int i = 0; i < 3; ++i) publish(section_, "Новина " + std::to_string(i));
  const auto beside = store::need(index_->make_beside());
  EXPECT_EQ(store::need(fill_index(*store_, *beside, {}, [] { return true; })), 0U);
  EXPECT_EQ(beside->change(), 0);
  EXPECT_EQ(store::need(fill_index(*store_, *beside, {})), 3U);
  EXPECT_EQ(beside->change(), press_->current()->change());
}

TEST_F(Readers, what_is_read_often_is_listed_as_most_read) {
  const ArticleId often = publish(section_, "Четена"), seldom = publish(other_, "Нечетена");
  for (int i = 0; i < Counts::least_reads; ++i) ASSERT_EQ(get(path_of(often)).status, 200U);
  get(path_of(seldom));
  store::need(counts_->gather());
  EXPECT_EQ(press_->current()->sites().front()->most_read().articles, std::vector{often});
}

}  // namespace vestnik::reader
