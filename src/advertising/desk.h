// A reading thread's place in advertising: its picture of the lineup, its journal, and what it decides. No other thread
// touches a desk but the books, and they only its atomics and its journal: no lock, and nothing that readers share.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "advertising/journal.h"
#include "advertising/lineup.h"

namespace vestnik::advertising {

// What may stand on a page at all, slot by slot: worked out once for a page and a lineup.
struct Offers {
  LineupPtr lineup;
  SiteId site;
  SectionId section;                // its own, 0 for none
  std::size_t clock = 0;            // of its site, a number of the lineup's
  std::size_t language = 0;         // of the labels, a number of label_languages
  std::vector<std::uint8_t> slots;  // of the page in their order, numbers of slot_names; one name may stand there twice
  std::array<std::vector<std::uint16_t>, slot_count> lines;  // by slot
  bool empty = true;                                         // no line fits anywhere
  bool companions = false;                                   // one of them has companions
  std::int64_t asked = 0;  // how often each slot stands on the page, as Record::Kind::asked has it
};
// `slots`: names as they stand on the page. Names that are none of slot_names get no campaign.
Offers offers_for(LineupPtr lineup, const Surroundings& page, std::string_view language,
                  std::span<const std::string> slots);

struct Chosen {
  static constexpr std::uint16_t none = 0xFFFF;
  std::uint16_t line = none, creative = 0;
  explicit operator bool() const { return line != none; }
  bool operator==(const Chosen&) const = default;
};

class Desk {
 public:
  Desk(std::size_t number, std::unique_ptr<Journal> journal) : number_(number), journal_(std::move(journal)) {}

  // One for each of `offers.slots`. Nothing is counted yet: an answer may turn out to be a 304.
  // Highest tier first, in it whoever is furthest behind; companions all of them or none.
  void choose(const Offers& offers, Time now, const Visit& visit, std::vector<Chosen>& chosen);
  // The page goes out like that: written to the journal, allowances counted down.
  void serve(const Offers& offers, Time now, std::span<const Chosen> chosen);

  // A click or a viewable showing; false where the journal is full (the books are far behind).
  bool note(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section, Time now);

  std::size_t number() const { return number_; }
  Journal& journal() { return *journal_; }

 private:
  // One page's question, while it is answered.
  struct Asked {
    const Offers& offers;
    Time now;
    const Visit& visit;
  };
  // `coming`: what a line sold by share is still to get before its place is filled.
  bool may_show(const Asked& asked, std::uint16_t line, std::span<const Chosen> chosen, std::int64_t coming = 0) const;
  // Which of `lines` goes first; Chosen::none where none may. Without those in refused_, and without any that has
  // companions where too many have been refused.
  std::uint16_t first_of(const Asked& asked, std::span<const std::uint16_t> lines,
                         std::span<const Chosen> chosen) const;
  // What lines sold by share have coming grows with every place that they may stand in, down to the tier of what stands
  // there: not on pages of other devices, within a visit or at other hours, of which they were sold no part.
  void grow_shares(const Asked& asked, std::span<const std::uint16_t> lines, Tier down_to);
  // Those of companions grow before any place is filled: each must be ready when another is chosen.
  void grow_shares_of_companions(const Asked& asked);
  void grow_share(const Asked& asked, std::uint16_t line);
  // The same where nothing has companions, which is nearly always: one look at each line that fits.
  void choose_alone(const Asked& asked, std::span<Chosen> chosen);
  bool may_show_alone(const Asked& asked, std::uint16_t line, std::span<const Chosen> chosen) const;
  // Whether what stands on the page already keeps the line away.
  static bool meets_rival(const Lineup& lineup, std::uint16_t line, std::span<const Chosen> chosen);
  // Finds room for those companions of `line` that are not on the page yet; false: not for all, and nothing is changed.
  bool seat_companions(const Asked& asked, std::size_t place, std::uint16_t line, std::vector<Chosen>& chosen);
  // Nothing of a higher tier would stand there.
  bool is_free_for(const Asked& asked, std::size_t place, std::uint16_t line, std::span<const Chosen> chosen) const;
  bool is_open(const Asked& asked, std::uint16_t line) const;
  void put(const Asked& asked, std::size_t place, std::uint16_t line, std::span<Chosen> chosen) const;
  Record record(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section,
                Time now) const;

  std::size_t number_;
  std::unique_ptr<Journal> journal_;
  // Whose lines `shares_` belongs to. Held, not only remembered: the place of one that is gone may be the next one's.
  LineupPtr shares_of_;
  std::vector<std::int64_t> shares_;  // of lines sold by share: what each has coming
  std::uint32_t turn_ = 0;
  // Of each line, whether its time, its hours and its terms let it on the page of this turn: asked once, for all slots.
  struct Open {
    std::uint32_t turn = 0;
    bool open = false;
    std::int32_t shown = 0;  // on the page of this turn so far; of choose_alone
  };
  mutable std::vector<Open> open_;
  std::vector<std::uint16_t> refused_;  // in this place: no room for their companions
  std::vector<Chosen> attempt_;
};

// "…Mobile…" is a phone, an iPad or an Android without that word a tablet, all else a desktop.
Device device_of(std::string_view user_agent);
// Machines that say what they are: docs/sellers.md lists the words. Their requests get no campaigns and count nowhere.
bool is_robot(std::string_view user_agent);

// Both of one browser.
struct Browser {
  bool robot = true;
  Device device = Device::desktop;
};
// Those of lately, since reading a User-Agent takes longer than all that is decided by it. Of a text only its hash is
// kept. Belongs to one thread.
class Browsers {
 public:
  Browser of(std::string_view user_agent);

 private:
  struct Known {
    std::uint64_t hash = 0;
    Browser browser;
  };
  std::array<Known, 256> known_;
};

}  // namespace vestnik::advertising
