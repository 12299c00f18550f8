#include "interchange/wordpress/php.h"

#include <charconv>

namespace vestnik::interchange::wordpress {
namespace {

constexpr int deepest_value = 16;
constexpr int most_values = 10'000;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<PhpValue> value(int depth) {
    if (depth > deepest_value || ++values_ > most_values || text_.size() - at_ < 2) return std::nullopt;
    const char kind = text_[at_];
    if (text_.substr(at_, 2) == "N;") {
      at_ += 2;
      return PhpValue{};
    }
    if (text_[at_ + 1] != ':') return std::nullopt;
    at_ += 2;
    if (kind == 'b' || kind == 'i' || kind == 'd') return scalar();
    if (kind == 's') return string();
    if (kind == 'a') return array(depth);
    return std::nullopt;
  }

 private:
  std::optional<PhpValue> scalar() {
    const std::size_t end = text_.find(';', at_);
    if (end == std::string_view::npos || end - at_ > 40) return std::nullopt;
    PhpValue value;
    value.scalar = text_.substr(at_, end - at_);
    at_ = end + 1;
    return value;
  }

  std::optional<std::size_t> count() {
    std::size_t number = 0;
    const auto [end, problem] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    if (problem != std::errc()) return std::nullopt;
    at_ = static_cast<std::size_t>(end - text_.data());
    if (at_ >= text_.size() || text_[at_] != ':') return std::nullopt;
    ++at_;
    return number;
  }

  std::optional<PhpValue> string() {
    const auto length = count();
    if (!length || at_ >= text_.size() || text_[at_] != '"') return std::nullopt;
    ++at_;
    std::size_t end = std::string_view::npos;
    if (*length <= text_.size() - at_ && text_.substr(at_ + *length, 2) == "\";") end = at_ + *length;
    if (end == std::string_view::npos) end = text_.find("\";", at_);
    if (end == std::string_view::npos) return std::nullopt;
    PhpValue value;
    value.scalar = text_.substr(at_, end - at_);
    at_ = end + 2;
    return value;
  }

  std::optional<PhpValue> array(int depth) {
    const auto entries = count();
    if (!entries || at_ >= text_.size() || text_[at_] != '{') return std::nullopt;
    ++at_;
    PhpValue value;
    for (std::size_t i = 0; i < *entries; ++i) {
      auto key = this->value(depth + 1);
      if (!key) return std::nullopt;
      auto entry = this->value(depth + 1);
      if (!entry) return std::nullopt;
      value.entries.push_back({std::move(key->scalar), std::move(*entry)});
    }
    if (at_ >= text_.size() || text_[at_] != '}') return std::nullopt;
    ++at_;
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int values_ = 0;
};

}  // namespace

const PhpValue& PhpValue::operator[](std::string_view key) const {
  static const PhpValue none;
  for (const auto& [name, value] : entries) {
    if (name == key) return value;
  }
  return none;
}

std::optional<PhpValue> parse_php(std::string_view text) {
  Reader reader(text);
  return reader.value(0);
}

}  // namespace vestnik::interchange::wordpress
