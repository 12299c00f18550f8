// Bodies of real articles keep their text, links, pictures and tables through HTML → blocks → HTML.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/files.h"
#include "content/address.h"
#include "content/embed.h"
#include "content/html/tree.h"
#include "content/html_reader.h"
#include "content/html_writer.h"

namespace vestnik::content {

namespace {

PlainFigures plain() {
  return {[](AssetId) { return std::string(); }, [](AssetId) { return std::optional<Asset>(); }};
}

// What an article says, without white space: blocks part words differently from one writing of it to another.
struct Told {
  std::string text;
  std::set<std::string> links, pictures, embeds;
  std::vector<std::vector<std::string>> cells;  // [table][cell]
};

std::string without_space(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > 0x20) out += c;
  }
  std::string joined;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out.compare(i, 2, "\u00A0") == 0) {
      ++i;
    } else {
      joined += out[i];
    }
  }
  return joined;
}

void add_address(std::set<std::string>& to, std::string_view address) {
  const std::string tidy = tidy_address(address);
  if (is_safe_address(tidy)) to.insert(tidy);
}

Told told_by(std::string_view html) {
  Told told;
  GumboOptions options = kGumboDefaultOptions;
  options.fragment_context = GUMBO_TAG_BODY;
  const std::string copy(html);
  GumboOutput* output = gumbo_parse_with_options(&options, copy.data(), copy.size());
  const GumboNode* root = output->root;
  for (const GumboNode* node = html::next_in(root, root); node != nullptr;) {
    bool over = false;
    switch (html::tag_of(node)) {
      case GUMBO_TAG_Q:
        break;
      case GUMBO_TAG_A:
        // A link that holds nothing cannot be seen.
        if (!html::text_in(node).empty() || html::find_in(node, GUMBO_TAG_IMG) != nullptr) {
          add_address(told.links, html::attribute(node, "href"));
        }
        // An embed is written as a link to what it is.
        if (html::has_attribute(node, "data-vestnik-embed")) {
          told.embeds.insert(recognise_embed(html::attribute(node, "href"))->id);
          told.links.erase(tidy_address(html::attribute(node, "href")));
          over = true;
        }
        break;
      case GUMBO_TAG_IMG:
        add_address(told.pictures, html::attribute(node, "src"));
        break;
      case GUMBO_TAG_IFRAME:
        if (const std::optional<Embed> embed = recognise_embed(html::attribute(node, "src")))
          told.embeds.insert(embed->id);
        break;
      case GUMBO_TAG_TABLE:
        told.cells.emplace_back();
        break;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        if (!told.cells.empty()) told.cells.back().push_back(without_space(html::text_in(node)));
        break;
      case GUMBO_TAG_STYLE:
      case GUMBO_TAG_SCRIPT:
      case GUMBO_TAG_TITLE:
        over = true;
        break;
      default:
        if (html::is_text(node)) told.text += node->v.text.text;
    }
    node = html::next_in(root, node, over);
  }
  gumbo_destroy_output(&options, output);
  told.text = without_space(told.text);
  return told;
}

// Quotations by <q> get the marks that a browser would draw; what parts a credit from its caption goes.
std::string without_marks(std::string text) {
  for (const std::string_view mark : {"“", "”", "|"}) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) text.erase(at, mark.size());
  }
  return text;
}

// Where they begin to differ, for the message.
std::string difference(const std::string& left, const std::string& right) {
  const std::size_t at = static_cast<std::size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
  return "\n" + left.substr(at > 40 ? at - 40 : 0, 160) + "\n" + right.substr(at > 40 ? at - 40 : 0, 160);
}

}  // namespace

TEST(RealBodies, keep_what_they_say) {
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(VESTNIK_SOURCE_DIR "/../shared/data/bodies")) {
    const std::string name = entry.path().filename().string();
    const std::string before_html = read_file(entry.path()).value();
    const HtmlResult result = read_html(before_html);
    const std::string after_html = write_html(result.body, plain());
    const Told before = told_by(before_html);
    const Told after = told_by(after_html);
    const std::string said = without_marks(before.text);
    const std::string says = without_marks(after.text);
    EXPECT_EQ(said == says, true) << name << difference(said, says);
    EXPECT_EQ(after.links, before.links) << name;
    EXPECT_EQ(after.pictures, before.pictures) << name;
    EXPECT_EQ(after.embeds, before.embeds) << name;
    EXPECT_EQ(after.cells, before.cells) << name;
    EXPECT_FALSE(result.body.blocks.empty()) << name;
    const Result<Body> stored = parse_body(write_body(result.body));
    ASSERT_TRUE(stored) << name << stored.error().message();
    EXPECT_EQ(*stored, result.body) << name;
    EXPECT_EQ(read_html(after_html).body, result.body) << name;
    ++seen;
  }
  EXPECT_GT(seen, 25U);
}

}  // namespace vestnik::content
