// A spelling dictionary in hunspell's format (.aff and .dic) as word classes: which dictionary words a form can come
// from. Read here rather than through hunspell's library, whose handle may not be shared between threads and whose
// stems do not tell a verb from a noun. Understands UTF-8 dictionaries with single-letter suffix classes; whatever
// else a dictionary holds (compounds, replacements, prefixes) is passed over. Immutable once read: any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"

namespace vestnik::search {

class Dictionary {
 public:
  // What one dictionary word has to do with a form. All words are folded (analysis.h).
  struct Stem {
    std::string_view word;
    bool verb = false;       // by a class of verb endings
    bool inflected = false;  // the dictionary lists endings for the word; a bare one is a form among others
    bool name = false;       // written with a capital letter only
  };

  // `path` without its extension: "/usr/share/hunspell/bg_BG". A file that is missing is ErrorKind::not_found, one in
  // an encoding or with flags that are not understood ErrorKind::invalid. `verb_ending` marks the classes of verbs.
  static Result<Dictionary> open(const std::filesystem::path& path, std::string_view verb_ending);

  // A dictionary without words, for machines that have none.
  Dictionary() = default;

  std::vector<Stem> stems(std::string_view form) const;
  bool knows(std::string_view form) const;

  // A headword with endings of a verb.
  bool is_verb(std::string_view word) const;
  bool is_name(std::string_view word) const;
  std::size_t size() const { return words_.size(); }

 private:
  struct Text {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Word {
    std::uint64_t classes = 0;  // bit of each suffix class
    bool name = true;           // no entry in lower case
  };
  struct Rule {
    std::string strip;
    std::uint64_t type;  // the class's bit
  };

  Result<void> read_suffixes(std::string_view text, std::string_view verb_ending);
  void read_words(std::string_view text);

  std::unordered_map<std::string, Word, Text, std::equal_to<>> words_;
  std::unordered_map<std::string, std::vector<Rule>, Text, std::equal_to<>> rules_;  // by what the rule appends
  std::uint64_t verbs_ = 0;
  std::size_t longest_ = 0;  // bytes of the longest suffix
};

}  // namespace vestnik::search
