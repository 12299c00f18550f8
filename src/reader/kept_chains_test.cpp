// Chains on disk: found again by the next process, never believed where they are damaged, bounded.
#include "reader/kept_chains.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "base/limits.h"
#include "pages/chain_bytes.h"
#include "store/testing.h"

namespace vestnik::reader {
namespace {

using ::testing::IsNull;
using ::testing::NotNull;

// A chain with a slot in it, as an article has.
pages::ChainPtr chain(std::uint64_t version, std::size_t size = 2'000) {
  std::string html = "<article>" + std::to_string(version);
  for (std::uint64_t seed = version; html.size() < size; seed = seed * 6364136223846793005U + 1442695040888963407U)
    html += std::to_string(seed) + " ";
  return pages::make_chain(html + pages::slot_mark("article-1") + "край</article>", version);
}

std::string text_of(const pages::Chain& chain) {
  std::vector<pages::FragmentPtr> page;
  pages::append_chain(page, chain, [](std::string_view slot) { return pages::compress_slot(slot, 1); });
  return pages::inflate(*pages::stitch(page));
}

class KeptChainsTest : public testing::Test {
 protected:
  KeptChains::Options options(std::uint64_t program = 7) {
    return {.folder = folder_.path() / "kept", .program = program, .bytes = 1 << 20, .segment_bytes = 64 << 10};
  }
  std::filesystem::path file(const char* name) { return folder_.path() / "kept" / name; }

  store::TemporaryFolder folder_;
};

TEST_F(KeptChainsTest, what_was_put_is_found_by_the_next_process_with_the_same_text) {
  {
    KeptChains kept(options(), 10);
    for (std::uint64_t version = 1; version <= 100; ++version) kept.put(*chain(version), 10);
    EXPECT_THAT(kept.find(7), NotNull());
    EXPECT_THAT(kept.find(101), IsNull());
  }
  KeptChains kept(options(), 10);
  EXPECT_EQ(kept.chains(), 100U);
  for (std::uint64_t version = 1; version <= 100; ++version) {
    const pages::ChainPtr found = kept.find(version);
    ASSERT_THAT(found, NotNull());
    EXPECT_EQ(found->version, version);
    EXPECT_EQ(text_of(*found), text_of(*chain(version)));
  }
}

TEST_F(KeptChainsTest, another_program_finds_nothing) {
  { KeptChains(options(7), 10).put(*chain(1), 10); }
  { EXPECT_THAT(KeptChains(options(8), 10).find(1), IsNull()); }
  EXPECT_THAT(KeptChains(options(7), 10).find(1), IsNull());
}

TEST_F(KeptChainsTest, a_store_that_was_put_back_finds_nothing) {
  { KeptChains(options(), 10).put(*chain(1), 12); }
  { EXPECT_THAT(KeptChains(options(), 12).find(1), NotNull()); }
  { EXPECT_THAT(KeptChains(options(), 11).find(1), IsNull()); }
  EXPECT_THAT(KeptChains(options(), 12).find(1), IsNull());
}

TEST_F(KeptChainsTest, the_oldest_go_where_there_are_too_many) {
  KeptChains kept(options(), 10);
  for (std::uint64_t version = 1; version <= 2'000; ++version) kept.put(*chain(version), 10);
  EXPECT_LE(kept.bytes(), std::uint64_t{1} << 20U);
  EXPECT_THAT(kept.find(1), IsNull());
  EXPECT_THAT(kept.find(2'000), NotNull());
  EXPECT_GT(kept.chains(), 100U);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(folder_.path() / "kept")) ++files;
  EXPECT_LE(files, 2U * 17 + 2);
}

TEST_F(KeptChainsTest, a_chain_that_is_too_long_is_not_kept) {
  KeptChains kept(options(), 10);
  kept.put(*chain(1, 8 << 20), 10);
  EXPECT_THAT(kept.find(1), IsNull());
}

TEST_F(KeptChainsTest, damage_is_never_believed_and_mended_by_the_next) {
  { KeptChains(options(), 10).put(*chain(1), 10); }
  const auto size = std::filesystem::file_size(file("1.chains"));
  for (std::uint64_t at = 0; at < size; at += 97) {
    {
      std::fstream chains(file("1.chains"), std::ios::in | std::ios::out | std::ios::binary);
      chains.seekg(static_cast<std::streamoff>(at));
      const char was = static_cast<char>(chains.get());
      chains.seekp(static_cast<std::streamoff>(at));
      chains.put(static_cast<char>(was ^ 1));
      chains.flush();
      KeptChains kept(options(), 10);
      EXPECT_THAT(kept.find(1), IsNull()) << at;
      chains.seekp(static_cast<std::streamoff>(at));
      chains.put(was);
    }
  }
  std::filesystem::resize_file(file("1.chains"), size / 2);
  KeptChains kept(options(), 10);
  EXPECT_THAT(kept.find(1), IsNull());
  kept.put(*chain(1), 10);
  EXPECT_THAT(kept.find(1), NotNull());
}

TEST_F(KeptChainsTest, an_entry_that_is_half_there_hides_none_that_follows) {
  { KeptChains(options(), 10).put(*chain(1), 10); }
  std::ofstream(file("1.index"), std::ios::app | std::ios::binary) << "half";
  { KeptChains(options(), 10).put(*chain(2), 10); }
  KeptChains kept(options(), 10);
  EXPECT_THAT(kept.find(1), NotNull());
  EXPECT_THAT(kept.find(2), NotNull());
}

TEST_F(KeptChainsTest, a_disk_that_was_full_is_used_again_when_there_is_room) {
  auto at_once = options();
  at_once.between_tries = std::chrono::milliseconds(0);
  {
    KeptChains kept(at_once, 10);
    kept.put(*chain(1), 10);
    // Files may not grow beyond a part of the next record.
    const auto signal = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit narrow{static_cast<rlim_t>(std::filesystem::file_size(file("1.chains")) + 100), before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &narrow);
    kept.put(*chain(2), 11);
    kept.put(*chain(3), 11);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, signal);
    EXPECT_THAT(kept.find(2), IsNull());
    EXPECT_THAT(kept.find(3), IsNull());
    EXPECT_THAT(kept.find(1), NotNull()) << "what was kept is still read";
    kept.put(*chain(4), 11);
    EXPECT_THAT(kept.find(4), NotNull());
  }
  KeptChains kept(options(), 11);
  EXPECT_EQ(kept.chains(), 2U);
  for (const std::uint64_t version : {1U, 4U}) {
    const pages::ChainPtr found = kept.find(version);
    ASSERT_THAT(found, NotNull()) << version;
    EXPECT_EQ(text_of(*found), text_of(*chain(version)));
  }
}

TEST_F(KeptChainsTest, a_folder_that_another_process_holds_is_left_alone) {
  KeptChains first(options(), 10);
  first.put(*chain(1), 10);
  KeptChains second(options(), 10);
  second.put(*chain(2), 10);
  EXPECT_THAT(second.find(2), IsNull());
  EXPECT_THAT(first.find(1), NotNull());
}

TEST_F(KeptChainsTest, many_threads_find_and_put) {
  KeptChains kept(options(), 10);
  std::vector<std::jthread> threads;
  for (unsigned thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint64_t turn = 0; turn < 400; ++turn) {
        const std::uint64_t version = 1 + (turn * 7 + thread * 13) % 300;
        pages::ChainPtr found = turn % 2 == 0 ? kept.find(version) : kept.find_at_once(version);
        if (!found) kept.put(*chain(version, 300), 10);
        if (found) {
          EXPECT_EQ(found->version, version);
        }
      }
    });
  }
}

TEST(ChainBytes, what_is_no_chain_is_refused) {
  const std::string bytes = pages::chain_bytes(*chain(1));
  ASSERT_THAT(pages::chain_of(bytes, 1), NotNull());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const pages::ChainPtr cut = pages::chain_of(std::string_view(bytes).substr(0, length), 1);
    if (cut) {
      EXPECT_LT(cut->links.size(), 3U) << length;  // ends between two links
    }
  }
  EXPECT_THAT(pages::chain_of("", 1), IsNull());
  EXPECT_THAT(pages::chain_of("x", 1), IsNull());
  EXPECT_THAT(pages::chain_of(std::string("T\xFF\xFF\xFF\xFF", 5) + std::string(12, '\xFF'), 1), IsNull());
}

}  // namespace
}  // namespace vestnik::reader
