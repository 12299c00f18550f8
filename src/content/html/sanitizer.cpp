#include "content/html/sanitizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "content/address.h"
#include "content/body.h"
#include "content/grammar.h"

namespace vestnik::content::html {

namespace {

constexpr int deepest_kept = 110;  // more than html/nesting.h lets through

constexpr std::array<GumboTag, 62> allowed = {
    GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_SECTION,    GUMBO_TAG_H2,      GUMBO_TAG_H3,
    GUMBO_TAG_H4,      GUMBO_TAG_H5,      GUMBO_TAG_H6,         GUMBO_TAG_BR,      GUMBO_TAG_HR,
    GUMBO_TAG_WBR,     GUMBO_TAG_UL,      GUMBO_TAG_OL,         GUMBO_TAG_LI,      GUMBO_TAG_DL,
    GUMBO_TAG_DT,      GUMBO_TAG_DD,      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,     GUMBO_TAG_FIGURE,
    GUMBO_TAG_TABLE,   GUMBO_TAG_CAPTION, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_THEAD,   GUMBO_TAG_TBODY,
    GUMBO_TAG_TFOOT,   GUMBO_TAG_TR,      GUMBO_TAG_TH,         GUMBO_TAG_TD,      GUMBO_TAG_A,
    GUMBO_TAG_B,       GUMBO_TAG_STRONG,  GUMBO_TAG_I,          GUMBO_TAG_EM,      GUMBO_TAG_U,
    GUMBO_TAG_S,       GUMBO_TAG_INS,     GUMBO_TAG_DEL,        GUMBO_TAG_SMALL,   GUMBO_TAG_SUB,
    GUMBO_TAG_SUP,     GUMBO_TAG_MARK,    GUMBO_TAG_CODE,       GUMBO_TAG_KBD,     GUMBO_TAG_SAMP,
    GUMBO_TAG_VAR,     GUMBO_TAG_ABBR,    GUMBO_TAG_CITE,       GUMBO_TAG_Q,       GUMBO_TAG_DFN,
    GUMBO_TAG_TIME,    GUMBO_TAG_SPAN,    GUMBO_TAG_BDI,        GUMBO_TAG_BDO,     GUMBO_TAG_RUBY,
    GUMBO_TAG_RT,      GUMBO_TAG_RP,      GUMBO_TAG_IMG,        GUMBO_TAG_ADDRESS, GUMBO_TAG_DETAILS,
    GUMBO_TAG_SUMMARY, GUMBO_TAG_ASIDE};

struct Rule {
  std::string_view name;
  AttributeRule value;
  std::vector<GumboTag> tags;  // empty: on every element
};

constexpr std::array<std::string_view, 2> directions = {"ltr", "rtl"};
constexpr std::array<std::string_view, 4> scopes = {"row", "col", "rowgroup", "colgroup"};

const std::vector<Rule>& rules() {
  using enum AttributeKind;
  static const std::vector<Rule> all = {
      {"href", {"href", address}, {GUMBO_TAG_A}},
      {"src", {"src", resource}, {GUMBO_TAG_IMG}},
      {"alt", {"alt", line}, {GUMBO_TAG_IMG}},
      {"title", {"title", line}, {}},
      {"lang", {"lang", code}, {}},
      {"dir", {"dir", choice, false, 0, 0, -1, directions}, {}},
      {"cite", {"cite", address}, {GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_Q, GUMBO_TAG_INS, GUMBO_TAG_DEL}},
      {"datetime", {"datetime", line}, {GUMBO_TAG_TIME, GUMBO_TAG_INS, GUMBO_TAG_DEL}},
      {"start", {"start", integer, false, 0, 1'000'000}, {GUMBO_TAG_OL}},
      {"colspan", {"colspan", integer, false, 1, 100}, {GUMBO_TAG_TD, GUMBO_TAG_TH}},
      {"rowspan", {"rowspan", integer, false, 1, 1'000}, {GUMBO_TAG_TD, GUMBO_TAG_TH}},
      {"scope", {"scope", choice, false, 0, 0, -1, scopes}, {GUMBO_TAG_TH}},
  };
  return all;
}

bool is_single(GumboTag tag) {
  return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR || tag == GUMBO_TAG_WBR || tag == GUMBO_TAG_IMG;
}

class Serialiser {
 public:
  explicit Serialiser(const LinkOf& link_of) : link_of_(link_of) {}

  void write(const GumboNode* node) {
    if (is_text(node)) {
      out_ += text::escape_html(clean_text(node->v.text.text));
    } else if (is_element(node)) {
      write_element(node);
    }
  }

  void write_children(const GumboNode* node) {
    if (depth_ >= deepest_kept) {
      out_ += text::escape_html(text_in(node));
      return;
    }
    ++depth_;
    for (const GumboNode* child : children_of(node)) write(child);
    --depth_;
  }

  std::string take() { return std::move(out_); }

 private:
  void write_element(const GumboNode* node) {
    const GumboTag tag = tag_of(node);
    if (!is_allowed_element(tag)) return write_children(node);
    const std::size_t from = out_.size();
    (out_ += '<') += gumbo_normalized_tagname(tag);
    bool has_place = false;
    for (const Rule& rule : rules()) has_place |= write_attribute(node, rule);
    // A picture without a place is its text, a link without one only what stands in it.
    if (tag == GUMBO_TAG_IMG && !has_place) {
      out_.resize(from);
      out_ += text::escape_html(one_line(attribute(node, "alt")));
      return;
    }
    if (tag == GUMBO_TAG_A && !has_place) {
      out_.resize(from);
      return write_children(node);
    }
    if (tag == GUMBO_TAG_A) out_ += " rel=\"noopener\"";
    if (tag == GUMBO_TAG_IMG && !has_attribute(node, "alt")) out_ += " alt=\"\"";
    out_ += '>';
    if (is_single(tag)) return;
    // The parser drops a line end right after <pre>.
    if (tag == GUMBO_TAG_PRE && raw_text_in(node).starts_with('\n')) out_ += '\n';
    write_children(node);
    ((out_ += "</") += gumbo_normalized_tagname(tag)) += '>';
  }

  // True where it was an address.
  bool write_attribute(const GumboNode* node, const Rule& rule) {
    if (!has_attribute(node, rule.name.data())) return false;
    if (rule.tags.size() > 0 && std::ranges::find(rule.tags, tag_of(node)) == rule.tags.end()) return false;
    std::string value(attribute(node, rule.name.data()));
    const bool place = rule.name == "href" || rule.name == "src";
    if (place || rule.name == "cite") value = tidy_address(value);
    if (rule.name == "href" && link_of_) value = link_of_(value);
    std::optional<json::value> normal = rule.value.kind == AttributeKind::integer
                                            ? number(rule.value, value)
                                            : normal_value(rule.value, json::value(value));
    const bool empty_alt = rule.name == "alt" && normal && normal->is_null();
    if (!normal || (normal->is_null() && !empty_alt)) return false;
    ((out_ += ' ') += rule.name) += "=\"";
    if (normal->is_string()) out_ += text::escape_html(normal->get_string());
    if (normal->is_int64()) out_ += std::to_string(normal->get_int64());
    out_ += '"';
    return place;
  }

  static std::optional<json::value> number(const AttributeRule& rule, std::string_view text) {
    if (text.empty() || text.size() > 7 || text.find_first_not_of("0123456789") != std::string_view::npos) {
      return std::nullopt;
    }
    return normal_value(rule, json::value(std::stoll(std::string(text))));
  }

  const LinkOf& link_of_;
  std::string out_;
  int depth_ = 0;
};

}  // namespace

bool is_allowed_element(GumboTag tag) {
  return std::ranges::find(allowed, tag) != allowed.end();
}

bool is_allowed_attribute(std::string_view name) {
  return name == "rel" || std::ranges::find(rules(), name, &Rule::name) != rules().end();
}

std::string serialised(const GumboNode* node, const LinkOf& link_of) {
  Serialiser serialiser(link_of);
  serialiser.write(node);
  return serialiser.take();
}

std::string serialised_children(const GumboNode* node, const LinkOf& link_of) {
  Serialiser serialiser(link_of);
  serialiser.write_children(node);
  return serialiser.take();
}

}  // namespace vestnik::content::html
