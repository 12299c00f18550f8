#include "pages/chain_bytes.h"

#include <array>
#include <limits>
#include <optional>

namespace vestnik::pages {
namespace {

constexpr char text_mark = 'T', slot_mark_byte = 'S';

void append_number(std::string& out, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xFFU);
}

// Takes from the front of bytes; nothing where they end too early.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}
  bool done() const { return bytes_.empty(); }
  std::optional<std::string_view> take(std::size_t count) {
    if (bytes_.size() < count) return std::nullopt;
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  std::optional<std::uint32_t> number() {
    const auto taken = take(4);
    if (!taken) return std::nullopt;
    std::uint32_t number = 0;
    for (unsigned at = 0; at < 4; ++at) {
      number |= static_cast<std::uint32_t>(static_cast<unsigned char>((*taken)[at])) << (8 * at);
    }
    return number;
  }

 private:
  std::string_view bytes_;
};

FragmentPtr take_text(Taker& from, std::uint64_t version) {
  std::array<std::uint32_t, 4> numbers{};
  for (std::uint32_t& number : numbers) {
    const auto next = from.number();
    if (!next) return nullptr;
    number = *next;
  }
  const auto deflate = from.take(numbers[3]);
  if (!deflate) return nullptr;
  auto made = std::make_shared<Fragment>();
  made->deflate = *deflate;
  made->length = numbers[0];
  made->crc = numbers[1];
  made->operand = numbers[2];
  made->version = version;
  return made;
}

}  // namespace

std::string chain_bytes(const Chain& chain) {
  std::string out;
  for (const Link& link : chain.links) {
    if (link.text) {
      const Fragment& text = *link.text;
      if (text.length > std::numeric_limits<std::uint32_t>::max()) return {};
      out += text_mark;
      append_number(out, static_cast<std::uint32_t>(text.length));
      append_number(out, text.crc);
      append_number(out, text.operand);
      append_number(out, static_cast<std::uint32_t>(text.deflate.size()));
      out += text.deflate;
    } else {
      if (link.slot.size() > std::numeric_limits<std::uint8_t>::max()) return {};
      out += slot_mark_byte;
      out += static_cast<char>(link.slot.size());
      out += link.slot;
    }
  }
  return out;
}

ChainPtr chain_of(std::string_view bytes, std::uint64_t version) {
  auto chain = std::make_shared<Chain>();
  chain->version = version;
  Taker from(bytes);
  while (!from.done()) {
    const char mark = from.take(1)->front();
    if (mark == text_mark) {
      FragmentPtr text = take_text(from, version);
      if (!text) return nullptr;
      chain->links.push_back({std::move(text), {}});
    } else if (mark == slot_mark_byte) {
      const auto size = from.take(1);
      const auto name = size ? from.take(static_cast<unsigned char>(size->front())) : std::nullopt;
      if (!name) return nullptr;
      chain->links.push_back({nullptr, std::string(*name)});
    } else {
      return nullptr;
    }
  }
  if (chain->links.empty()) return nullptr;
  if (chain->links.size() == 1 && chain->links.front().text) chain->whole = chain->links.front().text;
  return chain;
}

}  // namespace vestnik::pages
