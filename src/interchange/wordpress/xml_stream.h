// A file as XML events, in constant memory: Source, Mender and libxml2's push parser in a row. No network, no document
// type, no entities but XML's own five. Names are canonical whatever prefix the file chose: "wp:post_id",
// "content:encoded", "excerpt:encoded", "dc:creator", "title".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "interchange/wordpress/source.h"

namespace vestnik::interchange::wordpress {

using Attributes = std::vector<std::pair<std::string, std::string>>;

class XmlListener {
 public:
  virtual ~XmlListener() = default;
  virtual void start(const std::string& name, const Attributes& attributes, std::int64_t line) = 0;
  virtual void text(std::string_view piece) = 0;
  virtual void end(const std::string& name) = 0;
  virtual bool wants_more() const { return true; }
};

struct XmlFacts {
  std::int64_t replaced = 0;  // bytes that were not valid in the file's encoding
  std::int64_t dropped = 0;   // control characters
  std::int64_t mended = 0;    // bare ampersands and the like
  bool led_by_noise = false, followed_by_noise = false;
};

// ErrorKind::invalid with "file:line" where the file is not well-formed after mending.
Result<XmlFacts> read_xml(Source source, XmlListener& listener,
                          const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace vestnik::interchange::wordpress
