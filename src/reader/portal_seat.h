// What a reading thread keeps for itself at a portal: hot pages, what usually stands in slots, advertising's desk. Only
// the portal's own files know it.
#pragma once

#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "reader/advertised.h"
#include "reader/advertised_page.h"
#include "reader/portal.h"
#include "reader/second_chance.h"
#include "reader/under_article.h"

namespace vestnik::reader {

inline bool is_reading(const http::Request& request) {
  return request.method == http::Method::get || request.method == http::Method::head;
}

struct Portal::Whole {
  WholePages::Packed bytes;
  std::array<std::string_view, 1> body;
  http::Ready ready;
};

// What a hot page keeps of its story, which the edition replaces in time.
inline constexpr std::size_t story_bytes = 512;

struct Portal::Hot {
  std::int64_t edition = 0;
  const edition::SiteEdition* site = nullptr;
  PagePtr page;
  Time until = Time::max();  // from then on another plan is asked for
  std::optional<Basis> basis = std::nullopt;
  advertising::Offers offers = {};
  std::int64_t offers_of = -1;  // the version of the lineup
  Time since = {};              // the page has had its version
  unsigned asked = 0;           // by those who take brotli, since somebody last looked whether `whole` is there
  std::shared_ptr<const Whole> whole = nullptr;
  // Of `offers`; made when the first answer with advertisements is.
  std::shared_ptr<AdvertisedPage> advertised = nullptr;
  std::size_t whole_bytes = 0, offers_bytes = 0;  // of `whole`; of `offers` and `advertised`, as they are counted

  // The bytes that come with a page to those that the thread's hot pages hold. A chain that another one of them stands
  // on is there already.
  static std::size_t hold(const ReadyPage& page) {
    std::size_t bytes = page.bytes() + story_bytes;
    for (const FilledChainPtr& each : page.filled) {
      if (each->held++ == 0) bytes += each->bytes;
    }
    return bytes;
  }
  // Those that go with this (SecondChance).
  std::size_t let_go() {
    std::size_t bytes = std::exchange(whole_bytes, 0) + std::exchange(offers_bytes, 0);
    if (!page) return bytes;
    bytes += page->bytes() + story_bytes;
    for (const FilledChainPtr& each : page->filled) {
      if (--each->held == 0) bytes += each->bytes;
    }
    return bytes;
  }
};

// What usually stands in the slots of a site's pages, and around all of them, in one edition.
struct Portal::Usual {
  std::int64_t edition = -1;
  const edition::SiteEdition* site = nullptr;
  std::vector<std::pair<std::string, pages::FragmentPtr>> slots;  // all that were ever asked for
  std::uint64_t filling = 0;  // another number, of all that the thread ever had, whenever one of them is another
  std::uint64_t around = 0;   // chrome_version
  // What stands under a section's articles, once it has been made. One a section of the site, beside what hot pages
  // may hold.
  struct Under {
    StoriesShown shown;
    FilledChainPtr filled;
  };
  std::unordered_map<SectionId, Under> under = {};
};

struct Portal::Seat {
  Seat(const edition::Press& press, std::size_t hot_bytes) : reader(press), hot(hot_bytes) {}
  // Has the hot pages looked through, a few a request, where what they hold on to is of no use any more: of an edition
  // that was read anew as a whole, nothing is in a later one.
  void tend(const edition::Edition& edition);
  // What a hot page holds of advertising's, counted anew.
  void count_offers(Hot& page);

  edition::Press::Reader reader;
  SecondChance<Hot> hot;        // by address, what this thread has answered lately
  std::int64_t tended = -1;     // the edition that `tend` saw last
  std::int64_t read_anew = -1;  // the newest that was read anew
  std::unordered_map<SiteId, Usual> usual;
  std::uint64_t fillings = 0;  // numbers given to them
  // Advertising's: this thread's desk, the lineup as it last saw it, and room to decide in.
  std::shared_ptr<advertising::Desk> desk;
  advertising::LineupPtr lineup;
  std::int64_t lineup_of = -1;
  advertising::Browsers browsers;
  advertising::Offers offers;
  std::vector<advertising::Chosen> chosen;
  Room room;
  KeptAnswers answers;
  FilledChains filled;
};

}  // namespace vestnik::reader
