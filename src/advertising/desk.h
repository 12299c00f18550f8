// A reading thread's place in advertising: its picture of the lineup, its journal, and what it decides. No other thread
// touches a desk but the books, and they only its atomics and its journal: no lock, and nothing that readers share.
#pragma once

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
  std::size_t language = 0;         // of the labels, a number of label_languages
  std::vector<std::uint8_t> slots;  // of the page in their order, numbers of slot_names; one name may stand there twice
  std::array<std::vector<std::uint16_t>, slot_count> lines;  // by slot
  bool empty = true;                                         // no line fits anywhere
};
// `slots`: names as they stand on the page. Names that are none of slot_names get no campaign.
Offers offers_for(LineupPtr lineup, const Surroundings& page, std::string_view language,
                  std::span<const std::string> slots);

struct Chosen {
  static constexpr std::uint16_t none = 0xFFFF;
  std::uint16_t line = none, creative = 0;
  explicit operator bool() const { return line != none; }
};

class Desk {
 public:
  Desk(std::size_t number, std::unique_ptr<Journal> journal) : number_(number), journal_(std::move(journal)) {}

  // One for each of `offers.slots`. Nothing is counted yet: an answer may turn out to be a 304.
  // Highest tier first, in it companions of what is on the page already, in it whoever is furthest behind.
  void choose(const Offers& offers, Time now, const Visit& visit, std::vector<Chosen>& chosen);
  // The page goes out like that: written to the journal, allowances counted down.
  void serve(const Offers& offers, Time now, std::span<const Chosen> chosen);

  // A click or a viewable showing; false where the journal is full (the books are far behind).
  bool note(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section, Time now);

  std::size_t number() const { return number_; }
  Journal& journal() { return *journal_; }

 private:
  bool may_show(const Lineup& lineup, std::uint16_t line, Time now, const Visit& visit, std::span<const Chosen> before);
  Record record(Record::Kind kind, CreativeId creative, std::size_t slot, SiteId site, SectionId section,
                Time now) const;

  std::size_t number_;
  std::unique_ptr<Journal> journal_;
  const Lineup* shares_of_ = nullptr;  // whose lines `shares_` belongs to
  std::vector<std::int64_t> shares_;   // of lines sold by share: what each has coming
  std::uint32_t turn_ = 0;
};

// "…Mobile…" is a phone, an iPad or an Android without that word a tablet, all else a desktop.
Device device_of(std::string_view user_agent);
// Machines that say what they are: docs/sellers.md lists the words. Their requests get no campaigns and count nowhere.
bool is_robot(std::string_view user_agent);

}  // namespace vestnik::advertising
