// Texts between tags, each handed to the HTML5 parser as one private character (planes 15 and 16) and put back into the
// tree afterwards: the parser takes its time character by character, and what a text says makes no difference to the
// tree. Character references and white space go to the parser as they are. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestnik::content::html {

class StandIns {
 public:
  // `text` must stay as long as this.
  void append(std::string_view text, std::string& out);

  bool empty() const { return texts_.empty(); }

  // Gives `part`, in order, every piece of a text that the parser saw as `parsed`.
  template <class Part>
  void each_part(std::string_view parsed, Part part) const {
    NextPrivate next(parsed);
    for (std::size_t at = 0; at < parsed.size();) {
      const std::size_t mark = next.from(at);
      if (mark > at) part(parsed.substr(at, mark - at));
      if (mark == parsed.size()) return;
      const std::string_view character = parsed.substr(mark, 4);
      part(behind(character));
      at = mark + character.size();
    }
  }

  static bool has_private(std::string_view text);

 private:
  // Where the next private character of a text stands. Each first byte is looked for once: a text may have a hundred
  // thousand of one plane and none of the other.
  class NextPrivate {
   public:
    explicit NextPrivate(std::string_view text);
    std::size_t from(std::size_t at);  // never before the last; the size of the text where there is none

   private:
    std::string_view text_;
    std::size_t plane_15_, plane_16_;
  };

  void append_plain(std::string_view text, std::string& out);
  std::string_view behind(std::string_view character) const;  // itself where it stands for nothing

  std::vector<std::string_view> texts_;
};

}  // namespace vestnik::content::html
