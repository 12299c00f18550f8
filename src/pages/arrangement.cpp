#include "pages/arrangement.h"

#include <algorithm>

namespace vestnik::pages {
namespace {

constexpr std::size_t in_rail = 7, in_row = 5;

constexpr const char *under_text = "text card-under", *under_half = "half card-under";  // with a rule above them

std::size_t pictures(const Pictured& stories, std::size_t most) {
  const auto end = stories.begin() + static_cast<std::ptrdiff_t>(std::min(most, stories.size()));
  return static_cast<std::size_t>(std::count(stories.begin(), end, true));
}

// A rail that mixes sections names each story's.
CardLook look(const char* name, std::optional<PictureUse> picture, bool section) {
  return {.name = name, .picture = picture, .section = section, .time = false};
}

std::vector<CardLook> looks(std::size_t stories, const CardLook& all) {
  return std::vector<CardLook>(stories, all);
}

// Columns of two, or "deep" ones of three: a picture fills one alone, stories without stand under each other. The first
// `shown` pictures are.
Arrangement mixed(std::string_view layout, const Pictured& stories, std::size_t count, std::size_t shown,
                  bool section) {
  Arrangement made{.layout = layout, .looks = {}};
  const std::size_t in_column = layout.ends_with("deep") ? 3 : 2;
  std::size_t texts = 0;
  for (std::size_t at = 0; at < count; ++at) {
    if (stories[at] && shown > 0) {
      --shown;
      made.looks.push_back(look("tile", PictureUse::tile, section));
    } else {
      made.looks.push_back(look(texts++ % in_column == 0 ? "text" : under_text, {}, section));
    }
  }
  return made;
}

// Rows that are full: 1, 2, 3, 2 + 2, 2 + 3, 3 + 3, 2 + 2 + 3.
Arrangement texts(std::size_t count, bool section) {
  if (count == 1) return {.layout = "wide", .looks = {look("large", {}, section)}};
  Arrangement made{.layout = "wide texts", .looks = looks(count, look("text", {}, section))};
  const std::size_t halves = count % 3 == 0 ? 0 : count % 3 == 2 ? 2 : 4;
  for (std::size_t at = 0; at < count; ++at) {
    const bool under = at >= (halves == 0 ? 3 : 2);
    if (at < halves) {
      made.looks[at].name = under ? under_half : "half";
    } else if (under) {
      made.looks[at].name = under_text;
    }
  }
  return made;
}

// Over the whole width; as many columns as pictures and pairs of texts make.
Arrangement wide(const Pictured& stories, std::size_t count, bool section) {
  const std::size_t shown = pictures(stories, count);
  if (shown == 0) return texts(count, section);
  switch (count) {
    case 1:
      return {.layout = "wide single", .looks = {look("large", PictureUse::card, section)}};
    case 2:
      return mixed("wide mix two", stories, 2, 2, section);
    case 3:
      return shown == 3 ? mixed("wide mix", stories, 3, 3, section) : mixed("wide mix two", stories, 3, 1, section);
    case 4:
      if (shown == 4) return mixed("wide mix", stories, 4, 4, section);
      return shown == 1 ? mixed("wide mix two deep", stories, 4, 1, section)
                        : mixed("wide mix", stories, 4, 2, section);
    case 5:
      return mixed("wide mix", stories, 5, shown >= 3 ? 3 : 1, section);
    case 6:
      if (shown >= 2) return mixed("wide mix", stories, 6, 2, section);
      // One and five would leave a place empty.
      return stories[5] ? texts(6, section) : mixed("wide mix", stories, 5, 1, section);
    default:
      return mixed("wide mix", stories, 7, 1, section);
  }
}

Arrangement row(const Pictured& stories) {
  const std::size_t count = std::min(in_row, stories.size());
  if (pictures(stories, 4) == 4) return wide(stories, 4, false);
  return wide(stories, pictures(stories, count) == 0 ? std::min<std::size_t>(count, 4) : count, false);
}

Arrangement half(const Pictured& stories) {
  const std::size_t count = std::min<std::size_t>(stories.size(), 4);
  const CardLook text = look("text", {}, false);
  if (count == 4 && pictures(stories, 2) == 2) {
    CardLook short_text = text;
    short_text.deck = false;
    return {.layout = "pair",
            .looks = {look("plain", PictureUse::card, false), look("tile", PictureUse::tile, false), short_text,
                      short_text}};
  }
  if (count >= 3 && pictures(stories, 3) > 0) return mixed("half mix", stories, 3, 1, false);
  const std::size_t shown = pictures(stories, count);
  if (count == 2 && shown == 2) return mixed("half mix", stories, 2, 2, false);
  if (count == 4 || (count == 2 && shown == 0)) {
    Arrangement made{.layout = "half texts", .looks = looks(count, look("half", {}, false))};
    for (std::size_t at = 2; at < count; ++at) made.looks[at].name = under_half;
    return made;
  }
  Arrangement made{.layout = "half stack", .looks = looks(count, text)};
  for (std::size_t at = 0; at < count; ++at) {
    if (stories[at]) made.looks[at] = look("tile", PictureUse::tile, false);
  }
  return made;
}

Arrangement third(const Pictured& stories) {
  Arrangement made{.layout = "third stack", .looks = looks(std::min<std::size_t>(stories.size(), 3), {})};
  for (std::size_t at = 0; at < made.looks.size(); ++at) {
    made.looks[at] = look(stories[at] ? "row" : "text", {}, false);
    if (stories[at]) made.looks[at].picture = PictureUse::thumbnail;
  }
  return made;
}

Arrangement lead(const Pictured& stories) {
  Arrangement made{.layout = "lead", .looks = looks(std::min(in_row, stories.size()), {})};
  // Under a large picture and beside the most read there is no room for decks.
  CardLook small = look("row", PictureUse::thumbnail, false);
  small.deck = !stories.front();
  std::ranges::fill(made.looks, small);
  made.looks.front() = look("large", PictureUse::card, false);
  return made;
}

Arrangement more(const Pictured& stories) {
  const std::size_t count = std::min(in_rail, stories.size());
  if (count < in_rail || !stories.front()) return wide(stories, count, false);
  Arrangement made = mixed("more mix deep", stories, count, 1, false);
  made.looks.front() = look("tile card-large", PictureUse::card, false);
  return made;
}

Arrangement reading(const Pictured& stories) {
  const std::size_t count = std::min(in_rail, stories.size());
  if (count < in_rail || pictures(stories, 4) < 4) return wide(stories, count, true);
  Arrangement made{.layout = "reading", .looks = looks(count, look("text", {}, true))};
  std::fill_n(made.looks.begin(), 4, look("tile", PictureUse::tile, true));
  return made;
}

// How high a zone of half the width is, in px of the desktop: what stands beside it should be nearly as high.
int height_of_half(const Pictured& stories) {
  const Arrangement made = half(stories);
  if (made.layout == "pair") return 400;
  if (made.layout == "half mix") return 310;
  if (made.layout == "half texts") return made.looks.size() > 2 ? 260 : 120;
  int height = 0;
  for (const CardLook& each : made.looks) height += each.picture ? 200 : 90;
  return height;
}

bool alike(const Pictured& one, const Pictured& other) {
  const auto [less, more] = std::minmax({height_of_half(one), height_of_half(other)});
  return more * 10 <= less * 17;
}

bool small(const Pictured& stories) {
  return stories.size() <= 2;
}

}  // namespace

Arrangement arrange(std::string_view place, const Pictured& stories) {
  if (stories.empty()) return {.layout = "wide texts", .looks = {}};
  if (place == "lead") return lead(stories);
  if (place == "pair") return half(stories);
  if (place == "trio") return third(stories);
  if (place == "more") return more(stories);
  if (place == "reading") return reading(stories);
  return row(stories);
}

std::vector<std::string_view> places_of(const std::vector<Pictured>& zones, bool rows_between) {
  std::vector<std::string_view> places;
  bool row_next = rows_between;
  while (places.size() < zones.size()) {
    const std::size_t at = places.size(), left = zones.size() - at;
    if (left >= 3 && small(zones[at]) && small(zones[at + 1]) && small(zones[at + 2])) {
      places.insert(places.end(), 3, "trio");
      row_next = rows_between;
    } else if (!row_next && left >= 2 && alike(zones[at], zones[at + 1])) {
      places.insert(places.end(), 2, "pair");
      row_next = rows_between;
    } else {
      places.emplace_back("row");
      row_next = false;
    }
  }
  return places;
}

}  // namespace vestnik::pages
