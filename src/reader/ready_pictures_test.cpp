#include "reader/ready_pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>
#include <vector>

#include "media/testing/world.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::IsEmpty;
using testing::Not;

class MadeReady : public testing::Test {
 protected:
  MadeReady() {
    site_ = store_.add_site();
    section_ = store_.add_section(site_, "svyat", "Свят");
    press_ = store::need(edition::Press::start(*store_));
    library_ = store::need(media::Library::open(folder_.path() / "media", VESTNIK_MEDIA_WORKER));
    store_->on_change([this] {
      store::need(press_->follow());
      if (ready_) ready_->wake();
    });
  }
  ~MadeReady() override { store_->on_change({}); }

  void start() { ready_ = std::make_unique<ReadyPictures>(*store_, *press_, *library_); }
  void wait() const {
    const auto give_up = std::chrono::steady_clock::now() + 15min;
    while (ready_->figures().waiting > 0 && std::chrono::steady_clock::now() < give_up)
      std::this_thread::sleep_for(5ms);
    EXPECT_EQ(ready_->figures().waiting, 0U);
  }

  // As small as a picture is that has more than one width.
  AssetId upload(int width = 400, int height = 300) {
    const std::string bytes = media::testing::red_and_blue(width, height, ".jpg");
    const auto kept = store::need(library_->keep_picture(bytes));
    content::Asset asset;
    asset.site = site_;
    asset.digest = kept.digest;
    asset.mime = kept.picture.mime;
    asset.width = width;
    asset.height = height;
    return save(asset);
  }
  AssetId save(const content::Asset& asset) {
    return store::need(
        store_->write([&](store::Session& session) { return store::save_asset(session, asset, store::test_time); }));
  }
  content::Article pictured(const std::string& headline, AssetId lead) const {
    content::Article article = store::an_article(site_, section_, headline);
    article.lead_image = lead;
    return article;
  }
  const edition::SiteEdition& site() const { return *press_->current()->sites().front(); }
  // Which of the files that the article's page names are there.
  std::vector<bool> there(ArticleId article) {
    const edition::EditionPtr edition = press_->current();
    const auto pictures = store::need(pictures_of_article(*store_, edition, *edition->sites().front(), article));
    std::vector<bool> all;
    for (const Need need : needs) {
      for (const NamedFile& file : files_of(*edition, pictures, need)) {
        all.push_back(library_->is_made(edition->asset(file.asset)->digest, file.rendition));
      }
    }
    return all;
  }
  bool is_all_there(ArticleId article) {
    const std::vector<bool> all = there(article);
    return std::find(all.begin(), all.end(), false) == all.end();
  }
  // Whether there is any file of that picture.
  bool has_files(AssetId id) {
    const std::string digest = digest_of(id);
    return std::filesystem::exists(folder_.path() / "media" / "renditions" / digest.substr(0, 2) / digest);
  }
  std::string digest_of(AssetId id) {
    return store::need(store_->read([&](store::Session& session) { return store::find_asset(session, id); }))->digest;
  }
  std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path() / "media" / "renditions")) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }

  store::TemporaryStore store_;
  store::TemporaryFolder folder_;
  SiteId site_;
  SectionId section_;
  std::unique_ptr<edition::Press> press_;
  std::unique_ptr<media::Library> library_;
  std::unique_ptr<ReadyPictures> ready_;  // last: it uses what is above
};

TEST_F(MadeReady, what_is_published_has_its_files_before_anybody_asks) {
  start();
  wait();
  const ArticleId article = store_.publish(pictured("Нов мост", upload()));
  wait();
  EXPECT_THAT(there(article), Not(IsEmpty()));
  EXPECT_THAT(there(article), Each(true));
  EXPECT_EQ(ready_->figures().made, files()) << "each is made once";
  EXPECT_EQ(ready_->figures().failed, 0U);
}

TEST_F(MadeReady, what_was_published_before_the_start_is_made_too) {
  const ArticleId article = store_.publish(pictured("Нов мост", upload()));
  start();
  wait();
  EXPECT_THAT(there(article), Each(true));
}

TEST_F(MadeReady, a_second_start_finds_everything_there) {
  store_.publish(pictured("Нов мост", upload()));
  start();
  wait();
  ready_.reset();
  start();
  wait();
  EXPECT_EQ(ready_->figures().made, 0U);
}

TEST_F(MadeReady, nothing_is_made_of_what_readers_do_not_see) {
  start();
  const AssetId unused = upload(), secret = upload(400, 310), shown = upload(400, 320);
  store::need(store_->write([&](store::Session& session) {
    return store::add_article(session, pictured("Тайна", secret), "test", store::test_time);
  }));
  store_.publish(pictured("Явна", shown));
  wait();
  EXPECT_TRUE(has_files(shown));
  EXPECT_FALSE(has_files(unused));
  EXPECT_FALSE(has_files(secret));
}

TEST_F(MadeReady, another_focus_crop_or_credit_makes_the_files_anew) {
  start();
  const AssetId lead = upload();
  const ArticleId article = store_.publish(pictured("Нов мост", lead));
  wait();
  content::Asset asset = *press_->current()->asset(lead);
  for (int step = 0; step < 3; ++step) {
    if (step == 0) asset.focus_x = 0.9;
    if (step == 1) asset.credit = "Снимка: ЕПА";
    if (step == 2) asset.crop = Area{.left = 20, .top = 20, .width = 360, .height = 200};
    save(asset);
    wait();
    EXPECT_THAT(there(article), Each(true)) << step;
  }
}

TEST_F(MadeReady, an_original_that_cannot_be_read_stops_no_other) {
  const AssetId broken = upload(), missing = upload(400, 310), good = upload(400, 320);
  const auto original_of = [&](AssetId id) { return library_->original(digest_of(id)); };
  const std::filesystem::path path = original_of(broken);
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  std::ofstream(path, std::ios::binary) << "not a picture";
  std::filesystem::remove(original_of(missing));
  start();
  store_.publish(pictured("Счупена", broken));
  store_.publish(pictured("Липсваща", missing));
  const ArticleId article = store_.publish(pictured("Здрава", good));
  wait();
  EXPECT_THAT(there(article), Each(true));
  EXPECT_EQ(ready_->figures().failed, 2U) << "each is tried once";
}

TEST_F(MadeReady, a_stop_ends_it_in_the_middle) {
  std::vector<ArticleId> articles;
  for (int i = 0; i < 20; ++i) articles.push_back(store_.publish(pictured("Нов мост", upload(1'600 + i, 1'200))));
  start();
  while (ready_->figures().made == 0) std::this_thread::sleep_for(1ms);
  ready_.reset();
  EXPECT_FALSE(std::ranges::all_of(articles, [this](ArticleId id) { return is_all_there(id); }));
}

TEST_F(MadeReady, what_is_published_comes_before_what_was_there) {
  for (int i = 0; i < 10; ++i) store_.publish(pictured("Стара", upload(1'000 + i, 700)), store::test_time - 24h);
  start();
  while (ready_->figures().made == 0) std::this_thread::sleep_for(1ms);
  const ArticleId article = store_.publish(pictured("Нова", upload()));
  const auto give_up = std::chrono::steady_clock::now() + 15min;
  while (!is_all_there(article) && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_THAT(there(article), Each(true));
  EXPECT_GT(ready_->figures().waiting, 5U) << "the others still wait";
}

}  // namespace
}  // namespace vestnik::reader
