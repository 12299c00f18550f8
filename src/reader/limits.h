// The bounds of what readers' pages are kept as, with their units and why.
#pragma once

#include <chrono>
#include <cstddef>

namespace vestnik::limits {

// A page that has stayed the same for so long, and was asked for so often since anybody last looked, is worth being
// compressed as a whole. The count is of one reading thread.
inline constexpr std::chrono::seconds whole_page_after{5};
inline constexpr unsigned whole_page_asked = 64;
inline constexpr std::size_t whole_page_bytes = 1UL << 20U;    // of a page's text; a larger one stays in its pieces
inline constexpr std::size_t whole_pages_bytes = 64UL << 20U;  // of all that are kept

// Answers with advertisements that a reading thread keeps to send them again, and how large each may be.
inline constexpr std::size_t kept_answers = 64;
inline constexpr std::size_t kept_answer_bytes = 64UL << 10U;

// Pages that reading threads keep hot, with the chains that they stand on: of all threads together this part of the
// machine's memory where an operator does not say otherwise, but as much for each thread as some 4,096 articles need.
inline constexpr std::size_t hot_share_of_memory = 16;
inline constexpr std::size_t least_hot_bytes = 80UL << 20U;

// Cards and zones as HTML, and texts as packed for a moment: twice as much of each is held at most. A card is about 1
// KB, a zone about 5 KB, so this is all that stands under the articles of a hundred sections.
inline constexpr std::size_t pieces_bytes = 8UL << 20U;
inline constexpr std::size_t packed_bytes = 8UL << 20U;

// Searches and suggestions under way, each of other words; beyond, 503. Anybody can make up more than can be answered,
// so they wait in a line of their own: a second's worth of it.
inline constexpr std::size_t queued_searches = 256;

// What one address does to one creative in one slot counts once within that time: a click, and a showing seen by one
// browser, which goes on to the next page meanwhile at most.
inline constexpr std::chrono::minutes click_counts_once{10};
inline constexpr std::chrono::seconds seen_counts_once{3};
inline constexpr std::size_t repeats_kept = 1UL << 16U;  // 512 KB for each of the four
// Each part of an advertisement's film counts once for one view of a page, however often it is told within that time,
// and so often at most for one address: what a view is called is the reader's word alone.
inline constexpr std::chrono::hours played_counts_once{6};
inline constexpr std::chrono::minutes plays_within{10};
inline constexpr unsigned plays_of_address = 60;
// A page stays open after its campaign has ended or was stopped: what readers do to it counts for so long.
inline constexpr std::chrono::hours late_counts{24};

// Reports on advertisements (Article 15) from one address in an hour; beyond, 429. All of a newsroom's places for them
// (limits::waiting_flags) would else be one visitor's.
inline constexpr unsigned flags_an_hour = 10;
inline constexpr std::size_t flagging_addresses = 1UL << 14U;

// Of a body where nobody wants one: read and dropped, so that whoever sends a form to a page is told that it takes none
// (405) and not that the form is too large; beyond, 413.
inline constexpr std::size_t unwanted_body_bytes = 8UL << 10U;

// ---- /events ----
inline constexpr std::size_t events_kept = 512;           // of a site: whoever missed more loads the page anew
inline constexpr std::size_t headlines_at_once = 50;      // of one turnover; what an import brings is no news
inline constexpr std::chrono::hours headline_is_new{24};  // by its time of publication
// An article that has not changed for so long is not going on any more: nobody waits for it.
inline constexpr std::chrono::hours article_goes_on{24};
inline constexpr std::size_t live_articles_kept = 128;  // whose entries are known, of all sites
inline constexpr std::size_t entries_told = 100;        // of one article in one event, the newest

// Chains on disk (kept_chains.h). A segment is what goes at once when there are too many; its index has 16 bytes a
// chain.
inline constexpr std::size_t kept_segment_bytes = 256UL << 20U;
inline constexpr std::size_t kept_index_bytes = 64UL << 20U;
inline constexpr std::size_t kept_chain_bytes = 1UL << 20U;  // a larger one is rendered anew

// Articles of a site whose pictures are made ready after a start, the newest first: about a week of a large newspaper,
// which is nearly all that is read. Each picture that leads one has some 20 files.
inline constexpr std::size_t stories_made_ready = 200;
// Articles, fronts, authors and stories that wait for it at once: those of a start of ten sites and a day's publishing.
inline constexpr std::size_t subjects_made_ready = 4'000;
// Pictures of which no files can be made: so many are not tried again, and so many are told in the log.
inline constexpr std::size_t unreadable_remembered = 4'096;
inline constexpr std::size_t unreadable_told = 20;

}  // namespace vestnik::limits
