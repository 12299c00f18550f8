// What stands under an article, part by part, so that a part which has stayed as it was need not be rendered again. A
// part ends in the slot that belongs to it. Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pages/cards.h"

namespace vestnik::pages {

// HTML that is shared by whoever shows it.
using Piece = std::shared_ptr<const std::string>;

// What a zone under an article has around its stories. `name`: the section's; in the language of the site. `place`: see
// pages/arrangement.h.
struct ZoneTitle {
  std::string name, path, place, id, slot;
};
ZoneTitle more_title(std::string_view language, std::string_view section_name, std::string_view section_path);
ZoneTitle reading_title(std::string_view language);
ZoneTitle further_title(std::string_view name, std::string_view path, std::string_view place, std::size_t at,
                        std::size_t zones);

// Of cards in the looks of the zone's arrangement; "" where there is none.
std::string render_zone(std::string_view language, const ZoneTitle& title, std::string_view layout,
                        const std::vector<Piece>& cards);
std::string render_footer(const Chrome& chrome);

// Never nullptr.
struct TailPieces {
  Piece more, reading;
  std::vector<Piece> zones;
  Piece footer;
};
std::string join_tail(std::string_view language, const TailPieces& pieces);

}  // namespace vestnik::pages
