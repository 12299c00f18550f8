#include "search/snippet.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <set>

namespace vestnik::search {
namespace {

struct Word {
  Span span;
  std::uint16_t asked = 0;
  std::size_t from = 0, to = 0;  // the span in characters
};

struct Window {
  std::size_t first = 0, last = 0;  // words, both included
  std::size_t different = 0, matches = 0;
};

std::vector<Word> measured(std::string_view text, const std::vector<Span>& spans,
                           const std::vector<std::uint16_t>& asked) {
  std::vector<Word> words;
  words.reserve(spans.size());
  std::size_t at = 0, characters = 0;
  const auto count_to = [&](std::size_t byte) {
    characters += length_of(text.substr(at, byte - at));
    at = byte;
    return characters;
  };
  for (std::size_t index = 0; index < spans.size(); ++index) {
    Word word{spans[index], asked[index]};
    word.from = count_to(word.span.begin);
    word.to = count_to(word.span.end);
    words.push_back(word);
  }
  return words;
}

// Words of a text as long as one snippet, starting with each match; the one with most different matches wins.
Window best_window(const std::vector<Word>& words, std::size_t characters) {
  Window best;
  for (std::size_t first = 0; first < words.size(); ++first) {
    if (words[first].asked == 0 && first > 0) continue;
    Window window{first, first, 0, 0};
    std::set<std::uint16_t> seen;
    for (std::size_t at = first; at < words.size(); ++at) {
      if (words[at].to - words[first].from > characters && at > first) break;
      window.last = at;
      if (words[at].asked == 0) continue;
      seen.insert(words[at].asked);
      ++window.matches;
    }
    window.different = seen.size();
    if (first == 0 || window.different > best.different ||
        (window.different == best.different && window.matches > best.matches))
      best = window;
  }
  return best;
}

// Room that is left before the first match is given to words before it, for context.
void widen(const std::vector<Word>& words, Window& window, std::size_t characters) {
  const auto length = [&] { return words[window.last].to - words[window.first].from; };
  std::size_t last_match = window.first;
  for (auto at = window.first; at <= window.last; ++at)
    if (words[at].asked != 0) last_match = at;
  // A third before what matches, the rest behind.
  const auto before = characters / 3;
  const auto start = words[window.first].from;
  while (window.first > 0 && start - words[window.first - 1].from <= before) --window.first;
  while (length() > characters && window.last > last_match) --window.last;
  while (length() > characters && window.first < window.last && words[window.first].asked == 0) ++window.first;
  while (window.last + 1 < words.size() && words[window.last + 1].to - words[window.first].from <= characters)
    ++window.last;
  while (window.first > 0 && words[window.last].to - words[window.first - 1].from <= characters) --window.first;
}

// Whether a reader sees where this ends: "пеша.", "пеша.“", "пеша…".
bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 11> closing = {"\x03", "“", "”", "\"", "’", "»", ")", "]", " ", "\t", "\r"};
  const auto closes = [&](std::string_view mark) { return text.ends_with(mark); };
  for (auto mark = std::ranges::find_if(closing, closes); mark != closing.end();
       mark = std::ranges::find_if(closing, closes)) {
    text.remove_suffix(mark->size());
  }
  constexpr std::array<std::string_view, 7> stops = {".", "!", "?", ":", ";", ",", "…"};
  return text.empty() || std::ranges::any_of(stops, closes);
}

// Whether a text goes on from the line before: with a small letter.
bool goes_on(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\x02 \t"), text.size()));
  std::size_t at = 0;
  UChar32 letter = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), letter);
  return text.empty() || u_islower(letter) != 0;
}

// Lines one after the other, parted where running them together would make one sentence of two.
std::string in_one_line(std::string_view lines) {
  std::string line;
  line.reserve(lines.size() + 16);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const char c = lines[at];
    if (c == '\n' && !ends_sentence(line) && !goes_on(lines.substr(at + 1))) line += " ·";
    line += c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  }
  return line;
}

}  // namespace

std::string snippet(std::string_view text, const std::vector<Span>& spans, const std::vector<std::uint16_t>& asked,
                    std::size_t characters) {
  const std::vector<Word> words = measured(text, spans, asked);
  if (words.empty()) return {};
  auto window = best_window(words, characters);
  widen(words, window, characters);
  const bool whole = window.last + 1 == words.size();
  const auto begin = window.first == 0 ? 0 : words[window.first].span.begin;
  const auto end = whole ? text.size() : words[window.last].span.end;
  std::string result = begin > 0 ? "… " : "";
  auto from = begin;
  for (auto at = window.first; at <= window.last; ++at) {
    if (words[at].asked == 0) continue;
    result.append(text.substr(from, words[at].span.begin - from)).append(1, '\x02');
    from = words[at].span.end;
    result.append(text.substr(words[at].span.begin, from - words[at].span.begin)).append(1, '\x03');
  }
  result.append(text.substr(from, end - from));
  if (!whole) result += "…";
  return in_one_line(result);
}

}  // namespace vestnik::search
