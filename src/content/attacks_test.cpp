// What others wrote to break sanitisers, through everything that takes HTML here.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "content/address.h"
#include "content/html/sanitizer.h"
#include "content/html/tree.h"
#include "content/html_reader.h"
#include "content/html_writer.h"

namespace vestnik::content {

namespace {

const std::string attacks = VESTNIK_SOURCE_DIR "/../shared/data/attacks/";

std::string attack_file(const char* name) {
  const Result<std::string> text = read_file(attacks + name);
  EXPECT_TRUE(text) << name;
  return text ? *text : std::string();
}

std::vector<std::string> payloads() {
  std::vector<std::string> all;
  const Result<json::value> list = parse_json(attack_file("html-sanitizer-1.json"));
  EXPECT_TRUE(list);
  if (list) {
    for (const json::value& each : list->as_array()) all.push_back(string_or(each.as_object(), "payload"));
  }
  const std::string vectors = attack_file("html5-vectors-1.txt");
  all.push_back(vectors);
  for (std::size_t at = vectors.find("<div id="); at != std::string::npos;) {
    const std::size_t next = vectors.find("<div id=", at + 1);
    all.push_back(vectors.substr(at, next - at));
    at = next;
  }
  const json::value naughty = parse_json(attack_file("naughty-strings.json")).value();
  for (const json::value& each : naughty.as_array()) {
    all.emplace_back(each.as_string());
  }
  return all;
}

class NoFigures : public Figures {
 public:
  std::string media(AssetId, std::string_view, bool) const override { return {}; }
  std::string credit(AssetId) const override { return {}; }
  std::string embed(std::string_view, std::string_view, std::string_view url, std::string_view title) const override {
    return fmt::format("<a href=\"{}\">{}</a>", text::escape_html(url), text::escape_html(title));
  }
};

PlainFigures plain() {
  return {[](AssetId) { return std::string(); }, [](AssetId) { return std::optional<Asset>(); }};
}

// Parsed with gumbo itself, not with what is under test.
class Parsed {
 public:
  explicit Parsed(std::string_view html) : html_(html) {
    options_.fragment_context = GUMBO_TAG_BODY;
    output_ = gumbo_parse_with_options(&options_, html_.data(), html_.size());
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() { gumbo_destroy_output(&options_, output_); }
  const GumboNode* root() const { return output_->root; }

 private:
  std::string html_;
  GumboOptions options_ = kGumboDefaultOptions;
  GumboOutput* output_ = nullptr;
};

bool is_written_element(GumboTag tag) {
  static const std::set<GumboTag> more = {GUMBO_TAG_VIDEO, GUMBO_TAG_AUDIO};
  return html::is_allowed_element(tag) || more.contains(tag);
}

bool is_written_attribute(std::string_view name) {
  static const std::set<std::string_view> more = {"class",
                                                  "id",
                                                  "tabindex",
                                                  "role",
                                                  "aria-label",
                                                  "poster",
                                                  "controls",
                                                  "width",
                                                  "height",
                                                  "data-vestnik",
                                                  "data-vestnik-poster",
                                                  "data-vestnik-embed",
                                                  "data-vestnik-footnote"};
  return html::is_allowed_attribute(name) || more.contains(name);
}

void expect_harmless(std::string_view html, std::string_view payload) {
  const Parsed parsed(html);
  for (const GumboNode* node = html::next_in(parsed.root(), parsed.root()); node != nullptr;
       node = html::next_in(parsed.root(), node)) {
    ASSERT_NE(node->type, GUMBO_NODE_COMMENT) << payload;
    if (!html::is_element(node)) continue;
    ASSERT_EQ(node->v.element.tag_namespace, GUMBO_NAMESPACE_HTML) << payload;
    ASSERT_TRUE(is_written_element(html::tag_of(node))) << gumbo_normalized_tagname(html::tag_of(node)) << "\n"
                                                        << payload << "\n"
                                                        << html;
    const GumboVector& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
      const std::string_view name = attribute->name;
      ASSERT_TRUE(is_written_attribute(name)) << name << "\n" << payload << "\n" << html;
      if (name == "href" || name == "src" || name == "cite" || name == "poster") {
        ASSERT_TRUE(is_safe_address(attribute->value)) << attribute->value << "\n" << payload;
      }
    }
  }
}

}  // namespace

TEST(Attacks, nothing_that_runs_comes_out_of_a_body) {
  const std::vector<std::string> all = payloads();
  ASSERT_GT(all.size(), 700U);
  for (const std::string& payload : all) {
    const HtmlResult result = read_html(payload);
    expect_harmless(write_html(result.body, NoFigures()), payload);
    expect_harmless(write_html(result.body, plain()), payload);
    const Result<Body> again = parse_body(write_body(result.body));
    ASSERT_TRUE(again) << again.error().message() << "\n" << payload;
    ASSERT_EQ(*again, result.body) << payload;
  }
}

TEST(Attacks, sanitising_leaves_only_the_list_and_once_is_enough) {
  for (const std::string& payload : payloads()) {
    const std::string html = sanitize_html(payload);
    expect_harmless(html, payload);
    ASSERT_EQ(sanitize_html(html), html) << payload;
  }
}

TEST(Attacks, html_that_is_kept_is_harmless_too) {
  for (const std::string& payload : payloads()) {
    const HtmlResult result = read_html("<dl><dt>" + payload + "<dd>" + payload + "</dl>");
    expect_harmless(write_html(result.body, NoFigures()), payload);
    ASSERT_TRUE(parse_body(write_body(result.body))) << payload;
  }
}

TEST(Attacks, naughty_strings_are_text_like_any_other) {
  const json::value naughty = parse_json(attack_file("naughty-strings.json")).value();
  for (const json::value& each : naughty.as_array()) {
    const std::string text = text::clean(std::string(each.as_string()));
    if (text.empty()) continue;
    Body body;
    Node& paragraph = body.blocks.emplace_back();
    paragraph.type = "paragraph";
    Node& node = paragraph.children.emplace_back();
    node.type = "text";
    node.text = text;
    const std::string html = write_html(body, NoFigures());
    const Parsed parsed(html);
    ASSERT_EQ(html::children_of(parsed.root()).size(), 1U) << text;
    const GumboNode* read = html::children_of(parsed.root())[0];
    ASSERT_EQ(html::tag_of(read), GUMBO_TAG_P);
    ASSERT_EQ(html::children_of(read).size(), 1U) << text;
    ASSERT_EQ(std::string(html::children_of(read)[0]->v.text.text), text);
    const Result<Body> again = parse_body(write_body(body));
    ASSERT_TRUE(again) << text;
    ASSERT_EQ(*again, body) << text;
    // As markup it is harmless, as an attribute it is text.
    const std::string attribute = "<p title=\"" + text::escape_html(text) + "\">x</p>";
    const Parsed with_attribute(attribute);
    ASSERT_EQ(std::string(html::attribute(html::children_of(with_attribute.root())[0], "title")), text);
  }
}

}  // namespace vestnik::content
