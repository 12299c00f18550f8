// What is committed reaches readers, also where taking it over failed at first.
#include "commands/followers.h"

#include <gtest/gtest.h>

#include "edition/edition.h"
#include "store/testing_both.h"

namespace vestnik::commands {
namespace {

TEST(Followers, one_that_failed_is_asked_again_until_it_has_followed) {
  int attempts = 0, others = 0;
  Followers followers;
  followers.add([&]() -> Result<void> {
    if (++attempts < 3) return fail(ErrorKind::unavailable, "no connection left");
    return {};
  });
  followers.add([&]() -> Result<void> {
    ++others;
    return {};
  });
  followers.retry();
  EXPECT_EQ(attempts, 0) << "nothing was committed";
  followers.follow();
  for (int round = 0; round < 5; ++round) followers.retry();
  EXPECT_EQ(attempts, 3);
  EXPECT_EQ(others, 1) << "it had followed at once";
}

TEST(Followers, a_publish_reaches_readers_after_their_handle_had_failed) {
  ASSERT_NE(store::TemporarySchema::server(), "")
      << "no PostgreSQL for the tests: run them as scripts/with-postgres COMMAND (./test does)";
  const store::TemporarySchema schema;
  store::Options options;
  options.url = schema.url();
  store::TemporaryStore store(options);
  const SiteId site = store.add_site();
  const SectionId section = store.add_section(site);
  const auto press = store::need(edition::Press::start(*store));
  Followers followers;
  followers.add([&] { return press->follow(); });
  store->on_change([&] { followers.follow(); });

  const std::string changes = schema.name() + ".changes";
  store::TemporarySchema::run("REVOKE ALL ON " + changes + " FROM vestnik_public");
  const ArticleId id = store.publish(store::an_article(site, section, "Мост"));
  EXPECT_EQ(press->current()->site_for("")->article(id), nullptr) << "readers' handle did not fail";
  followers.retry();
  EXPECT_EQ(press->current()->site_for("")->article(id), nullptr);
  store::TemporarySchema::run("GRANT SELECT ON " + changes + " TO vestnik_public");
  followers.retry();
  EXPECT_NE(press->current()->site_for("")->article(id), nullptr);
  store->on_change({});
}

}  // namespace
}  // namespace vestnik::commands
