// Terms of Bulgarian words. What the dictionary knows becomes its dictionary word ("жените" → "жена"); irregular
// forms come from a table; a bare or unknown word loses its ending and keeps a "~" before what is left ("~лаптоп");
// a name that the dictionary lists stays whole behind "=" ("=миланова"), so that it does not meet "=миланов".
// Immutable: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/dictionary.h"

namespace vestnik::search {

class Bulgarian {
 public:
  explicit Bulgarian(Dictionary dictionary) : dictionary_(std::move(dictionary)) {}

  // Of a folded word, most certain first, at least one.
  std::vector<std::string> terms(std::string_view word) const;
  const Dictionary& dictionary() const { return dictionary_; }

 private:
  std::vector<std::string> known(std::string_view word, std::vector<Dictionary::Stem> stems) const;
  std::string bare(std::string_view word) const;
  std::string unknown(std::string_view word) const;
  std::string verb_of(std::string_view word) const;

  Dictionary dictionary_;
};

}  // namespace vestnik::search
