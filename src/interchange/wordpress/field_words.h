// What a field of a block is by its name and its value: words that readers saw, an address, a number, or a setting of
// the layout. Plugins name their fields as they like; what is taken for a setting is lost, what is not is shown.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

std::string in_lower_case(std::string_view text);  // A to Z alone

// By its name: "fontSize", "_text", "text_align", "blockId"; not "blockquote", "moderator" or "colorful_title".
bool is_setting(std::string_view key);
// By its name: "title", "items_0_heading", "buttonText", where one word may be all there is.
bool is_for_words(std::string_view key);
// By its name: where digits are what readers saw, "title": "1989" or "number": "1500".
bool is_for_digits(std::string_view key);
// Where they may be that, or the number of a user or a file: "author". Not in "show_title", which is yes or no.
bool may_be_for_digits(std::string_view key);
// "title" of "items_0_title", in small letters.
std::string last_word_of(std::string_view key);

// Words of a language, not those of a style sheet: letters beyond ASCII, tags, a sentence, or two words and no sign of
// code.
bool says_something(std::string_view text);
// "Conclusion": a capital letter and small ones.
bool is_word(std::string_view text);
// An address of a page or a file, and nothing beside it.
bool is_address(std::string_view text);
// Digits, no more than a number of WordPress's has.
bool is_number(std::string_view text);
// "1989", "12,5 %", "1 500+", "24/7": digits and the signs that stand between them.
bool is_figure(std::string_view text);

}  // namespace vestnik::interchange::wordpress
