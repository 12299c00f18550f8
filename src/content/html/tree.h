// The tree that the HTML5 parser (gumbo) makes of tamed HTML, in memory of its own that is dropped as a whole: gumbo
// frees a tree by recursion, which deep input would turn against us. One thread; what it gives out lives as long as it.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::content::html {

class Tree {
 public:
  explicit Tree(std::string_view html, bool strict = false);
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree();

  const GumboNode* root() const { return root_; }  // its children are the input's topmost nodes
  const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  std::string html_;
  std::vector<std::string> left_out_;
  bool* lent_ = nullptr;  // the mark on the memory that this thread lends to one tree at a time
  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
  const GumboNode* root_ = nullptr;
};

std::span<GumboNode* const> children_of(const GumboNode* node);
bool is_element(const GumboNode* node);
bool is_text(const GumboNode* node);
GumboTag tag_of(const GumboNode* node);  // GUMBO_TAG_LAST of what is no element

// The value of an attribute, or empty.
std::string_view attribute(const GumboNode* node, const char* name);
bool has_attribute(const GumboNode* node, const char* name);
bool has_class(const GumboNode* node, std::string_view name);
bool has_class_with(const GumboNode* node, std::string_view part);  // some class contains `part`

// The next node in document order that lies inside `top`, or nullptr; without entering `node` if `over`.
const GumboNode* next_in(const GumboNode* top, const GumboNode* node, bool over = false);

// The first element of `tag` inside `top`, or nullptr.
const GumboNode* find_in(const GumboNode* top, GumboTag tag);

// All text inside, cleaned, blocks parted by spaces, white space collapsed. Not recursive.
std::string text_in(const GumboNode* node);

// The same as written: in a pre.
std::string raw_text_in(const GumboNode* node);

}  // namespace vestnik::content::html
