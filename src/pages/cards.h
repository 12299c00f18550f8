// Stories in lists: cards, zones and rails. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pages/theme.h"
#include "pages/views.h"

namespace vestnik::pages {

// How a card looks; theme/style/card.css.
struct CardLook {
  const char* name = "plain";              // class card-NAME
  int level = 3;                           // of the heading
  std::optional<PictureUse> picture = {};  // nothing: no picture
  bool deck = true, section = true, time = true;
  bool eager = false;  // the picture is likely the largest thing that a reader sees first
};

// Adds a card to the include `place`. Section labels and dates are in the words and the zone of the site.
Sheet& add_card(Sheet& sheet, const char* place, const Chrome& chrome, const CardView& card, const CardLook& look);

// The same card alone.
std::string render_card(const Chrome& chrome, const CardView& card, const CardLook& look);

// A zone's heading and slot, as zone.html has them; its stories are sections STORY with a rendered CARD each.
void fill_zone(Sheet& shown, std::string_view name, std::string_view path, std::string_view layout, std::string_view id,
               std::string_view slot);

// Of each story: whether there is a picture to show.
std::vector<bool> pictured(const std::vector<CardView>& stories);

// Adds a zone to the include `place`: a heading and stories as they are arranged in `zone_place` (pages/arrangement.h),
// and the slot `slot` after them ("" for none). Nothing where there is no story. `id` is its heading's and unique on
// the page.
void add_zone(Sheet& sheet, const char* place, const Chrome& chrome, const SectionZone& zone,
              std::string_view zone_place, std::string_view id, std::string_view slot);

}  // namespace vestnik::pages
