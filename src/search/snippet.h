// The piece of a text that shows why it was found. Any thread.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace vestnik::search {

// About `characters` of `text`, cut at words, around where most of `terms` stand, with "…" where something was left
// out and each word that comes from one of them between U+0002 and U+0003. The beginning where none occurs.
std::string snippet(std::string_view text, std::string_view language, const std::set<std::string>& terms,
                    std::size_t characters = 200);

}  // namespace vestnik::search
