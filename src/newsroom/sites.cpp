// Sites and their sections.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "content/own_addresses.h"
#include "http/request_parser.h"
#include "newsroom/catalogue.h"
#include "newsroom/conditional.h"
#include "newsroom/members.h"
#include "store/catalogue.h"
#include "store/reader_assets.h"

namespace vestnik::newsroom {

namespace {

constexpr std::size_t name_bytes = 200, about_bytes = 4'000, ads_txt_bytes = 1UL << 20U, most_items = 100;
constexpr std::string_view slots[] = {"*", "top", "text", "rail", "reading", "section", "footer"};

json::array navigation_to_json(const std::vector<content::NavigationItem>& items) {
  json::array out;
  for (const content::NavigationItem& item : items) {
    json::object entry{{"label", item.label}, {"address", item.address}};
    if (!item.children.empty()) entry["children"] = navigation_to_json(item.children);
    out.push_back(std::move(entry));
  }
  return out;
}

constexpr std::string_view schemes[] = {"by_reader", "light", "dark"};

json::object look_to_json(const content::Look& look) {
  return {{"accent", look.accent},
          {"scheme", schemes[static_cast<std::size_t>(look.scheme)]},
          {"logo", look.logo ? json::value(look.logo.value) : json::value(nullptr)}};
}

Result<void> take_look(store::Session& session, const json::object& given, content::Site& site) {
  const json::value* found = given.if_contains("look");
  if (found == nullptr) return {};
  if (!found->is_object()) return fail(ErrorKind::invalid, "not an object", "look");
  const json::object& look = found->get_object();
  std::string accent = site.look.accent;
  if (auto taken = take_text(look, "accent", name_bytes, accent); !taken) return taken;
  std::ranges::transform(accent, accent.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'F' ? char(letter + ('a' - 'A')) : letter;
  });
  if (!accent.empty() && (accent.size() != 7 || accent[0] != '#' ||
                          accent.find_first_not_of("0123456789abcdef", 1) != std::string::npos)) {
    return fail(ErrorKind::invalid, "not a colour", "look/accent", "write it as #9d1620, or leave it empty");
  }
  const std::string scheme = string_or(look, "scheme", schemes[static_cast<std::size_t>(site.look.scheme)]);
  const auto known = std::ranges::find(schemes, scheme);
  if (known == std::end(schemes))
    return fail(ErrorKind::invalid, "no such scheme", "look/scheme", "by_reader, light or dark");
  if (const json::value* logo = look.if_contains("logo")) {
    const AssetId id{integer_or(look, "logo")};
    const auto asset = id ? store::find_asset(session, id) : std::nullopt;
    if (!logo->is_null() && (!asset || asset->kind != content::Asset::Kind::image || asset->digest.empty() ||
                             (site.id && asset->site != site.id))) {
      return fail(ErrorKind::invalid, "no such picture in the library of the site", "look/logo");
    }
    if (id) store::refuse_reader_file(session, id, "a site's logo");
    site.look.logo = id;
  }
  site.look.accent = accent;
  site.look.scheme = static_cast<content::Look::Scheme>(known - std::begin(schemes));
  return {};
}

json::object site_to_json(const content::Site& site) {
  json::array aliases, social, advertisements;
  for (const std::string& alias : site.aliases) aliases.emplace_back(alias);
  for (const std::string& address : site.social) social.emplace_back(address);
  for (const content::HouseAdvertisement& each : site.house_advertisements) {
    advertisements.push_back(
        json::object{{"slot", each.slot},
                     {"address", each.address},
                     {"text", each.text},
                     {"image", each.image ? json::value(each.image.value) : json::value(nullptr)}});
  }
  return {{"host", site.host},
          {"aliases", std::move(aliases)},
          {"base_url", site.base_url},
          {"name", site.name},
          {"tagline", site.tagline},
          {"about", site.about},
          {"language", site.language},
          {"time_zone", site.time_zone},
          {"contact_email", site.contact_email},
          {"social", std::move(social)},
          {"ads_txt", site.ads_txt},
          {"navigation", navigation_to_json(site.navigation)},
          {"house_advertisements", std::move(advertisements)},
          {"breaking_text", site.breaking_text},
          {"breaking_address", site.breaking_address},
          {"footer_navigation", navigation_to_json(site.footer_navigation)},
          {"look", look_to_json(site.look)},
          {"slot_after", site.slot_after}};
}

Result<std::vector<content::NavigationItem>> navigation_of(const json::value& given, int depth) {
  if (!given.is_array() || given.get_array().size() > most_items || depth > 3) {
    return fail(ErrorKind::invalid, "not a list of at most 100 items, three deep", "navigation");
  }
  std::vector<content::NavigationItem> items;
  for (const json::value& each : given.get_array()) {
    if (!each.is_object()) return fail(ErrorKind::invalid, "not an object with label and address", "navigation");
    content::NavigationItem item;
    if (auto taken = take_text(each.get_object(), "label", name_bytes, item.label); !taken) {
      return std::unexpected(taken.error());
    }
    if (auto taken = take_address(each.get_object(), "address", true, item.address); !taken) {
      return std::unexpected(taken.error());
    }
    if (const json::value* children = each.get_object().if_contains("children")) {
      auto below = navigation_of(*children, depth + 1);
      if (!below) return below;
      item.children = std::move(*below);
    }
    items.push_back(std::move(item));
  }
  return items;
}

// A picture of the site's own library, or one that it shows already. A new site has no library yet.
bool may_show(store::Session& session, const content::Site& site, AssetId image) {
  if (!site.id) return store::find_asset(session, image).has_value();
  return has_asset(session, site.id, image) ||
         std::ranges::find(site.house_advertisements, image, &content::HouseAdvertisement::image) !=
             site.house_advertisements.end();
}

// Whether an address leads to a page of this installation: a path, or one of its sites. An alias is none: whoever
// changes the advertisement names them too.
bool leads_to_us(store::Session& session, const content::Site& site, std::string_view address) {
  if (address.starts_with('/')) return true;
  const std::string_view rest = address.substr(address.find("://") + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#\\"));
  std::string host(authority.substr(0, authority.find(':')));
  std::ranges::transform(host, host.begin(),
                         [](char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter; });
  if (authority.find('@') != std::string_view::npos) return false;
  const auto is_of = [&](const content::Site& each) { return each.host == host; };
  return is_of(site) || std::ranges::any_of(store::all_sites(session), is_of);
}

// They stand on pages at once, with no declaration, no second person, no notice and through any silence: what leads
// away from here is somebody's advertisement, and a campaign's.
Result<std::vector<content::HouseAdvertisement>> advertisements_of(store::Session& session, const json::value& given,
                                                                   const content::Site& site) {
  if (!given.is_array() || given.get_array().size() > most_items) {
    return fail(ErrorKind::invalid, "not a list of at most 100", "house_advertisements");
  }
  std::vector<content::HouseAdvertisement> advertisements;
  for (const json::value& each : given.get_array()) {
    if (!each.is_object()) return fail(ErrorKind::invalid, "not an object", "house_advertisements");
    const json::object& object = each.get_object();
    content::HouseAdvertisement advertisement;
    advertisement.slot = string_or(object, "slot", "*");
    if (std::find(std::begin(slots), std::end(slots), advertisement.slot) == std::end(slots)) {
      return fail(ErrorKind::invalid, "no such slot", advertisement.slot,
                  "top, text, rail, reading, section, footer or *");
    }
    // Short enough for any slot (limits::slot_bytes) whatever the escaping makes of it.
    if (auto taken = take_text(object, "text", 160, advertisement.text); !taken) return std::unexpected(taken.error());
    if (auto taken = take_address(object, "address", true, advertisement.address); !taken) {
      return std::unexpected(taken.error());
    }
    if (!advertisement.address.empty() && !leads_to_us(session, site, advertisement.address)) {
      return fail(ErrorKind::invalid, "a house advertisement leads to a page of our own", advertisement.address,
                  "book a campaign: it asks who pays, whether it is political, and a second person");
    }
    advertisement.image = AssetId{integer_or(object, "image")};
    if (advertisement.image && !may_show(session, site, advertisement.image)) {
      return fail(ErrorKind::invalid, "no such asset", std::to_string(advertisement.image.value));
    }
    if (advertisement.image) store::refuse_reader_file(session, advertisement.image, "an advertisement");
    if (advertisement.text.empty()) return fail(ErrorKind::invalid, "an advertisement needs a text", "text");
    advertisements.push_back(std::move(advertisement));
  }
  return advertisements;
}

Result<void> apply(store::Session& session, const json::object& given, content::Site& site) {
  const auto texts = {
      std::tuple{"name", name_bytes, &site.name},          std::tuple{"tagline", about_bytes, &site.tagline},
      std::tuple{"about", about_bytes, &site.about},       std::tuple{"contact_email", name_bytes, &site.contact_email},
      std::tuple{"ads_txt", ads_txt_bytes, &site.ads_txt}, std::tuple{"breaking_text", name_bytes, &site.breaking_text},
      std::tuple{"time_zone", name_bytes, &site.time_zone}};
  for (const auto& [name, bytes, into] : texts) {
    if (auto taken = take_text(given, name, bytes, *into); !taken) return taken;
  }
  if (site.name.empty()) return fail(ErrorKind::invalid, "a site needs a name", "name");
  if (given.contains("time_zone") && !is_time_zone(site.time_zone)) {
    return fail(ErrorKind::invalid, "no such time zone", "time_zone " + site.time_zone,
                "Europe/Sofia, Europe/London …");
  }
  if (const std::string language = string_or(given, "language", site.language); language == "bg" || language == "en") {
    site.language = language;
  } else {
    return fail(ErrorKind::invalid, "the interface does not speak this language", "language " + language, "bg or en");
  }
  if (auto taken = take_address(given, "base_url", false, site.base_url); !taken) return taken;
  while (site.base_url.ends_with('/')) site.base_url.pop_back();
  if (auto taken = take_address(given, "breaking_address", true, site.breaking_address); !taken) return taken;
  if (auto taken = take_addresses(given, "social", site.social); !taken) return taken;
  if (const json::value* aliases = given.if_contains("aliases")) {
    if (!aliases->is_array() || aliases->get_array().size() > most_items) {
      return fail(ErrorKind::invalid, "not a list of host names", "aliases");
    }
    site.aliases.clear();
    for (const json::value& alias : aliases->get_array()) {
      // As requests name it, or no request would ever be for it: in lower case, without a port.
      std::string host;
      if (!alias.is_string() || !http::take_host(std::string_view(alias.get_string()), host)) {
        return fail(ErrorKind::invalid, "not a host name", "aliases " + write_json(alias),
                    "letters, digits, dots and hyphens: www.example.com");
      }
      if (host != site.host) site.aliases.push_back(std::move(host));
    }
  }
  for (const auto& [name, into] :
       {std::pair{"navigation", &site.navigation}, std::pair{"footer_navigation", &site.footer_navigation}}) {
    const json::value* navigation = given.if_contains(name);
    if (navigation == nullptr) continue;
    auto items = navigation_of(*navigation, 1);
    if (!items) return std::unexpected(items.error());
    *into = std::move(*items);
  }
  if (auto taken = take_look(session, given, site); !taken) return taken;
  if (const json::value* after = given.if_contains("slot_after")) {
    if (!after->is_int64() || after->get_int64() < 0 || after->get_int64() > content::most_slot_after) {
      return fail(ErrorKind::invalid, "not a number of paragraphs", "slot_after",
                  "0 (after the text) to " + std::to_string(content::most_slot_after));
    }
    site.slot_after = static_cast<int>(after->get_int64());
  }
  if (const json::value* advertisements = given.if_contains("house_advertisements")) {
    auto all = advertisements_of(session, *advertisements, site);
    if (!all) return std::unexpected(all.error());
    site.house_advertisements = std::move(*all);
  }
  return {};
}

json::object section_to_json(const content::Section& section, const std::vector<content::Section>& all) {
  json::object out{{"slug", section.slug},
                   {"name", section.name},
                   {"description", section.description},
                   {"position", section.position},
                   {"needs_editor", section.needs_editor},
                   {"parent", nullptr}};
  for (const content::Section& other : all) {
    if (other.id == section.parent) out["parent"] = other.slug;
  }
  return out;
}

// Whether `section` is `of` or lies below it.
bool lies_in(const std::vector<content::Section>& all, SectionId section, SectionId of) {
  for (std::size_t steps = 0; section && steps <= all.size(); ++steps) {
    if (section == of) return true;
    const auto known = std::ranges::find(all, section, &content::Section::id);
    section = known == all.end() ? SectionId() : known->parent;
  }
  return false;
}

}  // namespace

Result<http::Response> list_sites(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    json::array sites;
    for (const content::Site& site : store::all_sites(session)) sites.push_back(site_to_json(site));
    return json_response(200, json::object{{"sites", std::move(sites)}});
  });
}

Result<http::Response> get_site(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    for (const content::Site& site : store::all_sites(session)) {
      if (site.host == call.arguments[0]) return tagged(200, site_to_json(site));
    }
    return fail(ErrorKind::not_found, "no such site", call.arguments[0], "GET /api/v1/sites lists them");
  });
}

Result<http::Response> get_section(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto section = store::find_section(session, *site, call.arguments[0]);
    if (!section) return fail(ErrorKind::not_found, "no such section", call.arguments[0]);
    return tagged(200, section_to_json(*section, store::all_sections(session, *site)));
  });
}

namespace {

// Whoever sells its places changes what stands in them, and nothing else of a site.
Result<void> check_members_of_sellers(const Call& call, const content::Site& site, const json::object& given) {
  const unsigned roles = accounts::roles_on(call.who.grants, site.id);
  if ((roles & (accounts::chief | accounts::administrator)) != 0) return {};
  for (const auto& each : given) {
    if (each.key() == "house_advertisements" || each.key() == "ads_txt") continue;
    return fail(ErrorKind::forbidden, "whoever sells changes a site's own advertisements and its ads.txt alone",
                std::string(each.key()), "ask a chief editor");
  }
  return {};
}

}  // namespace

Result<http::Response> put_site(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    content::Site site;
    site.host = call.arguments[0];
    for (const content::Site& known : store::all_sites(session)) {
      if (known.host == site.host) site = known;
    }
    if (!site.id && (site.host.empty() || site.host.size() > 253 ||
                     site.host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos)) {
      return fail(ErrorKind::invalid, "not a host name", site.host, "letters, digits, dots and hyphens");
    }
    if (auto may = check_members_of_sellers(call, site, *given); !may) return std::unexpected(may.error());
    if (site.id) {
      if (auto stale = refuse_stale(call, site_to_json(site))) return std::move(*stale);
    }
    if (site.base_url.empty()) site.base_url = "https://" + site.host;
    if (auto applied = apply(session, *given, site); !applied) return std::unexpected(applied.error());
    const bool fresh = !site.id;
    store::save_site(session, site, call.desk.clock());
    return tagged(fresh ? 201 : 200, site_to_json(site));
  });
}

Result<http::Response> list_sections(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const std::vector<content::Section> all = store::all_sections(session, *site);
    json::array sections;
    for (const content::Section& section : all) sections.push_back(section_to_json(section, all));
    return json_response(200, json::object{{"sections", std::move(sections)}});
  });
}

Result<http::Response> put_section(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  return call.change([&](store::Session& session) -> Result<http::Response> {
    auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    std::vector<content::Section> all = store::all_sections(session, *site);
    content::Section section;
    section.site = *site;
    section.slug = text::slug(call.arguments[0], limits::slug_bytes);
    if (section.slug.empty()) return fail(ErrorKind::invalid, "not a slug", call.arguments[0]);
    section.name = section.slug;
    for (const content::Section& known : all) {
      if (known.slug == section.slug) section = known;
    }
    // What was imported before a word became the program's own can still be renamed. "home" names the home page's
    // front.
    if (!section.id && (content::is_own_step(section.slug) || section.slug == "home")) {
      return fail(ErrorKind::invalid, "the program itself answers at this address", "slug " + section.slug,
                  "choose another slug");
    }
    if (section.id) {
      if (auto taken = refuse_taken(call, section_to_json(section, all))) return std::move(*taken);
      if (auto stale = refuse_stale(call, section_to_json(section, all))) return std::move(*stale);
    }
    if (auto taken = take_flag(*given, "needs_editor", section.needs_editor); !taken) {
      return std::unexpected(taken.error());
    }
    if (auto taken = take_text(*given, "name", name_bytes, section.name); !taken) return std::unexpected(taken.error());
    if (auto taken = take_text(*given, "description", about_bytes, section.description); !taken) {
      return std::unexpected(taken.error());
    }
    section.position = static_cast<int>(integer_or(*given, "position", section.position));
    if (const json::value* parent = given->if_contains("parent")) {
      section.parent = {};
      for (const content::Section& known : all) {
        if (parent->is_string() && known.slug == std::string_view(parent->get_string())) section.parent = known.id;
      }
      if (!parent->is_null() && !section.parent) {
        return fail(ErrorKind::invalid, "no such section", "parent " + write_json(*parent));
      }
      if (section.id && lies_in(all, section.parent, section.id)) {
        return fail(ErrorKind::invalid, "a section does not lie below itself", "parent " + write_json(*parent),
                    "name a section outside it");
      }
    }
    const bool fresh = !section.id;
    section.id = store::save_section(session, section, call.desk.clock());
    return tagged(fresh ? 201 : 200, section_to_json(section, all));
  });
}

}  // namespace vestnik::newsroom
