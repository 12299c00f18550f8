#include "search/words.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>
#include <algorithm>

#include <map>
#include <memory>
#include <optional>

namespace vestnik::search {
namespace {

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

// Making an iterator reads ICU's rules; each thread keeps one a language.
icu::BreakIterator* word_iterator(const std::string& language) {
  thread_local std::map<std::string, std::unique_ptr<icu::BreakIterator>> iterators;
  auto& iterator = iterators[language];
  if (!iterator) {
    UErrorCode status = U_ZERO_ERROR;
    iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale(language.c_str()), status));
    if (U_FAILURE(status)) iterator.reset();
  }
  return iterator.get();
}

// ASCII and the thirty Cyrillic letters, which nearly all words consist of, without ICU; nothing where there is more.
std::optional<std::string> fold_common(std::string_view text) {
  std::string folded(text);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const auto byte = static_cast<unsigned char>(folded[at]);
    if (byte < 0x80U) {
      if (byte >= 'A' && byte <= 'Z') folded[at] = static_cast<char>(byte + 0x20U);
      continue;
    }
    if (at + 1 == folded.size()) return {};
    const auto next = static_cast<unsigned char>(folded[at + 1]);
    const bool capital = byte == 0xd0U && next >= 0x90U && next <= 0xafU;
    const bool small =
        (byte == 0xd0U && next >= 0xb0U && next <= 0xbfU) || (byte == 0xd1U && next >= 0x80U && next <= 0x8fU);
    if (!capital && !small) return {};
    if (capital) {
      // А–П fold to U+0430…, Р–Я to U+0440…, which begin with another byte.
      folded[at] = static_cast<char>(next < 0xa0U ? 0xd0U : 0xd1U);
      folded[at + 1] = static_cast<char>(next < 0xa0U ? next + 0x20U : next - 0x20U);
    }
    ++at;
  }
  return folded;
}

template <class Test>
bool any_of(std::string_view text, Test test) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 letter = 0;
    U8_NEXT(text.data(), at, size, letter);
    if (letter >= 0 && test(letter)) return true;
  }
  return false;
}

bool is_degree(std::string_view word) {
  const auto folded = fold(word);
  return folded == "по" || folded == "най";
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// "22-рата": an ending of an ordinal is a few small letters.
bool is_ending(std::string_view word) {
  return length_of(word) <= 4 && has_cyrillic(word);
}

}  // namespace

std::vector<Span> word_spans(std::string_view text, std::string_view language) {
  std::vector<Span> spans;
  // A language tag comes from outside; ICU needs only what is before its first odd character.
  auto* iterator = word_iterator(language == "bg" || language == "en" ? std::string(language) : std::string("root"));
  if (iterator == nullptr || text.empty()) return spans;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> borrowed(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  iterator->setText(borrowed.get(), status);
  if (U_FAILURE(status)) return spans;
  std::size_t from = 0;
  for (auto to = iterator->next(); to != icu::BreakIterator::DONE; to = iterator->next()) {
    const Span span{from, static_cast<std::size_t>(to)};
    from = span.end;
    const auto word = text.substr(span.begin, span.end - span.begin);
    if (iterator->getRuleStatus() < UBRK_WORD_NONE_LIMIT && !has_letter_or_digit(word)) continue;
    if (!spans.empty() && spans.back().end + 1 == span.begin && text[spans.back().end] == '-') {
      const auto before = text.substr(spans.back().begin, spans.back().end - spans.back().begin);
      if (is_degree(before) || (is_number(before) && is_ending(word))) {
        spans.back().end = span.end;
        continue;
      }
    }
    spans.push_back(span);
  }
  // The iterator outlives this call, its text does not.
  iterator->setText(icu::UnicodeString());
  return spans;
}

std::string fold(std::string_view text) {
  if (auto folded = fold_common(text)) return *std::move(folded);
  UErrorCode status = U_ZERO_ERROR;
  static const auto* const folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  const auto folded =
      folding->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), status);
  icu::UnicodeString result;
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const auto letter = folded.char32At(at);
    if (letter == 0x300 || letter == 0x301) continue;  // stress marks
    switch (letter) {
      case U'ѝ':
        result.append(static_cast<UChar32>(U'и'));
        break;
      case U'ѐ':
      case U'ё':
        result.append(static_cast<UChar32>(U'е'));
        break;
      case 0x2019:
        result.append(static_cast<UChar32>(U'\''));
        break;
      case 0x2010:
      case 0x2011:
        result.append(static_cast<UChar32>(U'-'));
        break;
      default:
        result.append(letter);
    }
  }
  std::string bytes;
  return result.toUTF8String(bytes);
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool has_cyrillic(std::string_view text) {
  return any_of(text, [](UChar32 letter) { return letter >= 0x400 && letter < 0x530; });
}

bool has_letter_or_digit(std::string_view text) {
  return any_of(text, [](UChar32 letter) { return u_isalnum(letter); });
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace vestnik::search
