// The open elements of HTML that is being written, so that it comes out properly nested and no deeper than a bound:
// every element that something ends is given its end tag. What the HTML5 parser makes of such input takes linear time.
// One thread.
#pragma once

#include <gumbo.h>

#include <array>
#include <initializer_list>
#include <string>
#include <vector>

namespace vestnik::content::html {

class Nesting {
 public:
  // Ends what a start tag of `tag` ends. False where the start tag itself must not be written.
  bool open(GumboTag tag, std::string& out);
  void close(GumboTag tag, std::string& out);
  // For a block that has no end tag.
  void before_block(GumboTag tag, std::string& out);
  void close_all(std::string& out);

 private:
  struct Open {
    GumboTag tag;
    bool written;
    bool ended = false;  // its end tag came while a block inside was open
  };

  void pop_to(std::size_t size, std::string& out);
  void pop_nearest(std::initializer_list<GumboTag> tags, std::initializer_list<GumboTag> barriers, std::string& out);

  std::vector<Open> open_;
  std::array<int, GUMBO_TAG_LAST + 1> count_{};
  int formatting_ = 0;
};

}  // namespace vestnik::content::html
