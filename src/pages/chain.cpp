#include <algorithm>
#include <ranges>

#include "base/digest.h"
#include "base/limits.h"
#include "pages/fragment.h"

namespace vestnik::pages {
namespace {

// Of zlib: what is made once and sent many times, and what hardly two ask for.
constexpr int lasting_level = 9, passing_level = 1;

FragmentPtr packed_briefly(std::string_view text, PackedTexts* packed) {
  const std::uint64_t key = stable_hash(text);
  if (packed != nullptr) {
    // Two texts may have one hash: only the words themselves say that it is the same one.
    if (const auto known = packed->find(key); known && known->text == text) return known->fragment;
  }
  FragmentPtr fragment = compress_briefly(text, key);
  if (packed != nullptr) {
    const std::size_t bytes = sizeof(PackedText) + sizeof(Fragment) + text.size() + fragment->deflate.size();
    packed->put(key, std::make_shared<const PackedText>(PackedText{std::string(text), fragment}), bytes);
  }
  return fragment;
}

}  // namespace

std::size_t Chain::bytes() const {
  std::size_t sum = sizeof(Chain) + links.capacity() * sizeof(Link);
  const auto add = [&](const FragmentPtr& fragment) {
    if (fragment) sum += sizeof(Fragment) + fragment->deflate.capacity();
  };
  add(whole);
  for (const Link& link : links) {
    if (link.text != whole) add(link.text);
    if (link.slot.capacity() > std::string().capacity()) sum += link.slot.capacity();
  }
  return sum;
}

ChainPtr make_chain(std::string_view html, std::uint64_t version, const SlotFiller& usual, Asked asked,
                    PackedTexts* packed) {
  const int level = asked == Asked::often ? lasting_level : passing_level;
  auto chain = std::make_shared<Chain>();
  chain->version = version;
  std::string before;  // slots are holes
  std::string whole;   // slots hold what is usual
  const auto add_text = [&](std::string_view text) {
    if (text.empty()) return;
    if (asked == Asked::briefly) {
      chain->links.push_back({packed_briefly(text, packed), {}});
      return;
    }
    chain->links.push_back({compress(text, before, version, level), {}});
    before += text;
    whole += text;
  };
  const auto add_slot = [&](std::string_view name) {
    Link link{nullptr, std::string(name)};
    before.append(limits::slot_bytes, '\xFF');
    if (usual && asked == Asked::often) {
      const FragmentPtr alone = usual(name);
      link.usual = alone->version;
      whole += inflate(*stitch({alone}));
    }
    chain->links.push_back(std::move(link));
  };
  while (!html.empty()) {
    const auto begin = html.find(slot_begin);
    const auto end = begin == std::string_view::npos ? begin : html.find(slot_end, begin);
    if (end == std::string_view::npos) break;  // a mark without an end is text
    add_text(html.substr(0, begin));
    add_slot(html.substr(begin + 1, end - begin - 1));
    html.remove_prefix(end + 1);
  }
  add_text(html);
  if (chain->links.size() == 1 && chain->links.front().text) {
    chain->whole = chain->links.front().text;
  } else if (usual && asked == Asked::often) {
    chain->whole = compress(whole, {}, version, level);
  }
  return chain;
}

bool have_same_slots(const Chain& one, const Chain& other) {
  const auto is_slot = [](const Link& link) { return !link.text; };
  return std::ranges::equal(one.links | std::views::filter(is_slot), other.links | std::views::filter(is_slot), {},
                            &Link::slot, &Link::slot);
}

void append_chain(std::vector<FragmentPtr>& page, const Chain& chain, const SlotFiller& fill) {
  const std::size_t first = page.size();
  bool all_usual = chain.whole != nullptr;
  for (const Link& link : chain.links) {
    page.push_back(link.text ? link.text : fill(link.slot));
    all_usual = all_usual && (link.text || page.back()->version == link.usual);
  }
  if (!all_usual) return;
  page.resize(first);
  page.push_back(chain.whole);
}

}  // namespace vestnik::pages
