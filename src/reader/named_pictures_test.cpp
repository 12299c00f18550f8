#include "reader/named_pictures.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "reader/portal_testing.h"

namespace vestnik::reader {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSubsetOf;
using testing::Not;
using testing::SizeIs;

// A section of pictured stories by a pictured author, one of them with pictures in its text.
class NamedPictures : public Readers {
 protected:
  NamedPictures() {
    content::Site site = press_->current()->sites().front()->site();
    site.look.logo = add_picture('1', 900, 300);
    content::Author author;
    author.site = site_;
    author.slug = "kalina";
    author.name = "Калина";
    author.picture = add_picture('2', 800, 1'000);
    store::need(store_->write([&](store::Session& session) {
      store::save_site(session, site, store::test_time);
      author_ = store::save_author(session, author, store::test_time);
    }));
    for (int i = 0; i < 12; ++i) add_story(i);
    content::Article article = story_of("Голямата новина", add_picture('3', 2'400, 1'600));
    article.body.blocks.push_back(image(add_picture('4', 1'200, 900)));
    article.body.blocks.push_back(
        {"gallery", {}, {}, {}, {image(add_picture('5', 1'300, 700)), image(narrow_ = add_picture('6', 500, 700))}});
    big_ = store_.publish(article, store::test_time + std::chrono::hours(1));
  }

  AssetId add_picture(char digit, int width, int height) {
    content::Asset asset;
    asset.site = site_;
    asset.digest = std::string(64, digit);
    asset.mime = "image/jpeg";
    asset.width = width;
    asset.height = height;
    asset.credit = "Снимка: архив";
    asset.focus_x = 0.3;
    return keep(asset);
  }
  static content::Node image(AssetId asset) { return {"image", {}, {{"asset", asset.value}}, {}, {}}; }
  content::Article story_of(const std::string& headline, AssetId lead) {
    content::Article article = store::an_article(site_, section_, headline);
    article.lead_image = lead;
    article.authors = {author_};
    return article;
  }
  void add_story(int number) {
    const char digit = "abcdef"[number % 6];
    const AssetId lead = number % 6 == number ? leads_.emplace_back(add_picture(digit, 1'700, 1'000 + 10 * number))
                                              : leads_[static_cast<std::size_t>(number % 6)];
    store_.publish(story_of("Новина номер " + std::to_string(number), lead),
                   store::test_time + std::chrono::minutes(number));
  }

  edition::EditionPtr edition() const { return press_->current(); }
  const edition::SiteEdition& site() const { return *press_->current()->sites().front(); }
  std::set<std::string> addresses(const std::vector<Placed>& pictures, std::span<const Need> wanted = needs) const {
    std::set<std::string> all;
    for (const Need need : wanted) {
      for (const NamedFile& file : files_of(*edition(), pictures, need)) {
        all.insert(media::address_of(edition()->asset(file.asset)->digest, file.rendition));
      }
    }
    return all;
  }
  std::vector<Placed> of_article(ArticleId id) {
    return store::need(pictures_of_article(*store_, edition(), site(), id));
  }
  // Every file of a picture that a page names.
  std::set<std::string> named_at(const std::string& path) {
    std::set<std::string> all;
    const std::string text = body(get(path));
    constexpr std::string_view folder = "/media/";
    for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at + 1)) {
      all.insert(text.substr(at, text.find_first_of("\" ,\\", at) - at));
    }
    return all;
  }

  AuthorId author_;
  ArticleId big_;
  AssetId narrow_;
  std::vector<AssetId> leads_;
};

TEST_F(NamedPictures, every_file_that_the_pages_name_is_among_them) {
  std::set<std::string> all = addresses(pictures_of_front(*press_->current(), site(), {}));
  all.merge(addresses(pictures_of_front(*press_->current(), site(), section_)));
  all.merge(addresses(pictures_of_author(site(), author_)));
  for (const ArticleId id : stories_on_front(*press_->current(), site(), section_))
    all.merge(addresses(of_article(id)));
  for (const std::string& page : {std::string("/"), std::string("/svyat/"), std::string("/author/kalina/"),
                                  path_of(big_), std::string("/feed.json")}) {
    const std::set<std::string> named = named_at(page);
    EXPECT_THAT(named, Not(IsEmpty())) << page;
    EXPECT_THAT(named, IsSubsetOf(all)) << page;
  }
}

TEST_F(NamedPictures, a_story_without_a_lead_image_is_shared_with_the_first_of_its_pictures) {
  content::Article article = story_of("Без водеща снимка", {});
  article.body.blocks.push_back({"gallery", {}, {}, {}, {image(add_picture('7', 1'300, 900))}});
  article.body.blocks.push_back(image(add_picture('8', 1'200, 900)));
  const ArticleId id = store_.publish(article, store::test_time + std::chrono::hours(2));
  const std::string page = body(get(path_of(id)));
  const std::size_t shared = page.find("og:image");
  ASSERT_NE(shared, std::string::npos);
  EXPECT_NE(page.substr(shared, 200).find(std::string(16, '7')), std::string::npos) << page.substr(shared, 200);
  EXPECT_NE(page.find("\"image\":["), std::string::npos);
  const std::set<std::string> ready = addresses(of_article(id));
  for (const std::string& file : named_at(path_of(id))) {
    if (file.find(std::string(16, '7')) == std::string::npos) continue;
    EXPECT_THAT(ready, Contains(file));
  }
}

TEST_F(NamedPictures, no_file_is_among_them_that_no_page_names) {
  std::set<std::string> named;
  for (const std::string& page : {std::string("/"), std::string("/svyat/"), std::string("/author/kalina/"),
                                  path_of(big_), std::string("/feed.json")})
    named.merge(named_at(page));
  EXPECT_THAT(addresses(of_article(big_)), IsSubsetOf(named));
  EXPECT_THAT(addresses(pictures_of_front(*press_->current(), site(), section_)), IsSubsetOf(named));
  EXPECT_THAT(addresses(pictures_of_author(site(), author_)), IsSubsetOf(named));
}

TEST_F(NamedPictures, first_comes_what_a_phone_takes_and_what_a_link_shows) {
  std::vector<std::string> names;
  for (const NamedFile& file : files_of(*edition(), of_article(big_), Need::first)) {
    if (edition()->asset(file.asset)->digest.front() != '3') continue;
    const std::string address = media::address_of("", file.rendition);
    names.push_back(address.substr(address.rfind('/') + 1, address.rfind('-') - address.rfind('/') - 1) +
                    address.substr(address.rfind('.')));
  }
  EXPECT_THAT(names, ElementsAre("1024-whole-50x50.avif", "1600-wide-30x50.jpg", "320-wide-30x50.avif",
                                 "1024-wide-30x50.avif"));
}

TEST_F(NamedPictures, each_file_is_needed_once) {
  std::set<std::string> seen;
  for (const Need need : needs) {
    for (const std::string& address :
         addresses({{leads_.front(), Placed::As::lead}, {leads_.front(), Placed::As::body}}, std::array{need})) {
      EXPECT_TRUE(seen.insert(address).second) << address;
    }
  }
}

TEST_F(NamedPictures, what_readers_do_not_see_has_none) {
  store::need(
      store_->write([&](store::Session& session) { store::unpublish_article(session, big_, store::test_time); }));
  EXPECT_THAT(of_article(big_), IsEmpty());
  EXPECT_THAT(files_of(*edition(), {{narrow_, Placed::As::gallery}}, Need::first), IsEmpty());
}

TEST_F(NamedPictures, a_file_of_before_a_change_is_not_named_any_more) {
  const edition::EditionPtr before = edition();
  const std::vector<NamedFile> files = files_of(*before, {{leads_.front(), Placed::As::card}}, Need::first);
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_TRUE(is_named_now(*before, files.front()));
  for (const auto& change : std::vector<std::function<void(content::Asset&)>>{
           [](content::Asset& asset) { asset.focus_x = 0.8; },
           [](content::Asset& asset) { asset.credit = "Снимка: друга"; },
           [](content::Asset& asset) { asset.crop = Area{.left = 10, .top = 10, .width = 1'100, .height = 900}; }}) {
    content::Asset asset = *before->asset(leads_.front());
    change(asset);
    keep(asset);
    EXPECT_FALSE(is_named_now(*edition(), files.front()));
  }
}

}  // namespace vestnik::reader
