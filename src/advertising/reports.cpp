#include "advertising/reports.h"

#include <algorithm>
#include <charconv>

#include "advertising/document.h"
#include "advertising/limits.h"
#include "advertising/records.h"
#include "base/digest.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

json::object write(const Counts& counts) {
  return {{"served", counts.served}, {"viewable", counts.viewable}, {"clicked", counts.clicked}};
}

json::object write_film(const Counts& counts) {
  json::object out;
  for (std::size_t part = 0; part < film_parts; ++part) out[film_part_columns.at(part)] = counts.film.at(part);
  return out;
}

constexpr std::size_t date_letters = std::string_view("2026-11-24").size();

struct PlaceNames {
  std::map<std::int64_t, std::string> hosts, sections;
  explicit PlaceNames(store::Session& session) {
    sections[section_not_known.value] = unknown_section;
    for (const content::Site& site : store::all_sites(session)) {
      hosts[site.id.value] = site.host;
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
  PlaceNames names(session);
  const auto hours = session.integer("SELECT COUNT(*) FROM campaign_counts WHERE campaign = ?", {campaign.id});
  report.by_days = hours.value_or(0) > static_cast<std::int64_t>(limits::report_rows);
  session.stream(
      report.by_days ? "SELECT hour / 24 * 24 AS of_day, creative, site, slot, section, SUM(served), SUM(viewable), "
                       "SUM(clicked), SUM(started), SUM(first_quartile), SUM(midpoint), SUM(third_quartile), "
                       "SUM(completed) FROM campaign_counts WHERE campaign = ? GROUP BY of_day, creative, site, slot, "
                       "section ORDER BY of_day, creative, slot, section"
                     : "SELECT hour, creative, site, slot, section, served, viewable, clicked, started, "
                       "first_quartile, midpoint, third_quartile, completed FROM campaign_counts WHERE campaign = ? "
                       "ORDER BY hour, creative, slot, section",
      "iiitiiiiiiiii", {campaign.id}, [&](const store::Row& row) {
        report.rows.push_back({Time(std::chrono::hours(row.integer(0))),
                               row.id<CreativeId>(1),
                               names.hosts[row.integer(2)],
                               row.string(3),
                               names.sections[row.integer(4)],
                               {row.integer(5),
                                row.integer(6),
                                row.integer(7),
                                {row.integer(8), row.integer(9), row.integer(10), row.integer(11), row.integer(12)}}});
        report.total += report.rows.back().counts;
        return true;
      });
  const auto creatives = creatives_of(session, campaign.id);
  report.has_film = report.total.film != Counts{}.film || std::ranges::any_of(creatives, [](const Creative& each) {
                      return each.kind == Creative::Kind::video;
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
  std::string csv = report.by_days ? "day" : "hour";
  csv += ",site,section,slot,creative,served,viewable,clicked";
  for (const std::string_view part : film_part_columns) csv.append(",").append(part);
  csv += "\r\n";
  for (const Report::Row& row : report.rows) {
    csv += format_rfc3339(row.hour).substr(0, report.by_days ? date_letters : std::string::npos) + "," + row.site +
           "," + row.section + "," + row.slot + "," + std::to_string(row.creative.value) + "," +
           std::to_string(row.counts.served) + "," + std::to_string(row.counts.viewable) + "," +
           std::to_string(row.counts.clicked);
    for (const std::int64_t watched : row.counts.film) csv += "," + std::to_string(watched);
    csv += "\r\n";
  }
  return csv;
}

json::object to_json(const Report& report) {
  const std::map<std::string, Counts> days = report.by_days ? report.by_day() : std::map<std::string, Counts>();
  std::map<std::string, Counts> hours, slots, sections, creatives;
  for (const Report::Row& row : report.rows) {
    if (!report.by_days) hours[format_rfc3339(row.hour)] += row.counts;
    slots[row.slot] += row.counts;
    sections[row.section] += row.counts;
    creatives[std::to_string(row.creative.value)] += row.counts;
  }
  const auto table = [](const std::map<std::string, Counts>& rows, json::object (*how)(const Counts&)) {
    json::object out;
    for (const auto& [name, counts] : rows) out[name] = how(counts);
    return out;
  };
  const auto tables = [&](json::object (*how)(const Counts&)) {
    json::object all{{"total", how(report.total)},
                     {"by_hour", table(hours, how)},
                     {"by_slot", table(slots, how)},
                     {"by_section", table(sections, how)},
                     {"by_creative", table(creatives, how)}};
    if (report.by_days) all["by_day"] = table(days, how);
    return all;
  };
  json::object out{{"campaign", report.campaign.id.value},
                   {"name", report.campaign.name},
                   {"goal", name_of(report.campaign.goal)},
                   {"amount", report.campaign.amount},
                   {"from", format_rfc3339(report.campaign.booking.from)},
                   {"until", format_rfc3339(report.campaign.booking.until)}};
  for (auto& each : tables(write)) out[each.key()] = each.value();
  if (report.has_film) out["film"] = tables(write_film);
  return out;
}

}  // namespace vestnik::advertising
