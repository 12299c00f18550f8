#include "advertising/shares.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <set>
#include <tuple>
#include <unordered_set>

#include "advertising/limits.h"
#include "advertising/pacing.h"
#include "advertising/records.h"
#include "base/limits.h"
#include "content/site.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

using Together = std::bitset<limits::shares_compared>;
using Constellations = std::unordered_set<Together>;

constexpr int week_of_hours = 168;

bool is_in(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}
bool leaves_in(const std::vector<std::string>& list, const std::string& word) {
  return list.empty() || is_in(list, word);
}

// Where a page may stand: a section with those above it, or none.
struct KindOfPage {
  std::string host;
  std::vector<std::string> sections;
};

bool stands_on(const Booking& booking, const KindOfPage& place) {
  const auto named = [&](const std::vector<std::string>& list) {
    return std::ranges::any_of(place.sections, [&](const std::string& slug) { return is_in(list, slug); });
  };
  return leaves_in(booking.sites, place.host) && (booking.sections.empty() || named(booking.sections)) &&
         !named(booking.excluded_sections);
}

// By site and section; section 0 is a front.
using KindsOfPage = std::map<std::pair<std::int64_t, std::int64_t>, KindOfPage>;

KindsOfPage kinds_of_page(store::Session& session) {
  constexpr std::size_t deepest = 16;
  KindsOfPage places;
  for (const content::Site& site : store::all_sites(session)) {
    places[{site.id.value, 0}] = {site.host, {}};
    std::map<std::int64_t, content::Section> sections;
    for (content::Section& section : store::all_sections(session, site.id)) {
      const std::int64_t id = section.id.value;
      sections[id] = std::move(section);
    }
    for (const auto& [id, section] : sections) {
      KindOfPage& place = places[{site.id.value, id}];
      place.host = site.host;
      for (auto at = sections.find(id); at != sections.end() && place.sections.size() < deepest;
           at = sections.find(at->second.parent.value)) {
        place.sections.push_back(at->second.slug);
      }
    }
  }
  return places;
}

// Which of the others may be asked for together, one way of looking at a page after the other.
class Meeting {
 public:
  Meeting(const Booking& booking, std::span<const Campaign> others) : booking_(booking), others_(others) {
    Together all;
    for (std::size_t at = 0; at < others.size(); ++at) all.set(at);
    sets_.insert(all);
  }

  // `values`: of one thing about a page. `fit`: whether a booking takes it.
  template <class Values, class Fit>
  void narrow(const Values& values, const Fit& fit) {
    Constellations kinds;
    for (const auto& value : values) {
      if (fit(booking_, value)) kinds.insert(of(value, fit));
    }
    Constellations narrowed;
    for (const Together& known : sets_) {
      for (const Together& kind : kinds) {
        narrowed.insert(known & kind);
        // So many that nobody has booked them by hand: then all of these are taken to meet.
        if (narrowed.size() > limits::meetings_compared) return;
      }
    }
    sets_ = std::move(narrowed);
  }

  template <class Value, class Fit>
  Together of(const Value& value, const Fit& fit) const {
    Together members;
    for (std::size_t at = 0; at < others_.size(); ++at) members.set(at, fit(others_[at].booking, value));
    return members;
  }

  const Constellations& sets() const { return sets_; }

 private:
  const Booking& booking_;
  std::span<const Campaign> others_;
  Constellations sets_;
};

// At which moment of [from, until) most of `members` is sold.
void take_most(const Together& members, std::span<const Campaign> others, Time from, Time until, std::string_view slot,
               SharesSold& most) {
  std::vector<const Campaign*> there;
  std::int64_t all = 0;
  std::set<Time> moments{from};
  for (std::size_t at = 0; at < others.size(); ++at) {
    if (!members.test(at)) continue;
    there.push_back(&others[at]);
    all += others[at].amount;
    if (others[at].booking.from > from && others[at].booking.from < until) moments.insert(others[at].booking.from);
  }
  if (all <= most.most) return;
  for (const Time moment : moments) {
    SharesSold here{.most = 0, .slot = std::string(slot), .from = moment, .by = {}};
    for (const Campaign* each : there) {
      if (moment < each->booking.from || each->booking.until <= moment) continue;
      here.most += each->amount;
      here.by.push_back(each->id);
    }
    if (here.most > most.most) most = std::move(here);
  }
}

std::vector<Campaign> others_of(store::Session& session, const Booking& booking, Tier tier, Time from, CampaignId own) {
  std::vector<Campaign> others;
  for (const State state : {State::submitted, State::approved, State::paused}) {
    for (Campaign& other : campaigns_in(session, state)) {
      if (other.id == own || other.goal != Goal::share || other.tier != tier) continue;
      if (other.booking.until <= from || booking.until <= other.booking.from) continue;
      others.push_back(std::move(other));
    }
  }
  if (others.size() > limits::shares_compared) {
    std::ranges::stable_sort(others, std::ranges::greater{}, &Campaign::amount);
    others.resize(limits::shares_compared);
  }
  std::ranges::sort(others, {}, [](const Campaign& each) { return each.id.value; });
  return others;
}

// Whatever one of the bookings names, and "" for all else.
std::set<std::string> named_in(const Booking& booking, std::span<const Campaign> others,
                               std::initializer_list<std::vector<std::string> Booking::*> lists) {
  std::set<std::string> names{""};
  for (const auto list : lists) {
    names.insert((booking.*list).begin(), (booking.*list).end());
    for (const Campaign& other : others) names.insert((other.booking.*list).begin(), (other.booking.*list).end());
  }
  return names;
}

}  // namespace

SharesSold shares_sold(store::Session& session, const Booking& booking, Tier tier, Time now, CampaignId own) {
  SharesSold most;
  const Time from = std::max(now, booking.from);
  if (booking.until <= from) return most;
  const std::vector<Campaign> others = others_of(session, booking, tier, from, own);
  if (others.empty()) return most;

  Meeting meeting(booking, others);
  const KindsOfPage places = kinds_of_page(session);
  meeting.narrow(
      places, [](const Booking& each, const KindsOfPage::value_type& place) { return stands_on(each, place.second); });
  meeting.narrow(named_in(booking, others, {&Booking::topics, &Booking::excluded_topics}),
                 [](const Booking& each, const std::string& topic) {
                   return leaves_in(each.topics, topic) && !is_in(each.excluded_topics, topic);
                 });
  meeting.narrow(named_in(booking, others, {&Booking::languages}),
                 [](const Booking& each, const std::string& language) { return leaves_in(each.languages, language); });
  meeting.narrow(std::array{0U, 1U, 2U},
                 [](const Booking& each, unsigned device) { return (each.devices >> device & 1U) != 0; });
  std::array<int, week_of_hours> hours{};
  for (int at = 0; at < week_of_hours; ++at) hours[static_cast<std::size_t>(at)] = at;
  meeting.narrow(hours, [](const Booking& each, int at) {
    return on_air(each, {.hour = at % 24, .weekday = at / 24, .offset = {}});
  });
  for (const std::string_view slot : slot_names) {
    const std::string name(slot);
    if (!leaves_in(booking.slots, name)) continue;
    const Together of_slot =
        meeting.of(name, [](const Booking& each, const std::string& wanted) { return leaves_in(each.slots, wanted); });
    Constellations seen;
    for (const Together& members : meeting.sets()) {
      const Together there = members & of_slot;
      if (seen.insert(there).second) take_most(there, others, from, booking.until, slot, most);
    }
  }
  return most;
}

namespace {

// One hour of the books, in one slot of one kind of page.
struct AskedSlot {
  std::int64_t hour = 0, site = 0, section = 0, asked = 0;
  std::string slot;
};

struct JudgedHours {
  std::int64_t from = 0, until = 0;  // hours from the epoch, [from, until)
};

// The whole hours in which it has stood as it stands.
JudgedHours judged_hours(const Campaign& campaign, Time now) {
  using std::chrono::hours;
  const Time from = std::max({campaign.booking.from, campaign.changed_at, now - hours(24)});
  return {std::chrono::ceil<hours>(from).time_since_epoch().count(),
          std::chrono::floor<hours>(now).time_since_epoch().count()};
}

bool runs(const Campaign& campaign, Time now) {
  return campaign.state == State::approved && campaign.booking.from <= now && now < campaign.booking.until;
}

bool can_be_judged(const Campaign& campaign, Time now) {
  const Booking& booking = campaign.booking;
  return campaign.goal == Goal::share && runs(campaign, now) && booking.topics.empty() && booking.languages.empty() &&
         booking.devices == Booking().devices && !booking.visit_start && campaign.companions.empty() &&
         !campaign.is_political();  // silence
}

// How often a page may have the slot, at most.
std::int64_t most_places(std::string_view slot) {
  if (slot == "text") return content::most_text_slots;
  return slot == "rail" || slot == "section" ? static_cast<std::int64_t>(limits::front_zones) : 1;
}

// The slots that something may stand in: of what is not off, and not of tags, which not every site takes.
bool may_stand_in(std::span<const Creative> creatives, std::string_view slot) {
  return std::ranges::any_of(creatives, [&](const Creative& each) {
    return !each.off && each.kind != Creative::Kind::outside && leaves_in(each.slots, std::string(slot));
  });
}

// What it may get at most of one kind of page in one hour, hundredths of a per cent of showings: no more than its
// share, and no more than it may stand on one page. How many pages there were is told by the slot that was asked for
// most.
std::int64_t due_of(const Campaign& campaign, std::span<const AskedSlot* const> slots) {
  std::int64_t asked = 0, pages = 0;
  for (const AskedSlot* each : slots) {
    asked += each->asked;
    pages = std::max(pages, each->asked / most_places(each->slot));
  }
  return std::min(asked * campaign.amount, pages * campaign.per_page * whole_voice);
}

// A campaign that runs, or has been shown in the last day.
struct LastShown {
  Tier tier = Tier::house;
  std::int64_t hour = 0;  // since 1970; of what runs this one
};

std::vector<LastShown> lately_shown(store::Session& session, Time now) {
  const std::int64_t hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
  std::map<CampaignId, std::int64_t> hours;
  session.query("SELECT campaign, MAX(hour) FROM campaign_counts WHERE hour >= ? AND served > 0 GROUP BY campaign",
                "ii", {hour - 24}, [&](const store::Row& row) {
                  hours[row.id<CampaignId>(0)] = row.integer(1);
                  return true;
                });
  std::vector<LastShown> shown;
  for (const auto& [id, last] : hours) {
    if (const auto campaign = find_campaign(session, id)) shown.push_back({campaign->tier, last});
  }
  for (const Campaign& campaign : campaigns_in(session, State::approved)) {
    if (runs(campaign, now)) shown.push_back({campaign.tier, hour});
  }
  return shown;
}

}  // namespace

std::map<CampaignId, SharePace> share_paces(store::Session& session, std::span<const Campaign> campaigns, Time now) {
  constexpr std::int64_t least_lack = 16;  // showings: what threads have coming to them, and a first look
  std::map<CampaignId, SharePace> paces;
  std::vector<const Campaign*> judged;
  for (const Campaign& campaign : campaigns) {
    const JudgedHours window = judged_hours(campaign, now);
    if (can_be_judged(campaign, now) && window.from < window.until) judged.push_back(&campaign);
  }
  if (judged.empty()) return paces;
  // A lower tier gets what a higher one leaves, or has left in those hours.
  const std::vector<LastShown> others = lately_shown(session, now);
  std::erase_if(judged, [&](const Campaign* campaign) {
    const std::int64_t from = judged_hours(*campaign, now).from;
    return std::ranges::any_of(
        others, [&](const LastShown& other) { return other.tier < campaign->tier && other.hour >= from; });
  });
  if (judged.empty()) return paces;

  const KindsOfPage places = kinds_of_page(session);
  std::map<std::int64_t, std::string> zones;
  for (const content::Site& site : store::all_sites(session)) zones[site.id.value] = site.time_zone;
  const std::int64_t until = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::vector<AskedSlot>>
      pages;  // by hour, site, section
  session.query("SELECT hour, site, slot, section, asked FROM slot_counts WHERE hour >= ? AND hour < ?", "iitii",
                {until - 24, until}, [&](const store::Row& row) {
                  AskedSlot asked{.hour = row.integer(0),
                                  .site = row.integer(1),
                                  .section = row.integer(3),
                                  .asked = row.integer(4),
                                  .slot = row.string(2)};
                  pages[{asked.hour, asked.site, asked.section}].push_back(std::move(asked));
                  return true;
                });
  std::map<std::pair<std::int64_t, std::int64_t>, WallClock> clocks;  // by hour and site
  const auto clock_at = [&](std::int64_t hour, std::int64_t site) {
    const auto [known, fresh] = clocks.try_emplace({hour, site});
    if (fresh) known->second = wall_clock(Time(std::chrono::hours(hour)), zones[site]);
    return known->second;
  };
  for (const Campaign* campaign : judged) {
    const JudgedHours window = judged_hours(*campaign, now);
    const std::vector<Creative> creatives = creatives_of(session, campaign->id);
    std::int64_t due = 0;
    for (const auto& [key, slots] : pages) {
      const auto& [hour, site, section] = key;
      const auto place = places.find({site, section});
      if (hour < window.from || hour >= window.until || place == places.end()) continue;
      if (!stands_on(campaign->booking, place->second) || !on_air(campaign->booking, clock_at(hour, site))) continue;
      std::vector<const AskedSlot*> booked;
      for (const AskedSlot& each : slots) {
        if (leaves_in(campaign->booking.slots, each.slot) && may_stand_in(creatives, each.slot)) {
          booked.push_back(&each);
        }
      }
      due += due_of(*campaign, booked);
    }
    SharePace pace;
    pace.due = due / whole_voice;
    pace.got = session
                   .integer(
                       "SELECT COALESCE(SUM(served), 0) FROM campaign_counts WHERE campaign = ? AND hour >= ? AND "
                       "hour < ?",
                       {campaign->id, window.from, window.until})
                   .value_or(0);
    const bool keeps_away = !campaign->booking.excluded_topics.empty() || !campaign->booking.excluded_words.empty() ||
                            !campaign->category.empty();
    const std::int64_t room = keeps_away ? pace.due / 2 : pace.due / 20;
    pace.behind = pace.due - pace.got > std::max(least_lack, room);
    paces[campaign->id] = pace;
  }
  return paces;
}

}  // namespace vestnik::advertising
