#include "advertising/forecast.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "advertising/pacing.h"
#include "advertising/records.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

constexpr int forecast_days = 28;
constexpr std::size_t hours_of_week = 168;
constexpr std::int64_t least_clicks = 20;  // before a campaign's clicks tell how many showings one takes

// A zone that sites live in. Delivery goes by the clock of the site that a page belongs to (desk.cpp), so that what is
// booked for an hour is another moment on each.
struct SiteClock {
  std::string zone;
  std::array<std::int64_t, hours_of_week> seen{};  // how many such hours there were
};

// Places of one kind, and how often they were asked for in each hour of the week on their site's clock.
struct Stock {
  std::string host, slot;
  std::size_t clock = 0;
  std::vector<std::string> sections;  // its own and those above it; empty: a front
  std::array<std::int64_t, hours_of_week> asked{};
};

bool among(const std::vector<std::string>& list, const std::string& word) {
  return list.empty() || std::ranges::find(list, word) != list.end();
}
bool names_one_of(const std::vector<std::string>& list, const std::vector<std::string>& words) {
  return std::ranges::any_of(words,
                             [&](const std::string& word) { return std::ranges::find(list, word) != list.end(); });
}

bool fits(const Booking& booking, const Stock& stock) {
  return among(booking.sites, stock.host) && among(booking.slots, stock.slot) &&
         (booking.sections.empty() || names_one_of(booking.sections, stock.sections)) &&
         !names_one_of(booking.excluded_sections, stock.sections);
}

class Forecasting {
 public:
  Forecasting(store::Session& session, Time now) : now_(now) {
    Sites sites;
    for (const content::Site& site : store::all_sites(session)) {
      sites[site.id.value] = {site.host, clock_of(site.time_zone)};
      for (content::Section& section : store::all_sections(session, site.id)) {
        const std::int64_t id = section.id.value;
        parents_[section.slug].push_back(section.parent.value);
        sections_[id] = std::move(section);
      }
    }
    for (const auto& [id, section] : sections_) slugs_[id] = section.slug;
    read(session, sites);
  }

  int days_known() const { return days_known_; }

  // Showings of what fits every one of `bookings`, in the hours in which all of them run.
  double expected(const std::vector<const Booking*>& bookings) const {
    double sum = 0;
    for (std::size_t clock = 0; clock < clocks_.size(); ++clock) sum += expected_on(clock, bookings);
    return sum;
  }

  // The part of what `other` runs in that lies within `booking`.
  double overlap(const Booking& other, const Booking& booking) const {
    const double all = expected({&other});
    if (all > 0) return expected({&other, &booking}) / all;
    // Nothing is known of these places yet: all of it where they may be the same, as far as the time is.
    if (!meet(other.sites, booking.sites) || !meet(other.slots, booking.slots) || !sections_meet(other, booking)) {
      return 0;
    }
    using std::chrono::duration;
    const auto [from, until] = common({&other, &booking});
    const auto [other_from, other_until] = common({&other});
    if (from >= until || other_from >= other_until) return 0;
    return duration<double>(until - from) / duration<double>(other_until - other_from);
  }

 private:
  struct Where {
    std::string host;
    std::size_t clock = 0;
  };
  using Sites = std::map<std::int64_t, Where>;

  std::size_t clock_of(const std::string& zone) {
    const auto known = std::ranges::find(clocks_, zone, &SiteClock::zone);
    if (known != clocks_.end()) return static_cast<std::size_t>(known - clocks_.begin());
    clocks_.push_back({zone, {}});
    return clocks_.size() - 1;
  }

  void read(store::Session& session, const Sites& sites) {
    using std::chrono::hours;
    const std::int64_t this_hour = std::chrono::floor<hours>(now_).time_since_epoch().count();
    std::set<std::int64_t> days_seen;
    std::map<std::pair<std::size_t, std::int64_t>, std::size_t> of_week;
    const auto hour_of_week = [&](std::size_t clock, std::int64_t hour) {
      const auto [known, fresh] = of_week.try_emplace({clock, hour});
      if (fresh) {
        const WallClock wall = wall_clock(Time(hours(hour)), clocks_[clock].zone);
        known->second = static_cast<std::size_t>(wall.weekday * 24 + wall.hour);
      }
      return known->second;
    };
    std::int64_t oldest = this_hour;
    session.query("SELECT hour, site, slot, section, asked FROM slot_counts WHERE hour >= ? AND hour < ?", "iitii",
                  {this_hour - std::int64_t{24} * forecast_days, this_hour}, [&](const store::Row& row) {
                    const auto site = sites.find(row.integer(1));
                    if (site == sites.end()) return true;  // it is gone, and its places with it
                    days_seen.insert(row.integer(0) / 24);
                    oldest = std::min(oldest, row.integer(0));
                    const auto [known, fresh] = stocks_.try_emplace({row.integer(1), row.string(2), row.integer(3)});
                    Stock& stock = known->second;
                    if (fresh) {
                      stock.host = site->second.host;
                      stock.clock = site->second.clock;
                      stock.slot = row.string(2);
                      for (auto at = sections_.find(row.integer(3));
                           at != sections_.end() && stock.sections.size() < 16;
                           at = sections_.find(at->second.parent.value)) {
                        stock.sections.push_back(at->second.slug);
                      }
                    }
                    stock.asked[hour_of_week(stock.clock, row.integer(0))] += row.integer(4);
                    return true;
                  });
    for (std::size_t clock = 0; clock < clocks_.size(); ++clock) {
      for (std::int64_t hour = oldest; hour < this_hour; ++hour) ++clocks_[clock].seen[hour_of_week(clock, hour)];
    }
    days_known_ = static_cast<int>(days_seen.size());
  }

  double expected_on(std::size_t clock, const std::vector<const Booking*>& bookings) const {
    const auto& seen = clocks_[clock].seen;
    std::array<double, hours_of_week> of_hour{};
    double all = 0, all_hours = 0;
    for (const auto& [key, stock] : stocks_) {
      if (stock.clock != clock) continue;
      if (!std::ranges::all_of(bookings, [&](const Booking* each) { return fits(*each, stock); })) continue;
      for (std::size_t at = 0; at < hours_of_week; ++at) of_hour[at] += static_cast<double>(stock.asked[at]);
    }
    for (std::size_t at = 0; at < hours_of_week; ++at) {
      all += of_hour[at];
      all_hours += static_cast<double>(seen[at]);
    }
    if (all == 0) return 0;
    // An hour of the week that was never seen counts as an average one. Before the first whole hour there is nothing to
    // expect by.
    for (std::size_t at = 0; at < hours_of_week; ++at) {
      of_hour[at] = seen[at] > 0 ? of_hour[at] / static_cast<double>(seen[at]) : all / std::max(1.0, all_hours);
      const WallClock wall{.hour = static_cast<int>(at % 24), .weekday = static_cast<int>(at / 24), .offset = {}};
      if (!std::ranges::all_of(bookings, [&](const Booking* each) { return on_air(*each, wall); })) of_hour[at] = 0;
    }
    return walked(of_hour, bookings, clocks_[clock].zone);
  }

  struct Period {
    Time from, until;
  };
  Period common(const std::vector<const Booking*>& bookings) const {
    Period period{now_, bookings.front()->until};
    for (const Booking* each : bookings) {
      period.from = std::max(period.from, each->from);
      period.until = std::min(period.until, each->until);
    }
    return period;
  }

  // On a site's clock, on which every week is as long as the next: whole weeks need no walk, and a change to
  // summer time moves nothing.
  double walked(const std::array<double, hours_of_week>& of_hour, const std::vector<const Booking*>& bookings,
                const std::string& zone) const {
    const auto [from, until] = common(bookings);
    if (from >= until) return 0;
    constexpr int monday = 4 * 24;  // 5 January 1970, in hours from the epoch
    const auto local = [&](Time time) {
      return std::chrono::duration<double, std::chrono::hours::period>(time.time_since_epoch() +
                                                                       wall_clock(time, zone).offset)
                 .count() -
             monday;
    };
    const double first = local(from), last = std::max(first, local(until));
    double of_week = 0, sum = 0;
    for (const double each : of_hour) of_week += each;
    const auto weeks = static_cast<std::int64_t>((last - first) / static_cast<double>(hours_of_week));
    sum = of_week * static_cast<double>(weeks);
    for (double at = first + static_cast<double>(weeks) * static_cast<double>(hours_of_week); at < last;) {
      const auto hour = static_cast<std::int64_t>(std::floor(at));
      const double end = std::min(last, static_cast<double>(hour + 1));
      const auto week_hours = static_cast<std::int64_t>(hours_of_week);
      sum += of_hour[static_cast<std::size_t>((hour % week_hours + week_hours) % week_hours)] * (end - at);
      at = end;
    }
    return sum;
  }

  static bool meet(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return one.empty() || other.empty() || names_one_of(one, other);
  }
  // Whether one books a section that lies within one of the other's.
  bool sections_meet(const Booking& one, const Booking& other) const {
    if (one.sections.empty() || other.sections.empty()) return true;
    return names_one_of(with_those_above(one.sections), other.sections) ||
           names_one_of(with_those_above(other.sections), one.sections);
  }
  std::vector<std::string> with_those_above(std::vector<std::string> slugs) const {
    for (std::size_t at = 0; at < slugs.size() && slugs.size() < 1'000; ++at) {
      const auto parents = parents_.find(slugs[at]);
      if (parents == parents_.end()) continue;
      for (const std::int64_t parent : parents->second) {
        const auto slug = slugs_.find(parent);
        if (slug != slugs_.end() && std::ranges::find(slugs, slug->second) == slugs.end()) {
          slugs.push_back(slug->second);
        }
      }
    }
    return slugs;
  }

  Time now_;
  std::vector<SiteClock> clocks_;
  std::map<std::tuple<std::int64_t, std::string, std::int64_t>, Stock> stocks_;  // by site, slot and section
  std::map<std::int64_t, content::Section> sections_;
  int days_known_ = 0;
  std::map<std::int64_t, std::string> slugs_;
  std::map<std::string, std::vector<std::int64_t>> parents_;
};

// What it still has to be shown; nothing where that cannot be said.
std::optional<double> rest_of(const Campaign& campaign) {
  if (campaign.goal == Goal::impressions) {
    return static_cast<double>(std::max<std::int64_t>(0, campaign.amount - campaign.delivered));
  }
  if (campaign.clicked < least_clicks) return std::nullopt;
  return static_cast<double>(std::max<std::int64_t>(0, campaign.amount - campaign.clicked)) *
         static_cast<double>(campaign.delivered) / static_cast<double>(campaign.clicked);
}

}  // namespace

Forecast forecast(store::Session& session, const Booking& booking, Time now, CampaignId own) {
  const Forecasting known(session, now);
  Forecast result;
  result.days_known = known.days_known();
  result.asked = std::llround(known.expected({&booking}));
  const auto not_known = [&](const char* member, bool narrows) {
    if (narrows) result.not_known.emplace_back(member);
  };
  not_known("topics", !booking.topics.empty());
  not_known("languages", !booking.languages.empty());
  not_known("excluded_topics", !booking.excluded_topics.empty());
  not_known("excluded_words", !booking.excluded_words.empty());
  not_known("devices", booking.devices != Booking().devices);
  not_known("visit_start", booking.visit_start);
  double booked = 0;
  bool by_clicks = false;
  for (const State state : {State::submitted, State::approved, State::paused}) {
    for (const Campaign& other : campaigns_in(session, state)) {
      if (other.id == own || other.booking.until <= now) continue;
      if (other.goal == Goal::share) {
        booked += known.expected({&other.booking, &booking}) * static_cast<double>(other.amount) / whole_voice;
        continue;
      }
      const double part = known.overlap(other.booking, booking);
      if (part <= 0) continue;
      if (const auto rest = rest_of(other)) {
        booked += *rest * part;
      } else {
        by_clicks = true;
      }
    }
  }
  not_known("clicks", by_clicks);
  result.booked = std::llround(booked);
  return result;
}

}  // namespace vestnik::advertising
