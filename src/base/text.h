// Text of any script: validity, cutting at words, slugs, escaping. UTF-8 in, UTF-8 out; ICU underneath.
// Every function may be called from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vestnik::text {

// `bytes` with whatever is not UTF-8 replaced by U+FFFD, and without the control characters that XML 1.0
// forbids or HTML does (all below U+0020 but tab, newline and carriage return; U+007F to U+009F; U+FFFE, U+FFFF).
std::string clean(std::string_view bytes);

// True where `bytes` is well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong).
bool is_utf8(std::string_view bytes);

// White space of every kind collapsed to single spaces, none at the ends.
std::string squeeze(std::string_view text);

// Without differences of case (Unicode's full case folding): for looking one text up in another.
std::string fold_case(std::string_view text);

// At most `characters` grapheme clusters of `text`, cut between words of `language` (BCP 47) and ended by "…"
// where something was left out. A single word longer than that is cut inside.
std::string cut_at_word(std::string_view text, std::size_t characters, std::string_view language);

// A part of an address: Cyrillic by the Bulgarian Transliteration Act (2009), other scripts by ICU's Latin-ASCII,
// lower case, words joined by "-", at most `bytes` bytes, cut at a word. Empty where nothing is left.
std::string slug(std::string_view text, std::size_t bytes = 100);

// Words as a reader counts them (ICU word boundaries that hold a letter or a number).
std::size_t count_words(std::string_view text, std::string_view language);

// For text between tags and inside double-quoted attributes: & < > " '.
std::string escape_html(std::string_view text);

}  // namespace vestnik::text
