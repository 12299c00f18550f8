// Bounds of what the newsroom asks for.
#pragma once

#include <chrono>
#include <cstddef>

namespace vestnik::limits {

inline constexpr std::chrono::hours front_preview_time{1};  // an arrangement of a front, before it is published
inline constexpr std::size_t front_previews = 64;           // at once, in memory
inline constexpr std::size_t spelling_words = 2'000;        // asked about at once: the words of a long article
inline constexpr std::size_t spelling_word_bytes = 128;     // beyond, hunspell takes long and knows nothing
inline constexpr std::size_t spelling_suggestions = 6;      // of one word

}  // namespace vestnik::limits
