// The portal over a real store: what a reader gets, and when.
#include "reader/portal.h"

#include <latch>

#include "pages/typesetting.h"
#include "reader/index_follower.h"
#include "reader/portal_testing.h"

namespace vestnik::reader {

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
  boost::asio::io_context& loop = new_loop();
  std::vector<std::future<http::Response>> searches;
  for (std::size_t number = 0; number < limits::queued_searches; ++number) {
    const std::string address = number % 2 == 0 ? "/search?q=" : "/search/suggest?q=";
    searches.push_back(boost::asio::co_spawn(loop, portal_->answer(request_for(address + std::to_string(number))),
                                             boost::asio::use_future));
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
