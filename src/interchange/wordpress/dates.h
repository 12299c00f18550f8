// WordPress's dates: "2023-10-23 21:05:00" in the site's zone and in GMT, all zeros where there is none.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"
#include "interchange/wordpress/wxr.h"

namespace vestnik::interchange::wordpress {

// GMT wins; the local one is read in `zone`.
std::optional<Time> wordpress_date(std::string_view gmt, std::string_view local, std::string_view zone);
// When the item was published, or will be.
std::optional<Time> date_of(const Item& item, std::string_view zone);
std::optional<Time> modified_of(const Item& item, std::string_view zone);

}  // namespace vestnik::interchange::wordpress
