// What stitching costs in bytes. Measured against gzip -9 of the whole page.
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/digest.h"
#include "pages/example_pages.h"
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

// How much larger than gzip -9 an article's page of the example newspaper is, in per cent. The text is as long as that
// of most news: the example's own only shows what there is.
double excess(const SlotFiller& fill) {
  const Chrome site = example::chrome("bg");
  ArticleView article = example::article("bg");
  for (std::uint64_t i = 0; i < 12; ++i) article.body_html.push_back("<p>" + sample::prose(i, 600) + "</p>");
  std::vector<FragmentPtr> page;
  append_chain(page, *make_chain(render_article(site, article), 1, fill), fill);
  append_chain(page, *make_chain(render_tail(site, example::tail("bg")), 2, fill), fill);
  const auto stitched = stitch(std::move(page));
  const std::size_t whole = gzip_9(inflate(*stitched));
  return 100.0 * static_cast<double>(stitched->length) / static_cast<double>(whole) - 100.0;
}

}  // namespace

// The demo portal's pages are measured too, by tests/portal/bytes.test.mjs.
TEST(StitchSize, an_article_page_is_less_than_8_percent_larger_than_gzip_9) {
  const auto advertisement = [](std::string_view name) {
    return compress_slot(render_slot(example::slot(name, "bg")), stable_hash(name));
  };
  const FragmentPtr nothing = compress_slot({}, 1), same = advertisement("rail");
  EXPECT_LT(excess([&](std::string_view) { return nothing; }), 8.0);
  EXPECT_LT(excess([&](std::string_view) { return same; }), 8.0);
  EXPECT_LT(excess(advertisement), 8.0);
}

TEST(SamplePage, it_is_as_large_and_as_compressible_as_a_real_page) {
  const std::size_t page = sample::article(1).size() + sample::tail(2).size();
  EXPECT_GT(page, 35'000U);
  EXPECT_LT(page, 55'000U);
  // Some kilobytes of real news in Bulgarian come to two fifths; what is less would make stitching look cheaper.
  const std::string text = sample::prose(3, 3'400);
  const double ratio = static_cast<double>(text.size()) / static_cast<double>(compress(text, {}, 0, 9)->deflate.size());
  EXPECT_GT(ratio, 2.2);
  EXPECT_LT(ratio, 3.5);
}

}  // namespace vestnik::pages
