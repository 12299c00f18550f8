// Advertising's bounds, as those of base/limits.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vestnik::limits {

inline constexpr std::size_t journal_records = 1UL << 18U;  // of one reading thread: what a tick is behind a busy one
inline constexpr std::size_t lineup_campaigns = 2'000;      // running at once; beyond, the newest wait
inline constexpr int campaign_days = 3'653;                 // from its first to its last day, ten years; 400
inline constexpr std::size_t campaign_creatives = 50;       // of a campaign, those that are not off; 409
inline constexpr std::size_t campaign_versions = 150;       // of a campaign, with those that are off; 409
// Of campaigns sold by share that may meet: the largest shares are looked at, in so many constellations.
inline constexpr std::size_t shares_compared = 128, meetings_compared = 4'096;
inline constexpr std::size_t creative_original_bytes = 2 << 20;  // of a picture as it was given; 413
inline constexpr std::size_t creative_code_bytes = 150 << 10;    // of an HTML5 file; 400
inline constexpr std::int64_t creative_clip_bytes = 10 << 20;    // of a video; 413
inline constexpr std::size_t vast_bytes = 64 << 10;              // of a VAST document; 400
inline constexpr std::size_t vast_depth = 24, vast_elements = 2'000, vast_media = 32;
inline constexpr std::size_t creative_caption_bytes = 64 << 10;  // of a clip's captions; 400
inline constexpr int frame_width = 1280, frame_height = 600;     // px, at most
// Of a campaign's figures, by hour, creative, slot and section; one that has more is told by day. 60 MB as they are
// read.
inline constexpr std::size_t report_rows = 300'000;
inline constexpr std::size_t ledger_entries = 500;  // of a political campaign, corrections among them; 400
inline constexpr int report_link_days = 90, most_report_link_days = 730;
inline constexpr std::size_t seller_file_bytes = 1 << 20;  // ads.txt, sellers.json
inline constexpr std::size_t waiting_flags = 5'000;        // readers' reports without an answer; beyond, 503
inline constexpr std::size_t flag_bytes = 16 << 10;        // one such report as a form; 413

}  // namespace vestnik::limits
