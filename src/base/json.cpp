#include "base/json.h"

#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

#include "base/text.h"

namespace vestnik {

Result<json::value> parse_json(std::string_view text, std::size_t depth) {
  json::parse_options options;
  options.max_depth = depth;
  json::stream_parser parser({}, options);
  boost::system::error_code problem;
  const std::size_t read = parser.write_some(text.data(), text.size(), problem);
  if (!problem) {
    for (std::size_t at = read; at < text.size(); ++at) {
      const char c = text[at];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        return fail(ErrorKind::invalid, "not JSON: something follows the value at byte " + std::to_string(at));
      }
    }
    parser.finish(problem);
  }
  if (problem) {
    return fail(ErrorKind::invalid, "not JSON: " + problem.message() + " at byte " + std::to_string(read));
  }
  return parser.release();
}

std::string write_json(const json::value& value) {
  return json::serialize(value);
}

std::string write_json_for_html(const json::value& value) {
  const std::string plain = json::serialize(value);
  std::string out;
  out.reserve(plain.size() + 16);
  for (std::size_t at = 0; at < plain.size(); ++at) {
    switch (plain[at]) {
      case '<':
        out += "\\u003C";
        break;
      case '>':
        out += "\\u003E";
        break;
      case '&':
        out += "\\u0026";
        break;
      default:
        if (plain.compare(at, 3, "\xE2\x80\xA8") == 0) {
          out += "\\u2028";
          at += 2;
        } else if (plain.compare(at, 3, "\xE2\x80\xA9") == 0) {
          out += "\\u2029";
          at += 2;
        } else {
          out += plain[at];
        }
    }
  }
  return out;
}

std::string string_or(const json::object& object, std::string_view key, std::string_view fallback) {
  const json::value* found = object.if_contains(key);
  if (found == nullptr || !found->is_string()) return std::string(fallback);
  return std::string(found->get_string());
}

std::int64_t integer_or(const json::object& object, std::string_view key, std::int64_t fallback) {
  const json::value* found = object.if_contains(key);
  if (found == nullptr) return fallback;
  if (found->is_int64()) return found->get_int64();
  if (found->is_uint64() && found->get_uint64() <= INT64_MAX) return static_cast<std::int64_t>(found->get_uint64());
  return fallback;
}

bool bool_or(const json::object& object, std::string_view key, bool fallback) {
  const json::value* found = object.if_contains(key);
  return found != nullptr && found->is_bool() ? found->get_bool() : fallback;
}

}  // namespace vestnik
