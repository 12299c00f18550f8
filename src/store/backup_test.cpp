#include "store/backup.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/files.h"
#include "store/articles.h"
#include "store/check.h"
#include "store/testing_both.h"
#include "store/tokens.h"

namespace vestnik::store {
namespace {

using testing::IsEmpty;

class Backup : public OnBoth {
 protected:
  // A new store of either kind that holds what is in `file`.
  class Restored {
   public:
    Restored(Kind kind, const std::filesystem::path& file) {
      options_.data = folder_.path();
      if (kind == Kind::postgresql) {
        schema_ = std::make_unique<TemporarySchema>();
        options_.url = schema_->url();
      }
      need(restore_from(file, options_));
      store_ = need(Store::open(options_));
    }
    ~Restored() { store_.reset(); }
    Store* operator->() { return store_.get(); }
    const Options& options() const { return options_; }

   private:
    TemporaryFolder folder_;
    std::unique_ptr<TemporarySchema> schema_;
    Options options_;
    std::unique_ptr<Store> store_;
  };

  std::filesystem::path file() const { return folder_.path() / "copy.db"; }

  TemporaryFolder folder_;
};
ON_BOTH(Backup);

TEST_P(Backup, restores_everything_into_either_database) {
  auto site = world().add_site();
  auto section = world().add_section(site);
  auto article = an_article(site, section, "Нов мост „Дунав“");
  article.authors = {world().add_author(site)};
  article.topics = {world().add_topic(site)};
  article.lead_image = world().add_asset(site);
  auto id = world().publish(article);
  auto draft = world().add(an_article(site, section, "Чернова"));
  auto token = write([&](Session& session) {
    auto child = a_section(site, "balkani", "Балкани");
    child.id = save_section(session, child, test_time);
    auto parent = find_section(session, section).value();
    parent.parent = child.id;  // a row that names a later one
    save_section(session, parent, test_time);
    set_setting(session, {}, "name", "стойност");
    return add_token(session, "editor", "за теста", test_time);
  });
  ASSERT_TRUE(store().copy_to(file()));

  for (Kind kind : {Kind::sqlite, Kind::postgresql}) {
    Restored restored(kind, file());
    need(restored->read([&](Session& session) {
      EXPECT_THAT(check(session), IsEmpty());
      EXPECT_EQ(find_article(session, id)->body, article.body);
      EXPECT_EQ(find_article(session, draft)->headline, "Чернова");
      EXPECT_EQ(find_setting(session, {}, "name"), "стойност");
      EXPECT_TRUE(find_token(session, token, test_time));
    }));
    EXPECT_EQ(need(restored->read_public([&](Session& s) { return find_published(s, id); }))->headline,
              article.headline);
    // Numbers go on where they were.
    auto next = need(restored->write([&](Session& s) { return add_article(s, article, "test", test_time); }));
    EXPECT_GT(next, draft);
    EXPECT_EQ(restore_from(file(), restored.options()).error().kind, ErrorKind::conflict);  // not over something
  }
}

TEST_P(Backup, is_one_moment_of_the_store_while_others_go_on_writing) {
  auto site = world().add_site();
  auto section = world().add_section(site);
  std::atomic<bool> stop = false;
  std::atomic<int> published = 0;
  std::jthread writer([&] {
    while (!stop) {
      world().publish(an_article(site, section, "Статия"));
      ++published;
    }
  });
  for (int round = 0; round < 3; ++round) {
    int at_least = published;
    while (published < at_least + 3) std::this_thread::yield();
    at_least = published;
    ASSERT_TRUE(store().copy_to(file()));
    Restored restored(Kind::sqlite, file());
    need(restored->read([&](Session& session) {
      EXPECT_THAT(check(session), IsEmpty());
      EXPECT_GE(count_published(session), at_least);
    }));
  }
  stop = true;
}

TEST_P(Backup, is_one_file_that_only_its_owner_reads) {
  world().add_site();
  ASSERT_TRUE(store().copy_to(file()));
  ASSERT_TRUE(store().copy_to(file()));  // again over the older one
  struct stat information {};
  ASSERT_EQ(::stat(file().c_str(), &information), 0);
  EXPECT_EQ(information.st_mode & 0777U, 0600U);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) files += entry.exists() ? 1 : 0;
  EXPECT_EQ(files, 1U);
}

TEST(Restoring, a_store_with_a_site_an_account_or_a_token_is_not_filled) {
  const TemporaryFolder folder;
  Options options;
  options.data = folder.path();
  EXPECT_TRUE(may_be_filled(options)) << "there is nothing at all";
  need(Store::open(options));
  EXPECT_TRUE(may_be_filled(options)) << "an empty store";
  {
    const auto store = need(Store::open(options));
    need(store->write([](Session& session) {
      session.run(
          "INSERT INTO users (email, name, language, password, totp_secret, totp_step, handle, created_at) "
          "VALUES ('desk@example.com', 'Desk', 'bg', '', '', 0, 'x', 1)",
          {});
    }));
  }
  EXPECT_EQ(may_be_filled(options).error().kind, ErrorKind::conflict);
}

TEST(Restoring, what_is_no_copy_is_refused_and_leaves_nothing) {
  TemporaryFolder folder;
  Options options;
  options.data = folder.path() / "data";
  auto file = folder.path() / "copy.db";
  EXPECT_EQ(restore_from(file, options).error().kind, ErrorKind::not_found);

  ASSERT_TRUE(write_file(file, std::string(20'000, 'x')));
  EXPECT_EQ(restore_from(file, options).error().kind, ErrorKind::invalid);
  ASSERT_TRUE(write_file(file, ""));
  EXPECT_EQ(restore_from(file, options).error().kind, ErrorKind::invalid);

  TemporaryStore whole;
  auto site = whole.add_site();
  auto section = whole.add_section(site);
  for (int count = 0; count < 200; ++count) whole.publish(an_article(site, section, "Статия"));
  ASSERT_TRUE(whole->copy_to(file));
  auto bytes = read_file(file).value();
  for (std::size_t at = bytes.size() / 3; at < bytes.size() / 3 + 60'000; ++at) bytes[at] = static_cast<char>(at * 7);
  ASSERT_TRUE(write_file(file, bytes));
  EXPECT_EQ(restore_from(file, options).error().kind, ErrorKind::invalid);
  ASSERT_TRUE(write_file(file, bytes.substr(0, bytes.size() / 2)));
  EXPECT_EQ(restore_from(file, options).error().kind, ErrorKind::invalid);
  EXPECT_FALSE(std::filesystem::exists(options.data / "vestnik.db"));
  EXPECT_TRUE(std::filesystem::is_empty(options.data));
}

TEST(Restoring, a_copy_of_a_newer_program_is_refused) {
  TemporaryStore newer;
  need(newer->write([](Session& session) { session.run("INSERT INTO schema_versions VALUES (9999, 'x')", {}); }));
  TemporaryFolder folder;
  auto file = folder.path() / "copy.db";
  ASSERT_TRUE(newer->copy_to(file));
  Options options;
  options.data = folder.path() / "data";
  EXPECT_EQ(restore_from(file, options).error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace vestnik::store
