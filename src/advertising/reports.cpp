#include "advertising/reports.h"

#include <charconv>

#include "advertising/document.h"
#include "advertising/records.h"
#include "base/digest.h"
#include "store/catalogue.h"

namespace vestnik::advertising {
namespace {

json::object write(const Counts& counts) {
  return {{"served", counts.served}, {"viewable", counts.viewable}, {"clicked", counts.clicked}};
}

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

}  // namespace vestnik::advertising
