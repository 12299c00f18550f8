#include "search/dictionary.h"

#include <algorithm>
#include <sstream>

#include "base/files.h"
#include "search/words.h"

namespace vestnik::search {
namespace {

// Letters to bits: A–Z, then a–z. Zero for what is no class letter.
std::uint64_t bit_of(char letter) {
  if (letter >= 'A' && letter <= 'Z') return std::uint64_t{1} << (letter - 'A');
  if (letter >= 'a' && letter <= 'z') return std::uint64_t{1} << (26 + letter - 'a');
  return 0;
}

template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    visit(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

Result<Dictionary> Dictionary::open(const std::filesystem::path& path, std::string_view verb_ending) {
  auto suffixes = read_file(path.string() + ".aff");
  if (!suffixes) return std::unexpected(suffixes.error());
  auto words = read_file(path.string() + ".dic");
  if (!words) return std::unexpected(words.error());
  Dictionary dictionary;
  if (auto read = dictionary.read_suffixes(*suffixes, verb_ending); !read) return std::unexpected(read.error());
  dictionary.read_words(*words);
  return dictionary;
}

Result<void> Dictionary::read_suffixes(std::string_view text, std::string_view verb_ending) {
  std::string problem;
  for_each_line(text, [&](std::string_view line) {
    std::istringstream fields{std::string(line)};
    std::string kind, flag, strip, append, condition;
    fields >> kind >> flag;
    if (kind == "SET" && flag != "UTF-8") problem = "encoding " + flag;
    if (kind == "FLAG") problem = "flags of kind " + flag;
    if (kind != "SFX" || !(fields >> strip >> append >> condition)) return;
    // A class may follow the suffix after a slash; one level of endings is all that is looked at.
    append = append.substr(0, append.find('/'));
    if (strip == "0") strip.clear();
    if (append == "0") append.clear();
    const auto type = flag.size() == 1 ? bit_of(flag.front()) : 0;
    if (type == 0) return;
    if (!verb_ending.empty() && append.ends_with(verb_ending)) verbs_ |= type;
    longest_ = std::max(longest_, append.size());
    rules_[fold(append)].push_back({fold(strip), type});
  });
  if (!problem.empty())
    return fail(ErrorKind::invalid, "dictionary not understood", problem, "install hunspell-bg from Debian 12");
  return {};
}

void Dictionary::read_words(std::string_view text) {
  words_.reserve(90'000);
  for_each_line(text, [&](std::string_view line) {
    const auto slash = line.find('/');
    const auto written = line.substr(0, slash);
    if (written.empty() || (written.front() >= '0' && written.front() <= '9')) return;
    auto folded = fold(written);
    const bool lower = folded == written;
    auto& word = words_[std::move(folded)];
    if (lower) word.name = false;
    if (slash != line.npos)
      for (const char letter : line.substr(slash + 1)) word.classes |= bit_of(letter);
  });
}

std::vector<Dictionary::Stem> Dictionary::stems(std::string_view form) const {
  std::vector<Stem> found;
  if (const auto exact = words_.find(form); exact != words_.end())
    found.push_back(
        {exact->first, (exact->second.classes & verbs_) != 0, exact->second.classes != 0, exact->second.name});
  for (std::size_t length = 0; length <= std::min(longest_, form.size()); ++length) {
    const auto rules = rules_.find(form.substr(form.size() - length));
    if (rules == rules_.end()) continue;
    std::string word;
    for (const auto& rule : rules->second) {
      word.assign(form.substr(0, form.size() - length)).append(rule.strip);
      const auto entry = words_.find(word);
      if (entry == words_.end() || (entry->second.classes & rule.type) == 0 || word == form) continue;
      const bool verb = (rule.type & verbs_) != 0;
      const auto known = std::ranges::find(found, std::string_view(entry->first), &Stem::word);
      if (known == found.end())
        found.push_back({entry->first, verb, true, entry->second.name});
      else
        known->verb |= verb;
    }
  }
  return found;
}

bool Dictionary::knows(std::string_view form) const {
  return !stems(form).empty();
}

bool Dictionary::is_verb(std::string_view word) const {
  const auto entry = words_.find(word);
  return entry != words_.end() && (entry->second.classes & verbs_) != 0;
}

bool Dictionary::is_name(std::string_view word) const {
  const auto entry = words_.find(word);
  return entry != words_.end() && entry->second.name;
}

}  // namespace vestnik::search
