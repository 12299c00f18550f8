// The words of the interface in a reader's language: GNU gettext catalogues (theme/messages/LANGUAGE.po), compiled when
// the program is built, embedded in it, and read by Boost.Locale. A message's name is its English text; where a
// language has no catalogue or a catalogue no such message, the English text is shown. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vestnik {

// What stands for "{section}" in a message: {"section", "Общество"}. Plain text goes in, plain text comes out.
using Placeholders = std::vector<std::pair<std::string_view, std::string_view>>;

// `language` is BCP 47; only its first part counts ("bg-BG": "bg").
std::string translate(std::string_view language, const char* message);
std::string translate(std::string_view language, const char* message, const Placeholders& placeholders);

// In the plural form that `language` wants for `count`; "{count}" stands for the number:
// translate_count("bg", "{count} comment", "{count} comments", 3) is "3 коментара".
std::string translate_count(std::string_view language, const char* one, const char* many, long count);

// Languages that have a catalogue, in alphabetical order: "bg", "en".
std::vector<std::string> interface_languages();

}  // namespace vestnik
