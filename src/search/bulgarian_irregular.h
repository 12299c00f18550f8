// Bulgarian words whose forms no ending tells, abbreviations that newspapers use, and words that only join others.
// Tables, immutable: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestnik::search {

// The words that an irregular form comes from ("хората" → "човек"); empty where it is a regular one.
std::vector<std::string> irregular(std::string_view form);

// "млн" → "милион", "" where it is no abbreviation.
std::string_view abbreviated(std::string_view form);

// Words that stand in every text ("на", "the") and tell nothing about it.
bool is_function_word(std::string_view word, std::string_view language);

}  // namespace vestnik::search
