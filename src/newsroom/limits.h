// Bounds of what the newsroom asks for.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace vestnik::limits {

inline constexpr std::chrono::hours front_preview_time{1};   // an arrangement of a front, before it is published
inline constexpr std::size_t front_previews = 64;            // at once, in memory
inline constexpr std::size_t previews_of_article = 200;      // links of one article that open at once; 409
inline constexpr std::chrono::hours calendar_time{24 * 45};  // asked about at once: the sheet of a month
inline constexpr std::size_t calendar_lines = 500;           // of each kind in one answer; "more" says that there are
inline constexpr int crop_pixels = 32;                       // a side of what is shown of a picture, at least
inline constexpr std::size_t spelling_words = 2'000;         // asked about at once: the words of a long article
inline constexpr std::size_t spelling_word_bytes = 128;      // beyond, hunspell takes long and knows nothing
inline constexpr std::size_t spelling_suggestions = 6;       // of one word

// Why a public notice was corrected, or what a reader's report was answered.
inline constexpr std::size_t explanation_bytes = 4'000;

// ---- uploads into the library ----
inline constexpr std::chrono::hours library_upload_time{48};     // to complete one; then it is destroyed
inline constexpr std::int64_t library_uploads = 200;             // of one person, not come to their end
inline constexpr std::size_t library_uploads_swept = 100;        // in one turn: destroying takes time
inline constexpr std::uint64_t library_free_bytes = 1ULL << 30;  // of the disk are left alone; 503
inline constexpr std::uint64_t library_all_bytes = 32ULL << 30;  // of all that are on their way

// ---- writing together ----
inline constexpr std::size_t writers = 2'000;                   // lines open at once, of all articles
inline constexpr std::size_t writers_of_article = 32;           // of one
inline constexpr std::size_t writing_update_bytes = 2 << 20;    // base64: a whole article pasted at once
inline constexpr std::int64_t writing_bytes = 10 << 20;         // the log of one article; beyond, saves do alone
inline constexpr std::int64_t writing_compact_bytes = 1 << 20;  // from here on a browser is asked for its sum
inline constexpr std::int64_t writing_compact_every = 200;      // updates between two such questions
inline constexpr std::size_t awareness_bytes = 16 << 10;        // where somebody's cursor is
inline constexpr std::size_t writing_shape_bytes = 64;
inline constexpr std::chrono::minutes writing_rest{5};  // after which a saved document is begun anew
inline constexpr std::chrono::seconds rights_look{10};  // between two looks whether a writer still may

}  // namespace vestnik::limits
