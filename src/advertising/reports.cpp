#include "advertising/reports.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "advertising/document.h"
#include "advertising/pacing.h"
#include "advertising/records.h"
#include "base/digest.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

constexpr int forecast_days = 28;

json::object write(const Counts& counts) {
  return {{"served", counts.served}, {"viewable", counts.viewable}, {"clicked", counts.clicked}};
}

bool meets(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return one.empty() || other.empty() || std::ranges::any_of(one, [&](const std::string& each) {
           return std::ranges::find(other, each) != other.end();
         });
}

struct Names {
  std::map<std::int64_t, std::string> hosts, sections;
  std::map<std::int64_t, std::string> zones;
  explicit Names(store::Session& session) {
    for (const content::Site& site : store::all_sites(session)) {
      hosts[site.id.value] = site.host;
      zones[site.id.value] = site.time_zone;
      for (const content::Section& section : store::all_sections(session, site.id)) {
        sections[section.id.value] = section.slug;
      }
    }
  }
};

}  // namespace

std::map<std::string, Counts> Report::by_day() const {
  std::map<std::string, Counts> days;
  for (const Row& row : rows) days[format_rfc3339(row.hour).substr(0, 10)] += row.counts;
  return days;
}

Report report_of(store::Session& session, const Campaign& campaign) {
  Report report;
  report.campaign = campaign;
  Names names(session);
  session.query(
      "SELECT hour, creative, site, slot, section, served, viewable, clicked FROM campaign_counts WHERE campaign = ? "
      "ORDER BY hour, creative, slot, section",
      "iiitiiii", {campaign.id}, [&](const store::Row& row) {
        report.rows.push_back({Time(std::chrono::hours(row.integer(0))),
                               row.id<CreativeId>(1),
                               names.hosts[row.integer(2)],
                               row.string(3),
                               names.sections[row.integer(4)],
                               {row.integer(5), row.integer(6), row.integer(7)}});
        report.total += report.rows.back().counts;
        return true;
      });
  return report;
}

// key  := second "-" secret       until when it works is part of what the digest is of: nobody can make it longer
// kept := second "-" SHA-256 of key
ReportLink make_report_link(Time until) {
  const std::string second = std::to_string(to_millis(until) / 1000);
  ReportLink link;
  link.key = second + "-" + random_token(18);
  link.kept = second + "-" + sha256_hex(link.key);
  return link;
}

std::optional<Time> report_until(const Campaign& campaign) {
  const std::size_t dash = campaign.report_key.find('-');
  std::int64_t second = 0;
  if (dash == std::string::npos) return std::nullopt;
  std::from_chars(campaign.report_key.data(), campaign.report_key.data() + dash, second);
  return from_millis(second * 1000);
}

std::optional<Report> report_for_key(store::Session& session, std::string_view key, Time now) {
  const std::size_t dash = key.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto campaign = find_campaign_by_report_key(session, std::string(key.substr(0, dash)) + "-" + sha256_hex(key));
  if (!campaign || report_until(*campaign).value_or(Time()) <= now) return std::nullopt;
  return report_of(session, *campaign);
}

std::string csv_cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string to_csv(const Report& report) {
  std::string csv = "hour,site,section,slot,creative,served,viewable,clicked\r\n";
  for (const Report::Row& row : report.rows) {
    csv += format_rfc3339(row.hour) + "," + row.site + "," + row.section + "," + row.slot + "," +
           std::to_string(row.creative.value) + "," + std::to_string(row.counts.served) + "," +
           std::to_string(row.counts.viewable) + "," + std::to_string(row.counts.clicked) + "\r\n";
  }
  return csv;
}

json::object to_json(const Report& report) {
  std::map<std::string, Counts> hours, slots, sections, creatives;
  for (const Report::Row& row : report.rows) {
    hours[format_rfc3339(row.hour)] += row.counts;
    slots[row.slot] += row.counts;
    sections[row.section] += row.counts;
    creatives[std::to_string(row.creative.value)] += row.counts;
  }
  const auto table = [](const std::map<std::string, Counts>& rows) {
    json::object out;
    for (const auto& [name, counts] : rows) out[name] = write(counts);
    return out;
  };
  return {{"campaign", report.campaign.id.value},
          {"name", report.campaign.name},
          {"goal", name_of(report.campaign.goal)},
          {"amount", report.campaign.amount},
          {"from", format_rfc3339(report.campaign.booking.from)},
          {"until", format_rfc3339(report.campaign.booking.until)},
          {"total", write(report.total)},
          {"by_hour", table(hours)},
          {"by_slot", table(slots)},
          {"by_section", table(sections)},
          {"by_creative", table(creatives)}};
}

Forecast forecast(store::Session& session, const Booking& booking, Time now) {
  using namespace std::chrono;
  Names names(session);
  const std::int64_t this_hour = floor<hours>(now).time_since_epoch().count();
  const std::int64_t first = this_hour - 24LL * forecast_days;
  // Of each hour of the week: how much was asked for in how many such hours.
  std::array<std::int64_t, 168> asked{};
  std::set<std::int64_t> days;
  std::int64_t oldest = this_hour;
  session.query(
      "SELECT hour, site, slot, section, SUM(asked) FROM slot_counts WHERE hour >= ? AND hour < ? GROUP BY "
      "hour, site, slot, section",
      "iitii", {first, this_hour}, [&](const store::Row& row) {
        days.insert(row.integer(0) / 24);
        oldest = std::min(oldest, row.integer(0));
        const auto among = [](const std::vector<std::string>& list, const std::string& word) {
          return list.empty() || std::ranges::find(list, word) != list.end();
        };
        if (!among(booking.sites, names.hosts[row.integer(1)]) || !among(booking.slots, row.string(2)) ||
            !among(booking.sections, names.sections[row.integer(3)])) {
          return true;
        }
        asked[static_cast<std::size_t>(row.integer(0) % 168)] += row.integer(4);
        return true;
      });
  std::array<std::int64_t, 168> seen{};
  for (std::int64_t hour = oldest; hour < this_hour; ++hour) ++seen[static_cast<std::size_t>(hour % 168)];
  std::int64_t all = 0, all_hours = 0;
  for (std::size_t at = 0; at < 168; ++at) {
    all += asked[at];
    all_hours += seen[at];
  }
  Forecast result;
  result.days_known = static_cast<int>(days.size());
  const std::string zone = names.zones.empty() ? "Europe/Sofia" : names.zones.begin()->second;
  const WallClock clock = wall_clock(now, zone);
  // Hour by hour of one week; what is longer repeats it.
  const Time start = std::max(booking.from, now);
  const std::int64_t booked_hours = booking.until <= start ? 0 : ceil<hours>(booking.until - start).count();
  const auto expected_in = [&](std::int64_t count) {
    double expected = 0;
    for (std::int64_t hour = 0; hour < count; ++hour) {
      const Time at = start + hours(hour);
      const auto local = at.time_since_epoch() + clock.offset;
      const auto day = floor<std::chrono::days>(local);
      const WallClock there{.hour = static_cast<int>((floor<hours>(local) - day).count()),
                            .weekday = static_cast<int>(weekday(sys_days(day)).iso_encoding()) - 1,
                            .offset = clock.offset};
      if (!on_air(booking, there)) continue;
      const auto of_week = static_cast<std::size_t>(floor<hours>(at).time_since_epoch().count() % 168);
      // An hour of the week that was never seen counts as an average one.
      // Before the first whole hour there is nothing to expect by; what is booked is known all the same.
      expected += seen[of_week] > 0
                      ? static_cast<double>(asked[of_week]) / static_cast<double>(seen[of_week])
                      : static_cast<double>(all) / static_cast<double>(std::max<std::int64_t>(1, all_hours));
    }
    return expected;
  };
  double expected = expected_in(booked_hours % 168);
  if (booked_hours >= 168) expected += expected_in(168) * static_cast<double>(booked_hours / 168);
  result.asked = static_cast<std::int64_t>(expected);
  for (const Campaign& other : campaigns_in(session, State::approved)) {
    const Time from = std::max({other.booking.from, booking.from, now}),
               until = std::min(other.booking.until, booking.until);
    if (from >= until || !meets(other.booking.sites, booking.sites) ||
        !meets(other.booking.sections, booking.sections) || !meets(other.booking.slots, booking.slots)) {
      continue;
    }
    if (other.goal == Goal::share) {
      result.booked += result.asked * other.amount / 10'000;
      continue;
    }
    if (other.goal != Goal::impressions) continue;
    const double rest = static_cast<double>(std::max<std::int64_t>(0, other.amount - other.delivered));
    const auto flight = other.booking.until - std::max(other.booking.from, now);
    result.booked +=
        static_cast<std::int64_t>(rest * duration<double>(until - from).count() / duration<double>(flight).count());
  }
  return result;
}

}  // namespace vestnik::advertising
