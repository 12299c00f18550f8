// Bulgarian typed in Latin letters: the official transliteration and what people type without a Cyrillic keyboard
// ("shlyokavica": 4 = ч, 6 = ш, q = я, w = в, x = х). One Latin letter stands for several, so readings are tried in
// the order of how usual they are. Any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::search {

// The most usual readings for which `is_word` holds, at most `wanted` of the first `tries`; none where the word is not
// of Latin letters. "voina" is "война" as well as "воина".
std::vector<std::string> read_latin(std::string_view word, const std::function<bool(std::string_view)>& is_word,
                                    std::size_t wanted, std::size_t tries = 400);

// The most usual reading whether it is a word or not, "" where the word is not of Latin letters.
std::string transliterate(std::string_view word);

}  // namespace vestnik::search
