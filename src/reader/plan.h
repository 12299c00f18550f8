// What an address of the public site answers, before anything is rendered: a list of chains, each named by a hash of
// everything it is made from. The same version always means the same text, so a chain is looked up by its version alone
// and nothing is ever purged: what changed has another version.
//
// Thread rules: a plan is made on a reading thread, from the edition and from numbers in memory alone, so whoever makes
// one neither waits for the store nor renders. Both are for `ChainPlan::render`, on a pool thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"
#include "content/ids.h"
#include "edition/edition.h"
#include "pages/fragment.h"
#include "reader/page_kind.h"

namespace vestnik::reader {

// Collects what a text is made from into a 64-bit version.
class Version {
 public:
  explicit Version(std::string_view kind) : hash_(stable_hash(kind)) {}
  Version& add(std::int64_t number) {
    // A round of splitmix64 for each number: cheap, and order counts.
    hash_ += 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(number);
    hash_ = (hash_ ^ (hash_ >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    hash_ = (hash_ ^ (hash_ >> 27U)) * 0x94D049BB133111EBULL;
    hash_ ^= hash_ >> 31U;
    return *this;
  }
  Version& add(std::string_view text) { return add(static_cast<std::int64_t>(stable_hash(text))); }
  template <class Thing>
  Version& add(Id<Thing> id) {
    return add(id.value);
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_;
};

struct ChainPlan {
  std::uint64_t version = 0;
  // Makes the text; called on a pool thread where the chain is not at hand. Keeps alive whatever it needs.
  std::function<Result<std::string>()> render;
  bool kept = false;  // on disk too: there are many of its kind, and nearly nobody asks for it
  pages::Asked asked = pages::Asked::often;

  // Of the chain that is made of it now: what is made with little work has other bytes under the same text.
  std::uint64_t made_as() const { return asked == pages::Asked::briefly ? version ^ briefly_made : version; }
  // One that was made to last is as good.
  bool is_met_by(std::uint64_t chain) const { return chain == version || chain == made_as(); }

 private:
  static constexpr std::uint64_t briefly_made = 0xB91EF1E500000000ULL;
};

// What a page is about, as far as what stands in its slots may depend on it.
struct Subject {
  edition::SummaryPtr story;
  SectionId section;
  TopicId topic;
  // What a front or a list begins with: an advertisement is kept away from their words and topics as from an article's.
  std::vector<edition::SummaryPtr> leading = {};
  bool operator==(const Subject&) const = default;
};

// What the plan of an article's page was made from, but for what stands under the article. Where all of it is as it was
// in a later edition, the address leads to the same article there, whose own chain is the same: article_plan_after.
struct Basis {
  edition::SummaryPtr story;
  SiteId site;
  std::uint64_t around = 0;  // chrome_version
  edition::Reliance on;

  // `number`: of the edition that the plan was made or last found to hold in.
  bool holds(const edition::Edition& edition, SiteId now_site, std::uint64_t now_around, std::int64_t number) const {
    return edition.marks() != nullptr && site == now_site && around == now_around && on.holds(*edition.marks(), number);
  }
};

struct Plan {
  unsigned status = 200;
  std::vector<ChainPlan> chains;  // empty for a redirect
  std::string type = "text/html; charset=utf-8";
  std::string location;  // of a redirect: a path (percent-encoded) or an absolute address
  std::string cache = "no-cache";
  std::string robots;  // X-Robots-Tag; empty: none
  ArticleId counted;   // whose reading this is
  Subject subject;
  PageKind kind = PageKind::other;
  Time until = Time::max();    // from then on it may be another one in the same edition
  std::optional<Basis> basis;  // nothing: it holds in its own edition only
  bool keep = true;            // false: too various to stay in a thread's hot pages (errors, searches)
};

}  // namespace vestnik::reader
