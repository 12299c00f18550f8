#include "store/catalogue.h"

#include <gmock/gmock.h>

#include "store/articles.h"
#include "store/changes.h"
#include "store/testing_both.h"

namespace vestnik::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

class Catalogue : public OnBoth {};
ON_BOTH(Catalogue);

TEST_P(Catalogue, gives_back_sites_as_they_were_saved) {
  content::Site site;
  site.host = "news.example";
  site.aliases = {"www.news.example", "стар.example"};
  site.base_url = "https://news.example";
  site.name = "Новини „24“";
  site.tagline = "t";
  site.about = "a\n\nb";
  site.language = "en";
  site.time_zone = "Europe/London";
  site.contact_email = "desk@news.example";
  site.social = {"https://social.example/@news"};
  site.ads_txt = "google.com, pub-1, DIRECT\n";
  site.navigation = {{"Свят", "/svyat/", {{"Балкани", "/balkani/", {}}}}, {"За нас", "/about/", {}}};
  site.house_advertisements = {{"top", "/abonament/", "Абонирайте се", {}}};
  site.breaking_text = "Извънредно";
  site.breaking_address = "/svyat/x/";
  site.slot_after = 5;
  site.id = write([&](Session& session) { return save_site(session, site, test_time); });
  EXPECT_EQ(as_reader([&](Session& session) { return find_site(session, site.id); }), site);
  EXPECT_EQ(as_reader([&](Session& session) { return find_site(session, "www.news.example"); }), site);
  EXPECT_EQ(as_reader([&](Session& session) { return find_site(session, "other.example"); }), std::nullopt);

  site.name = "Друго";
  site.house_advertisements[0].image = world().add_asset(site.id);
  EXPECT_EQ(write([&](Session& session) { return save_site(session, site, test_time); }), site.id);
  EXPECT_THAT(as_reader([](Session& session) { return all_sites(session); }), ElementsAre(site));
}

TEST_P(Catalogue, gives_back_sections_in_their_order) {
  auto site = world().add_site();
  auto parent = a_section(site, "a", "А");
  parent.description = "d";
  parent.position = 2;
  parent.id = write([&](Session& session) { return save_section(session, parent, test_time); });
  auto child = a_section(site, "b", "Б");
  child.parent = parent.id;
  child.position = 1;
  child.id = write([&](Session& session) { return save_section(session, child, test_time); });
  EXPECT_THAT(as_reader([&](Session& session) { return all_sections(session, site); }), ElementsAre(child, parent));
  EXPECT_EQ(as_reader([&](Session& session) { return find_section(session, site, "b"); }), child);
}

TEST_P(Catalogue, gives_back_authors_topics_and_assets_as_they_were_saved) {
  auto site = world().add_site();
  content::Asset asset;
  asset.site = site;
  asset.kind = content::Asset::Kind::video;
  asset.digest = std::string(64, 'f');
  asset.file_name = "мост.mp4";
  asset.mime = "video/mp4";
  asset.bytes = 5'000'000'000;
  asset.width = 1920;
  asset.height = 1080;
  asset.focus_x = 0.1;
  asset.focus_y = 1.0 / 3.0;
  asset.title = "t";
  asset.alt = "a";
  asset.caption = "c";
  asset.credit = "Снимка: EPA";
  asset.rights = "r";
  asset.placeholder = "data:image/webp;base64,AAAA";
  asset.original_url = "https://old.example/wp-content/uploads/m.mp4";
  asset.created_at = test_time - 1h;
  asset.crop = Area{160, 90, 1'280, 720};
  asset.rights_expire_at = test_time + 1h;
  asset.id = write([&](Session& session) { return save_asset(session, asset, test_time); });
  EXPECT_EQ(read([&](Session& session) { return find_asset(session, asset.id); }), asset);
  EXPECT_EQ(read([&](Session& session) { return find_asset_by_digest(session, site, asset.digest); }), asset);
  EXPECT_EQ(read([&](Session& session) { return find_asset_by_original_url(session, site, asset.original_url); }),
            asset);

  content::Author author;
  author.site = site;
  author.slug = "a";
  author.name = "Ана";
  author.bio = "b";
  author.url = "https://a.example";
  author.picture = asset.id;
  author.links = {"https://x.example/a"};
  author.kind = content::Author::Kind::team;
  author.id = write([&](Session& session) { return save_author(session, author, test_time); });
  EXPECT_EQ(read([&](Session& session) { return find_author(session, site, "a"); }), author);

  content::Topic topic;
  topic.site = site;
  topic.slug = "t";
  topic.name = "Т";
  topic.description = "d";
  topic.id = write([&](Session& session) { return save_topic(session, topic, test_time); });
  EXPECT_EQ(read([&](Session& session) { return find_topic(session, site, "t"); }), topic);
}

TEST_P(Catalogue, refuses_to_update_what_is_not_there) {
  auto site = world().add_site();
  content::Topic topic;
  topic.id = TopicId{4711};
  topic.site = site;
  topic.slug = "t";
  topic.name = "Т";
  auto done = store().write([&](Session& session) { return save_topic(session, topic, test_time); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::not_found);
}

TEST_P(Catalogue, keeps_comments_in_threads_and_hides_what_is_not_approved) {
  auto site = world().add_site();
  auto article = world().publish(an_article(site, world().add_section(site), "Едно"));
  auto first = a_comment(article, "А", "Първи");
  first.foreign_id = "wp:1";
  first.id = write([&](Session& session) { return save_comment(session, first, test_time); });
  auto reply = a_comment(article, "Б", "Отговор", test_time + 1h);
  reply.parent = first.id;
  reply.id = write([&](Session& session) { return save_comment(session, reply, test_time); });
  auto spam = a_comment(article, "В", "Реклама", test_time + 2h);
  spam.approved = false;
  spam.id = write([&](Session& session) { return save_comment(session, spam, test_time); });
  EXPECT_THAT(as_reader([&](Session& session) { return comments_of(session, article); }), ElementsAre(first, reply));
  EXPECT_THAT(read([&](Session& session) { return all_comments_of(session, article); }),
              ElementsAre(first, reply, spam));

  auto again = first;  // imported again
  again.id = {};
  again.text = "Поправен";
  EXPECT_EQ(write([&](Session& session) { return save_comment(session, again, test_time); }), first.id);
  EXPECT_THAT(as_reader([&](Session& session) { return comments_of(session, article); }), SizeIs(2));
}

TEST_P(Catalogue, gives_the_oldest_comments_up_to_a_bound_and_counts_them_all) {
  auto site = world().add_site();
  auto article = world().publish(an_article(site, world().add_section(site), "Едно"));
  write([&](Session& session) {
    for (int i = 0; i < 5; ++i) {
      save_comment(session, a_comment(article, std::to_string(i), std::string(10, 'x'), test_time - i * 1h), test_time);
    }
    auto spam = a_comment(article, "В", "Реклама", test_time - 10h);
    spam.approved = false;
    return save_comment(session, spam, test_time);
  });
  const auto names = [&](std::size_t most, std::size_t most_bytes) {
    std::string found;
    for (const auto& comment :
         as_reader([&](Session& session) { return comments_of(session, article, most, most_bytes); })) {
      found += comment.name;
    }
    return found;
  };
  EXPECT_EQ(names(100, 1'000), "43210");
  EXPECT_EQ(names(2, 1'000), "43");
  EXPECT_EQ(names(100, 30), "432");
  EXPECT_EQ(names(100, 29), "43");
  EXPECT_EQ(as_reader([&](Session& session) { return count_comments(session, article); }), 5U);
}

TEST_P(Catalogue, finds_a_redirect_however_its_address_is_written) {
  auto site = world().add_site();
  auto other = world().add_site("other.example");
  write([&](Session& session) {
    save_redirect(session, {site, "/Стара//Страница/", "/nova/"}, test_time);
    save_redirect(session, {site, "/?p=12", "/svyat/x/"}, test_time);
    save_redirect(session, {site, "/mahnato/", ""}, test_time);
    save_redirect(session, {site, "/sebe-si/", "/Sebe-Si"}, test_time);
  });
  auto find = [&](SiteId where, std::string_view from) {
    return as_reader([&](Session& session) { return find_redirect(session, where, from); });
  };
  EXPECT_EQ(find(site, "/стара/страница"), "/nova/");
  EXPECT_EQ(find(site, "/?p=12"), "/svyat/x/");
  EXPECT_EQ(find(site, "/?p=13"), std::nullopt);
  EXPECT_EQ(find(site, "/mahnato/"), "");
  EXPECT_EQ(find(site, "/sebe-si/"), std::nullopt);
  EXPECT_EQ(find(other, "/?p=12"), std::nullopt);

  write([&](Session& session) { save_redirect(session, {site, "/?p=12", "/svyat/y/"}, test_time); });
  EXPECT_EQ(find(site, "/?p=12"), "/svyat/y/");
  auto change = as_reader([](Session& session) { return changes_after(session, newest_change(session) - 1).at(0); });
  EXPECT_EQ(as_reader([&](Session& session) { return find_redirect(session, change.id); })->to, "/svyat/y/");
  write([&](Session& session) { remove_redirect(session, site, "/?p=12", test_time); });
  EXPECT_EQ(find(site, "/?p=12"), std::nullopt);
}

TEST_P(Catalogue, adds_up_reads_by_day) {
  auto site = world().add_site();
  auto section = world().add_section(site);
  auto one = world().publish(an_article(site, section, "Едно"));
  auto two = world().publish(an_article(site, section, "Две"));
  write([&](Session& session) {
    add_reads(session, one, "2026-11-22", 100);
    add_reads(session, one, "2026-11-23", 5);
    add_reads(session, one, "2026-11-23", 6);
    add_reads(session, two, "2026-11-24", 1);
  });
  std::vector<std::pair<ArticleId, std::int64_t>> reads;
  as_reader([&](Session& session) {
    each_read(session, "2026-11-23", [&](ArticleId id, std::int64_t count) {
      reads.emplace_back(id, count);
      return true;
    });
  });
  EXPECT_THAT(reads, ElementsAre(std::pair(one, std::int64_t{11}), std::pair(two, std::int64_t{1})));
}

}  // namespace
}  // namespace vestnik::store
