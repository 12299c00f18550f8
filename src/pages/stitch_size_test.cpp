// What stitching costs in bytes. Measured against gzip -9 of the whole page.
#include <gtest/gtest.h>
#include <zlib.h>

#include "pages/fragment.h"
#include "pages/sample_page.h"

namespace vestnik::pages {
namespace {

std::size_t gzip_9(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));  // NOLINT: not written to
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  const std::size_t length = stream.total_out;
  deflateEnd(&stream);
  return length;
}

// How much larger than gzip -9 a page of an article and a tail is, in per cent.
double excess(std::uint64_t seed, const SlotFiller& fill) {
  const ChainPtr article = make_chain(sample::article(seed), seed, {}, fill);
  const ChainPtr tail = make_chain(sample::tail(seed + 1'000), seed, sample::seam(), fill);
  std::vector<FragmentPtr> page;
  append_chain(page, *article, fill);
  append_chain(page, *tail, fill);
  const auto stitched = stitch(std::move(page));
  const std::size_t whole = gzip_9(inflate(*stitched));
  const double percent = 100.0 * static_cast<double>(stitched->length) / static_cast<double>(whole) - 100.0;
  ::testing::Test::RecordProperty("percent", std::to_string(percent));
  return percent;
}

}  // namespace

TEST(StitchSize, an_article_page_is_less_than_8_percent_larger_than_gzip_9) {
  const FragmentPtr nothing = compress_slot({}, 1);
  const FragmentPtr same = compress_slot(sample::slot("all", 7), 2);
  const auto different = [](std::string_view name) {
    return compress_slot(sample::slot(name, name.size()), name.size());
  };
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    EXPECT_LT(excess(seed, [&](std::string_view) { return nothing; }), 8.0);
    EXPECT_LT(excess(seed, [&](std::string_view) { return same; }), 8.0);
    EXPECT_LT(excess(seed, different), 8.0);
  }
}

}  // namespace vestnik::pages
