#include "media/message.h"

#include <array>
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
