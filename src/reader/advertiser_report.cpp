// A campaign's figures, as its advertiser reads them by a secret link.
#include <algorithm>
#include <map>

#include "advertising/records.h"
#include "advertising/reports.h"
#include "base/numbers.h"
#include "content/address.h"
#include "reader/advertising_asked.h"
#include "reader/views_of.h"
#include "store/store.h"

namespace vestnik::reader::advertised {

using pages::AdvertisingView;

namespace {

std::string slot_word(const Asked& asked, const std::string& slot) {
  if (slot == "top") return asked.word("At the top");
  if (slot == "text") return asked.word("In the text");
  if (slot == "rail") return asked.word("Between stories");
  if (slot == "reading") return asked.word("After the text");
  if (slot == "section") return asked.word("In a section");
  return asked.word("At the bottom");
}

std::string booked_words(const Asked& asked, const advertising::Campaign& campaign) {
  if (campaign.goal == advertising::Goal::share) {
    std::string rest = std::to_string(campaign.amount % 100);
    rest.insert(0, 2 - rest.size(), '0');
    while (rest.ends_with('0')) rest.pop_back();
    const std::string_view point = rest.empty() ? "" : asked.chrome.language == "bg" ? "," : ".";
    return std::to_string(campaign.amount / 100) + std::string(point) + rest + " % " + asked.word("of all showings");
  }
  return format_count(campaign.amount, asked.chrome.language) + " " +
         (campaign.goal == advertising::Goal::clicks ? asked.word("clicks") : asked.word("showings"));
}

// How far a film was watched, as columns are called.
std::vector<std::string> film_words(const Asked& asked) {
  return {asked.word("Film started"), asked.word("A quarter watched"), asked.word("Half watched"),
          asked.word("Three quarters watched"), asked.word("Watched to the end")};
}

// Shown in each hour from the first to the last, a day at least and four weeks at most; of a report by days in each
// day.
void fill_bars(const Asked& asked, const advertising::Report& report, AdvertisingView& view) {
  constexpr std::int64_t least = 24, most = 28 * 24;
  if (report.rows.empty()) return;
  const auto number = [&](Time time) {
    const auto hours = std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
    return report.by_days ? hours / 24 : hours;
  };
  const std::int64_t last = number(report.rows.back().hour);
  const std::int64_t first = std::clamp(number(report.rows.front().hour), last - most + 1, last - least + 1);
  view.bars.resize(static_cast<std::size_t>(last - first + 1));
  for (const advertising::Report::Row& row : report.rows) {
    const std::int64_t at = number(row.hour) - first;
    if (at >= 0) view.bars[static_cast<std::size_t>(at)] += row.counts.served;
  }
  view.bars_label = report.by_days ? asked.word("Shown, day by day") : asked.word("Shown, hour by hour");
  const auto when = [&](std::int64_t of) {
    const std::chrono::hours hour(report.by_days ? of * 24 : of);
    if (!report.by_days) return asked.time(Time(hour));
    return format_rfc3339(Time(hour), "UTC").substr(0, 10);
  };
  view.bars_first = when(first);
  view.bars_last = when(last);
}

// A section's slug as readers know it; the slug where there is no such section any more.
std::string section_word(const Asked& asked, const std::string& slug) {
  if (slug.empty()) return asked.word("Front pages");
  if (slug == advertising::unknown_section) return asked.word("not known");
  const edition::SiteEdition& site = *asked.context.site;
  const auto route = site.route(content::route_key("/" + slug + "/"));
  const bool is_section = route && route->kind == edition::Route::Kind::section;
  const content::Section* section = is_section ? site.section(SectionId{route->id}) : nullptr;
  return section == nullptr ? slug : section->name;
}

using CreativeTexts = std::map<std::int64_t, std::string>;  // by number; those with one text are told apart

Result<CreativeTexts> creative_texts(const Asked& asked, advertising::CampaignId campaign) {
  const auto creatives = asked.context.parts->store.read(
      [&](store::Session& session) { return advertising::creatives_of(session, campaign); });
  if (!creatives) return std::unexpected(creatives.error());
  std::map<std::string, int> of_text;
  for (const advertising::Creative& each : *creatives) ++of_text[each.text];
  CreativeTexts texts;
  for (const advertising::Creative& each : *creatives) {
    texts[each.id.value] = each.text + (of_text[each.text] > 1 ? " (" + std::to_string(each.id.value) + ")" : "");
  }
  return texts;
}

std::vector<AdvertisingView::Fact> campaign_facts(const Asked& asked, const advertising::Report& figures) {
  const advertising::Campaign& campaign = figures.campaign;
  std::vector<AdvertisingView::Fact> facts = {
      {asked.word("Period"), asked.time(campaign.booking.from) + " – " + asked.time(campaign.booking.until), {}},
      {asked.word("Booked"), booked_words(asked, campaign), {}},
      {asked.word("Shown so far"), format_count(figures.total.served, asked.chrome.language), {}},
      {asked.word("Seen"), format_count(figures.total.viewable, asked.chrome.language), {}},
      {asked.word("Clicks"), format_count(figures.total.clicked, asked.chrome.language), {}}};
  const std::vector<std::string> parts = figures.has_film ? film_words(asked) : std::vector<std::string>();
  for (std::size_t part = 0; part < parts.size(); ++part) {
    facts.push_back({parts[part], format_count(figures.total.film.at(part), asked.chrome.language), {}});
  }
  return facts;
}

// "2026-11-24 08:00"; of an hour that comes twice on that day's clock with its offset: "2026-10-25 03:00 +02:00".
std::string hour_word(const Asked& asked, const std::string& utc) {
  const auto local = [&](Time time) { return format_rfc3339(time, asked.chrome.time_zone); };
  constexpr std::size_t clock_letters = std::string_view("2026-11-24T08:00").size();
  const Time time = parse_rfc3339(utc).value_or(Time());
  const std::string hour = local(time);
  const auto is_like_at = [&](Time other) {
    return local(other).substr(0, clock_letters) == hour.substr(0, clock_letters);
  };
  std::string word = hour.substr(0, 10) + " " + hour.substr(11, 5);
  const bool twice = is_like_at(time - std::chrono::hours(1)) || is_like_at(time + std::chrono::hours(1));
  if (twice && hour.size() > 6) word += " " + hour.substr(hour.size() - 6);
  return word;
}

// The same figures by day, by slot, by section, by creative and, of the newest days, by hour.
std::vector<AdvertisingView::Table> tables_of(const Asked& asked, const advertising::Report& figures,
                                              CreativeTexts texts) {
  constexpr std::chrono::hours shown_by_hour{7 * 24};
  const Time hours_from = figures.rows.empty() ? Time{} : figures.rows.back().hour - shown_by_hour;
  std::map<std::string, advertising::Counts> hours, days, slots, sections, creatives;
  for (const advertising::Report::Row& row : figures.rows) {
    // "2026-11-24T08:00:00+02:00". What was added up to days is on no other clock than the one that it was added up by.
    const std::string hour = format_rfc3339(row.hour, figures.by_days ? "UTC" : asked.chrome.time_zone);
    const std::string day = hour.substr(0, 10);
    // By the moment: where clocks are put back, one hour comes twice, with another offset each time.
    if (!figures.by_days && row.hour > hours_from) hours[format_rfc3339(row.hour, "UTC")] += row.counts;
    days[day] += row.counts;
    slots[slot_word(asked, row.slot)] += row.counts;
    sections[section_word(asked, row.section)] += row.counts;
    creatives[texts[row.creative.value]] += row.counts;
  }
  const std::vector<std::string> parts = figures.has_film ? film_words(asked) : std::vector<std::string>();
  const std::string by_hour = asked.word("By hour, the last seven days with figures");
  std::vector<AdvertisingView::Table> tables;
  for (const auto& [caption, rows] :
       {std::pair{asked.word("By day") + (figures.by_days ? " (UTC)" : ""), &days},
        std::pair{asked.word("By slot"), &slots}, std::pair{asked.word("By section"), &sections},
        std::pair{asked.word("By creative"), &creatives}, std::pair{by_hour, &hours}}) {
    if (rows->empty()) continue;
    AdvertisingView::Table table{caption,
                                 {rows == &hours ? asked.word("Hour") : caption, asked.word("Shown so far"),
                                  asked.word("Seen"), asked.word("Clicks")},
                                 {}};
    table.columns.insert(table.columns.end(), parts.begin(), parts.end());
    for (const auto& [key, counts] : *rows) {
      const std::string name = rows == &hours ? hour_word(asked, key) : key;
      table.rows.push_back(
          {name, std::to_string(counts.served), std::to_string(counts.viewable), std::to_string(counts.clicked)});
      for (std::size_t part = 0; part < parts.size(); ++part) {
        table.rows.back().push_back(std::to_string(counts.film.at(part)));
      }
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace

Result<http::Response> report(const Asked& asked, std::string_view rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view key = rest.substr(0, slash);
  const std::string_view file = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  const Time now = asked.context.parts->clock();
  auto found = asked.context.parts->store.read(
      [&](store::Session& session) { return advertising::report_for_key(session, key, now); });
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail(ErrorKind::not_found, "no such report");
  const advertising::Report& figures = **found;
  if (file == "report.csv") return kept_nowhere(csv_page(asked, advertising::to_csv(figures)));
  if (file == "report.json") return kept_nowhere(json_page(advertising::to_json(figures)));
  if (!file.empty()) return fail(ErrorKind::not_found, "no such report");
  auto texts = creative_texts(asked, figures.campaign.id);
  if (!texts) return std::unexpected(texts.error());
  const std::string base = std::string(folder) + "report/" + std::string(key) + "/";
  AdvertisingView view;
  view.title = figures.campaign.name;
  view.meta.index = false;
  view.facts = campaign_facts(asked, figures);
  fill_bars(asked, figures, view);
  view.tables = tables_of(asked, figures, std::move(*texts));
  view.links = {{.label = "CSV", .path = base + "report.csv"},
                {.label = asked.word("CSV for Excel"), .path = base + "report.csv" + std::string(for_excel)},
                {.label = "JSON", .path = base + "report.json"}};
  return kept_nowhere(page(asked, std::move(view)));
}

}  // namespace vestnik::reader::advertised
