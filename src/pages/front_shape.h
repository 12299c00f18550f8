// How many stories stand in each column at the top of the home front, so that its columns end nearly level whatever
// share of stories has a picture and however long their headlines are. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace vestnik::pages {

// What decides how high a story stands.
struct StoryShape {
  std::string_view headline, deck;
  bool pictured = false;
};

struct FrontShape {
  std::size_t under = 0;   // under the lead, in two columns
  std::size_t beside = 0;  // beside it, with pictures
  std::size_t latest = 0;  // after them, with the time
  bool wide = false;       // too few stories for columns: the lead over the whole width, the others in a row under it
};

// `rest`: the stories after the lead, the first `top` of which may not be among the latest.
FrontShape shape_front(const StoryShape& lead, std::span<const StoryShape> rest, std::size_t top);

inline constexpr std::size_t most_in_front = 22;  // stories after the lead that a front can use

}  // namespace vestnik::pages
