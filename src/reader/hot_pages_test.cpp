// What a reading thread keeps ready: how much memory it may hold, and for how long.
#include <atomic>
#include <thread>

#include "reader/portal_testing.h"
#include "store/changes.h"

namespace vestnik::reader {
namespace {

class HotPages : public Readers {
 protected:
  // Another portal, whose reading threads may hold so many bytes.
  void with_room(std::size_t bytes) {
    portal_ = std::make_unique<Portal>(Parts{.store = *store_,
                                             .index = *index_,
                                             .library = *library_,
                                             .clock = [this] { return now_; },
                                             .hot_bytes = bytes},
                                       *press_, pool_, search_pool_, slots_, *counts_);
  }
  std::vector<std::string> publish_many(int count) {
    std::vector<std::string> paths;
    for (int number = 0; number < count; ++number) {
      paths.push_back(path_of(publish(section_, "Мост " + std::to_string(number))));
    }
    return paths;
  }
  void read_anew() {
    store::need(store_->write([&](store::Session& session) {
      store::record_change(session, site_, store::ChangeKind::reset, 0, store::test_time);
    }));
  }
};

TEST_F(HotPages, hold_what_they_stand_on_once) {
  const std::vector<std::string> paths = publish_many(30);
  EXPECT_EQ(portal_->hot_pages().bytes, 0U);
  const std::size_t sent = body(get(paths[0], true)).size();
  const auto one = portal_->hot_pages();
  EXPECT_EQ(one.pages, 1U);
  EXPECT_GT(one.bytes, sent) << "the chains are counted";
  get(paths[1], true);
  const auto two = portal_->hot_pages();
  EXPECT_EQ(two.pages, 2U);
  EXPECT_LT(two.bytes, 2 * one.bytes) << "the same stands under both";
  get(paths[1], true);
  EXPECT_EQ(portal_->hot_pages().bytes, two.bytes);
}

TEST_F(HotPages, stay_within_their_bytes_through_many_editions) {
  constexpr std::size_t room = 1UL << 19U, largest = 200'000;
  with_room(room);
  const std::vector<std::string> paths = publish_many(60);
  std::size_t most = 0;
  for (int edition = 0; edition < 20; ++edition) {
    publish(section_, "Още един мост " + std::to_string(edition));
    for (std::size_t at = 0; at < paths.size(); at += 3) {
      EXPECT_EQ(get(paths[(at + static_cast<std::size_t>(edition)) % paths.size()], true).status, 200U);
    }
    most = std::max(most, portal_->hot_pages().bytes);
  }
  EXPECT_LE(most, room + largest);
  EXPECT_GT(most, room / 2) << "the room is used";
  EXPECT_GT(portal_->hot_pages().pages, 1U);
  EXPECT_EQ(portal_->hot_pages().most_bytes, room);
}

TEST_F(HotPages, of_which_there_is_no_room_for_two_are_answered_all_the_same) {
  with_room(1);
  const std::vector<std::string> paths = publish_many(3);
  for (int round = 0; round < 3; ++round) {
    for (const std::string& path : paths) {
      EXPECT_EQ(get(path, true).status, 200U);
      EXPECT_EQ(portal_->hot_pages().pages, 1U);
    }
  }
}

TEST_F(HotPages, give_back_all_that_they_took) {
  with_room(1);
  const std::vector<std::string> paths = publish_many(20);
  get(paths[0], true);
  get(paths[1], true);
  const std::size_t before = portal_->hot_pages().bytes;
  for (int round = 0; round < 5; ++round) {
    for (const std::string& path : paths) get(path, true);
  }
  get(paths[0], true);
  get(paths[1], true);
  EXPECT_NEAR(static_cast<double>(portal_->hot_pages().bytes), static_cast<double>(before), 2'000);
}

// A hot page that nobody asks for any more keeps its story; a story keeps up to 2 MB of the edition that it was read
// in.
TEST_F(HotPages, of_an_edition_that_was_read_anew_go_though_nobody_asks_for_them) {
  const std::vector<std::string> paths = publish_many(20);
  for (const std::string& path : paths) get(path, true);
  const std::size_t pages = portal_->hot_pages().pages;
  EXPECT_GE(pages, paths.size());
  const std::weak_ptr<const edition::Summary> story = press_->current()->sites().front()->newest(10, 1).stories.front();
  read_anew();
  const std::string home = "/";
  for (std::size_t asked = 0; asked <= pages; ++asked) get(home, true);
  EXPECT_LE(portal_->hot_pages().pages, 2U);
  // What stood under articles is a thread's memory of one edition; a thread of the pool may still be at its last task.
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (int tries = 0; !story.expired() && std::chrono::steady_clock::now() < give_up; ++tries) {
    publish(section_, "Друг мост " + std::to_string(tries));
    get(home, true);
    get(paths.front(), true);
  }
  EXPECT_TRUE(story.expired());
}

// Worth most under the thread sanitizer: an operator asks while readers do.
TEST_F(HotPages, can_be_asked_about_at_any_time) {
  with_room(300'000);
  const std::vector<std::string> paths = publish_many(10);
  std::atomic<bool> done = false;
  std::thread operators([&] {
    while (!done) EXPECT_EQ(portal_->hot_pages().most_bytes % 300'000, 0U);
  });
  std::vector<std::thread> readers;
  for (std::size_t reader = 0; reader < 2; ++reader) {
    readers.emplace_back([&, reader] {
      for (std::size_t round = 0; round < 50; ++round) {
        EXPECT_EQ(get(paths[(round * (reader + 1)) % paths.size()], true).status, 200U);
      }
    });
  }
  for (int count = 0; count < 5; ++count) publish(section_, "Нов мост " + std::to_string(count));
  for (std::thread& reader : readers) reader.join();
  done = true;
  operators.join();
  EXPECT_LE(portal_->hot_pages().most_bytes, 600'000U);
}

}  // namespace
}  // namespace vestnik::reader
