#include "base/limits.h"
#include "pages/fragment.h"

namespace vestnik::pages {
namespace {

// A chain is made once and sent many times.
constexpr int level = 9;

}  // namespace

std::size_t Chain::bytes() const {
  std::size_t sum = sizeof(Chain) + links.capacity() * sizeof(Link);
  for (const Link& link : links) {
    for (const FragmentPtr& fragment : {link.text, link.usual}) {
      if (fragment) sum += sizeof(Fragment) + fragment->deflate.capacity();
    }
    if (link.slot.capacity() > std::string().capacity()) sum += link.slot.capacity();
  }
  return sum;
}

ChainPtr make_chain(std::string_view html, std::uint64_t version, std::string_view context, const SlotFiller& usual) {
  auto chain = std::make_shared<Chain>();
  chain->version = version;
  std::string before(context);        // slots are holes
  std::string usual_before(context);  // slots hold what is usual
  const auto add_text = [&](std::string_view text) {
    if (text.empty()) return;
    chain->links.push_back({compress(text, before, version, level), {}, nullptr});
    before += text;
    usual_before += text;
  };
  const auto add_slot = [&](std::string_view name) {
    Link link{nullptr, std::string(name), nullptr};
    before.append(limits::slot_bytes, '\xFF');
    if (const FragmentPtr alone = usual ? usual(name) : nullptr) {
      const std::string text = inflate(*stitch({alone}));
      link.usual = compress(text, usual_before, alone->version, level);
      usual_before += text;
    } else {
      usual_before.append(limits::slot_bytes, '\xFF');
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
  return chain;
}

void append_chain(std::vector<FragmentPtr>& page, const Chain& chain, const SlotFiller& fill) {
  bool all_usual = true;
  for (const Link& link : chain.links) {
    if (link.text) {
      page.push_back(link.text);
      continue;
    }
    FragmentPtr chosen = fill(link.slot);
    all_usual = all_usual && link.usual && link.usual->version == chosen->version;
    page.push_back(all_usual ? link.usual : std::move(chosen));
  }
}

}  // namespace vestnik::pages
