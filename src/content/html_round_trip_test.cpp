// A body that is exported as HTML and read again is the same body.
#include <gtest/gtest.h>

#include "content/html_reader.h"
#include "content/html_writer.h"
#include "content/random_body.h"

namespace vestnik::content {

namespace {

constexpr std::string_view address_prefix = "https://example.org/media/";

Asset asset_of(AssetId id) {
  Asset asset;
  asset.id = id;
  asset.kind = id.value == 3 ? Asset::Kind::video : id.value == 4 ? Asset::Kind::audio : Asset::Kind::image;
  if (id.value == 1) {
    asset.alt = "Сняг по върховете";
    asset.credit = "Снимка: БТА";
    asset.width = 1200;
    asset.height = 800;
  }
  return asset;
}

PlainFigures plain_figures() {
  return {[](AssetId id) { return std::string(address_prefix) + std::to_string(id.value); },
          [](AssetId id) { return std::optional<Asset>(asset_of(id)); }};
}

HtmlOptions known_assets() {
  HtmlOptions options;
  options.asset_of = [](std::string_view address) {
    if (!address.starts_with(address_prefix)) return AssetId();
    return AssetId{std::stoll(std::string(address.substr(address_prefix.size())))};
  };
  return options;
}

const RandomBody::Assets assets = {{{1}, {2}}, {{3}}, {{4}}};

}  // namespace

TEST(HtmlRoundTrip, every_type_of_block_survives_alone) {
  for (const NodeRule& rule : node_rules()) {
    if (!rule.block) continue;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      RandomBody random(seed, assets);
      Body body;
      body.blocks.push_back(random.block(rule.type, 2));
      const std::string html = write_html(body, plain_figures());
      const HtmlResult again = read_html(html, known_assets());
      ASSERT_EQ(again.body, body) << rule.type << "\n"
                                  << html << "\n"
                                  << write_body(body) << "\n"
                                  << write_body(again.body);
    }
  }
}

TEST(HtmlRoundTrip, random_bodies_survive) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    RandomBody random(seed, assets);
    const Body body = random.body();
    const std::string html = write_html(body, plain_figures());
    const HtmlResult again = read_html(html, known_assets());
    ASSERT_EQ(again.body, body) << seed << "\n" << html << "\n" << write_body(body) << "\n" << write_body(again.body);
  }
}

TEST(HtmlRoundTrip, a_body_larger_than_the_parser_is_trusted_with_survives) {
  RandomBody random(7, assets);
  Body body;
  for (std::size_t i = 0; i < 1'500; ++i) {
    for (Node& block : random.body(3).blocks) body.blocks.push_back(std::move(block));
  }
  const HtmlResult again = read_html(write_html(body, plain_figures()), known_assets());
  ASSERT_EQ(again.body.blocks.size(), body.blocks.size());
  for (std::size_t i = 0; i < body.blocks.size(); ++i) {
    ASSERT_EQ(again.body.blocks[i], body.blocks[i]) << write_html(Body{{body.blocks[i]}}, plain_figures());
  }
}

TEST(HtmlRoundTrip, what_an_asset_says_itself_is_not_said_again_unless_the_asset_is_unknown) {
  const Body body = *parse_body(R"({"type":"doc","content":[{"type":"image","attrs":{"asset":1}}]})");
  const std::string html = write_html(body, plain_figures());
  EXPECT_EQ(read_html(html, known_assets()).body, body);
  const Node image = read_html(html).body.blocks.at(0);
  EXPECT_EQ(attribute_of(image.attributes, "src"), "https://example.org/media/1");
  EXPECT_EQ(attribute_of(image.attributes, "credit"), "Снимка: БТА");
  EXPECT_EQ(attribute_of(image.attributes, "alt"), "Сняг по върховете");
}

TEST(HtmlRoundTrip, marks_of_export_in_foreign_html_are_held_to_the_grammar) {
  const auto stored = [](std::string_view html) { return write_body(read_html(html).body); };
  EXPECT_EQ(stored("<a data-vestnik-embed=youtube href='javascript:alert(1)'>a</a>"),
            R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]})");
  EXPECT_EQ(stored("<div data-vestnik=rawHtml><script>a</script><p onclick=b>c</p></div>"),
            R"({"type":"doc","content":[{"type":"rawHtml","attrs":{"html":"<p>c</p>"}}]})");
  EXPECT_EQ(stored("<figure data-vestnik-poster='data:x'><video src='/a.mp4'></video></figure>"),
            R"({"type":"doc","content":[{"type":"video","attrs":{"src":"/a.mp4"}}]})");
  EXPECT_EQ(
      stored("<div data-vestnik=poll><p>Q</p><ul><li>one</li></ul></div>"),
      R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Q"}]},{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"one"}]}]}]}]})");
  EXPECT_EQ(stored("<div data-vestnik=adBreak>text</div>"),
            R"({"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"text"}]}]})");
}

}  // namespace vestnik::content
