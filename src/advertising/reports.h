// A campaign's figures, and what could still be sold.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "advertising/campaign.h"
#include "advertising/film.h"
#include "base/json.h"
#include "store/session.h"

namespace vestnik::advertising {

struct Counts {
  std::int64_t served = 0, viewable = 0, clicked = 0;
  std::array<std::int64_t, film_parts> film{};  // watched up to each part
  Counts& operator+=(const Counts& other) {
    served += other.served;
    viewable += other.viewable;
    clicked += other.clicked;
    for (std::size_t part = 0; part < film_parts; ++part) film.at(part) += other.film.at(part);
    return *this;
  }
};

// In place of a section's slug, which never looks like that.
inline constexpr std::string_view unknown_section = "?";

struct Report {
  struct Row {
    Time hour;
    CreativeId creative;
    std::string site, slot, section;  // host, name, slug ("" for none, unknown_section)
    Counts counts;
  };
  Campaign campaign;
  std::vector<Row> rows;  // by hour, or, where those were too many (limits::report_rows), by day, UTC
  bool by_days = false;
  Counts total;
  bool has_film = false;                         // one of its creatives is a video, or was
  std::map<std::string, Counts> by_day() const;  // "2026-11-24", UTC
};

Report report_of(store::Session& session, const Campaign& campaign);
// A read-only link: its secret, and what is kept of it, which tells nobody the secret but says how long it works.
struct ReportLink {
  std::string key, kept;
};
ReportLink make_report_link(Time until);
// Nothing where it has none, or has been revoked.
std::optional<Time> report_until(const Campaign& campaign);
// `key`: a secret. Nothing where it is none, is revoked, or its time is over.
std::optional<Report> report_for_key(store::Session& session, std::string_view key, Time now);
// A quoted cell (RFC 4180); what a spreadsheet would take for a formula is text.
std::string csv_cell(std::string_view text);
// RFC 4180 with a header line; the same columns for every campaign, but that the first is "day" where hours were too
// many.
std::string to_csv(const Report& report);
// Totals, and the same by hour, slot, section and creative; `film`: how far films were watched, alike, where it has
// one. Where hours were too many, "by_hour" is empty and "by_day" tells days, UTC.
json::object to_json(const Report& report);

}  // namespace vestnik::advertising
