#include "content/html/tree.h"

#include <algorithm>
#include <cstring>

#include "content/grammar.h"
#include "content/html/tag_kinds.h"
#include "content/html/tame.h"

namespace vestnik::content::html {

namespace {

// An article's tree fits; lent to one tree of a thread at a time.
constexpr std::size_t usual_tree_bytes = 512 << 10;

std::vector<std::byte>& usual_memory() {
  thread_local std::vector<std::byte> memory;
  return memory;
}

void* allocate(void* memory, std::size_t bytes) {
  return static_cast<std::pmr::monotonic_buffer_resource*>(memory)->allocate(bytes);
}

template <class Test>
bool any_class(const GumboNode* node, Test test) {
  std::string_view rest = attribute(node, "class");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \t\n\r\f"), rest.size());
    if (end > 0 && test(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

void put_texts_back(GumboNode* root, const StandIns& texts, std::pmr::monotonic_buffer_resource& memory) {
  for (const GumboNode* node = root; node != nullptr; node = next_in(root, node)) {
    if (node->type != GUMBO_NODE_TEXT) continue;
    const std::string_view parsed = node->v.text.text;
    if (!StandIns::has_private(parsed)) continue;
    std::size_t size = 1;
    texts.each_part(parsed, [&size](std::string_view part) { size += part.size(); });
    char* const whole = static_cast<char*>(memory.allocate(size, 1));
    char* end = whole;
    texts.each_part(parsed, [&end](std::string_view part) { end = std::ranges::copy(part, end).out; });
    *end = '\0';
    const_cast<GumboNode*>(node)->v.text.text = whole;
  }
}

}  // namespace

Tree::Tree(std::string_view html, bool strict) {
  Tamed tamed = tame(html, strict);
  html_ = std::move(tamed.html);
  left_out_ = std::move(tamed.left_out);
  std::vector<std::byte>& usual = usual_memory();
  if (usual.empty()) usual.resize(usual_tree_bytes);
  thread_local bool lent = false;
  if (!lent) {
    lent = true;
    lent_ = &lent;
    memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>(usual.data(), usual.size());
  } else {
    memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>(usual_tree_bytes / 8);
  }
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = [](void*, void*) {};
  options.userdata = memory_.get();
  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_BODY;
  GumboNode* root = gumbo_parse_with_options(&options, html_.data(), html_.size())->root;
  if (!tamed.texts.empty()) put_texts_back(root, tamed.texts, *memory_);
  root_ = root;
}

Tree::~Tree() {
  if (lent_ != nullptr) *lent_ = false;
}

std::span<GumboNode* const> children_of(const GumboNode* node) {
  if (!is_element(node)) return {};
  const GumboVector& children = node->v.element.children;
  return {reinterpret_cast<GumboNode* const*>(children.data), children.length};
}

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

GumboTag tag_of(const GumboNode* node) {
  return is_element(node) ? node->v.element.tag : GUMBO_TAG_LAST;
}

std::string_view attribute(const GumboNode* node, const char* name) {
  if (!is_element(node) || node->v.element.attributes.length == 0) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_attribute(const GumboNode* node, const char* name) {
  return is_element(node) && gumbo_get_attribute(&node->v.element.attributes, name) != nullptr;
}

bool has_class(const GumboNode* node, std::string_view name) {
  return any_class(node, [name](std::string_view each) { return each == name; });
}

bool has_class_with(const GumboNode* node, std::string_view part) {
  return any_class(node, [part](std::string_view each) { return each.find(part) != std::string_view::npos; });
}

const GumboNode* next_in(const GumboNode* top, const GumboNode* node, bool over) {
  if (!over && !children_of(node).empty()) return children_of(node).front();
  for (; node != top; node = node->parent) {
    const std::span<GumboNode* const> siblings = children_of(node->parent);
    if (node->index_within_parent + 1 < siblings.size()) return siblings[node->index_within_parent + 1];
  }
  return nullptr;
}

const GumboNode* find_in(const GumboNode* top, GumboTag tag) {
  for (const GumboNode* node = next_in(top, top); node != nullptr; node = next_in(top, node)) {
    if (tag_of(node) == tag) return node;
  }
  return nullptr;
}

std::string text_in(const GumboNode* top) {
  std::string out;
  // Leaving a block parts words as entering one does; an entry in the walk is enough where text follows.
  const GumboNode* block = nullptr;
  for (const GumboNode* node = top; node != nullptr; node = next_in(top, node)) {
    if (is_text(node)) {
      const GumboNode* around = node->parent;
      while (around != top && around != nullptr && tag_of(around) != GUMBO_TAG_TD && tag_of(around) != GUMBO_TAG_TH &&
             !is_block(tag_of(around))) {
        around = around->parent;
      }
      if (around != block) out += ' ';
      block = around;
      out += node->v.text.text;
    } else if (tag_of(node) == GUMBO_TAG_BR) {
      out += ' ';
    }
  }
  return one_line(out);
}

std::string raw_text_in(const GumboNode* top) {
  std::string out;
  for (const GumboNode* node = top; node != nullptr; node = next_in(top, node)) {
    if (is_text(node)) {
      out += node->v.text.text;
    } else if (tag_of(node) == GUMBO_TAG_BR) {
      out += '\n';
    }
  }
  return clean_text(out);
}

}  // namespace vestnik::content::html
