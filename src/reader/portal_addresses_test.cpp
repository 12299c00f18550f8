// Where addresses lead that are no page's own: names of the site, old addresses, what other doors ask for.
#include "pages/typesetting.h"
#include "reader/portal_testing.h"

namespace vestnik::reader {

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

TEST_F(Readers, old_pages_of_tags_and_authors_of_whom_nothing_is_published_lead_to_the_first_page) {
  store::need(store_->write([&](store::Session& session) {
    content::Topic topic;
    topic.site = site_;
    topic.slug = "bez-nishto";
    topic.name = "Без нищо";
    store::save_topic(session, topic, store::test_time);
    content::Author author;
    author.site = site_;
    author.slug = "nikoy";
    author.name = "Никой";
    store::save_author(session, author, store::test_time);
    for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/tag/bez-nishto", "/topic/bez-nishto/"},
             {"/tag/bez-nishto/feed", "/topic/bez-nishto/feed.xml"},
             {"/?tag=bez-nishto", "/topic/bez-nishto/"},
             {"/author/login", "/author/nikoy/"}}) {
      store::save_redirect(session, {site_, from, to}, store::test_time);
    }
  }));
  const auto leads = [&](const std::string& from) { return field(get(from), "Location"); };
  EXPECT_EQ(leads("/tag/bez-nishto/"), "/");
  EXPECT_EQ(leads("/tag/bez-nishto/feed/"), "/feed.xml");
  EXPECT_EQ(leads("/tag/bez-nishto/feed/atom/"), "/feed.atom");
  EXPECT_EQ(leads("/tag/bez-nishto/page/2/"), "/");
  EXPECT_EQ(leads("/?tag=bez-nishto"), "/");
  EXPECT_EQ(leads("/author/login/"), "/");
  EXPECT_EQ(get("/topic/bez-nishto/").status, 404U) << "a name that drafts may have made stays the newsroom's";
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

TEST_F(Readers, a_form_that_is_sent_to_a_page_is_told_that_it_takes_none) {
  http::Request form = request_for("/svyat/");
  form.method = http::Method::post;
  EXPECT_GE(portal_->body_limit(form), 1'000U) << "else 413 comes first";
  boost::asio::io_context& loop = new_loop();
  auto answer = boost::asio::co_spawn(loop, portal_->answer(form), boost::asio::use_future);
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

}  // namespace vestnik::reader
