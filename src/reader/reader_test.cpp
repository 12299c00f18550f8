// The small pure parts of the reader.
#include <gtest/gtest.h>

#include "reader/chain_cache.h"
#include "reader/feeds.h"
#include "reader/media_files.h"
#include "reader/plan.h"

namespace vestnik::reader {

TEST(Version, order_and_kind_count) {
  EXPECT_EQ(Version("a").add(1).add(2).value(), Version("a").add(1).add(2).value());
  EXPECT_NE(Version("a").add(1).add(2).value(), Version("a").add(2).add(1).value());
  EXPECT_NE(Version("a").add(1).value(), Version("b").add(1).value());
  EXPECT_NE(Version("a").add("x").value(), Version("a").add("y").value());
}

TEST(ByteRange, one_satisfiable_range_is_taken_and_others_are_ignored_or_refused) {
  const auto both = [](std::string_view field) {
    const auto range = parse_range(field, 100);
    return range ? std::pair(range->first, range->last) : std::pair<std::uint64_t, std::uint64_t>(7, 7);
  };
  const std::pair<std::uint64_t, std::uint64_t> ignored{7, 7}, refused{1, 0};
  EXPECT_EQ(both("bytes=0-9"), (std::pair<std::uint64_t, std::uint64_t>(0, 9)));
  EXPECT_EQ(both("bytes=90-"), (std::pair<std::uint64_t, std::uint64_t>(90, 99)));
  EXPECT_EQ(both("bytes=-5"), (std::pair<std::uint64_t, std::uint64_t>(95, 99)));
  EXPECT_EQ(both("bytes=-500"), (std::pair<std::uint64_t, std::uint64_t>(0, 99)));
  EXPECT_EQ(both("bytes=50-500"), (std::pair<std::uint64_t, std::uint64_t>(50, 99)));
  EXPECT_EQ(both("bytes=100-"), refused);
  EXPECT_EQ(both("bytes=-0"), refused);
  for (const char* field : {"", "bytes=", "bytes=a-b", "bytes=9-1", "bytes=0-1,3-4", "lines=0-1", "bytes=1",
                            "bytes=99999999999999999999-"}) {
    EXPECT_EQ(both(field), ignored) << field;
  }
}

TEST(FeedName, a_feed_stands_under_the_page_that_it_follows) {
  EXPECT_EQ(feed_name("/feed.xml").value().of, "/");
  EXPECT_EQ(feed_name("/svyat/feed.atom").value().of, "/svyat/");
  EXPECT_EQ(feed_name("/svyat/feed.json").value().format, FeedFormat::json);
  EXPECT_FALSE(feed_name("/myfeed.xml").has_value());
  EXPECT_FALSE(feed_name("/feed.xml/").has_value());
}

TEST(ChainCache, stays_within_its_bytes_and_keeps_what_is_used) {
  ChainCache cache(64 << 10);
  const auto make = [](std::uint64_t version) {
    auto chain = std::make_shared<pages::Chain>();
    chain->version = version;
    const std::string text(3'000, static_cast<char>('a' + version % 26));
    chain->links.emplace_back().text = pages::compress(text, "", version, 0);
    return chain;
  };
  cache.put(make(0));
  for (std::uint64_t version = 1; version < 500; ++version) {
    cache.put(make(version * 16));  // all in one shard
    ASSERT_NE(cache.find(version * 16), nullptr);
  }
  EXPECT_LE(cache.bytes(), 64U << 10U);
  EXPECT_EQ(cache.find(16), nullptr);
}

}  // namespace vestnik::reader
