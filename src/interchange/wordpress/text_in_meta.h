// What readers saw of a post and its content does not hold: the text of the page builder Bricks, the sound of a
// podcast. Other fields are never made public: nobody knows which of them are notes of the newsroom.
#pragma once

#include <string>
#include <vector>

#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {

// "" where nothing is there. `notes`: what was taken over and from where.
std::string html_of_meta(const Item& item, std::vector<std::string>& notes);

// The address of a sound or clip that WordPress or a podcast's plugin names beside a post; "" where there is none.
std::string enclosure_of(const Item& item);

}  // namespace vestnik::interchange::wordpress
