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

// Places of one kind, and how often they were asked for in each hour of the week on the site's clock.
struct Stock {
  std::string host, slot;
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
  Forecasting(store::Session& session, const Booking& booking, Time now) : now_(now), zone_("Europe/Sofia") {
    std::map<std::int64_t, std::string> hosts;
    std::map<std::int64_t, content::Section> sections;
    bool zone_known = false;
    for (const content::Site& site : store::all_sites(session)) {
      hosts[site.id.value] = site.host;
      // Whose clock delivery goes by (lineup.cpp); those of other campaigns are read by the same.
      if (!zone_known && among(booking.sites, site.host)) {
        zone_ = site.time_zone;
        zone_known = true;
      }
      for (content::Section& section : store::all_sections(session, site.id)) {
        const std::int64_t id = section.id.value;
        parents_[section.slug].push_back(section.parent.value);
        sections[id] = std::move(section);
      }
    }
    for (const auto& [id, section] : sections) slugs_[id] = section.slug;
    read(session, hosts, sections);
  }

  int days_known() const { return days_known_; }

  // Showings of what fits every one of `bookings`, in the hours in which all of them run.
  double expected(const std::vector<const Booking*>& bookings) const {
    std::array<double, hours_of_week> of_hour{};
    double all = 0, all_hours = 0;
    for (const auto& [key, stock] : stocks_) {
      if (!std::ranges::all_of(bookings, [&](const Booking* each) { return fits(*each, stock); })) continue;
      for (std::size_t at = 0; at < hours_of_week; ++at) of_hour[at] += static_cast<double>(stock.asked[at]);
    }
    for (std::size_t at = 0; at < hours_of_week; ++at) {
      all += of_hour[at];
      all_hours += static_cast<double>(seen_[at]);
    }
    // An hour of the week that was never seen counts as an average one. Before the first whole hour there is nothing to
    // expect by.
    for (std::size_t at = 0; at < hours_of_week; ++at) {
      of_hour[at] = seen_[at] > 0 ? of_hour[at] / static_cast<double>(seen_[at]) : all / std::max(1.0, all_hours);
      const WallClock clock{.hour = static_cast<int>(at % 24), .weekday = static_cast<int>(at / 24), .offset = {}};
      if (!std::ranges::all_of(bookings, [&](const Booking* each) { return on_air(*each, clock); })) of_hour[at] = 0;
    }
    return walked(of_hour, bookings);
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
  void read(store::Session& session, const std::map<std::int64_t, std::string>& hosts,
            const std::map<std::int64_t, content::Section>& sections) {
    using std::chrono::hours;
    const std::int64_t this_hour = std::chrono::floor<hours>(now_).time_since_epoch().count();
    std::set<std::int64_t> days_seen;
    std::map<std::int64_t, std::size_t> of_week;
    const auto hour_of_week = [&](std::int64_t hour) {
      const auto [known, fresh] = of_week.try_emplace(hour);
      if (fresh) {
        const WallClock clock = wall_clock(Time(hours(hour)), zone_);
        known->second = static_cast<std::size_t>(clock.weekday * 24 + clock.hour);
      }
      return known->second;
    };
    std::int64_t oldest = this_hour;
    session.query("SELECT hour, site, slot, section, asked FROM slot_counts WHERE hour >= ? AND hour < ?", "iitii",
                  {this_hour - std::int64_t{24} * forecast_days, this_hour}, [&](const store::Row& row) {
                    days_seen.insert(row.integer(0) / 24);
                    oldest = std::min(oldest, row.integer(0));
                    const auto [known, fresh] = stocks_.try_emplace({row.integer(1), row.string(2), row.integer(3)});
                    Stock& stock = known->second;
                    if (fresh) {
                      const auto host = hosts.find(row.integer(1));
                      if (host != hosts.end()) stock.host = host->second;
                      stock.slot = row.string(2);
                      for (auto at = sections.find(row.integer(3)); at != sections.end() && stock.sections.size() < 16;
                           at = sections.find(at->second.parent.value)) {
                        stock.sections.push_back(at->second.slug);
                      }
                    }
                    stock.asked[hour_of_week(row.integer(0))] += row.integer(4);
                    return true;
                  });
    for (std::int64_t hour = oldest; hour < this_hour; ++hour) ++seen_[hour_of_week(hour)];
    days_known_ = static_cast<int>(days_seen.size());
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

  // On the site's clock, on which every week is as long as the next: whole weeks need no walk, and a change to
  // summer time moves nothing.
  double walked(const std::array<double, hours_of_week>& of_hour, const std::vector<const Booking*>& bookings) const {
    const auto [from, until] = common(bookings);
    if (from >= until) return 0;
    constexpr int monday = 4 * 24;  // 5 January 1970, in hours from the epoch
    const auto local = [&](Time time) {
      return std::chrono::duration<double, std::chrono::hours::period>(time.time_since_epoch() +
                                                                       wall_clock(time, zone_).offset)
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
  std::string zone_;
  std::map<std::tuple<std::int64_t, std::string, std::int64_t>, Stock> stocks_;  // by site, slot and section
  std::array<std::int64_t, hours_of_week> seen_{};                               // how many such hours there were
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
  const Forecasting known(session, booking, now);
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
        booked += known.expected({&other.booking, &booking}) * static_cast<double>(other.amount) / 10'000;
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
