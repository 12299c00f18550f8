#include "media/message.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstring>

namespace vestnik::media {
namespace {

struct KindName {
  ErrorKind kind;
  std::string_view name;
};
// What a worker may answer; anything else from it counts as an unreadable file.
constexpr std::array kind_names = {KindName{ErrorKind::invalid, "invalid"}, KindName{ErrorKind::too_large, "too_large"},
                                   KindName{ErrorKind::not_found, "not_found"}};

void append_size(std::string& out, std::size_t size) {
  auto value = static_cast<std::uint32_t>(size);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

std::uint32_t read_size(std::string_view bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::string write_message(const std::vector<std::string_view>& fields) {
  std::size_t size = 0;
  for (auto field : fields) size += size_bytes + field.size();
  std::string message;
  message.reserve(size_bytes + size);
  append_size(message, size);
  for (auto field : fields) {
    append_size(message, field.size());
    message += field;
  }
  return message;
}

std::optional<Fields> read_fields(std::string_view body) {
  Fields fields;
  while (!body.empty()) {
    if (body.size() < size_bytes || fields.size() == message_fields) return {};
    std::size_t size = read_size(body);
    body.remove_prefix(size_bytes);
    if (size > body.size()) return {};
    fields.emplace_back(body.substr(0, size));
    body.remove_prefix(size);
  }
  if (fields.empty()) return {};
  return fields;
}

std::string write_area(const std::optional<Area>& area) {
  if (!area) return {};
  return fmt::format("{} {} {} {}", area->left, area->top, area->width, area->height);
}

Result<std::optional<Area>> read_area(std::string_view field) {
  if (field.empty()) return std::nullopt;
  Area area;
  const char* const end = field.data() + field.size();
  const char* at = field.data();
  for (int* side : {&area.left, &area.top, &area.width, &area.height}) {
    if (side != &area.left && (at == end || *at++ != ' ')) return fail(ErrorKind::invalid, "no area");
    const auto [behind, problem] = std::from_chars(at, end, *side);
    if (problem != std::errc{}) return fail(ErrorKind::invalid, "no area");
    at = behind;
  }
  if (at != end) return fail(ErrorKind::invalid, "no area");
  return area;
}

std::string write_failure(const Error& problem) {
  std::string_view name = "invalid";
  for (const auto& known : kind_names)
    if (known.kind == problem.kind) name = known.name;
  return write_message({name, problem.what, problem.remedy});
}

Result<Fields> read_answer(Fields answer) {
  if (answer.front() == "ok") {
    answer.erase(answer.begin());
    return answer;
  }
  auto text = [&](std::size_t index) { return index < answer.size() ? answer[index].substr(0, 500) : std::string(); };
  for (const auto& known : kind_names)
    if (known.name == answer.front()) return fail(known.kind, text(1), {}, text(2));
  return fail(ErrorKind::invalid, "unreadable file");
}

}  // namespace vestnik::media
