// What a reading thread keeps for itself at a portal: hot pages, what usually stands in slots, advertising's desk. Only
// the portal's own files know it.
#pragma once

#include "reader/advertised.h"
#include "reader/advertised_page.h"
#include "reader/portal.h"
#include "reader/second_chance.h"

namespace vestnik::reader {

inline constexpr std::size_t hot_pages_of_thread = 4'096;

inline bool is_reading(const http::Request& request) {
  return request.method == http::Method::get || request.method == http::Method::head;
}

struct Portal::Whole {
  WholePages::Packed bytes;
  http::Ready ready;
};

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
};

// What usually stands in the slots of a site's pages, and around all of them, in one edition.
struct Portal::Usual {
  std::int64_t edition = -1;
  const edition::SiteEdition* site = nullptr;
  std::vector<std::pair<std::string, pages::FragmentPtr>> slots;
  std::uint64_t around = 0;  // chrome_version
};

struct Portal::Seat {
  explicit Seat(const edition::Press& press) : reader(press) {}
  edition::Press::Reader reader;
  SecondChance<Hot> hot{hot_pages_of_thread};  // by address, what this thread has answered lately
  Usual usual;
  // Advertising's: this thread's desk, the lineup as it last saw it, and room to decide in.
  std::shared_ptr<advertising::Desk> desk;
  advertising::LineupPtr lineup;
  std::int64_t lineup_of = -1;
  advertising::Browsers browsers;
  advertising::Offers offers;
  std::vector<advertising::Chosen> chosen;
  Room room;
  FilledChains filled;
};

}  // namespace vestnik::reader
