// A page as a browser reads it, for tests: parsed by an HTML5 parser, so that what a test sees is what a reader gets.
#pragma once

#include <gumbo.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::pages::testing_page {

struct Element {
  std::string tag;
  std::map<std::string, std::string> attributes;
  std::string text;  // of itself and of everything in it
};

class Page {
 public:
  explicit Page(std::string html) : html_(std::move(html)) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = -1;
    const std::unique_ptr<GumboOutput, std::function<void(GumboOutput*)>> parsed(
        gumbo_parse_with_options(&options, html_.data(), html_.size()),
        [&](GumboOutput* output) { gumbo_destroy_output(&options, output); });
    errors_ = parsed->errors.length;
    read(parsed->root);
  }

  std::size_t errors() const { return errors_; }
  const std::string& html() const { return html_; }
  const std::vector<Element>& elements() const { return elements_; }

  std::vector<Element> all(std::string_view tag) const {
    std::vector<Element> found;
    for (const Element& element : elements_) {
      if (element.tag == tag) found.push_back(element);
    }
    return found;
  }

 private:
  std::string read(const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
      return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ? node->v.text.text : "";
    }
    const GumboElement& element = node->v.element;
    const std::size_t place = elements_.size();
    elements_.emplace_back();
    GumboStringPiece name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    std::string tag =
        element.tag == GUMBO_TAG_UNKNOWN ? std::string(name.data, name.length) : gumbo_normalized_tagname(element.tag);
    std::map<std::string, std::string> attributes;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      attributes[attribute->name] = attribute->value;
    }
    std::string text;
    for (unsigned i = 0; i < element.children.length; ++i) {
      text += read(static_cast<const GumboNode*>(element.children.data[i]));
    }
    elements_[place] = {std::move(tag), std::move(attributes), text};
    return text;
  }

  std::string html_;
  std::vector<Element> elements_;
  std::size_t errors_ = 0;
};

}  // namespace vestnik::pages::testing_page
