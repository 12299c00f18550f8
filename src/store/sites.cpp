#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/json.h"
#include "store/catalogue.h"
#include "store/changes.h"
#include "store/columns.h"
#include "store/saving.h"
#include "store/work.h"

namespace vestnik::store {
namespace {

using content::HouseAdvertisement;
using content::NavigationItem;
using content::Site;

json::array to_json(const std::vector<NavigationItem>& items) {
  json::array list;
  for (const auto& item : items) {
    list.push_back({{"label", item.label}, {"address", item.address}, {"children", to_json(item.children)}});
  }
  return list;
}

std::vector<NavigationItem> navigation_of(const json::value& list) {
  std::vector<NavigationItem> items;
  if (!list.is_array()) return items;
  for (const auto& entry : list.get_array()) {
    if (!entry.is_object()) continue;
    const auto& object = entry.get_object();
    const auto* children = object.if_contains("children");
    items.push_back({string_or(object, "label"), string_or(object, "address"),
                     children != nullptr ? navigation_of(*children) : std::vector<NavigationItem>()});
  }
  return items;
}

json::array to_json(const std::vector<HouseAdvertisement>& advertisements) {
  json::array list;
  for (const auto& one : advertisements) {
    list.push_back({{"slot", one.slot}, {"address", one.address}, {"text", one.text}, {"image", one.image.value}});
  }
  return list;
}

std::vector<HouseAdvertisement> advertisements_of(const json::value& list) {
  std::vector<HouseAdvertisement> advertisements;
  if (!list.is_array()) return advertisements;
  for (const auto& entry : list.get_array()) {
    if (!entry.is_object()) continue;
    const auto& object = entry.get_object();
    advertisements.push_back({string_or(object, "slot"), string_or(object, "address"), string_or(object, "text"),
                              AssetId{integer_or(object, "image")}});
  }
  return advertisements;
}

json::value parsed(std::string_view text) {
  auto value = parse_json(text);
  if (!value) throw Failure(value.error());
  return std::move(*value);
}

constexpr std::string_view site_columns =
    "SELECT id, host, aliases, base_url, name, tagline, about, language, time_zone, contact_email, social, ads_txt, "
    "navigation, house_advertisements, breaking_text, breaking_address, footer_navigation, accent, scheme, "
    "logo, slot_after FROM sites ";
constexpr std::string_view site_letters = "ittttttttttttttttttii";
constexpr std::array<std::string_view, 3> schemes{"by_reader", "light", "dark"};

content::Look look_of(const Row& row, std::size_t column) {
  const auto scheme = std::ranges::find(schemes, row.text(column + 1));
  return {row.string(column),
          static_cast<content::Look::Scheme>(scheme == schemes.end() ? 0 : scheme - schemes.begin()),
          row.id<AssetId>(column + 2)};
}

Site read_site(const Row& row) {
  return {row.id<SiteId>(0),
          row.string(1),
          read_texts(row.text(2)),
          row.string(3),
          row.string(4),
          row.string(5),
          row.string(6),
          row.string(7),
          row.string(8),
          row.string(9),
          read_texts(row.text(10)),
          row.string(11),
          navigation_of(parsed(row.text(12))),
          advertisements_of(parsed(row.text(13))),
          row.string(14),
          row.string(15),
          navigation_of(parsed(row.text(16))),
          look_of(row, 17),
          static_cast<int>(row.integer(20))};
}

void hang_pictures(Session& session, const Site& site, SiteId id) {
  session.run("DELETE FROM site_assets WHERE site = ?", {id});
  for (const auto& one : site.house_advertisements) {
    if (!one.image) continue;
    session.run("INSERT INTO site_assets (asset, site) VALUES (?, ?) ON CONFLICT (asset, site) DO NOTHING",
                {one.image, id});
  }
  if (site.look.logo) {
    session.run("INSERT INTO site_assets (asset, site) VALUES (?, ?) ON CONFLICT (asset, site) DO NOTHING",
                {site.look.logo, id});
  }
  // Those of campaigns stay.
  session.run(
      "INSERT INTO site_assets (asset, site) SELECT DISTINCT a.id, a.site FROM assets a JOIN creatives c ON c.asset = "
      "a.id WHERE a.site = ? ON CONFLICT (asset, site) DO NOTHING",
      {id});
}

}  // namespace

SiteId save_site(Session& session, const Site& site, Time now) {
  const auto before = site.id ? find_site(session, site.id) : std::nullopt;
  auto id = save_row(session, "sites", site.id.value,
                     {{"host", site.host},
                      {"aliases", write_texts(site.aliases)},
                      {"base_url", site.base_url},
                      {"name", site.name},
                      {"tagline", site.tagline},
                      {"about", site.about},
                      {"language", site.language},
                      {"time_zone", site.time_zone},
                      {"contact_email", site.contact_email},
                      {"social", write_texts(site.social)},
                      {"ads_txt", site.ads_txt},
                      {"navigation", write_json(to_json(site.navigation))},
                      {"house_advertisements", write_json(to_json(site.house_advertisements))},
                      {"breaking_text", site.breaking_text},
                      {"breaking_address", site.breaking_address},
                      {"footer_navigation", write_json(to_json(site.footer_navigation))},
                      {"accent", site.look.accent},
                      {"scheme", schemes.at(static_cast<std::size_t>(site.look.scheme))},
                      {"logo", site.look.logo.value},
                      {"slot_after", std::int64_t{site.slot_after}}});
  hang_pictures(session, site, SiteId{id});
  if (before && before->language != site.language) note_work_changes(session, SiteId{id});
  record_change(session, SiteId{id}, ChangeKind::site, id, now);
  return SiteId{id};
}

std::vector<Site> all_sites(Session& session) {
  std::vector<Site> sites;
  session.query(std::string(site_columns) + "ORDER BY id", site_letters, {}, [&](const Row& row) {
    sites.push_back(read_site(row));
    return true;
  });
  return sites;
}

std::optional<Site> find_site(Session& session, SiteId id) {
  std::optional<Site> found;
  session.query(std::string(site_columns) + "WHERE id = ?", site_letters, {id}, [&](const Row& row) {
    found = read_site(row);
    return false;
  });
  return found;
}

std::optional<Site> find_site(Session& session, std::string_view host) {
  for (auto& site : all_sites(session)) {
    if (site.host == host || std::ranges::find(site.aliases, host) != site.aliases.end()) return std::move(site);
  }
  return std::nullopt;
}

}  // namespace vestnik::store
