#include "pages/front_shape.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

namespace vestnik::pages {
namespace {

// Heights are px of a window of 1280 and follow theme/style/front.css and card.css; letters are as wide as Cyrillic is
// on average. Nearly right is enough: columns of a newspaper end ragged.
constexpr int lead_picture = 422, tile_picture = 184;
constexpr std::size_t most_under = 6, most_beside = 6, most_latest = 10, usual_beside = 2, usual_latest = 8;
constexpr std::size_t few = 4;  // up to these stand in a row under the lead

int lines(std::string_view text, int letters_in_line) {
  const auto letters = std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; });
  return (static_cast<int>(std::min<std::ptrdiff_t>(letters, 500)) + letters_in_line - 1) / letters_in_line;
}

int deck_lines(std::string_view deck, int letters_in_line) {
  return std::min(lines(deck, letters_in_line), 160 / letters_in_line + 1);  // it is cut at 160 letters
}

int height_of_lead(const StoryShape& story) {
  return (story.pictured ? lead_picture : 0) + 51 + 48 * lines(story.headline, 27) + 25 * deck_lines(story.deck, 70);
}
int height_under(const StoryShape& story) {
  return 62 + 22 * lines(story.headline, 28) + 22 * deck_lines(story.deck, 37);
}
int height_beside(const StoryShape& story) {
  return (story.pictured ? tile_picture : 0) + 62 + 22 * lines(story.headline, 25) + 22 * deck_lines(story.deck, 33);
}
int height_in_latest(const StoryShape& story) {
  return 41 + 21 * lines(story.headline, 28);
}

int difference(std::size_t one, std::size_t other) {
  return std::abs(static_cast<int>(one) - static_cast<int>(other));
}

}  // namespace

FrontShape shape_front(const StoryShape& lead, std::span<const StoryShape> rest, std::size_t top) {
  if (rest.size() <= few) return {.under = rest.size(), .wide = true};
  FrontShape best;
  int least = std::numeric_limits<int>::max();
  int first = height_of_lead(lead);
  for (std::size_t under = 0; under <= std::min(most_under, rest.size()); under += 2) {
    if (under >= 2) first += std::max(height_under(rest[under - 2]), height_under(rest[under - 1])) + 18;
    int second = -18;
    for (std::size_t beside = 0; under + beside <= rest.size() && beside <= most_beside; ++beside) {
      const std::size_t taken = under + beside;
      if (beside > 0) second += height_beside(rest[taken - 1]);
      if (beside == 0 || taken < std::min(top, rest.size() - 1)) continue;
      int third = 45;
      for (std::size_t latest = 1; taken + latest <= rest.size() && latest <= most_latest; ++latest) {
        third += height_in_latest(rest[taken + latest - 1]);
        const auto [low, high] = std::minmax({first, second, third});
        // Many stories rather than few, and what readers know rather than another division, where it hardly matters.
        const int cost = high - low + 10 * difference(under, 2) + 10 * difference(beside, usual_beside) +
                         8 * difference(latest, usual_latest);
        if (cost >= least) continue;
        least = cost;
        best = {.under = under, .beside = beside, .latest = latest};
      }
    }
  }
  return best;
}

}  // namespace vestnik::pages
