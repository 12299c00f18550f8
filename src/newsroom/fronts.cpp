#include "newsroom/fronts.h"

#include "base/limits.h"
#include "newsroom/article_json.h"
#include "newsroom/conditional.h"
#include "newsroom/limits.h"
#include "newsroom/members.h"
#include "newsroom/reach.h"
#include "store/catalogue.h"
#include "store/fronts.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

using content::Front;
using content::FrontZone;

constexpr std::size_t title_bytes = 200;
// More than a zone shows: editors line up what comes next.
constexpr std::size_t most_pins = 40;
constexpr int longest_zone = static_cast<int>(limits::zone_stories);

// "home" or a section's slug.
Result<SectionId> section_of(store::Session& session, SiteId site, const std::string& name) {
  if (name == "home") return SectionId();
  const auto section = store::find_section(session, site, name);
  if (!section) return fail(ErrorKind::not_found, "no such front", name, "home, or a section's slug");
  return section->id;
}

json::value slug_of_section(store::Session& session, SectionId id) {
  const auto section = store::find_section(session, id);
  return section ? json::value(section->slug) : json::value(nullptr);
}

json::value slug_of_topic(store::Session& session, TopicId id) {
  const auto topic = store::find_topic(session, id);
  return topic ? json::value(topic->slug) : json::value(nullptr);
}

json::object front_to_json(store::Session& session, const Front& front) {
  json::array zones;
  for (const FrontZone& zone : front.zones) {
    json::array pins;
    for (const content::Pin& pin : zone.pins) {
      pins.push_back(json::object{{"article", pin.article.value},
                                  {"until", pin.until ? json::value(format_rfc3339(*pin.until)) : nullptr}});
    }
    zones.push_back(json::object{{"title", zone.title},
                                 {"rule", content::name_of(zone.rule)},
                                 {"section", slug_of_section(session, zone.section)},
                                 {"topic", slug_of_topic(session, zone.topic)},
                                 {"stories", zone.stories},
                                 {"pins", std::move(pins)}});
  }
  return {{"zones", std::move(zones)}};
}

// What the pinned stories are called and whether readers see them: beside the zones, so that a changed headline does
// not make an editor's front stale.
json::object with_pinned(store::Session& session, SiteId site, const Front& front, json::object shown) {
  std::vector<ArticleId> ids;
  for (const FrontZone& zone : front.zones) {
    for (const content::Pin& pin : zone.pins) ids.push_back(pin.article);
  }
  json::array pinned;
  for (const store::WorkLine& line : store::work_lines(session, site, ids)) {
    pinned.push_back(json::object{{"id", line.id.value}, {"headline", line.headline}, {"state", api_name(line.state)}});
  }
  shown["pinned"] = std::move(pinned);
  return shown;
}

http::Response front_response(store::Session& session, const Call& call, SiteId site, SectionId section,
                              const Front& front) {
  const json::object shown = front_to_json(session, front);
  json::object told = with_pinned(session, site, front, shown);
  told["may"] = may_arrange(session, call.who, site, section) ? json::array{"arrange"} : json::array{};
  http::Response response = json_response(200, told);
  response.with("ETag", etag_of(shown));
  return response;
}

Error wrong(std::string what, const std::string& place, std::string remedy = {}) {
  return Error{ErrorKind::invalid, std::move(what), place, std::move(remedy)};
}

class Reader {
 public:
  Reader(store::Session& session, SiteId site) : session_(session), site_(site) {}

  Result<Front> read(const json::object& given) {
    const json::value* zones = given.if_contains("zones");
    if (zones == nullptr || !zones->is_array() || zones->get_array().size() > limits::front_zones) {
      return std::unexpected(wrong("not a list of at most " + std::to_string(limits::front_zones) + " zones", "zones"));
    }
    Front front;
    for (const json::value& each : zones->get_array()) {
      place_ = "zones/" + std::to_string(front.zones.size());
      if (!each.is_object()) return std::unexpected(wrong("not a zone", place_));
      auto zone = zone_of(each.get_object());
      if (!zone) return std::unexpected(zone.error());
      front.zones.push_back(std::move(*zone));
    }
    return front;
  }

 private:
  Result<FrontZone> zone_of(const json::object& given) {
    FrontZone zone;
    if (auto taken = take_text(given, "title", title_bytes, zone.title); !taken) {
      return std::unexpected(wrong(taken.error().what, place_ + "/title"));
    }
    const std::string rule = string_or(given, "rule", "newest");
    bool known = false;
    for (const auto each : {FrontZone::Rule::none, FrontZone::Rule::newest, FrontZone::Rule::section,
                            FrontZone::Rule::topic, FrontZone::Rule::most_read}) {
      if (content::name_of(each) != rule) continue;
      zone.rule = each;
      known = true;
    }
    if (!known) {
      return std::unexpected(
          wrong("no such rule", place_ + "/rule " + rule, "none, newest, section, topic or most_read"));
    }
    if (auto named = take_names(given, zone); !named) return std::unexpected(named.error());
    zone.stories = static_cast<int>(integer_or(given, "stories", zone.stories));
    if (zone.stories < 1 || zone.stories > longest_zone) {
      return std::unexpected(
          wrong("not a number of stories", place_ + "/stories", "1 to " + std::to_string(limits::zone_stories)));
    }
    if (auto pinned = take_pins(given, zone); !pinned) return std::unexpected(pinned.error());
    return zone;
  }

  Result<void> take_names(const json::object& given, FrontZone& zone) {
    if (const std::string slug = string_or(given, "section"); !slug.empty()) {
      const auto section = store::find_section(session_, site_, slug);
      if (!section) return std::unexpected(wrong("no such section", place_ + "/section " + slug));
      zone.section = section->id;
    }
    if (const std::string slug = string_or(given, "topic"); !slug.empty()) {
      const auto topic = store::find_topic(session_, site_, slug);
      if (!topic) return std::unexpected(wrong("no such topic", place_ + "/topic " + slug));
      zone.topic = topic->id;
    }
    if (zone.rule == FrontZone::Rule::section && !zone.section) {
      return std::unexpected(wrong("this rule needs a section", place_ + "/section"));
    }
    if (zone.rule == FrontZone::Rule::topic && !zone.topic) {
      return std::unexpected(wrong("this rule needs a topic", place_ + "/topic"));
    }
    return {};
  }

  Result<void> take_pins(const json::object& given, FrontZone& zone) {
    const json::value* pins = given.if_contains("pins");
    if (pins == nullptr) return {};
    if (!pins->is_array() || pins->get_array().size() > most_pins) {
      return std::unexpected(wrong("not a list of pins", place_ + "/pins"));
    }
    for (const json::value& each : pins->get_array()) {
      const std::string place = place_ + "/pins/" + std::to_string(zone.pins.size());
      if (!each.is_object())
        return std::unexpected(wrong("not a pin", place, R"(send {"article": ID, "until": TIME})"));
      content::Pin pin{ArticleId{integer_or(each.get_object(), "article")}, {}};
      if (auto taken = take_time(each.get_object(), "until", pin.until); !taken) {
        return std::unexpected(wrong(taken.error().what, place + "/until", taken.error().remedy));
      }
      if (store::work_lines(session_, site_, {pin.article}).empty()) {
        return std::unexpected(wrong("no such article", place + "/article"));
      }
      zone.pins.push_back(pin);
    }
    return {};
  }

  store::Session& session_;
  SiteId site_;
  std::string place_;
};

}  // namespace

Result<http::Response> get_front(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto section = section_of(session, *site, call.arguments[0]);
    if (!section) return std::unexpected(section.error());
    return front_response(session, call, *site, *section,
                          store::find_front(session, *site, *section).value_or(Front()));
  });
}

Result<http::Response> put_front(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  return call.change([&](store::Session& session) -> Result<http::Response> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto section = section_of(session, *site, call.arguments[0]);
    if (!section) return std::unexpected(section.error());
    const Front before = store::find_front(session, *site, *section).value_or(Front());
    if (auto stale = refuse_stale(call, front_to_json(session, before))) return std::move(*stale);
    auto front = Reader(session, *site).read(*given);
    if (!front) return std::unexpected(front.error());
    *front = content::without_ended_pins(std::move(*front), now);
    store::save_front(session, *site, *section, *front, now);
    return front_response(session, call, *site, *section, *front);
  });
}

Result<http::Response> preview_front(const Call& call) {
  auto given = body_of(call);
  if (!given) return std::unexpected(given.error());
  const Time now = call.desk.clock();
  auto seen = call.desk.store.read([&](store::Session& session) -> Result<FrontPreviews::Seen> {
    const auto site = site_of(session, call.request);
    if (!site) return std::unexpected(site.error());
    const auto section = section_of(session, *site, call.arguments[0]);
    if (!section) return std::unexpected(section.error());
    auto front = Reader(session, *site).read(*given);
    if (!front) return std::unexpected(front.error());
    return FrontPreviews::Seen{.site = *site,
                               .section = *section,
                               .front = content::without_ended_pins(std::move(*front), now),
                               .expires_at = now + limits::front_preview_time};
  });
  if (!seen) return std::unexpected(seen.error());
  const Time expires_at = seen->expires_at;
  const std::string secret = call.desk.front_previews->add(std::move(*seen));
  return json_response(201,
                       json::object{{"url", "/preview/" + secret + "/"}, {"expires_at", format_rfc3339(expires_at)}});
}

}  // namespace vestnik::newsroom
