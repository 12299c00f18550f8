#include "content/front.h"

#include <algorithm>
#include <array>

namespace vestnik::content {

namespace {

constexpr std::array<std::string_view, 5> rules{"none", "newest", "section", "topic", "most_read"};

FrontZone zone_of(const json::object& stored) {
  FrontZone zone;
  zone.title = string_or(stored, "title");
  const auto rule = std::ranges::find(rules, string_or(stored, "rule", "newest"));
  zone.rule = rule == rules.end() ? FrontZone::Rule::newest : static_cast<FrontZone::Rule>(rule - rules.begin());
  zone.section = SectionId{integer_or(stored, "section")};
  zone.topic = TopicId{integer_or(stored, "topic")};
  zone.stories = static_cast<int>(integer_or(stored, "stories", zone.stories));
  const json::value* pins = stored.if_contains("pins");
  if (pins == nullptr || !pins->is_array()) return zone;
  for (const json::value& each : pins->get_array()) {
    if (!each.is_object()) continue;
    const std::int64_t until = integer_or(each.get_object(), "until");
    zone.pins.push_back({ArticleId{integer_or(each.get_object(), "article")},
                         until == 0 ? std::nullopt : std::optional(from_millis(until))});
  }
  return zone;
}

}  // namespace

std::string_view name_of(FrontZone::Rule rule) {
  return rules.at(static_cast<std::size_t>(rule));
}

json::value to_json(const Front& front) {
  json::array zones;
  for (const FrontZone& zone : front.zones) {
    json::array pins;
    for (const Pin& pin : zone.pins) {
      pins.push_back(json::object{{"article", pin.article.value}, {"until", pin.until ? to_millis(*pin.until) : 0}});
    }
    zones.push_back(json::object{{"title", zone.title},
                                 {"rule", name_of(zone.rule)},
                                 {"section", zone.section.value},
                                 {"topic", zone.topic.value},
                                 {"stories", zone.stories},
                                 {"pins", std::move(pins)}});
  }
  return json::object{{"zones", std::move(zones)}};
}

Result<Front> front_of(const json::value& stored) {
  const json::value* zones = stored.is_object() ? stored.get_object().if_contains("zones") : nullptr;
  if (zones == nullptr || !zones->is_array()) return fail(ErrorKind::invalid, "not a front");
  Front front;
  for (const json::value& zone : zones->get_array()) {
    if (zone.is_object()) front.zones.push_back(zone_of(zone.get_object()));
  }
  return front;
}

Front without_ended_pins(Front front, Time now) {
  for (FrontZone& zone : front.zones) {
    std::erase_if(zone.pins, [now](const Pin& pin) { return pin.until && *pin.until <= now; });
  }
  return front;
}

std::optional<Time> next_pin_end(const Front& front) {
  std::optional<Time> next;
  for (const FrontZone& zone : front.zones) {
    for (const Pin& pin : zone.pins) {
      if (pin.until && (!next || *pin.until < *next)) next = pin.until;
    }
  }
  return next;
}

}  // namespace vestnik::content
