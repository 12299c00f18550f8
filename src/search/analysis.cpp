#include "search/analysis.h"

#include <xapian.h>
#include <algorithm>
#include <unordered_map>

#include "base/log.h"
#include "search/bulgarian.h"
#include "search/latin.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

// Longer words are cut, and once more when folded, which makes some letters many: Xapian's terms have at most 245
// bytes, with prefixes.
constexpr std::size_t word_bytes = 160;

// Read once and shared by all threads; what has no words in it still knows the rules of endings.
const Bulgarian& bulgarian() {
  static const Bulgarian analyser = [] {
    auto dictionary = Dictionary::open("/usr/share/hunspell/bg_BG", "хме");
    if (dictionary) return Bulgarian(std::move(*dictionary));
    log::warn("search without a Bulgarian dictionary (install hunspell-bg): {}", dictionary.error().message());
    return Bulgarian(Dictionary());
  }();
  return analyser;
}

std::string english(const std::string& word) {
  thread_local const Xapian::Stem stem("english");
  return stem(word);
}

// Few words make up most of every text; each thread remembers what the dictionary said of some thousands.
const std::vector<std::string>& bulgarian_terms(const std::string& word) {
  constexpr std::size_t remembered = 16'384;
  thread_local std::unordered_map<std::string, std::vector<std::string>> known;
  if (const auto found = known.find(word); found != known.end()) return found->second;
  if (known.size() >= remembered) known.clear();
  return known.emplace(word, bulgarian().terms(word)).first->second;
}

}  // namespace

std::vector<std::string> terms_of(std::string_view word, std::string_view language) {
  const std::string folded(cut(fold(cut(word, word_bytes)), word_bytes));
  if (folded.empty()) return {};
  // The script decides, so that a Bulgarian name is found in an English article and the other way round.
  const bool ours = language.starts_with("bg") || language.starts_with("en");
  if (ours && has_cyrillic(folded)) return bulgarian_terms(folded);
  if (language.starts_with("bg") && !has_letter_or_digit(folded)) return bulgarian_terms(folded);
  const bool plain = std::ranges::all_of(folded, [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
  if (ours && plain) {
    auto stemmed = english(folded);
    if (!stemmed.empty()) return {std::move(stemmed)};
  }
  if (language.starts_with("bg")) return bulgarian_terms(folded);
  return {folded};
}

std::vector<std::string> words_of(std::string_view text, std::string_view language) {
  std::vector<std::string> words;
  for (const auto& span : word_spans(text, language.substr(0, 2)))
    words.emplace_back(text.substr(span.begin, span.end - span.begin));
  return words;
}

std::string from_latin(std::string_view word) {
  auto readings = readings_of(word, 1);
  return readings.empty() ? std::string() : std::move(readings.front());
}

std::vector<std::string> readings_of(std::string_view word, std::size_t wanted) {
  return read_latin(
      word, [](std::string_view reading) { return bulgarian().dictionary().knows(reading); }, wanted);
}

}  // namespace vestnik::search
