#include "advertising/lineup.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "advertising/creative_view.h"
#include "advertising/limits.h"
#include "advertising/records.h"
#include "advertising/seller_files.h"
#include "advertising/signature.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "search/analysis.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

constexpr std::size_t cache_line_numbers = 8;

template <class T>
bool meets(const std::vector<T>& booked, const std::vector<T>& there) {
  return std::ranges::any_of(booked, [&](const T& each) { return std::ranges::find(there, each) != there.end(); });
}

// A letter or digit ends before `at`. Quotation marks and dashes have as many bytes as letters have: no byte tells.
bool goes_on_at(std::string_view folded, std::size_t at) {
  if (at == 0) return false;
  auto start = static_cast<std::int32_t>(at);
  UChar32 before = 0;
  U8_PREV(reinterpret_cast<const std::uint8_t*>(folded.data()), 0, start, before);
  return u_isalnum(before) != 0;
}

// "катастроф" meets "Катастрофа" and "„Катастрофа", not "автокатастрофа".
bool holds_word(std::string_view folded, std::string_view word) {
  for (std::size_t at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
    if (!goes_on_at(folded, at)) return true;
  }
  return false;
}

std::string_view language_of_word(std::string_view word) {
  return !word.empty() && static_cast<unsigned char>(word.front()) < 0x80 ? "en" : "bg";
}

// The letters and digits from `at` on.
std::string_view word_at(std::string_view text, std::size_t at) {
  auto end = static_cast<std::int32_t>(at);
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t next = end; next < size; end = next) {
    UChar32 letter = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), next, size, letter);
    if (u_isalnum(letter) == 0) break;
  }
  return text.substr(at, static_cast<std::size_t>(end) - at);
}

Line::ExcludedWord excluded_word(std::string_view given) {
  constexpr int start_letters = 3;
  Line::ExcludedWord word{.folded = fold(given), .start = {}, .term = {}};
  if (word_at(word.folded, 0).size() != word.folded.size()) return word;
  const auto size = static_cast<std::int32_t>(word.folded.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.folded.data());
  std::int32_t start = 0;
  U8_FWD_N(bytes, start, size, start_letters);
  if (start == size) return word;
  const auto terms = search::terms_of(word.folded, language_of_word(word.folded));
  if (terms.empty()) return word;
  word.start = word.folded.substr(0, static_cast<std::size_t>(start));
  word.term = terms.front();
  return word;
}

// "катастрофа" meets "Катастрофите", "война" meets "войни". Few words begin alike: the others cost no look-up.
bool holds_form(std::string_view folded, const Line::ExcludedWord& word) {
  if (word.start.empty()) return false;
  for (std::size_t at = folded.find(word.start); at != std::string_view::npos; at = folded.find(word.start, at + 1)) {
    if (goes_on_at(folded, at)) continue;
    const std::string_view form = word_at(folded, at);
    const auto terms = search::terms_of(form, language_of_word(form));
    if (std::ranges::find(terms, word.term) != terms.end()) return true;
  }
  return false;
}

// What the words of a booking mean on the sites that are there.
class Resolving {
 public:
  explicit Resolving(store::Session& session)
      : session_(session), sites_(store::all_sites(session)), clocks_(clocks_of(sites_)) {
    for (const content::Site& site : sites_) {
      for (auto& section : store::all_sections(session, site.id)) sections_.push_back(std::move(section));
      for (auto& topic : store::all_topics(session, site.id)) topics_.push_back(std::move(topic));
    }
  }

  template <class Row>
  static auto named(const std::vector<Row>& rows, const std::vector<std::string>& slugs, const Line& line) {
    std::vector<decltype(Row::id)> ids;
    for (const Row& row : rows) {
      const bool on_site = line.sites.empty() || std::ranges::find(line.sites, row.site) != line.sites.end();
      if (on_site && std::ranges::find(slugs, row.slug) != slugs.end()) ids.push_back(row.id);
    }
    return ids;
  }

  void resolve(Line& line) const {
    for (const std::string& host : line.booking.sites) {
      for (const content::Site& site : sites_) {
        if (site.host == host) line.sites.push_back(site.id);
      }
    }
    if (line.only_outside_sites) {
      if (line.booking.sites.empty()) {
        for (const content::Site& site : sites_) line.sites.push_back(site.id);
      }
      std::erase_if(line.sites, [&](SiteId site) { return !takes_outside_tags(session_, site); });
    }
    line.nowhere = line.sites.empty() && (!line.booking.sites.empty() || line.only_outside_sites);
    line.sections = named(sections_, line.booking.sections, line);
    line.topics = named(topics_, line.booking.topics, line);
    line.excluded_sections = named(sections_, line.booking.excluded_sections, line);
    line.excluded_topics = named(topics_, line.booking.excluded_topics, line);
    line.nowhere = line.nowhere || (!line.booking.sections.empty() && line.sections.empty()) ||
                   (!line.booking.topics.empty() && line.topics.empty());
    for (const std::string& word : line.booking.excluded_words) line.excluded_words.push_back(excluded_word(word));
    for (const auto& [site, clock] : clocks_.of_site) {
      const bool stands_there = line.sites.empty() || std::ranges::find(line.sites, site) != line.sites.end();
      const bool known = std::ranges::find(line.clocks, clock) != line.clocks.end();
      if (stands_there && !known) line.clocks.push_back(clock);
    }
    if (line.clocks.empty()) line.clocks.push_back(0);
  }

  const SiteClocks& clocks() const { return clocks_; }

 private:
  store::Session& session_;
  std::vector<content::Site> sites_;
  SiteClocks clocks_;
  std::vector<content::Section> sections_;
  std::vector<content::Topic> topics_;
};

Line line_of(store::Session& session, const Campaign& campaign, const std::vector<Vote>& votes, Time now,
             std::string_view key) {
  Line line;
  line.campaign = campaign.id;
  line.advertiser = campaign.advertiser;
  const auto advertiser = find_advertiser(session, campaign.advertiser);
  line.advertiser_name = advertiser ? advertiser->name : "";
  line.name = campaign.name;
  line.tier = campaign.tier;
  line.goal = campaign.goal;
  line.amount = campaign.amount;
  line.per_page = campaign.per_page;
  line.category = campaign.category;
  line.companions = campaign.companions;
  line.booking = campaign.booking;
  if (campaign.is_political()) {
    line.terms = PoliticalTerms{barred(campaign, votes)};
  } else {
    line.terms = CommercialTerms{campaign.booking.devices, campaign.booking.visit_start};
  }
  for (const Creative& creative : creatives_of(session, campaign.id)) {
    if (creative.off || rights_are_over(session, creative, now)) continue;
    ShownCreative shown{.id = creative.id,
                        .address = creative.address,
                        .is_film = creative.kind == Creative::Kind::video,
                        .asked_for = nullptr,
                        .fragments = {}};
    if (creative.is_framed() || !creative.captions.empty()) {
      shown.asked_for = std::make_shared<const Creative>(creative);
    }
    line.only_outside_sites = line.only_outside_sites || creative.kind == Creative::Kind::outside;
    for (std::size_t slot = 0; slot < slot_count; ++slot) {
      if (!may_stand_in(campaign, creative, slot_names[slot])) continue;
      bool fits = false;
      for (std::size_t language = 0; language < label_languages.size(); ++language) {
        shown.fragments[language][slot] =
            render(session, campaign, creative, slot_names[slot], label_languages[language], votes, key);
        fits = shown.fragments[language][slot] != nullptr;
        if (!fits) break;
      }
      if (fits) line.by_slot[slot].push_back(static_cast<std::uint16_t>(line.creatives.size()));
    }
    line.creatives.push_back(std::move(shown));
  }
  return line;
}

// Companions are those that are booked for a common time under one word, whatever state they are in: one that is still
// a draft or has been paused keeps the others away, since half of a pair is not what was sold.
void join_companions(store::Session& session, std::vector<Line>& lines) {
  const auto paired = [](const Line& line) { return !line.companions.empty(); };
  if (std::ranges::none_of(lines, paired)) return;
  std::unordered_map<std::int64_t, std::uint16_t> places;
  for (std::size_t at = 0; at < lines.size(); ++at) places[lines[at].campaign.value] = static_cast<std::uint16_t>(at);
  const std::vector<Campaign> booked = all_campaigns(session);
  for (Line& line : lines) {
    if (!paired(line)) continue;
    for (const Campaign& other : booked) {
      if (other.id == line.campaign || !are_companions(line.companions, line.booking, other)) continue;
      const auto place = places.find(other.id.value);
      // One would be placed by the other's terms: a political advertisement by a reader's device.
      if (place == places.end() || lines[place->second].is_political() != line.is_political()) {
        line.nowhere = true;
        break;
      }
      line.together.push_back(place->second);
    }
  }
}

}  // namespace

std::size_t SiteClocks::of(SiteId site) const {
  for (const auto& [known, clock] : of_site) {
    if (known == site) return clock;
  }
  return 0;
}

SiteClocks clocks_of(const std::vector<content::Site>& sites) {
  SiteClocks clocks;
  for (const content::Site& site : sites) {
    auto known = std::ranges::find(clocks.zones, site.time_zone);
    if (known == clocks.zones.end() && clocks.zones.size() < SiteClocks::most) {
      clocks.zones.push_back(site.time_zone);
      known = std::prev(clocks.zones.end());
    }
    if (known == clocks.zones.end()) known = std::prev(clocks.zones.end());
    clocks.of_site.emplace_back(site.id, static_cast<std::uint8_t>(known - clocks.zones.begin()));
  }
  if (clocks.zones.empty()) clocks.zones.emplace_back("Europe/Sofia");
  return clocks;
}

bool are_companions(std::string_view word, const Booking& booking, const Campaign& other) {
  return !word.empty() && other.companions == word && other.state != State::ended &&
         other.booking.from < booking.until && booking.from < other.booking.until;
}

bool open(const PoliticalTerms& terms, Time now) {
  return std::ranges::none_of(terms.barred, [now](const Span& span) { return span.holds(now); });
}

bool open(const CommercialTerms& terms, const Visit& visit) {
  return (terms.devices >> static_cast<unsigned>(visit.device) & 1U) != 0 && (visit.begins || !terms.visit_start);
}

bool fits(const Line& line, const Surroundings& page, std::string_view folded) {
  if (line.nowhere) return false;
  if (!line.sites.empty() && std::ranges::find(line.sites, page.site) == line.sites.end()) return false;
  if (!line.sections.empty() && !meets(line.sections, page.sections)) return false;
  if (!line.topics.empty() && !meets(line.topics, page.topics)) return false;
  if (!line.booking.languages.empty() &&
      std::ranges::find(line.booking.languages, page.language) == line.booking.languages.end()) {
    return false;
  }
  if (meets(line.excluded_sections, page.sections) || meets(line.excluded_topics, page.topics)) return false;
  if (meets(line.excluded_topics, page.leading_topics)) return false;
  return std::ranges::none_of(line.excluded_words, [&](const Line::ExcludedWord& word) {
    return holds_word(folded, word.folded) || holds_form(folded, word);
  });
}

namespace {

std::vector<Gist> gists_of(const std::vector<Line>& lines) {
  std::vector<Gist> gists;
  gists.reserve(lines.size());
  for (const Line& line : lines) {
    gists.push_back({line.amount, line.per_page, line.tier, line.goal == Goal::share, !line.category.empty()});
  }
  return gists;
}

}  // namespace

Lineup::Lineup(std::int64_t of_rows, std::int64_t of_places, SiteClocks of_sites, std::vector<Line> prepared)
    : number(of_rows),
      newest_place(of_places),
      clocks(std::move(of_sites)),
      lines(std::move(prepared)),
      gists(gists_of(lines)),
      stride_((lines.size() + cache_line_numbers - 1) / cache_line_numbers * cache_line_numbers),
      allowances_(std::make_unique<std::atomic<std::int64_t>[]>(stride_ * most_desks)),
      lags_(std::make_unique<std::atomic<float>[]>(lines.size())),
      on_air_(std::make_unique<std::atomic<std::uint32_t>[]>(lines.size())) {
  names_places_ = std::ranges::any_of(lines, [](const Line& line) {
    const Booking& booked = line.booking;
    return !booked.sections.empty() || !booked.topics.empty() || !booked.excluded_sections.empty() ||
           !booked.excluded_topics.empty();
  });
  for (std::size_t line = 0; line < lines.size(); ++line) {
    for (std::size_t creative = 0; creative < lines[line].creatives.size(); ++creative) {
      places_[lines[line].creatives[creative].id.value] = {static_cast<std::uint16_t>(line),
                                                           static_cast<std::uint16_t>(creative)};
    }
  }
}

const Lineup::Place* Lineup::find(CreativeId id) const {
  const auto found = places_.find(id.value);
  return found == places_.end() ? nullptr : &found->second;
}

LineupPtr load_lineup(store::Session& session, Time now, std::string_view key) {
  const std::int64_t number = lineup_number(session), places = newest_place(session);
  const std::vector<Vote> votes = all_votes(session);
  const Resolving words(session);
  std::vector<Line> lines;
  for (const Campaign& campaign : campaigns_in(session, State::approved)) {
    if (campaign.booking.until <= now) continue;
    if (lines.size() == limits::lineup_campaigns) {
      log::warn("more than {} campaigns run at once: campaign {} waits", limits::lineup_campaigns, campaign.id.value);
      continue;
    }
    // Asked again whenever anything changes, the calendar of votes too: approval alone does not put it on a page.
    if (auto whole = complete(campaign, votes); !whole) {
      log::failure(whole.error());
      continue;
    }
    Line line = line_of(session, campaign, votes, now, key);
    words.resolve(line);
    if (std::ranges::all_of(line.by_slot, [](const auto& creatives) { return creatives.empty(); })) {
      log::warn("campaign {} cannot be shown: {}", campaign.id.value,
                line.creatives.empty() ? "none of its creatives may be shown, or it has none"
                                       : "nothing of it fits with its label into a slot that it books");
    }
    lines.push_back(std::move(line));
  }
  join_companions(session, lines);
  return std::make_shared<const Lineup>(number, places, words.clocks(), std::move(lines));
}

}  // namespace vestnik::advertising
