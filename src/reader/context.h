// What every page plan is made from: the edition it belongs to (kept alive as long as something renders from it), the
// site, and the parts that answer what the edition does not hold. Cheap to copy; what renders later takes it by value.
// Any thread.
#pragma once

#include "base/time.h"
#include "edition/edition.h"
#include "pages/lately.h"
#include "reader/limits.h"
#include "reader/plan.h"

namespace vestnik::store {
class Store;
}
namespace vestnik::search {
class Index;
}
namespace vestnik::media {
class Library;
}

namespace vestnik::reader {

class KeptChains;
class LiveEvents;

struct Parts {
  store::Store& store;
  const search::Index& index;
  media::Library& library;
  Clock clock;
  KeptChains* kept = nullptr;                       // nullptr: nothing is kept on disk
  LiveEvents* live = nullptr;                       // nullptr: there is no /events
  std::size_t hot_bytes = limits::least_hot_bytes;  // of the pages that each reading thread keeps hot
};

// HTML of cards and zones by the version of what is in it: only of what is published.
using Pieces = pages::Lately<std::string>;

struct Context {
  edition::EditionPtr edition;
  const edition::SiteEdition* site = nullptr;  // of that edition
  Parts* parts = nullptr;
  // nullptr: every piece is rendered. A preview must not have one: what it shows has a published version's number.
  Pieces* pieces = nullptr;
};

// Today as the site's clock has it: "2026-11-24".
std::string current_day(const Context& context);
// Of whatever stands around every page of the site, the breaking sign included.
std::uint64_t chrome_version(const Context& context);
// Adds a story as a card shows it.
void add_card(Version& version, const Context& context, const edition::Summary& story);
void add_cards(Version& version, const Context& context, const std::vector<edition::SummaryPtr>& stories);
// A chain that is another with nearly every publish: in a passing edition it is made with little work, unless a lasting
// one is there.
ChainPlan changing_chain(const Context& context, const Version& version, std::function<Result<std::string>()> render);

}  // namespace vestnik::reader
