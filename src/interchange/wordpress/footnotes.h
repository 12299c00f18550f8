// Footnotes of the block editor: <sup data-fn="ID"> in the text, their contents in the post's meta "footnotes". Here a
// footnote is a mark on the word before it.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

// `content` with every footnote at its word; unchanged where one of them has no word before it, or a link or more than
// a line in its text, which the mark has no place for. `notes`: [{"id","content"}].
std::string with_footnotes(std::string_view content, std::string_view notes);

}  // namespace vestnik::interchange::wordpress
