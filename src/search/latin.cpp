#include "search/latin.h"

#include <algorithm>
#include <queue>
#include <vector>

#include "search/words.h"

namespace vestnik::search {
namespace {

// How unusual a reading is: 0 the rule, 1 common, 2 and more rare.
struct Letter {
  std::string_view latin, cyrillic;
  int cost;
};

const Letter letters[] = {
    {"a", "а", 0},    {"a", "ъ", 2},    {"b", "б", 0},   {"c", "ц", 0},    {"c", "к", 2},   {"d", "д", 0},
    {"e", "е", 0},    {"f", "ф", 0},    {"g", "г", 0},   {"h", "х", 0},    {"i", "и", 0},   {"i", "й", 1},
    {"j", "ж", 0},    {"j", "й", 1},    {"j", "дж", 2},  {"k", "к", 0},    {"l", "л", 0},   {"m", "м", 0},
    {"n", "н", 0},    {"o", "о", 0},    {"p", "п", 0},   {"q", "я", 0},    {"r", "р", 0},   {"s", "с", 0},
    {"t", "т", 0},    {"u", "у", 0},    {"u", "ъ", 1},   {"v", "в", 0},    {"v", "ж", 3},   {"w", "в", 0},
    {"w", "ш", 3},    {"x", "х", 0},    {"x", "кс", 1},  {"y", "ъ", 0},    {"y", "й", 0},   {"y", "и", 3},
    {"y", "у", 3},    {"z", "з", 0},    {"4", "ч", 0},   {"6", "ш", 0},    {"6t", "щ", 0},  {"zh", "ж", 0},
    {"ts", "ц", 0},   {"tz", "ц", 1},   {"ch", "ч", 0},  {"sh", "ш", 0},   {"sht", "щ", 0}, {"yu", "ю", 0},
    {"ju", "ю", 0},   {"iu", "ю", 1},   {"ya", "я", 0},  {"ja", "я", 0},   {"ia", "я", 1},  {"ia", "ия", 0},
    {"iya", "ия", 0}, {"ija", "ия", 0}, {"iq", "ия", 0}, {"yo", "ьо", 0},  {"yo", "йо", 1}, {"jo", "ьо", 1},
    {"jo", "йо", 1},  {"io", "ьо", 1},  {"dj", "дж", 0}, {"kh", "х", 1},   {"ph", "ф", 1},  {"ck", "к", 1},
    {"th", "т", 2},   {"ee", "и", 3},   {"oo", "у", 3},  {"ux", "ъкс", 2}, {"`", "ъ", 0},   {"y", "ю", 4},
};

struct Reading {
  int cost = 0;
  std::size_t at = 0;
  std::string text;
  // The cheapest first; of equal ones the one that has come furthest, so that a first reading is soon whole.
  bool operator<(const Reading& other) const { return cost != other.cost ? cost > other.cost : at < other.at; }
};

bool is_latin(std::string_view word) {
  bool letter = false;
  for (const char c : word) {
    letter |= c >= 'a' && c <= 'z';
    if (!((c >= 'a' && c <= 'z') || c == '4' || c == '6' || c == '`')) return false;
  }
  return letter;
}

bool is_vowel(char letter) {
  return std::string_view("aeiouyq").find(letter) != std::string_view::npos;
}

int cost_of(const Letter& letter, std::string_view word, std::size_t at) {
  // "voina": between a vowel and a consonant an i is й as a rule.
  if (letter.latin == "i" && at > 0 && is_vowel(word[at - 1]) && at + 1 < word.size() && !is_vowel(word[at + 1]))
    return letter.cyrillic == "й" ? 0 : 1;
  if (letter.latin.size() > 1 || at + 1 >= word.size()) return letter.cost;
  // Letter by letter where two make one ("с" + "х" for "sh") is rarer than the pair.
  const bool splits = std::ranges::any_of(letters, [&](const Letter& pair) {
    return pair.latin.size() > 1 && pair.cost == 0 && word.substr(at).starts_with(pair.latin);
  });
  return letter.cost + (splits ? 1 : 0);
}

}  // namespace

std::vector<std::string> read_latin(std::string_view word, const std::function<bool(std::string_view)>& is_word,
                                    std::size_t wanted, std::size_t tries) {
  constexpr std::size_t longest = 40, steps = 20'000;
  std::vector<std::string> readings;
  const auto folded = fold(word);
  if (folded.size() > longest || !is_latin(folded)) return readings;
  std::priority_queue<Reading> open;
  open.push({});
  for (std::size_t step = 0; !open.empty() && tries > 0 && step < steps; ++step) {
    const auto reading = open.top();
    open.pop();
    if (reading.at == folded.size()) {
      if (is_word(reading.text)) readings.push_back(reading.text);
      if (readings.size() >= wanted) break;
      --tries;
      continue;
    }
    const auto rest = std::string_view(folded).substr(reading.at);
    for (const auto& letter : letters)
      if (rest.starts_with(letter.latin))
        open.push({reading.cost + cost_of(letter, folded, reading.at), reading.at + letter.latin.size(),
                   reading.text + std::string(letter.cyrillic)});
  }
  return readings;
}

std::string transliterate(std::string_view word) {
  auto readings = read_latin(
      word, [](std::string_view) { return true; }, 1);
  return readings.empty() ? std::string() : std::move(readings.front());
}

}  // namespace vestnik::search
