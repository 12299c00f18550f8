// A hot page with what was chosen for its slots, put together for one reader. What depends on the page and the lineup
// alone is worked out once: where each slot stands, and what a creative in it adds to the page's checksum. As every
// slot's text has the same length (pages/fragment.h), what follows it stands at the same distance whatever was chosen;
// a checksum of the page is thus the sum (exclusive or) of one number a text, and nothing is combined for a reader.
// Belongs to one thread, as do the answers made with one `Room`.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "advertising/desk.h"
#include "http/message.h"
#include "reader/limits.h"
#include "reader/ready_page.h"

namespace vestnik::reader {

// Where small parts of an answer are copied to one after the other: few parts cost the kernel less than many. An answer
// keeps it; the next one takes another where it still does.
class Room {
 public:
  struct Bytes {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  // So much of it at least, nothing written yet.
  std::shared_ptr<Bytes> take(std::size_t size);

 private:
  std::shared_ptr<Bytes> last_;
};

// An answer as it is sent: nothing of it is put together again.
struct KeptAnswer {
  http::Ready ready;
  std::string etag;
  std::vector<http::Buffer> parts;
  std::vector<std::string_view> body;  // of `ready`
};

class AdvertisedPage {
 public:
  // `page` was put together and can be sent (ReadyPage::prepared).
  AdvertisedPage(std::shared_ptr<const ReadyPage> page, const advertising::Offers& offers);

  // The fields that are the same whatever stands in the slots; what differs, ETag, comes behind them.
  const std::shared_ptr<const http::Ready>& head() const { return page_->gzip.common; }

  // Memory held, without the page's and the lineup's.
  std::size_t bytes() const;

  // `chosen`: for each slot of the page, in order, of the offers that this was made with; at least one of them is one.
  std::uint64_t version(const advertising::Offers& offers, std::span<const advertising::Chosen> chosen);
  // The page of the last `version` in gzip.
  std::vector<http::Buffer> body(Room& room) const;
  // The same to be sent more than once; nullptr where it is too large to be kept.
  std::shared_ptr<const KeptAnswer> to_keep(const std::string& etag) const;

 private:
  // What may stand in a slot, and its part of the checksum there.
  struct Candidate {
    const pages::Fragment* fragment = nullptr;
    std::uint32_t checksum = 0;
  };
  struct Place {
    std::uint32_t operand = 0;  // crc32_combine_gen of the length of all that follows
    Candidate usual;
    std::array<Candidate, 8> known;  // of those chosen lately; alive as long as the lineup
  };
  struct Part {
    const pages::Fragment* text = nullptr;  // of the page; nullptr: a slot
  };
  struct Section {  // a chain of the page
    std::vector<Part> parts;
    std::vector<const pages::Fragment*> as_usual;  // where nothing was chosen for it
    std::size_t places = 0;
  };
  Candidate of(const pages::Fragment& fragment, const Place& place) const;

  std::shared_ptr<const ReadyPage> page_;
  advertising::LineupPtr lineup_;
  std::vector<Section> sections_;
  std::vector<Place> places_;
  std::uint32_t texts_ = 0;  // the checksum's part of all texts but the slots
  std::size_t length_ = 0;   // of the page's text
  std::size_t copied_ = 0;   // bytes at most that are copied to a Room, but for what is chosen
  std::size_t kept_ = 0;     // parts at most that are not
  // Of the last `version`:
  std::vector<const pages::Fragment*> shown_;
  std::vector<bool> is_chosen_;
  std::uint32_t checksum_ = 0;
};

// The answers that this thread has sent more than once lately. A page that many ask for gets the same few
// advertisements again and again, since shares take turns and paces change twice a second: then it costs what one
// without any does. Bounded: limits::kept_answers of them, each of limits::kept_answer_bytes at most, with the pages
// that they are of.
class KeptAnswers {
 public:
  struct Found {
    std::shared_ptr<const KeptAnswer> answer;
    bool wanted = false;  // there is none, and it was looked for before: so it may be again
  };
  // What was chosen for `page` in the lineup of now.
  Found find(const ReadyPage& page, std::span<const advertising::Chosen> chosen);
  void keep(std::shared_ptr<const ReadyPage> page, std::span<const advertising::Chosen> chosen,
            std::shared_ptr<const KeptAnswer> answer);
  // There is another lineup: numbers of lines and creatives mean something else.
  void forget();

 private:
  struct Entry {
    std::uint64_t asked = 0;  // hash of what was looked for here last
    std::shared_ptr<const ReadyPage> page;
    std::vector<advertising::Chosen> chosen;
    std::shared_ptr<const KeptAnswer> answer;
  };
  Entry& place_of(std::uint64_t hash) { return entries_[hash % entries_.size()]; }

  std::array<Entry, limits::kept_answers> entries_;
};

}  // namespace vestnik::reader
