// The piece of a text that shows why it was found. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/words.h"

namespace vestnik::search {

// About `characters` of `text`, cut at words, around where most of what was asked stands, with "…" where something
// was left out and each word that was asked for between U+0002 and U+0003. The beginning where none occurs.
// Where a line ends without a full stop, as decks, titles and captions do, and the next begins anew, " · " parts them.
// `words` are those of the text in their order; `asked` says for each which of the asked ones it is, 0 for none.
std::string snippet(std::string_view text, const std::vector<Span>& words, const std::vector<std::uint16_t>& asked,
                    std::size_t characters = 200);

}  // namespace vestnik::search
