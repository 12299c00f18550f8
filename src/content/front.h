// A front as editors arrange it: the home page or a section's first page. What it does not say is automatic.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"
#include "content/ids.h"

namespace vestnik::content {

struct Pin {
  ArticleId article;
  std::optional<Time> until;  // nothing: until it is taken off
  bool operator==(const Pin&) const = default;
};

// Pinned stories stand first, in their order; the rule fills the places that are left.
struct FrontZone {
  enum class Rule { none, newest, section, topic, most_read };
  std::string title;  // empty: the section's or topic's name
  Rule rule = Rule::newest;
  SectionId section;
  TopicId topic;
  int stories = 5;  // how many in all
  std::vector<Pin> pins;
  bool operator==(const FrontZone&) const = default;
};

// Of the home front, the first zone is the top: its first story leads the page. Of a section's front there is one zone,
// whose stories stand above the section's own order.
struct Front {
  std::vector<FrontZone> zones;
  bool operator==(const Front&) const = default;
};

std::string_view name_of(FrontZone::Rule rule);

// As it stands in the store: {"zones":[{"title","rule","section","topic","stories","pins":[{"article","until"}]}]}
// with numbers of rows and milliseconds.
json::value to_json(const Front& front);
Result<Front> front_of(const json::value& stored);

// Without the pins whose time is over; when the next one is.
Front without_ended_pins(Front front, Time now);
std::optional<Time> next_pin_end(const Front& front);

}  // namespace vestnik::content
