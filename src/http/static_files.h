// Files that are part of the program and never change while it runs, in whatever form a client takes best. Immutable
// after construction; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "http/message.h"

namespace vestnik::http {

class StaticFiles {
 public:
  enum class Keep {
    forever,     // the name changes with the bytes
    revalidate,  // a browser asks each time whether its copy is still right
  };

  // NAME.br and NAME.gz are packed forms of NAME, not files of their own.
  explicit StaticFiles(const std::vector<embedded::File>& files);

  // The answer to a GET or HEAD of the file `name` ("assets/index-1a2b.js"), with its type, coding, ETag and
  // Cache-Control; nothing where there is no such file.
  std::optional<Response> answer(const Request& request, std::string_view name, Keep keep) const;

 private:
  struct File {
    std::string_view type, bytes, gzip, brotli;
    std::string digest;
  };
  std::map<std::string_view, File> files_;
};

}  // namespace vestnik::http
