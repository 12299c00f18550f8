#include "http/multipart.h"

#include <algorithm>

namespace vestnik::http {

namespace {

constexpr std::size_t most_parts = 100, head_bytes = 4'096;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
  return out;
}

// name="value" or name=value among parameters after ";".
std::optional<std::string> parameter_of(std::string_view field, std::string_view name) {
  const std::string folded = lower(field);
  for (std::size_t at = folded.find(';'); at != std::string::npos; at = folded.find(';', at + 1)) {
    std::size_t begin = folded.find_first_not_of(" \t", at + 1);
    if (begin == std::string::npos) return std::nullopt;
    if (folded.compare(begin, name.size(), name) != 0 || folded.compare(begin + name.size(), 1, "=") != 0) continue;
    begin += name.size() + 1;
    if (begin >= field.size()) return std::string();
    if (field[begin] != '"') {
      const std::size_t end = std::min(field.find_first_of("; \t", begin), field.size());
      return std::string(field.substr(begin, end - begin));
    }
    std::string value;
    for (std::size_t i = begin + 1; i < field.size() && field[i] != '"'; ++i) {
      if (field[i] == '\\' && i + 1 < field.size() && (field[i + 1] == '"' || field[i + 1] == '\\')) ++i;
      value += field[i];
    }
    return value;
  }
  return std::nullopt;
}

std::unexpected<Error> malformed(std::string why) {
  return fail(ErrorKind::invalid, "not multipart/form-data: " + std::move(why));
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  if (!lower(content_type).starts_with("multipart/form-data")) return std::nullopt;
  auto boundary = parameter_of(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
  return boundary;
}

Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary) {
  const std::string delimiter = "--" + std::string(boundary);
  if (!body.starts_with(delimiter)) return malformed("it does not begin with its boundary");
  body.remove_prefix(delimiter.size());
  std::vector<Part> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return malformed("no line end after a boundary");
    if (parts.size() == most_parts) return malformed("more than 100 parts");
    body.remove_prefix(2);
    const std::size_t head_end = body.substr(0, head_bytes).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return malformed("a part's head does not end");
    std::string_view head = body.substr(0, head_end + 2);
    body.remove_prefix(head_end + 4);
    Part part;
    bool named = false;
    while (!head.empty()) {
      const std::size_t end = head.find("\r\n");
      const std::string_view line = head.substr(0, end);
      head.remove_prefix(end + 2);
      if (!lower(line).starts_with("content-disposition:")) continue;
      part.name = parameter_of(line, "name").value_or("");
      part.file_name = parameter_of(line, "filename").value_or("");
      named = !part.name.empty();
    }
    if (!named) return malformed("a part without a name");
    const std::size_t end = body.find("\r\n" + delimiter);
    if (end == std::string_view::npos) return malformed("the last boundary is missing");
    part.bytes = body.substr(0, end);
    body.remove_prefix(end + 2 + delimiter.size());
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace vestnik::http
