// Text with marks as HTML; the footnotes met on the way are numbered and collected. One thread.
#pragma once

#include <string>
#include <vector>

#include "content/body.h"

namespace vestnik::content::html {

class InlineWriter {
 public:
  explicit InlineWriter(bool for_export) : for_export_(for_export) {}
  void write(const std::vector<Node>& nodes, std::string& out);
  const std::vector<std::string>& footnotes() const { return footnotes_; }

 private:
  void open(const Mark& mark, std::string& out);
  void close(const Mark& mark, std::string& out);

  bool for_export_;
  std::vector<std::string> footnotes_;
};

// ` href="…"`, with rel where it leads away.
void append_href(std::string& out, std::string_view address);
void append_attribute(std::string& out, std::string_view name, std::string_view value);

}  // namespace vestnik::content::html
