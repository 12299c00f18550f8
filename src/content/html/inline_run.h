// Inline content while it is being read, with white space handled as HTML does: runs of it become one space, none at
// the ends or beside a line break; a no-break space is a letter. One thread.
#pragma once

#include <string_view>
#include <vector>

#include "content/body.h"

namespace vestnik::content::html {

class InlineRun {
 public:
  void add_text(std::string_view text, const std::vector<Mark>& marks);
  void add_break();

  // The nodes without white space at the ends; starts anew.
  std::vector<Node> take();

 private:
  void trim_end();

  std::vector<Node> nodes_;
  bool after_space_ = true;  // further white space is dropped
};

}  // namespace vestnik::content::html
