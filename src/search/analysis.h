// Words to search terms: forms of one word meet, different words stay apart. Bulgarian by hunspell's dictionary with
// suffix rules for words it does not know, English by Snowball, other languages folded only. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestnik::search {

// The terms of one word, lower case, most certain first; at least one for any word with a letter or a digit.
std::vector<std::string> terms_of(std::string_view word, std::string_view language);

// Words of a text as searched: ICU word boundaries, those with a letter or digit only.
std::vector<std::string> words_of(std::string_view text, std::string_view language);

// Bulgarian typed in Latin letters, as far as it can be told: "voyna" → "война"; "" where it is none.
std::string from_latin(std::string_view word);

// All that it can be, most usual first: "voina" → "война", "воина".
std::vector<std::string> readings_of(std::string_view word, std::size_t wanted);

}  // namespace vestnik::search
