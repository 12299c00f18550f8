// multipart/form-data (RFC 7578): a form with files, already in memory. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vestnik::http {

struct Part {
  std::string name;        // of the form's field
  std::string file_name;   // as the sender called it; may hold anything
  std::string_view bytes;  // points into the parsed body
};

// The boundary parameter of a Content-Type field that says multipart/form-data; nothing for another type.
std::optional<std::string> multipart_boundary(std::string_view content_type);

// At most 100 parts with heads of at most 4 KiB; anything malformed is ErrorKind::invalid.
Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace vestnik::http
