// Every bound that the outside can run into, with its unit and why it is what it is.
#pragma once

#include <chrono>
#include <cstddef>

namespace vestnik::limits {

using namespace std::chrono_literals;

// ---- HTTP ----
inline constexpr std::size_t request_line_bytes = 8 << 10;  // longer than any address that we make; 414
inline constexpr std::size_t header_bytes = 16 << 10;       // all header fields together; 431
inline constexpr std::size_t header_fields = 100;           // 431
inline constexpr std::size_t body_bytes = 4 << 20;          // where a route does not say otherwise; 413
inline constexpr std::size_t upload_bytes = 64 << 20;       // one picture through the API; 413
inline constexpr std::chrono::seconds head_time = 10s;      // from the first byte of a request to its empty line; 408
inline constexpr std::chrono::seconds body_time = 60s;      // for a whole body; 408
inline constexpr std::chrono::seconds idle_time = 60s;      // a kept-alive connection without a request
inline constexpr std::chrono::seconds write_time = 60s;     // a reader that does not take its answer
inline constexpr std::size_t write_bytes = 64 << 10;        // must be taken in each write_time: slow, not stopped
inline constexpr std::chrono::seconds linger_time = 2s;     // after a refusal, so that the sender can read it
inline constexpr std::chrono::milliseconds accept_pause = 100ms;  // without descriptors, before trying again
inline constexpr std::size_t connections = 50'000;                // in all; beyond, the oldest idle one goes
inline constexpr std::size_t connections_per_address = 1'000;     // a school or an operator's NAT is one address
inline constexpr std::chrono::seconds stop_time = 10s;            // a graceful stop lets requests end this long

// ---- work ----
inline constexpr std::size_t queued_renders = 4'096;  // waiting for the pool; beyond, 503 with Retry-After
inline constexpr std::size_t fragment_cache_bytes = 256UL << 20U;

// ---- content ----
inline constexpr std::size_t headline_bytes = 1'000;
inline constexpr std::size_t deck_bytes = 4'000;
inline constexpr std::size_t slug_bytes = 200;
inline constexpr std::size_t body_json_bytes = 8 << 20;  // one article's body as JSON
inline constexpr std::size_t body_nodes = 100'000;       // nodes of one body
inline constexpr std::size_t body_depth = 24;            // nesting of nodes in a body
inline constexpr std::size_t address_bytes = 2'048;      // of a link; longer ones are data, not places
inline constexpr std::size_t biography_bytes = 20'000;
inline constexpr std::size_t bylines = 20;
inline constexpr std::size_t topics = 50;
inline constexpr std::size_t stories_of_article = 3;  // an article has a box for each of them
inline constexpr std::size_t story_note_bytes = 600;
inline constexpr std::size_t story_summary_bytes = 8'000;
inline constexpr std::size_t page_size = 20;  // stories on one page of a section, author or topic
inline constexpr std::size_t rail_stories = 7;
inline constexpr std::size_t search_page = 10;
inline constexpr std::size_t search_query_bytes = 400;

// ---- newsroom ----
inline constexpr std::size_t list_items = 50;            // of one answer where ?limit= does not say otherwise
inline constexpr std::size_t most_list_items = 200;      // whatever it says
inline constexpr std::size_t searched_hits = 20'000;     // hits of the newsroom's own search looked at for one answer
inline constexpr std::size_t note_bytes = 10'000;        // a note in the margin, a reason, a correction
inline constexpr std::size_t repeat_key_bytes = 255;     // an Idempotency-Key
inline constexpr std::chrono::hours repeat_time = 24h;   // as long an answer is kept for who asks again
inline constexpr std::chrono::hours preview_time = 72h;  // a preview's link lives this long where nothing is said
inline constexpr std::chrono::hours longest_preview = 720h;
inline constexpr std::size_t front_zones = 30;      // of one front
inline constexpr std::size_t zone_stories = 30;     // of one zone
inline constexpr std::size_t history_states = 100;  // of one article that readers can compare

// ---- pages ----
// A slot's HTML is padded with spaces to exactly this many bytes, so that what follows it in a page stands at a
// fixed distance from what precedes it and can be compressed against it (pages/fragment.h).
inline constexpr std::size_t slot_bytes = 768;
// Under one article: the oldest first, until either is full. The page says how many there are in all.
inline constexpr std::size_t shown_comments = 5'000;
inline constexpr std::size_t shown_comment_bytes = 4UL << 20U;  // of their texts

// ---- media ----
inline constexpr std::size_t picture_pixels = 100'000'000;
inline constexpr std::size_t worker_memory_bytes = 1UL << 30U;
inline constexpr std::chrono::seconds worker_time = 30s;         // wall and CPU time of one task; then it is killed
inline constexpr std::size_t media_workers = 2;                  // processes at once
inline constexpr std::size_t queued_pictures = 256;              // callers waiting for a worker; beyond, busy
inline constexpr std::size_t worker_answer_bytes = 32UL << 20U;  // more than any rendition has
inline constexpr std::size_t caption_bytes = 20'000;             // one text out of a picture; the rest is cut

}  // namespace vestnik::limits
