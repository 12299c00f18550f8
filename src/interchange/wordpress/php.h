// PHP's serialize() format, as far as WordPress stores picture data in it (_wp_attachment_metadata):
//
//   value := "N;" | "b:" digit ";" | "i:" number ";" | "d:" number ";" | "s:" bytes ":" quote … quote ";"
//          | "a:" count ":{" (value value)* "}"
//
// Objects ("O:", "C:") and references are refused: nothing here is ever instantiated. Lengths that do not fit (texts
// whose line breaks or encoding an export changed) are mended by looking for the closing quote and semicolon.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vestnik::interchange::wordpress {

struct PhpEntry;

struct PhpValue {
  std::string scalar;  // numbers and flags as written
  std::vector<PhpEntry> entries;

  // The entry of that key; an empty value where there is none.
  const PhpValue& operator[](std::string_view key) const;
};

struct PhpEntry {
  std::string key;
  PhpValue value;
};

// Nothing where the text is not such a value. Bounded in depth and in the number of values.
std::optional<PhpValue> parse_php(std::string_view text);

}  // namespace vestnik::interchange::wordpress
