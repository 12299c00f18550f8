// Nodes that were made before the HTML around them is read: each leaves a paragraph with a mark, which becomes the node
// again once the HTML is a body.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/body.h"

namespace vestnik::interchange::wordpress {

class Placeholders {
 public:
  // HTML to stand for `node`.
  std::string put(content::Node node);
  // Nodes in place of their marks; a mark that ended up where no block can stand is dropped and its node appended.
  void resolve(content::Body& body);
  // The same text without anything that could be taken for a mark.
  static std::string without_marks(std::string_view text);

 private:
  void resolve(std::vector<content::Node>& nodes);
  std::vector<content::Node> nodes_;
  std::vector<bool> used_;
};

}  // namespace vestnik::interchange::wordpress
