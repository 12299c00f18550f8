// A caption taken apart into what it tells and whom the picture is from. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::content::html {

struct Caption {
  std::string text, credit;
};

// "Протест в София. Снимка: БТА" → {"Протест в София.", "Снимка: БТА"}; "© EPA", "Photo: …", "(Фото: …)" the same.
// What names nobody is all text.
Caption split_credit(std::string_view caption);

}  // namespace vestnik::content::html
