// How the stories of a zone stand beside and under each other, so that no part of the page stays empty whatever share
// of them has a picture and however few they are. Pure functions; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "pages/cards.h"

namespace vestnik::pages {

// Of each story of a zone, in order: whether there is a picture to show.
using Pictured = std::vector<bool>;

// The zone's class is "zone zone-LAYOUT" (theme/style/zones.css); stories beyond `looks` have no place.
struct Arrangement {
  std::string_view layout;
  std::vector<CardLook> looks;
};

// `place`: "lead" (beside the most read), "row" (the whole width), "pair" (half of it), "trio" (a third), "more" and
// "reading" (the two rails under an article). A picture that would leave a hole beside it is not shown.
Arrangement arrange(std::string_view place, const Pictured& stories);

// Where zones stand that follow each other: a "row", or two as high as each other as a "pair", or three that have
// hardly a story as a "trio". With `rows_between`, pairs and rows take turns: varied, but the same every day, so that
// readers find their way.
std::vector<std::string_view> places_of(const std::vector<Pictured>& zones, bool rows_between);

}  // namespace vestnik::pages
