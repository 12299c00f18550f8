// The campaigns that may be shown now, prepared for decisions: an immutable picture of the store's rows with every
// creative already rendered and compressed for every slot, swapped by the books (ad_server.h) when rows change. Only
// the atomics in it move: allowances, which a reading thread counts down and the books fill up, and pace.
#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "advertising/campaign.h"
#include "advertising/political.h"
#include "content/site.h"
#include "pages/fragment.h"
#include "store/session.h"

namespace vestnik::advertising {

inline constexpr std::size_t most_desks = 256;  // reading threads
inline constexpr std::size_t slot_count = slot_names.size();
inline constexpr std::array<std::string_view, 2> label_languages{"bg", "en"};

// The page that a slot stands on: everything that a decision may know, and nothing about who reads it.
struct Surroundings {
  SiteId site;
  std::vector<SectionId> sections;  // its own and those above it
  std::vector<TopicId> topics;
  std::string language;
  std::string words;                         // headline and deck; of a front or a list those that it begins with
  std::vector<TopicId> leading_topics = {};  // of those stories: kept away from, not booked
};

struct ShownCreative {
  CreativeId id;
  std::string address;  // where a click leads
  bool is_film = false;
  std::shared_ptr<const Creative> asked_for;  // of one of which readers ask for more: a frame's file, a clip's captions
  // By label_languages and slot; nullptr where it does not fit.
  std::array<std::array<pages::FragmentPtr, slot_count>, label_languages.size()> fragments;
};

// What decides besides surroundings and time. A political line has no field for the reader's device, and the function
// that decides on it no parameter for it: placing one by anything about the reader does not compile.
struct PoliticalTerms {
  std::vector<Span> barred;
};
struct CommercialTerms {
  std::uint8_t devices = 0x7;
  bool visit_start = false;
};
bool open(const PoliticalTerms& terms, Time now);
bool open(const CommercialTerms& terms, const Visit& visit);

// The clocks by which booked hours are read: each site's own.
struct SiteClocks {
  static constexpr std::size_t most = 32;                // different ones; sites beyond go by the last of these
  std::vector<std::string> zones;                        // [clock], never empty
  std::vector<std::pair<SiteId, std::uint8_t>> of_site;  // its clock
  std::size_t of(SiteId site) const;                     // the first for a site that is not known
};
SiteClocks clocks_of(const std::vector<content::Site>& sites);

struct Line {
  CampaignId campaign;
  AdvertiserId advertiser;
  std::string advertiser_name;
  std::string name;
  Tier tier = Tier::standard;
  Goal goal = Goal::impressions;
  std::int64_t amount = 0;
  int per_page = 1;
  std::string category, companions;
  Booking booking;
  std::vector<std::uint8_t> clocks;  // of the sites where it may stand: `booking.hours` mean each one's own
  std::vector<SiteId> sites;         // as the booking's words resolve; empty: any
  std::vector<SectionId> sections, excluded_sections;
  std::vector<TopicId> topics, excluded_topics;
  struct ExcludedWord {
    std::string folded;
    // Of one word alone, so that its other forms are found: what a form begins with at least, and the word's own term
    // (search/analysis.h). "" where it is too short to tell, or is several words.
    std::string start, term;
  };
  std::vector<ExcludedWord> excluded_words;
  bool only_outside_sites = false;  // shows a tag of another server: only where a site takes those
  bool nowhere = false;  // a booked section, topic or site is not there (any more), or a companion does not run
  std::variant<CommercialTerms, PoliticalTerms> terms;
  std::vector<std::uint16_t> together;  // its companions, numbers of lines: on a page with all of them or not at all
  std::vector<ShownCreative> creatives;
  std::array<std::vector<std::uint16_t>, slot_count> by_slot;  // creatives that may stand in that slot

  bool is_political() const { return std::holds_alternative<PoliticalTerms>(terms); }
};

// Whether `other` goes on pages together with what is booked like that under that word of companions.
bool are_companions(std::string_view word, const Booking& booking, const Campaign& other);
// Whether the line may stand on such a page at all, whatever the time. `folded`: its words (signature.h).
bool fits(const Line& line, const Surroundings& page, std::string_view folded);

// What choosing asks of every line for every reader, in a few bytes beside each other: a Line is many cache lines long.
struct Gist {
  std::int64_t amount = 0;
  std::int32_t per_page = 1;
  Tier tier = Tier::standard;
  bool by_share = false, has_rivals = false;  // rivals: whoever has its category and another advertiser
};

class Lineup {
 public:
  Lineup(std::int64_t of_rows, std::int64_t of_places, SiteClocks of_sites, std::vector<Line> prepared);

  const std::int64_t number;        // of the store's rows
  const std::int64_t newest_place;  // records.h
  const SiteClocks clocks;
  const std::vector<Line> lines;
  const std::vector<Gist> gists;  // one for each of `lines`
  struct Place {
    std::uint16_t line = 0, creative = 0;
  };
  const Place* find(CreativeId id) const;
  // Whether one books sections or topics, or keeps away from some: what their names mean changes with those there are.
  bool names_places() const { return names_places_; }

  // Showings that a desk may still make of a line before the books give more; below 0 for a moment where they were
  // called back. A desk counts its own down, the books do the rest.
  std::atomic<std::int64_t>& allowance(std::size_t desk, std::size_t line) const {
    return allowances_[desk * stride_ + line];
  }
  // How far a line is behind its pace, as a part of its amount: the one furthest behind goes first.
  std::atomic<float>& lag(std::size_t line) const { return lags_[line]; }
  // Its hours and weekdays are now: bit by bit for each of `clocks`.
  std::atomic<std::uint32_t>& on_air(std::size_t line) const { return on_air_[line]; }

 private:
  std::unordered_map<std::int64_t, Place> places_;
  bool names_places_ = false;
  std::size_t stride_;  // whole cache lines a desk
  std::unique_ptr<std::atomic<std::int64_t>[]> allowances_;
  std::unique_ptr<std::atomic<float>[]> lags_;
  std::unique_ptr<std::atomic<std::uint32_t>[]> on_air_;
};
using LineupPtr = std::shared_ptr<const Lineup>;

// From the store's rows: approved campaigns that have not ended at `now`. A campaign that cannot be shown lawfully or
// at all is left out and told in the log.
LineupPtr load_lineup(store::Session& session, Time now, std::string_view key);

}  // namespace vestnik::advertising
