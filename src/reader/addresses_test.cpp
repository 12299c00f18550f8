// What addresses answer, straight from their plans: over a real store, without threads or a cache.
#include "reader/addresses.h"

#include <gmock/gmock.h>

#include "base/limits.h"
#include "base/text.h"
#include "content/article.h"
#include "http/message.h"
#include "media/library.h"
#include "reader/sitemaps.h"
#include "search/index.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::string text_of(const Plan& plan) {
  std::string text;
  for (const ChainPlan& chain : plan.chains) text += store::need(chain.render());
  return text;
}

class Addresses : public testing::Test {
 protected:
  content::Asset add_logo() {
    content::Asset logo;
    logo.site = site_;
    logo.digest = std::string(64, 'a');
    logo.mime = "image/png";
    logo.width = 800;
    logo.height = 200;
    store::need(store_->write([&](store::Session& session) {
      content::Site site = store::find_site(session, site_).value();
      site.look.logo = store::save_asset(session, logo, store::test_time);
      store::save_site(session, site, store::test_time);
    }));
    return logo;
  }
  Addresses() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "svyat", "Свят");
    press_ = store::need(edition::Press::start(*store_));
    store_->on_change([this] { store::need(press_->follow()); });
    index_ = store::need(search::Index::open(folder_.path() / "search"));
    library_ = store::need(media::Library::open(folder_.path() / "media", "/bin/false"));
    parts_ = std::make_unique<Parts>(Parts{*store_, *index_, *library_, [this] { return now_; }});
  }
  ~Addresses() override { store_->on_change({}); }

  Context context() {
    Context context{.edition = press_->current(), .site = nullptr, .parts = parts_.get()};
    context.site = context.edition->sites().front();
    return context;
  }
  Plan plan(const std::string& target) {
    http::Request request;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = target.substr(target.find('?') + 1);
    request.host = "example.com";
    return plan_of(context(), request);
  }
  std::string text(const std::string& target) { return text_of(plan(target)); }
  std::uint64_t version(const std::string& target) { return plan(target).chains.at(0).version; }
  content::Article an_article(const std::string& headline) { return store::an_article(site_, section_, headline); }
  std::string publish(const content::Article& article, Time now = store::test_time) {
    const ArticleId id = store_.publish(article, now);
    return std::string(context().site->article(id)->path);
  }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<media::Library> library_;
  std::unique_ptr<Parts> parts_;
  Time now_ = store::test_time;
};

}  // namespace

TEST_F(Addresses, no_sitemap_has_more_addresses_than_it_may) {
  constexpr std::size_t most = 10;
  const auto sitemap = [&](const std::string& path) { return text_of(well_known_plan(context(), path, most).value()); };
  // The home page and a section stand beside the stories.
  std::vector<std::string> stories;
  for (std::size_t i = 0; i < most - 2; ++i) stories.push_back(publish(an_article("Новина " + std::to_string(i))));
  EXPECT_EQ(count(sitemap("/sitemap.xml"), "<url>"), most);

  stories.push_back(publish(an_article("Още една")));
  EXPECT_THAT(sitemap("/sitemap.xml"), HasSubstr("<sitemapindex"));
  EXPECT_EQ(count(sitemap("/sitemap.xml"), "<sitemap>"), 2U);
  EXPECT_EQ(count(sitemap("/sitemap-0.xml"), "<url>"), 2U);
  EXPECT_EQ(count(sitemap("/sitemap-1.xml"), "<url>"), most - 1);
  EXPECT_FALSE(well_known_plan(context(), "/sitemap-2.xml", most));

  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    content::Article article = an_article("С тема " + number);
    article.topics = {store_.add_topic(site_, "tema-" + number, "Тема " + number)};
    stories.push_back(publish(article));
  }
  EXPECT_EQ(count(sitemap("/sitemap.xml"), "<sitemap>"), 4U);
  std::string all;
  for (int part = 0; part < 4; ++part) {
    const std::string one = sitemap("/sitemap-" + std::to_string(part) + ".xml");
    EXPECT_LE(count(one, "<url>"), most) << part;
    all += one;
  }
  EXPECT_EQ(count(all, "/topic/"), most / 2);
  for (const std::string& story : stories) EXPECT_EQ(count(all, story + "</loc>"), 1U) << story;
}

TEST_F(Addresses, the_news_sitemap_loses_stories_by_age_though_nothing_is_published) {
  const std::string path = publish(an_article("Новина"));
  const std::uint64_t fresh = version("/news-sitemap.xml");
  EXPECT_THAT(text("/news-sitemap.xml"), HasSubstr(path));
  now_ += std::chrono::hours(49);
  EXPECT_NE(version("/news-sitemap.xml"), fresh);
  EXPECT_THAT(text("/news-sitemap.xml"), Not(HasSubstr(path)));
  EXPECT_FALSE(plan("/news-sitemap.xml").keep) << "an answer kept for the edition would be of another minute";
}

TEST_F(Addresses, feeds_name_a_topic_as_it_is_called_now) {
  content::Topic topic;
  topic.site = site_;
  topic.slug = "mostove";
  topic.name = "Мостове";
  const auto save = [&] {
    return store::need(
        store_->write([&](store::Session& session) { return store::save_topic(session, topic, store::test_time); }));
  };
  topic.id = save();
  content::Article article = an_article("Новина");
  article.topics = {topic.id};
  publish(article);
  const std::vector<std::string> feeds = {"/feed.xml", "/svyat/feed.atom", "/feed.json"};
  std::vector<std::uint64_t> before;
  for (const std::string& feed : feeds) {
    EXPECT_THAT(text(feed), HasSubstr("Мостове")) << feed;
    before.push_back(version(feed));
  }
  topic.name = "Пътища";
  save();
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    EXPECT_NE(version(feeds[i]), before[i]) << feeds[i];
    EXPECT_THAT(text(feeds[i]), HasSubstr("Пътища")) << feeds[i];
  }
}

TEST_F(Addresses, what_has_no_further_pages_leads_to_itself) {
  const std::string path = publish(an_article("Новина"));
  content::Article about = an_article("За нас");
  about.kind = content::Kind::page;
  about.section = {};
  for (const std::string& address : {path, publish(about), std::string("/feed.xml"), std::string("/svyat/feed.json"),
                                     std::string("/robots.txt"), std::string("/sitemap.xml")}) {
    EXPECT_EQ(plan(address).status, 200U) << address;
    for (const char* page : {"?page=7", "?page=1", "?page=01"}) {
      const Plan further = plan(address + page);
      EXPECT_EQ(further.status, 301U) << address << page;
      EXPECT_EQ(further.location, address);
      EXPECT_FALSE(further.keep);
    }
  }
  EXPECT_EQ(plan(path + "?utm_source=letter").status, 200U);
  EXPECT_EQ(plan("/?page=1").status, 200U);
  EXPECT_EQ(plan("/svyat/?page=1").status, 200U);
  EXPECT_EQ(plan("/niama/?page=7").status, 404U);
}

TEST_F(Addresses, a_plain_page_does_not_say_that_it_is_news) {
  const std::string news = publish(an_article("Новина"));
  content::Article about = an_article("За нас");
  about.kind = content::Kind::page;
  about.section = {};
  const std::string page = publish(about);
  EXPECT_THAT(text(news), HasSubstr(R"("@type":"NewsArticle")"));
  EXPECT_THAT(text(page), HasSubstr(R"("@type":"WebPage")"));
  EXPECT_THAT(text(page), Not(HasSubstr("NewsArticle")));
}

TEST_F(Addresses, machines_are_told_of_the_logo) {
  const std::string news = publish(an_article("Новина"));
  EXPECT_THAT(text("/"), Not(HasSubstr(R"("logo":)")));
  const content::Asset picture = add_logo();
  for (const std::string& page : {std::string("/"), news}) {
    const std::string shown = text(page);
    EXPECT_THAT(shown, HasSubstr(R"("logo":{"@type":"ImageObject","url":"https://example.com/media/)" + picture.digest +
                                 "/640-"));
    EXPECT_THAT(shown, HasSubstr(R"("width":640,"height":160})"));
  }
}

TEST_F(Addresses, lists_are_shared_with_the_newest_picture_and_pages_without_any_with_the_logo) {
  const std::string bare = publish(an_article("Без снимка"));
  EXPECT_THAT(text(bare), Not(HasSubstr("og:image"))) << "there is no logo yet";
  content::Asset picture = add_logo();
  for (const std::string& page : {bare, std::string("/svyat/")}) {
    const std::string shown = text(page);
    EXPECT_THAT(shown, HasSubstr("\"og:image\" content=\"https://example.com/media/" + picture.digest + "/640-"));
    EXPECT_THAT(shown, HasSubstr("\"og:image:alt\" content=\"" + context().site->site().name + "\""));
    EXPECT_THAT(shown, HasSubstr("\"twitter:card\" content=\"summary\""));
  }
  content::Article article = an_article("Със снимка");
  picture.digest = std::string(64, 'b');
  picture.width = 1600;
  picture.height = 1067;
  article.lead_image = store::need(
      store_->write([&](store::Session& session) { return store::save_asset(session, picture, store::test_time); }));
  publish(article);
  for (const char* page : {"/svyat/", "/"}) {
    const std::string shown = text(page);
    EXPECT_THAT(shown, HasSubstr("\"og:image\" content=\"https://example.com/media/" + picture.digest)) << page;
    EXPECT_THAT(shown, HasSubstr("\"twitter:card\" content=\"summary_large_image\"")) << page;
  }
}

TEST_F(Addresses, pages_name_themselves_as_the_version_in_their_language) {
  content::Article article = an_article("News");
  article.language = "en";
  const std::string path = publish(article);
  EXPECT_THAT(text(path), HasSubstr("hreflang=\"en\" href=\"https://example.com" + path + "\""));
  EXPECT_THAT(text("/svyat/"), HasSubstr("hreflang=\"bg\" href=\"https://example.com/svyat/\""));
  EXPECT_THAT(text("/"), HasSubstr("hreflang=\"x-default\" href=\"https://example.com/\""));
}

TEST_F(Addresses, of_wordpress_beside_an_article_lead_to_it) {
  content::Article article = an_article("Нов мост");
  article.permalink = "/2023/10/nov-most/";
  publish(article);
  for (const char* beside : {"amp/", "amp", "embed/", "trackback/", "comment-page-2/", "1/"}) {
    const Plan answer = plan("/2023/10/nov-most/" + std::string(beside));
    EXPECT_EQ(answer.status, 301) << beside;
    EXPECT_EQ(answer.location, "/2023/10/nov-most/") << beside;
  }
  EXPECT_EQ(plan("/2023/10/nov-most/drugo/").status, 404);
  EXPECT_EQ(plan("/nyama/amp/").status, 404);
  EXPECT_EQ(plan("/svyat/drugo/").status, 404);
}

TEST_F(Addresses, of_wordpress_searches_and_its_program_lead_to_ours) {
  EXPECT_EQ(plan("/?s=%D0%BC%D0%BE%D1%81%D1%82+%26").location, "/search?q=%D0%BC%D0%BE%D1%81%D1%82%20%26");
  EXPECT_EQ(plan("/index.php?s=%D0%BC%D0%BE%D1%81%D1%82").location, "/search?q=%D0%BC%D0%BE%D1%81%D1%82");
  EXPECT_EQ(plan("/?s=%ff").location, "/search?q=" + http::percent_encode(text::clean("\xFF")));
  EXPECT_EQ(plan("/?s=" + std::string(limits::search_query_bytes + 1, 'x')).status, 200) << "no search, and no address";
  EXPECT_EQ(plan("/?s=").status, 200);
  EXPECT_EQ(plan("/search/nov+most/page/2/").location, "/search?q=nov%20most");
  EXPECT_EQ(plan("/index.php/category/svyat/").location, "/category/svyat");
  EXPECT_EQ(plan("/index.php//example.org/").location, "/example.org");
}

TEST_F(Addresses, of_a_search_by_another_spelling_lead_to_that_search) {
  EXPECT_EQ(plan("/search/").location, "/search");
  EXPECT_EQ(plan("/search/?q=%D0%BC%D0%BE%D1%81%D1%82&page=2").location, "/search?q=%D0%BC%D0%BE%D1%81%D1%82&page=2");
  EXPECT_EQ(plan("/Search?q=a%26b&section=svyat&sort=date").location, "/search?q=a%26b&section=svyat&sort=date");
}

TEST_F(Addresses, of_nothing_but_control_characters_are_not_the_front_page) {
  EXPECT_EQ(plan("//").location, "/");
  EXPECT_EQ(plan("/%00").status, 404);
}

TEST_F(Addresses, of_date_archives_below_an_old_folder_lead_to_ours) {
  content::Article article = an_article("Нов мост");
  publish(article);
  const std::string month = "/2026/11/";
  ASSERT_EQ(plan(month).status, 200);
  EXPECT_EQ(plan("/archives/date/2026/11/").location, month);
  EXPECT_EQ(plan("/blog/2026/11/").status, 404) << "nothing ever was there";
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/blog/", "/"}, store::test_time);
  }));
  EXPECT_EQ(plan("/blog/2026/11/").location, month);
  EXPECT_EQ(plan("/blog/archives/date/2026/11").location, month);
  EXPECT_EQ(plan("/blog/1999/11/").status, 404);
}

TEST_F(Addresses, of_wordpress_by_query_lead_to_lists_their_pages_feeds_and_archives) {
  for (std::size_t i = 0; i <= limits::page_size; ++i) publish(an_article("Новина " + std::to_string(i)));
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/?cat=3", "/svyat/"}, store::test_time);
    store::save_redirect(session, {site_, "/category/svyat/", "/svyat/"}, store::test_time);
  }));
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"/?cat=3&feed=rss2", "/svyat/feed.xml"},
      {"/?feed=atom&cat=3", "/svyat/feed.atom"},
      {"/?cat=3,5", "/svyat/"},
      {"/?cat=5,3", "/svyat/"},
      {"/?cat=-5,3", "/svyat/"},
      {"/?cat=3,5&paged=2", "/svyat/?page=2"},
      {"/category/svyat,sport/", "/svyat/"},
      {"/category/sport+svyat/", "/svyat/"},
      {"/?paged=2", "/?page=2"},
      {"/?cat=3&paged=2", "/svyat/?page=2"},
      {"/category/svyat/?paged=2", "/svyat/?page=2"},
      {"/category/svyat/page/2/", "/svyat/?page=2"},
      {"/category/svyat/page/9/", "/svyat/?page=2"},
      {"/page/9/", "/?page=2"},
      {"/category/svyat/feed/rss2/", "/svyat/feed.xml"},
      {"/svyat/feed/atom/", "/svyat/feed.atom"},
      {"/svyat/amp/", "/svyat/"},
      {"/amp/", "/"},
      {"/feed/rss2/", "/feed.xml"},
      {"/?m=202611", "/2026/11/"},
      {"/?m=2026", "/2026/"},
      {"/?year=2026&monthnum=11", "/2026/11/"},
      {"/2026/11/feed/", "/2026/11/"},
      {"/2026/11/page/9/", "/2026/11/"},
      {"/index.php/category/svyat/", "/svyat/"},
      {"/index.php/2026/11/", "/2026/11/"},
      {"/index.php/page/2/", "/?page=2"},
  };
  for (const auto& [from, to] : wanted) EXPECT_EQ(plan(from).location, to) << from;
  for (const char* none : {"/wp-login.php", "/xmlrpc.php", "/wp-json/wp/v2/posts", "/wp-admin/", "/1", "/svyat/1/",
                           "/category/a+b/", "/a,b/"})
    EXPECT_EQ(plan(none).status, 404) << none;
}

TEST_F(Addresses, that_led_somewhere_which_moved_on_cost_one_redirect) {
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/?p=7", "/stara/"}, store::test_time);
    store::save_redirect(session, {site_, "/mnogo-stara/", "/stara/"}, store::test_time);
    store::save_redirect(session, {site_, "/stara/", "/svyat/"}, store::test_time);
    store::save_redirect(session, {site_, "/a/", "/b/"}, store::test_time);
    store::save_redirect(session, {site_, "/b/", "/a/"}, store::test_time);
    for (const auto& [from, to] : {std::pair{"/1a/", "/2a/"}, {"/2a/", "/3a/"}, {"/3a/", "/4a/"}, {"/4a/", "/1a/"}})
      store::save_redirect(session, {site_, from, to}, store::test_time);
    store::save_redirect(session, {site_, "/kam-kraga/", "/1a/"}, store::test_time);
  }));
  EXPECT_EQ(plan("/?p=7").location, "/svyat/");
  EXPECT_EQ(plan("/mnogo-stara/").location, "/svyat/");
  for (const char* round : {"/a/", "/b/", "/1a/", "/2a/", "/3a/", "/4a/", "/kam-kraga/"})
    EXPECT_EQ(plan(round).status, 404) << "a circle ends: " << round;
}

TEST_F(Addresses, of_an_old_authors_page_of_whom_nothing_is_published_lead_to_the_front) {
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/author/ana/feed/", "/author/ana/feed.xml"}, store::test_time);
  }));
  for (const char* old : {"/author/ana/", "/author/ana"}) EXPECT_EQ(plan(old).location, "/") << old;
  EXPECT_EQ(plan("/author/ana/feed/").location, "/feed.xml");
  for (const char* none : {"/author/iva/", "/author/ana/drugo/", "/author/", "/authors/ana/"})
    EXPECT_EQ(plan(none).status, 404) << none;
}

TEST_F(Addresses, by_the_number_of_what_is_not_public_are_not_the_front_page) {
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/?p=7", "/svyat/"}, store::test_time);
  }));
  EXPECT_EQ(plan("/?p=7").location, "/svyat/");
  for (const char* none : {"/?p=8", "/?page_id=8", "/?attachment_id=8", "/index.php?p=8", "/?p=8&preview=true"})
    EXPECT_EQ(plan(none).status, 404) << none;
  for (const char* other : {"/?p=", "/?p=news", "/?utm_source=8", "/?cat=8"})
    EXPECT_EQ(plan(other).status, 200) << other;
}

TEST_F(Addresses, of_the_manifest_show_the_colour_of_the_paper) {
  EXPECT_THAT(text("/manifest.webmanifest"), HasSubstr(R"("background_color":"#fdfbf7","theme_color":"#fdfbf7")"));
  store::need(store_->write([&](store::Session& session) {
    content::Site site = store::find_site(session, site_).value();
    site.look.scheme = content::Look::Scheme::dark;
    store::save_site(session, site, store::test_time);
  }));
  EXPECT_THAT(text("/manifest.webmanifest"), HasSubstr(R"("background_color":"#151311","theme_color":"#151311")"));
}

TEST_F(Addresses, of_sizes_and_copies_of_a_picture_lead_where_the_picture_does) {
  const std::string folder = "/wp-content/uploads/2023/10/";
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, folder + "most.jpg", "/svyat/"}, store::test_time);
    store::save_redirect(session, {site_, folder + "reka-scaled.jpg", "/svyat/"}, store::test_time);
  }));
  for (const char* name : {"most-300x200.jpg", "most.jpg.webp", "most-1024x683.jpg.webp", "most-scaled.jpg",
                           "reka-150x150.jpg", "reka-scaled.jpg.avif"}) {
    EXPECT_EQ(plan(folder + name).location, "/svyat/") << name;
  }
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/2008/06/most.jpg", "/svyat/"}, store::test_time);
  }));
  EXPECT_EQ(plan("/2008/06/most-300x200.jpg").location, "/svyat/") << "sites of wordpress.com have no such folder";
  for (const char* name : {"most-300.jpg", "drug-300x200.jpg", "most-xx.jpg", "-300x200.jpg"})
    EXPECT_EQ(plan(folder + name).status, 404) << name;
}

TEST_F(Addresses, by_a_query_that_an_import_knows_lead_on) {
  store::need(store_->write([&](store::Session& session) {
    store::save_redirect(session, {site_, "/?book=most&lang=bg", "/svyat/"}, store::test_time);
  }));
  EXPECT_EQ(plan("/?book=most&lang=bg").location, "/svyat/");
  EXPECT_EQ(plan("/?book=drug").status, 200);
}

TEST_F(Addresses, that_hold_what_stays_encoded_answer_and_do_not_lead_to_themselves) {
  for (const char* path : {"/2023/100%25/", "/2023/a%20b/", "/2023/a%3Db/"}) {
    content::Article article = an_article(path);
    article.permalink = path;
    publish(article);
    EXPECT_EQ(plan(path).status, 200) << path;
  }
}

namespace {

class StoryPages : public Addresses {
 protected:
  StoryPages() {
    story_.site = site_;
    story_.slug = "most";
    story_.name = "Мостът <1>";
    story_.summary = "Първо.\n\nПосле.";
    save();
  }
  void save() {
    story_.id = store::need(
        store_->write([&](store::Session& session) { return store::save_story(session, story_, store::test_time); }));
  }
  std::string part(const std::string& headline, Time at, std::string note = {}, bool key = false) {
    content::Article article = an_article(headline);
    article.stories = {{story_.id, std::move(note), key}};
    return publish(article, at);
  }
  content::Story story_;
};

}  // namespace

TEST_F(StoryPages, are_not_there_before_something_is_published) {
  EXPECT_EQ(plan("/story/most/").status, 404U);
  EXPECT_EQ(plan("/story/most/feed.xml").status, 404U);
  EXPECT_THAT(text("/sitemap.xml"), Not(HasSubstr("/story/most/")));
}

TEST_F(StoryPages, tell_what_happened_by_day_with_key_moments) {
  using namespace std::chrono_literals;
  // 23:30 in Sofia, and half an hour later, which is another day there.
  const Time late = store::test_time + 5h + 30min;
  const std::string first = part("Начало", late, "Как започна", true);
  const std::string second = part("Продължение", late + 30min);
  const std::string page = text("/story/most/");
  EXPECT_THAT(page, HasSubstr("Мостът &lt;1&gt;"));
  EXPECT_THAT(page, HasSubstr("<p>Първо.</p>"));
  EXPECT_THAT(page, HasSubstr("Как започна"));
  EXPECT_THAT(page, HasSubstr("Накратко: Продължение")) << "the deck says what a note does not";
  EXPECT_EQ(count(page, "class=\"thread-day\""), 2U);
  EXPECT_EQ(count(page, "class=\"thread-mark\""), 1U);
  EXPECT_THAT(page, HasSubstr("\"@type\":\"CollectionPage\""));
  EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://example.com/story/most/\">"));
  EXPECT_THAT(page, HasSubstr("/story/most/feed.atom"));
  const auto place = [&](const std::string& in, const std::string& path) {
    return in.find(path, in.find("class=\"thread-day\""));
  };
  EXPECT_LT(place(page, second), place(page, first));
  const std::string oldest = text("/story/most/?order=oldest");
  EXPECT_LT(place(oldest, first), place(oldest, second));
  EXPECT_THAT(oldest, HasSubstr("content=\"noindex\""));
  EXPECT_THAT(text("/sitemap.xml"), HasSubstr("/story/most/"));
  EXPECT_THAT(text("/story/most/feed.json"), HasSubstr("Начало"));
}

TEST_F(StoryPages, have_pages_and_key_moments_lead_to_theirs) {
  using namespace std::chrono_literals;
  for (int i = 0; i < 25; ++i) part("Част " + std::to_string(i), store::test_time + std::chrono::hours(i), "", i == 0);
  EXPECT_EQ(count(text("/story/most/"), "<li id=\"part-"), limits::page_size);
  EXPECT_EQ(count(text("/story/most/?page=2"), "<li id=\"part-"), 5U);
  EXPECT_EQ(plan("/story/most/?page=3").status, 404U);
  EXPECT_THAT(text("/story/most/?page=2"), HasSubstr("\"position\":21,"));
  EXPECT_THAT(text("/story/most/"), HasSubstr("href=\"/story/most/?page=2#part-"));
  EXPECT_THAT(text("/story/most/?order=oldest&page=2"), HasSubstr("href=\"/story/most/?order=oldest#part-"));
}

TEST_F(StoryPages, a_new_part_is_seen_under_the_others_at_once) {
  using namespace std::chrono_literals;
  // In another section, so that nothing else of the article's page has to do with it.
  content::Article next = an_article("Следваща част");
  next.section = store_.add_section(site_, "sport", "Спорт");
  next.stories = {{story_.id, {}, false}};
  const std::string first = part("Начало", store::test_time);
  const Plan before = plan(first);
  ASSERT_EQ(before.chains.size(), 2U) << "the box is packed with the article";
  EXPECT_THAT(text(first), HasSubstr("class=\"thread-box\""));
  publish(next, store::test_time + 2h);
  const Plan after = plan(first);
  EXPECT_NE(after.chains.at(0).version, before.chains.at(0).version);
  EXPECT_THAT(store::need(after.chains.at(0).render()), HasSubstr("Следваща част"));
}

TEST_F(StoryPages, what_no_box_shows_renders_no_part_anew) {
  story_.summary = "Дотук.\n\nПодробности.";
  save();
  const std::string first = part("Начало", store::test_time);
  const auto version = [&] { return plan(first).chains.at(0).version; };
  const auto before = version();
  story_.summary = "Дотук.\n\nДруги подробности.";
  story_.lead_image = store_.add_asset(site_);
  save();
  EXPECT_EQ(version(), before) << "its picture and what follows the first paragraph are on its own page alone";
  story_.summary = "Дотук и още.\n\nДруги подробности.";
  save();
  EXPECT_NE(version(), before);
}

TEST_F(StoryPages, that_are_renamed_answer_301) {
  part("Начало", store::test_time);
  story_.slug = "mostat";
  save();
  EXPECT_EQ(plan("/story/most/").status, 301U);
  EXPECT_EQ(plan("/story/most/").location, "/story/mostat/");
  EXPECT_EQ(plan("/story/mostat/").status, 200U);
  EXPECT_EQ(plan("/story/most/feed.xml").location, "/story/mostat/feed.xml") << "who follows it goes on following it";
  EXPECT_EQ(plan("/story/mostat/feed/").location, "/story/mostat/feed.xml");
}

TEST_F(StoryPages, that_a_page_names_do_not_come_about) {
  content::Article page = an_article("За моста");
  page.kind = content::Kind::page;
  page.stories = {{story_.id, "бележка", true}};
  const std::string about = publish(page);
  EXPECT_THAT(text(about), Not(HasSubstr("/story/most/")));
  EXPECT_EQ(plan("/story/most/").status, 404U);
  part("Начало", store::test_time);
  EXPECT_THAT(text(about), Not(HasSubstr("/story/most/")));
  EXPECT_EQ(count(text("/story/most/"), "<li id=\"part-"), 1U);
}

}  // namespace vestnik::reader
