#include "store/fronts.h"

#include "store/changes.h"

namespace vestnik::store {
namespace {

content::Front parsed(std::string_view text) {
  auto value = parse_json(text);
  auto front = value ? content::front_of(*value) : Result<content::Front>(std::unexpected(value.error()));
  if (!front) throw Failure(front.error());
  return std::move(*front);
}

}  // namespace

void save_front(Session& session, SiteId site, SectionId section, const content::Front& front, Time now) {
  const auto ends = content::next_pin_end(front);
  session.run(
      "INSERT INTO fronts (site, section, zones, pin_ends_at) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (site, section) DO UPDATE SET zones = excluded.zones, pin_ends_at = excluded.pin_ends_at",
      {site, section.value, write_json(content::to_json(front)), ends});
  record_change(session, site, ChangeKind::site, site.value, now);
}

std::optional<content::Front> find_front(Session& session, SiteId site, SectionId section) {
  const auto zones = session.text("SELECT zones FROM fronts WHERE site = ? AND section = ?", {site, section.value});
  return zones ? std::optional(parsed(*zones)) : std::nullopt;
}

std::map<SectionId, content::Front> all_fronts(Session& session, SiteId site) {
  std::map<SectionId, content::Front> fronts;
  session.query("SELECT section, zones FROM fronts WHERE site = ?", "it", {site}, [&](const Row& row) {
    fronts[row.id<SectionId>(0)] = parsed(row.text(1));
    return true;
  });
  return fronts;
}

bool has_ended_pins(Session& session, Time now) {
  return session.integer("SELECT 1 FROM fronts WHERE pin_ends_at <= ? LIMIT 1", {now}).has_value();
}

int end_pins(Session& session, Time now) {
  struct Ending {
    SiteId site;
    SectionId section;
    content::Front front;
  };
  std::vector<Ending> ending;
  session.query("SELECT site, section, zones FROM fronts WHERE pin_ends_at <= ?", "iit", {now}, [&](const Row& row) {
    ending.push_back({row.id<SiteId>(0), row.id<SectionId>(1), parsed(row.text(2))});
    return true;
  });
  for (Ending& each : ending) {
    save_front(session, each.site, each.section, content::without_ended_pins(std::move(each.front), now), now);
  }
  return static_cast<int>(ending.size());
}

}  // namespace vestnik::store
