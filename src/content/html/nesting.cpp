#include "content/html/nesting.h"

#include <algorithm>
#include <initializer_list>

#include "content/html/tag_kinds.h"

namespace vestnik::content::html {

namespace {

constexpr std::size_t deepest = 100;
constexpr int formatting_at_once = 8;

bool is_one_of(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::ranges::find(tags, tag) != tags.end();
}

bool is_table_part(GumboTag tag) {
  return is_one_of(tag, {GUMBO_TAG_CAPTION, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TR,
                         GUMBO_TAG_TD, GUMBO_TAG_TH});
}

bool is_cell(GumboTag tag) {
  return is_one_of(tag, {GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION});
}

bool is_inline(GumboTag tag) {
  return !is_block(tag) && !is_table_part(tag) && tag != GUMBO_TAG_VIDEO && tag != GUMBO_TAG_AUDIO;
}

}  // namespace

void Nesting::pop_to(std::size_t size, std::string& out) {
  while (open_.size() > size || (!open_.empty() && open_.back().ended)) {
    const Open top = open_.back();
    open_.pop_back();
    --count_[top.tag];
    if (kind_of(top.tag) == TagKind::formatting) --formatting_;
    if (top.written) ((out += "</") += gumbo_normalized_tagname(top.tag)) += '>';
  }
}

void Nesting::pop_nearest(std::initializer_list<GumboTag> tags, std::initializer_list<GumboTag> barriers,
                          std::string& out) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (is_one_of(open_[i].tag, tags)) return pop_to(i, out);
    if (is_one_of(open_[i].tag, barriers)) return;
  }
}

void Nesting::before_block(GumboTag tag, std::string& out) {
  for (std::size_t i = open_.size(); i-- > 0 && is_inline(open_[i].tag) + (open_[i].tag == GUMBO_TAG_P) > 0;) {
    if (open_[i].tag == GUMBO_TAG_P) {
      pop_to(i, out);
      break;
    }
  }
  if (tag == GUMBO_TAG_LI) {
    pop_nearest({GUMBO_TAG_LI},
                {GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_MENU, GUMBO_TAG_DIR, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_TABLE,
                 GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION},
                out);
  } else if (tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD) {
    pop_nearest({GUMBO_TAG_DT, GUMBO_TAG_DD}, {GUMBO_TAG_DL, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_TABLE}, out);
  }
}

bool Nesting::open(GumboTag tag, std::string& out) {
  if (is_block(tag)) {
    before_block(tag, out);
  } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
    pop_nearest({GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION}, {GUMBO_TAG_TR, GUMBO_TAG_TABLE}, out);
  } else if (tag == GUMBO_TAG_TR) {
    pop_nearest({GUMBO_TAG_TR, GUMBO_TAG_CAPTION}, {GUMBO_TAG_TABLE, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT},
                out);
  } else if (is_one_of(tag, {GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT})) {
    pop_nearest({GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_CAPTION}, {GUMBO_TAG_TABLE}, out);
  }
  if (open_.size() >= deepest) return false;
  const bool formatting = kind_of(tag) == TagKind::formatting;
  const bool written = !formatting || (count_[tag] == 0 && formatting_ < formatting_at_once);
  open_.push_back({tag, written});
  ++count_[tag];
  if (formatting) ++formatting_;
  return written;
}

void Nesting::close(GumboTag tag, std::string& out) {
  if (count_[tag] == 0) return;
  bool block_between = false;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].tag == tag && !open_[i].ended) {
      if (!is_inline(tag) || !block_between) return pop_to(i, out);
      open_[i].ended = true;
      return;
    }
    // Nothing inside a cell ends what is around its table.
    if (is_cell(open_[i].tag) && !is_table_part(tag) && tag != GUMBO_TAG_TABLE) return;
    if (open_[i].tag == GUMBO_TAG_TABLE && is_table_part(tag)) return;
    block_between = block_between || !is_inline(open_[i].tag);
  }
}

void Nesting::close_all(std::string& out) {
  pop_to(0, out);
}

}  // namespace vestnik::content::html
