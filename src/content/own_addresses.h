// Addresses that the program answers itself, before it looks for articles and sections: whatever stood there would
// never be found. Any thread.
#pragma once

#include <string_view>

namespace vestnik::content {

// Of an article's address, by its route_key: "/report/x", "/advertising", "/search".
bool is_own_address(std::string_view key);

// Of the first step of addresses, "report" of "/report/x/": whether a section may not be called so.
bool is_own_step(std::string_view slug);

}  // namespace vestnik::content
