// The credit inside a caption: newsrooms write "Лавров в Техеран. Снимка: EPA" where a media library has a field.
#pragma once

#include <string>
#include <string_view>

namespace vestnik::interchange::wordpress {

struct Caption {
  std::string text;    // what is left, without the punctuation that led to the credit
  std::string credit;  // with its label, "Снимка: EPA"; empty where the caption names none
};

// Plain text in. Recognises Снимка, Снимки, Фото, Видео, Източник, Photo, Image, Credit, Source … followed by a colon
// or a name, "Photo by …", and ©, where they begin the text or a sentence of it.
Caption split_credit(std::string_view caption);

}  // namespace vestnik::interchange::wordpress
